"""From an annotated document and its statements to events.

Comes in: an annotation, the statements found in it, a lexicon. Goes out: events in text order, each with
a trace of what was done. One telling gives one event here; tellings are joined in ``resolve``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from dragoman.annotate.annotation import Annotation
from dragoman.coding.choose import Chosen, choose
from dragoman.coding.circumstances import Circumstances
from dragoman.coding.confidence import candidate, rated
from dragoman.coding.conventions import Coded, Conventions
from dragoman.coding.fields import Fields
from dragoman.coding.fillers import Filled
from dragoman.coding.learned.candidate import Evoked, evoked
from dragoman.coding.learned.missed import missed
from dragoman.coding.learned.model import EventTypeModel
from dragoman.coding.learned.ranking import better
from dragoman.coding.lexicon import Lexicon
from dragoman.coding.magnitudes import magnitudes
from dragoman.coding.match import Match, Matcher, Reason, Refusal
from dragoman.coding.modes import ModeCues
from dragoman.coding.parties import Parties
from dragoman.coding.phrases import Phrases
from dragoman.coding.standing import background
from dragoman.coding.statements.speakers import told_by
from dragoman.coding.status import StatusReading, read_status
from dragoman.coding.topics import load_contexts
from dragoman.model.events import Alternative, Event, Status, Trace
from dragoman.model.statements import Statement
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence
from dragoman.ontology import plover
from dragoman.scheme import Scheme

_Built: TypeAlias = tuple[Event, Chosen]
_Build: TypeAlias = Callable[[Iterable[Chosen]], list[_Built]]


@dataclass(frozen=True, slots=True)
class CodedEvents:
    """The events of a document, and what they were made from."""

    events: tuple[Event, ...]
    chosen: list[Chosen]  # the matches behind all events
    refused: list[Refusal]  # frames that were tried and gave no event


@dataclass(frozen=True)
class EventCoder:
    """Codes events by a lexicon of verb frames."""

    lexicon: Lexicon
    conventions: Conventions
    modes: ModeCues
    contexts: Phrases
    model: EventTypeModel | None  # knows PLOVER's types; None for a scheme without them

    @classmethod
    def load(cls, scheme: Scheme, lexicon: Path | None = None) -> EventCoder:
        """Read the frames and rules of a scheme; ``lexicon`` holds frames to lay over them.

        Raises KnowledgeFault listing what is wrong in them.
        """
        ontology = scheme.coded
        return cls(
            lexicon=Lexicon.load(*([lexicon] if lexicon else []), *scheme.lexicon, ontology=ontology),
            conventions=Conventions.load(scheme.rule_file("conventions.yaml"), ontology),
            modes=ModeCues.load(scheme.rule_file("modes.yaml"), ontology),
            contexts=load_contexts(scheme.rule_file("contexts.yaml"), ontology),
            model=EventTypeModel.load() if plover().types.keys() <= ontology.types.keys() else None,
        )

    def code(self, annotation: Annotation, statements: tuple[Statement, ...]) -> CodedEvents:
        """Every event of the document, in text order, with ids ``e1``, ``e2``, ..."""
        matcher = Matcher(self.lexicon, annotation)
        speakers = told_by(annotation, statements)
        chosen, refused = choose(matcher, speakers)
        builder = _Builder(self, annotation, matcher, speakers, {c.match.predicate.i for c in chosen})
        fields = Fields(annotation, matcher.grammar)

        def build(items: Iterable[Chosen]) -> list[tuple[Event, Chosen]]:
            return [
                (event, item)
                for item in items
                if (event := builder.build(item)) is not None and fields.reason(item.match, event) is None
            ]

        built = build(chosen)
        made = {id(item) for _, item in built}
        refused += [
            Refusal(item.match.frame, item.match.predicate, Reason.ROLE_EMPTY, "actor or recipient")
            for item in chosen
            if id(item) not in made
        ]
        if self.model is not None:
            sights = evoked(matcher, built)
            built = [self._ranked(pair, annotation, sights, build) for pair in built]
            news = {item.match.predicate.sentence for event, item in built if event.trace.background is None}
            built += [
                pair for pair in build(missed(matcher, sights, news, self.model)) if not _is_silence(pair, statements)
            ]
            built = [(rated(event, annotation.parse, sights, self.model), item) for event, item in built]
        built.sort(key=lambda pair: pair[0].triggers[0].start)
        events = tuple(replace(event, id=f"e{n}") for n, (event, _) in enumerate(built, start=1))
        return CodedEvents(
            events=events,
            chosen=[item for _, item in built],
            refused=refused,
        )

    def _ranked(self, pair: _Built, annotation: Annotation, sights: tuple[Evoked, ...], build: _Build) -> _Built:
        """The event, or that of a frame it outranked where the learned model is sure of it."""
        event, item = pair
        if self.model is None or not item.others:
            return pair
        second = better(event, item, self.model.given_event(candidate(event, annotation.parse, sights)))
        return next(iter(build([second])), pair) if second is not None else pair


def _is_silence(pair: _Built, statements: tuple[Statement, ...]) -> bool:
    """ "Declined to comment" is kept as a statement, and is no deed."""
    event, _ = pair
    cues = [s.cue.span for s in statements if s.act == "no comment" and s.cue is not None]
    return any(cue.overlaps(trigger.span) for cue in cues for trigger in event.triggers)


class _Builder:
    """Turns chosen matches of one document into events."""

    def __init__(
        self,
        coder: EventCoder,
        annotation: Annotation,
        matcher: Matcher,
        speakers: dict[int, list[Filled]],
        predicates: set[int],
    ) -> None:
        self.coder = coder
        self.ontology = coder.lexicon.ontology
        self.annotation = annotation
        self.matcher = matcher
        self.speakers = speakers
        self.predicates = predicates
        self.circumstances = Circumstances(annotation)
        self.parties = Parties(annotation, matcher)

    def build(self, item: Chosen) -> Event | None:
        """The event, or None if nobody is named in it or it lacks a recipient its type needs."""
        match = item.match
        self.parties.complete(item)
        if not match.actor and not match.recipient:
            return None
        reading = self._status(match)
        speakers = self.speakers.get(match.predicate.i, [])
        coded = self.coder.conventions.apply(
            match, item.content, match.frame.modes, reading.status, by_actor=self._told_by_actor(match, speakers)
        )
        if (
            self.ontology.types[coded.type].needs_recipient
            and not match.recipient
            and not self._is_shared(coded, match)
        ):
            return None
        scope = self.circumstances.scope(match.predicate, match.clause.carrier, self.predicates)
        content = self._content(item) if reading.status == Status.ACTUAL else ()
        when = self.circumstances.date_of(scope, content)
        status = Status(coded.status)
        if status == Status.ACTUAL and self.circumstances.is_historical(when):
            status, reading = Status.HISTORICAL, StatusReading(Status.HISTORICAL, "status.older-than-30-days")
        words = self._words(match)
        behind = background(match.clause, self.annotation.parse, self.matcher.lexicon.words)
        return Event(
            id="",
            triggers=(words,),
            type=Attested(value=coded.type, basis=Basis.STATED, rule=match.frame.id, evidence=(words,)),
            modes=self._modes(coded, match, words, scope),
            contexts=self._contexts(item, scope),
            actor=tuple(f.attested(self.annotation) for f in match.actor),
            recipient=tuple(f.attested(self.annotation) for f in match.recipient),
            status=self._attested_status(status, reading, coded.conventions),
            date=when,
            place=self._place(coded.type, match, scope),
            magnitudes=magnitudes(scope, self.annotation),
            agenda=self._agenda(match),
            attribution=speakers[0].attested(self.annotation) if speakers else None,
            trace=Trace(
                frame=match.frame.id,
                location=match.frame.location,
                conventions=coded.conventions,
                content=tuple(dict.fromkeys(inner.frame.code for inner in item.content)),
                background=behind.lower if behind else None,
                alternatives=tuple(alternative(refusal) for refusal in item.lost),
            ),
        )

    def _content(self, item: Chosen) -> set[int]:
        """Words that say what is agreed, asked or refused; of a meeting its day is wanted, so not of one."""
        if any(self.ontology.has(inner.frame.code, "meeting") for inner in item.content):
            return set()
        phrases = [phrase for _, phrase in item.match.phrases.get("content", []) if phrase not in item.match.words]
        return {word.i for phrase in phrases for word in self.annotation.parse.subtree(phrase)}

    def _is_shared(self, coded: Coded, match: Match) -> bool:
        """Whether states do it with one another: "Russia and Ukraine exchanged prisoners"."""
        states = {a.country.value for f in match.actor if (a := self.annotation.actor_by_id.get(f.actor)) and a.country}
        return self.ontology.has(coded.type, "mutual") and len(states) > 1

    def _told_by_actor(self, match: Match, speakers: list[Filled]) -> bool:
        """Whether the doer (or one who acts for it, or a nameless official) tells the deed."""
        if not speakers:
            return True
        actors = self.annotation.actor_by_id
        doers = {f.actor for f in match.actor}
        countries = {a.country.value for i in doers if (a := actors.get(i)) and a.country}
        for speaker in speakers:
            told = actors.get(speaker.actor)
            if speaker.actor in doers or told is None or told.country is None or told.country.value in countries:
                return True
        return False

    # Other fields

    def _status(self, match: Match) -> StatusReading:
        if match.frame.reported:
            return StatusReading(Status.ACTUAL, "status.it-was-said")
        reading = read_status(match.clause, self.annotation.parse)
        if match.frame.status and reading.status == Status.ACTUAL:
            return StatusReading(Status(match.frame.status), "status.frame", match.predicate)
        return reading

    def _modes(self, coded: Coded, match: Match, words: Evidence, scope: list[Token]) -> tuple[Attested[str], ...]:
        """The frame's modes, or the one that a word of the clause gives."""
        if coded.modes:
            rule = "+".join((match.frame.id, *coded.conventions))
            return tuple(Attested(value=mode, basis=Basis.STATED, rule=rule, evidence=(words,)) for mode in coded.modes)
        cue = self.coder.modes.mode_of(coded.type, [t for t in scope if t.sentence == match.predicate.sentence])
        if cue is None:
            return ()
        evidence = self.annotation.document.evidence(cue.first.start, cue.last.end)
        return (Attested(value=cue.label, basis=Basis.DERIVED, rule="mode.cue-word", evidence=(evidence,)),)

    def _place(self, code: str, match: Match, scope: list[Token]) -> Attested[str] | None:
        """The place in the clause; an attack on a place happens there."""
        found = self.circumstances.place_of(scope)
        if found is None and self.ontology.has(code, "at-recipient"):
            spans = {(f.start, f.end) for f in match.recipient}
            for place in self.annotation.places:
                for mention in place.mentions:
                    if (mention.start, mention.end) in spans:
                        return Attested(
                            value=place.id, basis=Basis.DERIVED, rule="place.of-recipient", evidence=(mention,)
                        )
        return found

    def _attested_status(self, status: Status, reading: StatusReading, applied: tuple[str, ...]) -> Attested[Status]:
        cue = (self.annotation.document.evidence(reading.cue.start, reading.cue.end),) if reading.cue else ()
        rule = "+".join((reading.rule, *applied))
        basis = Basis.DERIVED if applied else Basis.STATED if cue else Basis.ASSUMED
        return Attested(value=status, basis=basis, rule=rule, evidence=cue)

    def _words(self, match: Match) -> Evidence:
        """The trigger: from the first to the last fixed word, with the light verb that carries a noun."""
        tokens = [*match.words]
        if match.clause.carrier is not None:
            tokens.append(match.clause.carrier)
        start = min(t.start for t in tokens)
        end = max(t.end for t in tokens)
        return self.annotation.document.evidence(start, end)

    def _contexts(self, item: Chosen, scope: list[Token]) -> tuple[Attested[str], ...]:
        match = item.match
        words = [t for t in scope if t.sentence == match.predicate.sentence]
        found = {
            cue.label: self.annotation.document.evidence(cue.first.start, cue.last.end)
            for cue in self.coder.contexts.find(words)
        }
        trigger = self._words(match)
        by_frame = [
            Attested(value=context, basis=Basis.STATED, rule=match.frame.id, evidence=(trigger,))
            for context in match.frame.contexts
        ]
        named = [
            Attested(value=context, basis=Basis.DERIVED, rule="context.cue-words", evidence=(words_of,))
            for context, words_of in found.items()
            if context not in match.frame.contexts
        ]
        return (*by_frame, *named)

    def _agenda(self, match: Match) -> tuple[Evidence, ...]:
        parse = self.annotation.parse
        spans = [
            parse.span(part)
            for _, phrase in match.phrases.get("topic", [])
            for part in [phrase]
            if phrase.pos not in ("VERB", "AUX")
        ]
        return tuple(self.annotation.document.evidence(span.start, span.end) for span in spans)


def alternative(refusal: Refusal) -> Alternative:
    """A frame that was tried in vain, as the trace keeps it."""
    return Alternative(
        frame=refusal.frame.id, code=refusal.frame.code, reason=refusal.reason.value, detail=refusal.detail
    )
