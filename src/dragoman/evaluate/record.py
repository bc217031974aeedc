"""One record against a person's annotation of the same article.

Takes an annotation (``evaluate.expected``) and a record and gives every expected entry with the
entry it was matched to and a check for each field, what was recorded beyond it, and the counts.
A field the annotator left open (null) is not checked; an optional event counts on neither side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.annotate.parser import parse
from dragoman.evaluate.assignment import assign
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
from dragoman.evaluate.likeness import fold, overlap, share
from dragoman.model.entities import Actor
from dragoman.model.events import Agreement, Commitment, Event, Statement
from dragoman.model.record import Record
from dragoman.model.text import Attested, Evidence, Span
from dragoman.pipeline import Pipeline
from dragoman.read.draft import Draft, Overrides, finish

__all__ = ["Comparison", "as_dict", "compare", "load_expected", "report", "run"]


def run(expected_path: Path, text_path: Path, published: str | None = None) -> Comparison:
    """Code an article and compare it with its annotation."""
    expected = load_expected(expected_path)
    draft = Draft(text=text_path.read_bytes().decode("utf-8"))
    document = finish(draft, Overrides(published=published), text_path.resolve().as_uri())
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
        joined = assign(expected.actors, record.actors, _actor_likeness)
        self.actor_of = {expected.actors[i].id: record.actors[j] for i, j in joined.items()}

    def comparison(self) -> Comparison:
        events, extra_events = self._events()
        statements, extra_statements = self._statements()
        agreements, agreement_of = self._agreements()
        return Comparison(
            document=tuple(_document(self.expected, self.record)),
            matches=(
                *events,
                *statements,
                *agreements,
                *self._commitments(agreement_of),
                *map(self._actor, self.expected.actors),
            ),
            extras=(*extra_events, *extra_statements),
        )

    # Events

    def _events(self) -> tuple[list[Match], list[Extra]]:
        wanted, recorded = self.expected.events, self.record.events
        joined = assign(wanted, recorded, self._event_worth)
        matches = [self._event(one, recorded[joined[i]] if i in joined else None) for i, one in enumerate(wanted)]
        extras = [
            Extra(part="event", id=one.id, what=f"{one.type.value} “{_words(one.triggers)}”")
            for j, one in enumerate(recorded)
            if j not in joined.values()
        ]
        return matches, extras

    def _event_worth(self, wanted: ExpectedEvent, event: Event) -> float:
        """Type and sentence must agree; then actors, then the very words, then the other fields."""
        if wanted.type != event.type.value or not self._same_sentence(wanted, event):
            return 0.0
        checks = self._event_checks(wanted, event)
        same_words = any(a.overlaps(b.span) for a in spans(wanted.triggers) for b in event.triggers)
        worth = 1000.0 + 100 * checks[0].right + 50 * same_words + sum(check.right for check in checks)
        return worth / 2 if wanted.optional else worth

    def _same_sentence(self, wanted: ExpectedEvent, event: Event) -> bool:
        here = self._sentences(spans(wanted.triggers))
        return bool(here & self._sentences(trigger.span for trigger in event.triggers))

    def _sentences(self, places: Iterable[Span]) -> set[int]:
        return {token.sentence for place in places for token in self.parse.tokens_in(place.start, place.end)}

    def _event(self, wanted: ExpectedEvent, event: Event | None) -> Match:
        near = () if event else tuple(self._near(wanted))
        return Match(
            part="event",
            id=wanted.id,
            what=f"{wanted.type} “{self._text(wanted.triggers)}”",
            found=event.id if event else None,
            checks=tuple(self._event_checks(wanted, event)),
            optional=wanted.optional,
            near=near,
        )

    def _near(self, wanted: ExpectedEvent) -> Iterator[str]:
        for event in self.record.events:
            if self._same_sentence(wanted, event):
                yield f"{event.id} {event.type.value} “{_words(event.triggers)}”"

    def _event_checks(self, wanted: ExpectedEvent, event: Event | None) -> list[Check]:
        """The checks of an event, those of its actors first."""
        checks = [
            self._countries("actor countries", wanted.actor, event.actor if event else None),
            self._countries("recipient countries", wanted.recipient, event.recipient if event else None),
            _equal("date", wanted.date, event.date if event else None),
            self._place(wanted.place, event),
            _equal("status", wanted.status, event.status if event else None),
            _same_set("modes", wanted.modes, [mode.value for mode in event.modes] if event else None),
        ]
        return [check for check in checks if check is not None]

    def _place(self, wanted: str | None, event: Event | None) -> Check | None:
        if wanted is None:
            return None
        id = event.place.value if event and event.place else None
        place = next((one for one in self.record.places if one.id == id), None)
        names = {fold(place.name), *(fold(one.text) for one in place.mentions)} if place else set()
        return Check(
            field="place",
            expected=wanted,
            found=place.name if place else id or "",
            right=fold(wanted) in names,
        )

    # Statements

    def _statements(self) -> tuple[list[Match], list[Extra]]:
        wanted, recorded = self.expected.statements, self.record.statements

        def worth(one: ExpectedStatement, other: Statement) -> float:
            return share(spans(one.content), [part.span for part in other.content])

        joined = assign(wanted, recorded, worth)
        matches = [self._statement(one, recorded[joined[i]] if i in joined else None) for i, one in enumerate(wanted)]
        extras = [
            Extra(part="statement", id=one.id, what=f"“{_words(one.content)}”")
            for j, one in enumerate(recorded)
            if j not in joined.values()
        ]
        return matches, extras

    def _statement(self, wanted: ExpectedStatement, found: Statement | None) -> Match:
        speaker = found.speaker if found else None
        checks = (
            self._same_actors("speaker", wanted.speaker, speaker),
            self._countries("speaker countries", wanted.speaker, speaker),
            _equal("kind", wanted.kind, found.kind if found else None),
        )
        return Match(
            part="statement",
            id=wanted.id,
            what=f"“{self._text(wanted.content)}”",
            found=found.id if found else None,
            checks=tuple(check for check in checks if check),
        )

    # Agreements and commitments

    def _agreements(self) -> tuple[list[Match], dict[str, str]]:
        """The agreements, and the recorded id of each expected one that was found."""
        wanted, recorded = self.expected.agreements, self.record.agreements
        joined = assign(wanted, recorded, _name_likeness)
        matches = [self._agreement(one, recorded[joined[i]] if i in joined else None) for i, one in enumerate(wanted)]
        return matches, {wanted[i].id: recorded[j].id for i, j in joined.items()}

    def _agreement(self, wanted: ExpectedAgreement, found: Agreement | None) -> Match:
        checks = (
            self._countries("party countries", wanted.parties, found.parties if found else None),
            _equal("date", wanted.date, found.date if found else None),
            _equal("status", wanted.status, found.status if found else None),
        )
        return Match(
            part="agreement",
            id=wanted.id,
            what=wanted.name,
            found=found.id if found else None,
            checks=tuple(check for check in checks if check),
        )

    def _commitments(self, agreement_of: dict[str, str]) -> list[Match]:
        wanted: list[tuple[ExpectedCommitment, ExpectedAgreement | None]] = [
            (one, agreement) for agreement in self.expected.agreements for one in agreement.commitments
        ]
        wanted += [(one, None) for one in self.expected.commitments_without_agreement]
        recorded = self.record.commitments

        def worth(one: ExpectedCommitment, other: Commitment) -> float:
            return share([Span(*one.action)], [other.action.span])

        joined = assign([one for one, _ in wanted], recorded, worth)
        return [
            self._commitment(one, agreement, agreement_of, recorded[joined[i]] if i in joined else None)
            for i, (one, agreement) in enumerate(wanted)
        ]

    def _commitment(
        self,
        wanted: ExpectedCommitment,
        agreement: ExpectedAgreement | None,
        agreement_of: dict[str, str],
        found: Commitment | None,
    ) -> Match:
        checks = [
            self._countries("debtor countries", wanted.debtor, found.debtor if found else None),
            self._countries("beneficiary countries", wanted.beneficiary, found.beneficiary if found else None),
            _equal("deadline", wanted.deadline, found.deadline if found else None),
            _equal("status claim", wanted.status_claim, found.status_claim if found else None),
        ]
        if agreement:
            id = found.agreement if found else None
            right = id is not None and id == agreement_of.get(agreement.id)
            checks.append(Check(field="agreement", expected=agreement.name, found=id or "", right=right))
        return Match(
            part="commitment",
            id=wanted.id,
            what=f"“{self._text((wanted.action,))}”",
            found=found.id if found else None,
            checks=tuple(check for check in checks if check),
        )

    # Actors

    def _actor(self, wanted: ExpectedActor) -> Match:
        found = self.actor_of.get(wanted.id)
        checks = (
            _equal("country", wanted.country, found.country if found else None),
            _equal("kind", wanted.kind, found.kind if found else None),
            _same_set("sectors", wanted.sectors, [one.value for one in found.sectors] if found else None),
            _office(wanted, found),
        )
        return Match(
            part="actor",
            id=wanted.id,
            what=wanted.name,
            found=found.id if found else None,
            checks=tuple(check for check in checks if check),
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
        known = {actor.id: id for id, actor in self.actor_of.items()}
        return _same_set(field, wanted, None if found is None else [known.get(one.value, one.value) for one in found])

    def _text(self, pairs: Sequence[tuple[int, int]]) -> str:
        return _shown(" … ".join(self.record.document.text[start:end] for start, end in pairs))


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


def _words(evidence: Iterable[Evidence]) -> str:
    return _shown(" … ".join(one.text for one in evidence))


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
