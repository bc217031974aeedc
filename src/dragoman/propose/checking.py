"""Proposed entries held against the text, the ontology and the coder's own readings: entries of a record, or refusals.

An entry stands if its words are in the text and its codes and actors hold. A mode, context, date or place that does
not hold is left out, and the entry stands without it. Either is a refusal with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dragoman.annotate.annotation import Annotation
from dragoman.coding.circumstances import Circumstances
from dragoman.explain.reasons import plain
from dragoman.model.agreements import Commitment, Term
from dragoman.model.events import Event, Status, Trace
from dragoman.model.proposals import Part, Refusal
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Basis, Span
from dragoman.ontology import Ontology
from dragoman.propose.answers import ProposedCommitment, ProposedEntry, ProposedEvent, ProposedStatement
from dragoman.propose.finding import distance
from dragoman.propose.readings import Readings, Unfounded

T = TypeVar("T")
Entry = Event | Statement | Commitment

_GIVEN = 120  # characters of what a model wrote that a refusal keeps


class _Refused(Exception):
    """An entry that does not stand."""

    def __init__(self, field: str, given: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.given, self.reason = field, given, reason


@dataclass
class Checker:
    """Checks the answers for one document; what holds and what does not gathers here."""

    annotation: Annotation
    ontology: Ontology
    rule: str  # of every entry: that a model proposed it
    location: str  # of what the model was told, as traces have it
    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.readings = Readings(self.annotation, self.rule)
        self.circumstances = Circumstances(self.annotation)

    def refuse(self, part: Part, number: int, reason: str, given: str = "") -> None:
        """Keep that something is refused as a whole, before it could be looked at."""
        self.refusals.append(_refusal(part, number, "", given, reason, whole=True))

    def take(self, part: Part, number: int, proposed: ProposedEntry, piece: Span) -> None:
        """An entry that was proposed for a piece of the text."""
        entry = _One(self, part, number, piece)
        try:
            match proposed:
                case ProposedEvent():
                    made: Entry = entry.event(proposed)
                case ProposedStatement():
                    made = entry.statement(proposed)
                case ProposedCommitment():
                    made = entry.commitment(proposed)
            if _told(made) in map(_told, self.entries):
                raise _Refused("quote", proposed.quote, "is given twice")
        except _Refused as fault:
            self.refusals.append(_refusal(part, number, fault.field, fault.given, fault.reason, whole=True))
        else:
            self.refusals += entry.left_out
            self.entries.append(made)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that stand, in the order of the text, with ids ``e1``, ``e2`` ..."""
        found = sorted((one for one in self.entries if isinstance(one, Event)), key=lambda one: one.triggers[0].start)
        return tuple(replace(one, id=f"e{n}") for n, one in enumerate(found, start=1))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that stand: ``s1``, ``s2`` ..."""
        found = sorted(
            (one for one in self.entries if isinstance(one, Statement)), key=lambda one: one.content[0].start
        )
        return tuple(replace(one, id=f"s{n}") for n, one in enumerate(found, start=1))

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """The commitments that stand: ``c1``, ``c2`` ..."""
        found = sorted((one for one in self.entries if isinstance(one, Commitment)), key=lambda one: one.action.start)
        return tuple(replace(one, id=f"c{n}") for n, one in enumerate(found, start=1))


class _One:
    """One proposed entry while it is being checked."""

    def __init__(self, checker: Checker, part: Part, number: int, piece: Span) -> None:
        self.part, self.number, self.piece = part, number, piece
        self.ontology, self.rule, self.location = checker.ontology, checker.rule, checker.location
        self.readings, self.circumstances = checker.readings, checker.circumstances
        self.left_out: list[Refusal] = []

    def event(self, given: ProposedEvent) -> Event:
        quote = self._quote(given.quote, (*given.actor, *given.recipient, given.date, given.place))
        trigger = self.readings.words.nearest(given.trigger, quote, within=quote)
        if trigger is None:
            raise _Refused("trigger", given.trigger, "is not in the quotation")
        type = self.ontology.types[self._code("type", given.type, self.ontology.types)]
        status = Status(self._code("status", given.status, (status.value for status in Status)))
        actor = self._actors("actor", given.actor, quote)
        recipient = self._actors("recipient", given.recipient, quote)
        if not actor and not recipient:
            raise _Refused("actor", "", "nobody is named in it")
        if type.needs_recipient and not recipient:
            raise _Refused("recipient", "", f"{type.name} needs a recipient")
        both = {one.value for one in actor} & {one.value for one in recipient}
        if both:
            raise _Refused("recipient", ", ".join(sorted(both)), "is on both sides")
        words = (self.readings.evidence(trigger),)
        date = self._field("date", given.date, lambda said: self.readings.date(said, trigger))
        modes = self._codes("modes", given.modes, type.modes, f"is no mode of {type.name}")
        contexts = self._codes("contexts", given.contexts, self.ontology.contexts, "is no context")
        return Event(
            id="",
            triggers=words,
            type=Attested(value=type.name, basis=Basis.STATED, rule=self.rule, evidence=words),
            gloss=type.gloss,
            score=type.score_of(modes),
            modes=tuple(Attested(value=one, basis=Basis.STATED, rule=self.rule, evidence=words) for one in modes),
            contexts=tuple(
                Attested(value=one, basis=Basis.DERIVED, rule=self.rule, evidence=(self.readings.evidence(quote),))
                for one in contexts
            ),
            actor=actor,
            recipient=recipient,
            status=self._status(status, date),
            date=date,
            place=self._field("place", given.place, lambda said: self.readings.place(said, trigger)),
            trace=Trace(frame=self.rule, location=self.location),
        )

    def statement(self, given: ProposedStatement) -> Statement:
        quote = self.readings.words.bare(self._quote(given.quote, (*given.speaker, given.cue, *given.addressee)))
        speaker = self._actors("speaker", given.speaker, quote)
        if not speaker:
            raise _Refused("speaker", "", "nobody is named who said it")
        quoted = self.readings.share_quoted(quote)
        return Statement(
            id="",
            kind="direct" if quoted == 1 else "mixed" if quoted else "indirect",
            speaker=speaker,
            speaker_words=speaker[0].evidence[0],
            content=(self.readings.evidence(quote),),
            cue=self._field("cue", given.cue, lambda said: self.readings.evidence(self.readings.near(said, quote))),
            addressee=self._actors("addressee", given.addressee, quote),
            rule=self.rule,
        )

    def commitment(self, given: ProposedCommitment) -> Commitment:
        others = (*given.debtor, *given.beneficiary, given.deadline, given.condition)
        quote = self._quote(given.quote, others)
        debtor = self._actors("debtor", given.debtor, quote)
        if not debtor:
            raise _Refused("debtor", "", "nobody is named who must do it")
        deadline = self._field("deadline", given.deadline, lambda said: self.readings.date(said, quote))
        said = self.readings.words.nearest(given.deadline, quote) if given.deadline else None
        return Commitment(
            id="",
            debtor=debtor,
            action=self.readings.evidence(quote),
            beneficiary=self._actors("beneficiary", given.beneficiary, quote),
            deadline=deadline,
            term=Term(words=self.readings.evidence(said)) if said else None,
            condition=self._field(
                "condition", given.condition, lambda said: self.readings.evidence(self.readings.near(said, quote))
            ),
            rule=self.rule,
        )

    # Parts of an entry

    def _quote(self, words: str, others: Iterable[str | None]) -> Span:
        """The words of an entry, in the piece the model was shown; of several places the one nearest to its others."""
        places = self.readings.words.find(words, self.piece)
        if not places:
            raise _Refused("quote", words, "is not in the text")
        if len(places) == 1:
            return places[0]
        marks = [self.readings.words.find(other, self.piece) for other in others if other]
        return min(
            places, key=lambda place: sum(min((distance(place, mark) for mark in some), default=0) for some in marks)
        )

    def _actors(self, field: str, names: Iterable[str], near: Span) -> tuple[Attested[str], ...]:
        found: dict[str, Attested[str]] = {}
        for name in names:
            try:
                for one in self.readings.actors(name, near):
                    found.setdefault(one.value, one)
            except Unfounded as fault:
                raise _Refused(field, name, str(fault)) from fault
        return tuple(found.values())

    def _status(self, status: Status, date: Attested[str] | None) -> Attested[Status]:
        """The status, but what took place long before the article is history, as for the built-in coder."""
        if status is Status.ACTUAL and self.circumstances.is_historical(date):
            rule = f"{self.rule}+status.older-than-30-days"
            return Attested(
                value=Status.HISTORICAL, basis=Basis.DERIVED, rule=rule, evidence=date.evidence if date else ()
            )
        return Attested(value=status, basis=Basis.ASSUMED, rule=self.rule)

    def _code(self, field: str, given: str, known: Iterable[str]) -> str:
        """A code as the ontology spells it."""
        code = {one.casefold(): one for one in known}.get(given.strip().casefold())
        if code is None:
            raise _Refused(field, given, f"is no {field} of {self.ontology.name}")
        return code

    def _codes(self, field: str, given: Iterable[str], known: Iterable[str], reason: str) -> list[str]:
        """Those of several codes that there are."""
        spelled = {one.casefold(): one for one in known}
        found: list[str] = []
        for one in given:
            code = spelled.get(one.strip().casefold())
            if code is None:
                self._leave_out(field, one, reason)
            elif code not in found:
                found.append(code)
        return found

    def _field(self, field: str, given: str | None, read: Callable[[str], T]) -> T | None:
        """A field that an entry can do without."""
        if not given:
            return None
        try:
            return read(given)
        except Unfounded as fault:
            self._leave_out(field, given, str(fault))
            return None

    def _leave_out(self, field: str, given: str, reason: str) -> None:
        self.left_out.append(_refusal(self.part, self.number, field, given, reason, whole=False))


def _refusal(part: Part, number: int, field: str, given: str, reason: str, *, whole: bool) -> Refusal:
    """What a stranger wrote is made one plain, short line."""
    return Refusal(
        part=part, number=number, field=field, given=plain(given)[:_GIVEN], reason=plain(reason), whole=whole
    )


def _told(entry: Entry) -> tuple[object, ...]:
    """What makes two entries the same: their words, and the type of an event."""
    match entry:
        case Event():
            return "event", entry.type.value, entry.triggers[0].span
        case Statement():
            return "statement", entry.content[0].span
        case Commitment():
            return "commitment", entry.action.span
