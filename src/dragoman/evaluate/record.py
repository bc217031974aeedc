"""One record against a person's annotation of the same article.

Takes an annotation (``evaluate.expected``) and a record and gives every expected entry with the
entry it was matched to and a check for each field, what was recorded beyond it, and the counts.
A field the annotator left open (null) is not checked; an optional event counts on neither side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from dragoman.annotate.parser import parse
from dragoman.evaluate.comparison import Check, Comparison, Extra, Match, as_dict, report
from dragoman.evaluate.expected import (
    Expected,
    ExpectedActor,
    ExpectedAgreement,
    ExpectedCommitment,
    ExpectedEvent,
    ExpectedStatement,
    check_against,
    load_expected,
    spans,
)
from dragoman.evaluate.likeness import overlap, share
from dragoman.model.agreements import Agreement, Commitment
from dragoman.model.entities import Actor
from dragoman.model.events import Event
from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.record import Record
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Evidence, Span
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_all
from dragoman.resolve.assignment import assign
from dragoman.store.folding import fold

W = TypeVar("W")
R = TypeVar("R")

_SHOWN = 60  # characters of the article that name an entry

__all__ = ["Comparison", "as_dict", "compare", "load_expected", "report", "run"]


def run(expected_path: Path, text_path: Path, published: str | None = None) -> Comparison:
    """Read and code an article as ``dragoman read`` does, and compare it with its annotation.

    Raises ExpectedFault or UnreadableArticle, each naming the file.
    """
    expected = load_expected(expected_path)
    nothing = Failure(address=str(text_path), reason="holds no article")
    document = next(read_all([str(text_path)], Overrides(published=published)), nothing)
    if isinstance(document, Failure):
        raise UnreadableArticle(f"{document.address}: {document.reason}")
    check_against(expected, document.text)
    return compare(expected, Pipeline.load().code(document))


def compare(expected: Expected, record: Record) -> Comparison:
    """Match what was expected with what was recorded, and check it field by field."""
    return _Comparer(expected, record).comparison()


class _Comparer:
    """The state of one comparison: which recorded actor each expected one is, and the sentences."""

    def __init__(self, expected: Expected, record: Record) -> None:
        self.expected = expected
        self.record = record
        self.parse = parse(record.document.text)
        self.expected_actors = {actor.id: actor for actor in expected.actors}
        self.recorded_actors = {actor.id: actor for actor in record.actors}
        self.actors, _ = _pair(expected.actors, record.actors, _actor_likeness)
        self.expected_id = {found.id: wanted.id for wanted, found in self.actors if found}

    def comparison(self) -> Comparison:
        expected, record = self.expected, self.record
        events, more_events = _pair(expected.events, record.events, self._event_worth)
        statements, more_statements = _pair(expected.statements, record.statements, _statement_likeness)
        agreements, more_agreements = _pair(expected.agreements, record.agreements, _name_likeness)
        duties = [one for _, one in expected.commitments()]
        commitments, more_commitments = _pair(duties, record.commitments, _action_likeness)
        within = {duty.id: (wanted, found) for wanted, found in agreements for duty in wanted.commitments}
        return Comparison(
            document=tuple(_document(expected, record)),
            matches=(
                *(self._event(*pair) for pair in events),
                *(self._statement(*pair) for pair in statements),
                *(self._agreement(*pair) for pair in agreements),
                *(self._commitment(*pair, within.get(pair[0].id)) for pair in commitments),
                *(_actor(*pair) for pair in self.actors),
            ),
            extras=(
                *(Extra(part="event", id=one.id, what=_told(one)) for one in more_events),
                *(Extra(part="statement", id=one.id, what=_quoted(one.content)) for one in more_statements),
                *(Extra(part="agreement", id=one.id, what=one.name.value) for one in more_agreements),
                *(Extra(part="commitment", id=one.id, what=_quoted([one.action])) for one in more_commitments),
            ),
        )

    def _event_worth(self, wanted: ExpectedEvent, event: Event) -> float:
        """Type and sentence must agree; then actors, then the very words, then the other fields."""
        if wanted.type != event.type.value or not self._same_sentence(wanted, event):
            return 0.0
        same_actors = self._countries("", wanted.actor, event.actor)
        same_words = any(a.overlaps(b.span) for a in spans(wanted.triggers) for b in event.triggers)
        others = sum(check.right for check in self._event(wanted, event).checks)
        worth = 1000.0 + 100 * bool(same_actors and same_actors.right) + 50 * same_words + others
        return worth / 2 if wanted.optional else worth

    def _same_sentence(self, wanted: ExpectedEvent, event: Event) -> bool:
        here = self._sentences(spans(wanted.triggers))
        return bool(here & self._sentences(trigger.span for trigger in event.triggers))

    def _sentences(self, places: Iterable[Span]) -> set[int]:
        return {token.sentence for place in places for token in self.parse.tokens_in(place.start, place.end)}

    def _event(self, wanted: ExpectedEvent, found: Event | None) -> Match:
        near = [] if found else [one for one in self.record.events if self._same_sentence(wanted, one)]
        return _match(
            "event",
            wanted.id,
            f"{wanted.type} {self._text(wanted.triggers)}",
            found,
            self._countries("actor countries", wanted.actor, found.actor if found else None),
            self._countries("recipient countries", wanted.recipient, found.recipient if found else None),
            _equal("date", wanted.date, found.date if found else None),
            self._place(wanted.place, found.place if found else None),
            _equal("status", wanted.status, found.status if found else None),
            _same_set("modes", wanted.modes, [mode.value for mode in found.modes] if found else None),
            optional=wanted.optional,
            near=tuple(f"{one.id} {_told(one)}" for one in near),
        )

    def _place(self, wanted: str | None, found: Attested[str] | None) -> Check | None:
        if wanted is None:
            return None
        place = next((one for one in self.record.places if found and one.id == found.value), None)
        names = {fold(place.name), *(fold(one.text) for one in place.mentions)} if place else set()
        shown = place.name if place else ""
        return Check(field="place", expected=wanted, found=shown, right=fold(wanted) in names)

    def _statement(self, wanted: ExpectedStatement, found: Statement | None) -> Match:
        return _match(
            "statement",
            wanted.id,
            self._text(wanted.content),
            found,
            self._same_actors("speaker", wanted.speaker, found.speaker if found else None),
            self._countries("speaker countries", wanted.speaker, found.speaker if found else None),
            _equal("kind", wanted.kind, found.kind if found else None),
        )

    def _agreement(self, wanted: ExpectedAgreement, found: Agreement | None) -> Match:
        return _match(
            "agreement",
            wanted.id,
            wanted.name,
            found,
            self._countries("party countries", wanted.parties, found.parties if found else None),
            _equal("date", wanted.date, found.date if found else None),
            _equal("status", wanted.status, found.status if found else None),
        )

    def _commitment(
        self,
        wanted: ExpectedCommitment,
        found: Commitment | None,
        within: tuple[ExpectedAgreement, Agreement | None] | None,
    ) -> Match:
        """One commitment; ``within`` is the agreement it should belong to, expected and recorded."""
        return _match(
            "commitment",
            wanted.id,
            self._text([wanted.action]),
            found,
            self._countries("debtor countries", wanted.debtor, found.debtor if found else None),
            self._countries("beneficiary countries", wanted.beneficiary, found.beneficiary if found else None),
            _equal("deadline", wanted.deadline, found.deadline if found else None),
            _equal("status claim", wanted.status_claim, found.status_claim if found else None),
            _membership(found, *within) if within else None,
        )

    def _countries(
        self, field: str, wanted: Sequence[str] | None, found: Sequence[Attested[str]] | None
    ) -> Check | None:
        if wanted is None:
            return None
        countries = [self.expected_actors[id].country for id in wanted]
        recorded = [self.recorded_actors.get(one.value) for one in found or ()]
        return _same_set(
            field,
            [country for country in countries if country],
            None if found is None else [one.country.value for one in recorded if one and one.country],
        )

    def _same_actors(self, field: str, wanted: Sequence[str], found: Sequence[Attested[str]] | None) -> Check | None:
        """Whether the very actors are the same, by the words that name them in the article."""
        if found is None:
            return _same_set(field, wanted, None)
        ids = [self.expected_id.get(one.value, f"another ({one.value})") for one in found]
        return _same_set(field, wanted, ids)

    def _text(self, pairs: Sequence[tuple[int, int]]) -> str:
        return _quoted(self.record.document.evidence(start, end) for start, end in pairs)


def _pair(
    wanted: Sequence[W], recorded: Sequence[R], worth: Callable[[W, R], float]
) -> tuple[list[tuple[W, R | None]], list[R]]:
    """Every expected entry with the recorded one that answers to it, and the recorded ones left over."""
    joined = assign(wanted, recorded, worth)
    pairs = [(one, recorded[joined[i]] if i in joined else None) for i, one in enumerate(wanted)]
    return pairs, [one for j, one in enumerate(recorded) if j not in joined.values()]


def _match(
    part: str,
    id: str,
    what: str,
    found: Actor | Event | Statement | Agreement | Commitment | None,
    *checks: Check | None,
    optional: bool = False,
    near: tuple[str, ...] = (),
) -> Match:
    return Match(
        part=part,
        id=id,
        what=what,
        found=found.id if found else None,
        checks=tuple(check for check in checks if check),
        optional=optional,
        near=near,
    )


def _actor(wanted: ExpectedActor, found: Actor | None) -> Match:
    return _match(
        "actor",
        wanted.id,
        wanted.name,
        found,
        _equal("country", wanted.country, found.country if found else None),
        _equal("kind", wanted.kind, found.kind if found else None),
        _same_set("sectors", wanted.sectors, [one.value for one in found.sectors] if found else None),
        _office(wanted, found),
    )


def _membership(found: Commitment | None, wanted: ExpectedAgreement, agreement: Agreement | None) -> Check:
    """Whether a commitment belongs to the recorded agreement that answers to the expected one."""
    id = (found.agreement if found else None) or ""
    right = agreement is not None and id == agreement.id
    return Check(field="agreement", expected=wanted.name, found=id, right=right)


def _document(expected: Expected, record: Record) -> Iterator[Check]:
    wanted, document = expected.document, record.document
    for field, value, found in (
        ("title", wanted.title, document.title),
        ("dateline", wanted.dateline, document.dateline),
        ("published", wanted.published, document.published),
    ):
        if value is not None:
            words = found.value if found else ""
            yield Check(field=field, expected=value, found=words, right=fold(value) == fold(words))
    if wanted.year_inferred is not None:
        year = document.published.value[:4] if document.published else ""
        yield Check(
            field="year",
            expected=str(wanted.year_inferred),
            found=year,
            right=year == str(wanted.year_inferred),
        )


def _actor_likeness(wanted: ExpectedActor, actor: Actor) -> float:
    """How much of the expected mentions the actor has; name, country and kind break ties."""
    mentions = [mention.evidence.span for mention in actor.mentions]
    shared = sum(max((overlap(one, other) for other in mentions), default=0.0) for one in spans(wanted.some_mentions))
    same_name = 0.5 * (fold(wanted.name) == fold(actor.name))
    if not shared and not same_name:
        return 0.0
    same_country = actor.country is not None and actor.country.value == wanted.country
    return shared + same_name + 0.1 * same_country + 0.1 * (actor.kind is wanted.kind)


def _statement_likeness(wanted: ExpectedStatement, statement: Statement) -> float:
    return share(spans(wanted.content), [part.span for part in statement.content])


def _action_likeness(wanted: ExpectedCommitment, commitment: Commitment) -> float:
    return share(spans([wanted.action]), [commitment.action.span])


def _name_likeness(wanted: ExpectedAgreement, agreement: Agreement) -> float:
    places = [one.span for one in (*agreement.mentions, *agreement.name.evidence)]
    shared = max((overlap(Span(*wanted.name_span), place) for place in places), default=0.0)
    return shared + (fold(wanted.name) == fold(agreement.name.value))


def _office(wanted: ExpectedActor, found: Actor | None) -> Check | None:
    if wanted.office is None:
        return None
    offices = found.offices if found else ()
    title, country = wanted.office.title, wanted.office.country
    return Check(
        field="office",
        expected=title,
        found="; ".join(office.title for office in offices),
        right=any(fold(office.title) == fold(title) and country in (None, office.country) for office in offices),
    )


def _equal(field: str, wanted: str | None, found: Attested[Any] | str | None) -> Check | None:
    if wanted is None:
        return None
    value = found.value if isinstance(found, Attested) else found
    return Check(field=field, expected=str(wanted), found=str(value or ""), right=value == wanted)


def _same_set(field: str, wanted: Sequence[str] | None, found: Sequence[str] | None) -> Check | None:
    """Whether both hold the same values; ``found`` is None where the whole entry is missing."""
    if wanted is None:
        return None
    return Check(
        field=field,
        expected=", ".join(sorted(set(wanted))),
        found=", ".join(sorted(set(found or ()))),
        right=found is not None and set(wanted) == set(found),
    )


def _told(event: Event) -> str:
    return f"{event.type.value} {_quoted(event.triggers)}"


def _quoted(evidence: Iterable[Evidence]) -> str:
    text = " ".join(" … ".join(one.text for one in evidence).split())
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[: _SHOWN - 1]}…”"
