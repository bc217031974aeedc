"""The sections of a digest: what is new and what has changed of each kind, from the answers to queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain
from typing import Protocol

from dragoman import query
from dragoman.digest import sentences
from dragoman.digest.before import Before
from dragoman.digest.reported import news, reported
from dragoman.model.digests import Line, Section, Source
from dragoman.model.follows import Kind
from dragoman.ontology import Ontology
from dragoman.query import Due, Filter, StoredClaim, StoredMeeting, StoredStatement
from dragoman.show import words
from dragoman.store import Store
from dragoman.store.folding import fold

SOON = 14  # days within which a deadline is told of


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a digest is made from."""

    store: Store
    wanted: Filter
    after: int  # key of the last article known before; 0 where none was
    since: str | None  # ISO 8601: when that was
    before: Before
    ontology: Ontology
    today: date
    limit: int | None  # lines of a section

    @property
    def news(self) -> Filter:
        """The query, for articles that came in since."""
        return replace(self.wanted, after=self.after)


def sections(question: Question, what: Iterable[Kind]) -> Iterator[Section]:
    """Every section that has something to tell, in the order of ``Kind``."""
    kinds = set(what)
    told: list[_News] = list(_meetings(question)) if "meetings" in kinds else []
    at_meetings = frozenset(id for one in told for id in one.events)
    made: dict[Kind, Callable[[], Iterable[Section]]] = {
        "events": lambda: _events(question, at_meetings),
        "meetings": lambda: _new_and_changed(question, "meetings", (one.line for one in told)),
        "statements": lambda: _section(question, "New statements", _statements(question)),
        "positions": lambda: _section(question, "Changes of position", _positions(question)),
        "agreements": lambda: _new_and_changed(question, "agreements", _agreements(question)),
        "commitments": lambda: _commitments(question),
    }
    return (section for kind, make in made.items() if kind in kinds for section in make() if section.total)


def _new_and_changed(question: Question, kind: str, lines: Iterable[Line]) -> Iterator[Section]:
    every = list(lines)
    yield from _section(question, f"New {kind}", [line for line in every if not line.changes])
    yield from _section(question, f"Changed {kind}", [line for line in every if line.changes])


def _section(question: Question, heading: str, lines: Iterable[Line], *, reminder: bool = False) -> Iterator[Section]:
    every = list(lines)
    yield Section(
        heading=heading,
        lines=tuple(every[: question.limit]),
        total=len(every),
        documents=frozenset[str]().union(*(line.documents for line in every)),
        reminder=reminder,
    )


def _events(question: Question, at_meetings: frozenset[str]) -> Iterator[Section]:
    """Events, those told by most articles first; a meeting is told once, as a meeting."""

    def lines() -> Iterator[Line]:
        for one in reported(question.store, question.news, question.ontology):
            found = news(one, question.before)
            if found is None or not at_meetings.isdisjoint(report.id for report in one.reports):
                continue
            quoted = found.reports[0]
            yield Line(
                id=quoted.id,
                sentence=sentences.event(one.event, question.ontology),
                changes=found.changes,
                quotation=words.tidy(quoted.quote),
                source=_source(quoted),
                documents=_documents(report.id for report in found.reports),
            )

    yield from _new_and_changed(question, "events", sorted(lines(), key=lambda line: -len(line.documents)))


@dataclass(frozen=True, slots=True)
class _News:
    """A line on a meeting, and the events that tell of it."""

    line: Line
    events: tuple[str, ...]


def _meetings(question: Question) -> Iterator[_News]:
    """Meetings held and planned."""
    wanted = replace(question.news, party=question.wanted.actor, actor=())
    for planned in (False, True):
        ask = partial(query.meetings, question.store, ontology=question.ontology, planned=planned, counted=False)
        known: dict[str, list[StoredMeeting]] = {}
        for row in ask(wanted).rows:
            fresh = [id for id in row.articles if not question.before.told_meeting(id)]
            if not fresh:
                continue
            whole = row
            if row.date and question.after:  # one without a date is told by one article only
                if row.date not in known:
                    first, _, last = row.date.partition("/")
                    known[row.date] = list(ask(replace(wanted, after=None, since=first, until=last or first)).rows)
                whole = next((one for one in known[row.date] if row.id in one.articles), row)
            changes: tuple[str, ...] = ()
            if len(whole.articles) > len(fresh):
                changes = (f"{words.counted(len(fresh), 'further article')}, {len(whole.articles):,} in all",)
            line = Line(
                id=row.id,
                sentence=sentences.meeting(whole),
                changes=changes,
                quotation=words.tidy(row.quote),
                source=_source(row),
                documents=_documents(fresh),
            )
            yield _News(line, row.events)


def _statements(question: Question) -> Iterator[Line]:
    """What was said, each once, however many articles quote it; nothing that one quoted before."""
    groups: dict[tuple[frozenset[str], str], list[StoredStatement]] = {}
    for row in query.statements(question.store, question.news).rows:
        if not question.before.told_statement(row):
            speakers = frozenset(party.id for party in row.speaker)
            groups.setdefault((speakers, fold(row.content)), []).append(row)
    for rows in groups.values():
        first = rows[0]
        if _said_before(question, first):
            continue
        yield Line(
            id=first.id,
            sentence=sentences.statement(first),
            quotation=words.tidy(first.content),
            source=_source(first),
            documents=_documents(row.id for row in rows),
        )


