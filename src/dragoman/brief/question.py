"""What a brief is made from: the sides, the period, the events, and the words of their reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dragoman import query
from dragoman.brief import ranking
from dragoman.brief.evidence import Evidences
from dragoman.brief.ranking import Window
from dragoman.model.briefs import Support
from dragoman.model.events import Event
from dragoman.model.record import Record
from dragoman.model.text import Attested
from dragoman.ontology import Ontology
from dragoman.query import Filter, Party, StoredEvent, StoredHappening
from dragoman.store import Store
from dragoman.store.days import days

Role = Literal["actor", "recipient", "about", "party"]


Told = tuple[StoredHappening, tuple[StoredEvent, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a brief is made from."""

    store: Store
    sides: tuple[str, ...]  # one or two
    since: str | None
    until: str | None
    today: date
    window: Window
    ontology: Ontology
    evidence: Evidences

    def covers(self, told: str | None) -> bool:
        """Whether a date may be in the period."""
        covered = days(told) if told else None
        if covered is None:
            return self.since is None and self.until is None
        first, last = (days(bound) if bound else None for bound in (self.since, self.until))
        return (first is None or covered[1] >= first[0]) and (last is None or covered[0] <= last[1])

    def filters(self, *roles: Role) -> Iterator[Filter]:
        """The dyad; or the one actor in each role in turn."""
        begin = Filter(since=self.since, until=self.until)
        if len(self.sides) == 2:
            yield replace(begin, dyad=(self.sides[0], self.sides[1]))
        else:
            for role in roles:
                yield _in_role(begin, role, self.sides)


def _in_role(begin: Filter, role: Role, sides: tuple[str, ...]) -> Filter:
    match role:
        case "actor":
            return replace(begin, actor=sides)
        case "recipient":
            return replace(begin, recipient=sides)
        case "about":
            return replace(begin, about=sides)
        case "party":
            return replace(begin, party=sides)


def dated(told: Told) -> str | None:
    """When an event was; where no article says so, when the article that leads came out."""
    return told[0].date or told[0].published


def happenings(question: Question) -> list[Told]:
    """All events of the sides with their reports, of whatever day."""
    found = {
        row.id: (row, reports)
        for wanted in question.filters("actor", "recipient")
        for row, reports in query.with_reports(question.store, replace(wanted, since=None, until=None))
    }
    return list(found.values())


def ranked(question: Question, events: Iterable[Told]) -> list[Told]:
    """Those of the period, those that weigh most first."""

    def points(told: Told) -> float:
        return ranking.points(told[0], score(question.ontology, told[0]), question.window.nearness(dated(told)))

    chosen = (told for told in events if question.covers(dated(told)))
    return sorted(chosen, key=lambda told: (-points(told), told[0].id))


def score(ontology: Ontology, row: StoredHappening) -> float | None:
    """The score of an event in its scheme."""
    known = ontology.types.get(row.type)
    return known.score_of(row.modes) if known else None


def ids_of(parties: Iterable[Party]) -> frozenset[str]:
    """The ids of some parties."""
    return frozenset(one.id for one in parties)


def event_of(record: Record, id: str) -> Event | None:
    """The event of a report ("document:event"); None where its record has it no more."""
    wanted = id.rpartition(":")[2]
    return next((one for one in record.events if one.id == wanted), None)


def words_of(question: Question, id: str, actors: frozenset[str]) -> Support | None:
    """The words of one report."""
    event = event_of(question.evidence.record(id), id)
    if event is None:
        return None
    values: list[Attested[str] | None] = [*event.actor, *event.recipient, event.date, event.place, event.attribution]
    fields = [words for value in values if value is not None for words in value.evidence]
    fields += [*event.agenda, *(one.evidence for one in event.magnitudes)]
    return question.evidence.support(id, event.triggers, sorted(actors), fields)


def supports(question: Question, ids: Iterable[str], actors: frozenset[str]) -> tuple[Support, ...]:
    """The words of some reports, one of each article, the best first: those that name the most actors."""
    made: dict[str, Support] = {}
    for id in ids:
        one = words_of(question, id, actors)
        if one is not None:
            made.setdefault(id.rpartition(":")[0], one)
    first = sorted(made.values(), key=lambda one: -len(one.actors))
    return tuple(first[: int(ranking.settings()["references"])])
