"""Events across articles: one row for each, and one in full with all of its reports.

In tables and modules they are called happenings; the events of single articles are their reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select

from dragoman.model.happenings import Comparison, Happening, Range
from dragoman.model.problems import DragomanError
from dragoman.query import rows
from dragoman.query.columns import PLACE, AnyRow, Location, Parties, Party, around, article, location
from dragoman.query.filters import KNOWN, Filter, Where
from dragoman.query.pages import Page, batches, page
from dragoman.query.rows import Kind, StoredEvent
from dragoman.resolve.happenings import Sketch, compare
from dragoman.store import Store, happenings, tables
from dragoman.store.packing import unpack_text

_NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredHappening:
    """One event, as all articles that report it tell it together."""

    id: str  # of the report that leads: document id, colon, event id
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    status: str
    date: str | None
    place: Location | None
    magnitudes: tuple[Range, ...]
    confidence: float | None
    articles: int
    sources: int  # independent of each other
    quote: str  # the words of the report that leads
    title: str | None
    source: str | None
    published: str | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReport:
    """One report of an event, and why it is taken for one."""

    report: StoredEvent
    reason: str  # what it shares with the report that leads, in points
    comparison: Comparison | None  # none for the report that leads itself
    judged: str = ""  # what people said of it and other reports


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningInFull:
    """An event with what is taken for true of it, by which rule, who tells it differently, and all reports."""

    happening: Happening
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: Location | None
    reports: tuple[ToldReport, ...]
    others: tuple[ToldReport, ...]  # the leads of other events that are nearest to this one, and why they are others


def events_told(store: Store, wanted: Filter, limit: int | None = None) -> Page[StoredHappening]:
    """Events across articles that fit, the latest first, those without a date at the end."""
    where = Where(wanted, "happening", KNOWN["event"], actor="actor", recipient="recipient")
    own = tables.happenings.c
    return page(store, HAPPENING, where, (own.first_day.desc().nulls_last(), own.key), limit)


def with_reports(store: Store, wanted: Filter) -> Iterator[tuple[StoredHappening, tuple[StoredEvent, ...]]]:
    """Events across articles that fit, the latest first, each with all reports of it, in the order they came in."""
    own = tables.happenings.c
    members = select(tables.reports.c.event, own.id).join_from(
        tables.reports, tables.happenings, tables.reports.c.head == own.key
    )
    for some in batches(list(events_told(store, wanted).rows)):
        told: dict[str, list[StoredEvent]] = {row.id: [] for row in some}
        with store.reading() as connection:
            of = {row.event: row.id for row in connection.execute(members.where(own.id.in_(told)))}
            for keys in batches(sorted(of)):
                for fetched, report in rows.EVENT.fetch(connection, keys):
                    told[of[fetched.key]].append(report)
        yield from ((row, tuple(told[row.id])) for row in some)


def event_in_full(store: Store, id: str) -> HappeningInFull:
    """The event that a report ("document:event", the document in full) is of, with all of its reports.

    Raises DragomanError if there is no such report.
    """
    with store.reading() as connection:
        key = connection.execute(select(tables.reports.c.head).where(tables.reports.c.id == id)).scalar()
        if key is None:
            raise DragomanError(f"{store.name}: no event {id}; 'dragoman events' shows what there is")
        told = happenings.members(connection, key)
        happening = happenings.fused(connection, told)
        ((_, row),) = HAPPENING.fetch(connection, [key])
        found = rows.EVENT.fetch(connection, list(told))
        judged = _judged(connection, told)
        apart = _others(connection, key, told[key])
    lead = told[key]
    return HappeningInFull(
        happening=happening,
        actor=row.actor,
        recipient=row.recipient,
        place=row.place,
        reports=tuple(
            _told(report, None if fetched.key == key else compare(lead, told[fetched.key]), judged.get(report.id, ""))
            for fetched, report in found
        ),
        others=tuple(
            ToldReport(report=report, reason=comparison.told(), comparison=comparison) for report, comparison in apart
        ),
    )


def _others(connection: Connection, key: int, lead: Sketch) -> list[tuple[StoredEvent, Comparison]]:
    """The leads of other events that the lead of one was held against, those with most in common first."""
    near = {other: compare(lead, sketch) for other, sketch in happenings.neighbours(connection, key).items()}
    ranked = sorted(near, key=lambda other: (near[other].bar is not None, -near[other].points, other))
    nearest = ranked[:_NEAREST]
    return [(report, near[row.key]) for row, report in rows.EVENT.fetch(connection, nearest)]


def _told(report: StoredEvent, comparison: Comparison | None, judged: str) -> ToldReport:
    if comparison is None:
        reason = "leads: it says most"
    elif comparison.same:
        reason = comparison.told()
    else:
        reason = f"not like the report that leads ({comparison.told()}); judged to be of this event"
    return ToldReport(report=report, reason=reason, comparison=comparison, judged=judged)


def _judged(connection: Connection, told: Mapping[int, Sketch]) -> dict[str, str]:
    """What people said of the reports of one event, by report."""
    table = tables.report_judgements
    ids = [sketch.id for sketch in told.values()]
    said: dict[str, list[str]] = {}
    for row in connection.execute(select(table).where(table.c.one.in_(ids) | table.c.other.in_(ids))):
        verdict = "of one event with" if row.same else "of another event than"
        for one, other in ((row.one, row.other), (row.other, row.one)):
            said.setdefault(one, []).append(f"{verdict} {other}")
    return {id: "; ".join(sorted(parts)) for id, parts in said.items()}


def _happening(row: AnyRow, parties: Parties) -> StoredHappening:
    return StoredHappening(
        id=row.id,
        type=row.type,
        modes=msgspec.json.decode(row.modes or "[]", type=tuple[str, ...]),
        contexts=msgspec.json.decode(row.contexts or "[]", type=tuple[str, ...]),
        actor=parties.of(row, "actor"),
        recipient=parties.of(row, "recipient"),
        status=row.status,
        date=row.date,
        place=location(row),
        magnitudes=msgspec.json.decode(row.magnitudes or "[]", type=tuple[Range, ...]),
        confidence=row.confidence,
        articles=row.articles,
        sources=row.sources,
        quote=around(unpack_text(row.text), row.start, row.end),
        title=row.title,
        source=row.source,
        published=row.published,
        address=row.address,
    )


_OWN = ("type", "modes", "contexts", "status", "date", "magnitudes", "confidence", "articles", "sources")
HAPPENING = Kind(
    tables.happenings,
    select(
        *article(tables.happenings)[:1],
        *article(tables.events)[1:],
        *(tables.happenings.c[name] for name in _OWN),
        tables.events.c.start,
        tables.events.c.end,
        *PLACE,
    ).select_from(
        tables.happenings.join(tables.events, tables.events.c.key == tables.happenings.c.key)
        .join(tables.documents, tables.documents.c.key == tables.events.c.document)
        .outerjoin(tables.places, tables.places.c.key == tables.happenings.c.place)
    ),
    tables.happening_actors,
    _happening,
)