def _said_before(question: Question, row: StoredStatement) -> bool:
    """Whether an article known before quotes the same words of the same speaker."""
    if not question.after:
        return False
    speakers = {party.id for party in row.speaker}
    return any(
        not question.before.came_since(other.id)
        and {party.id for party in other.speaker} == speakers
        and fold(other.content) == fold(row.content)
        for other in query.statements(question.store, Filter(text=row.content)).rows
    )


def _positions(question: Question) -> Iterator[Line]:
    for row in query.positions(question.store, question.news).rows:
        if row.before is not None and not question.before.told_position(row):
            yield Line(
                id=row.id,
                sentence=sentences.position(row),
                quotation=words.tidy(row.content),
                source=_source(row),
                documents=_documents([row.id]),
            )


def _agreements(question: Question) -> Iterator[Line]:
    for row in query.agreements(question.store, question.news).rows:
        came = [told for told in row.tellings if question.before.came_since(told.id)]
        earlier = {told.id: question.before.agreement(told) for told in came}
        fresh = [told for told in came if earlier[told.id] is None]
        known = [told for told in row.tellings if told not in came]
        changes: list[str] = []
        if known or len(fresh) < len(came):
            statuses = [told.status for told in known if told.status]
            statuses += [one.status.value for one in earlier.values() if one is not None and one.status]
            if row.status and statuses and row.status != statuses[-1]:
                by = f"{row.status_source}, {row.status_published}" if row.status_published else row.status_source
                changes.append(f"now {row.status} ({words.tidy(by or '')}); before {statuses[-1]}")
            if fresh:
                changes.append(f"{words.counted(len(fresh), 'further article')}, {len(row.tellings):,} in all")
            if not changes:
                continue
        quoted = next((told for told in came if told.id == row.status_by), (fresh or came)[-1])
        yield Line(
            id=quoted.id,
            sentence=sentences.agreement(row),
            changes=tuple(changes),
            quotation=words.tidy(" … ".join(dict.fromkeys(quoted.words.split(" … ")))),
            source=_source(quoted),
            documents=_documents(told.id for told in (fresh or came)),
        )


def _commitments(question: Question) -> Iterator[Section]:
    """What is owed: new, kept or broken by new claims, soon to fall due, and not done in time since."""
    found = list(query.due(question.store, question.wanted, today=question.today).rows)
    yield from _section(question, "New commitments", chain.from_iterable(_newly_owed(question, row) for row in found))
    claimed = (_claimed(question, row) for row in found)
    yield from _section(question, "Commitments kept, broken or put off", chain.from_iterable(claimed))
    today, soon = question.today.isoformat(), (question.today + timedelta(days=SOON)).isoformat()
    due = [row for row in found if row.last_day and today <= row.last_day <= soon and row.status != "fulfilled"]
    heading = f"Falling due within {SOON} days"
    yield from _section(question, heading, map(_owed, due), reminder=True)
    since = datetime.fromisoformat(question.since).astimezone().date().isoformat() if question.since else ""
    late = [row for row in found if row.overdue and (row.last_day or "") >= since and not _is_new(question, row)]
    yield from _section(question, "Overdue since the last digest" if since else "Overdue", map(_owed, late))


def _newly_owed(question: Question, row: Due) -> Iterator[Line]:
    if _is_new(question, row):
        yield _owed(row)


def _is_new(question: Question, row: Due) -> bool:
    """Whether only articles that came in since tell it."""
    before = question.before
    return all(before.came_since(id) and not before.told_commitment(id, row.action) for id in row.tellings)


def _claimed(question: Question, row: Due) -> Iterator[Line]:
    """What articles that came in since say of its keeping."""
    before = question.before
    fresh = [
        one for one in row.claims if before.came_since(one.id) and not before.told_claim(one.id, one.status, one.deed)
    ]
    if fresh:
        yield Line(
            id=fresh[-1].id,
            sentence=sentences.owed(row),
            changes=tuple(map(_claim, fresh)),
            quotation=words.tidy(fresh[-1].deed),
            source=_source(fresh[-1]),
            documents=_documents(one.id for one in fresh),
        )


def _claim(one: StoredClaim) -> str:
    who = sentences.names(one.claimant) if one.claimant else one.source or "the article"
    when = one.date or one.published
    return f"{one.status}, says {words.tidy(who)}" + (f" ({when})" if when else "")


def _owed(row: Due) -> Line:
    return Line(
        id=row.id,
        sentence=sentences.owed(row),
        quotation=words.tidy(row.action),
        source=_source(row),
        documents=_documents(row.tellings),
    )


def _documents(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(id.rpartition(":")[0] for id in ids)


class _Sourced(Protocol):
    """A row that says which article it is from."""

    @property
    def source(self) -> str | None: ...

    @property
    def published(self) -> str | None: ...

    @property
    def title(self) -> str | None: ...

    @property
    def address(self) -> str: ...


def _source(row: _Sourced) -> Source:
    return Source(outlet=row.source, published=row.published, title=row.title, address=row.address)
