"""Events across articles: one row for each.

In tables and modules they are called happenings; the events of single articles are their reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select

from dragoman.model.happenings import Range
from dragoman.query import rows
from dragoman.query.columns import PLACE, AnyRow, Location, Parties, Party, around, article, location
from dragoman.query.conditions import Where
from dragoman.query.filters import KNOWN, Filter
from dragoman.query.names import only_countries
from dragoman.query.pages import Behind, Page, batches, page
from dragoman.query.rows import Kind, StoredEvent
from dragoman.store import Store, tables
from dragoman.store.packing import unpack_text

if TYPE_CHECKING:
    from dragoman.ontology import Ontology

_TOGETHER = 200  # events whose reports are fetched at once


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


def events_told(
    store: Store,
    wanted: Filter,
    limit: int | None = None,
    ontology: Ontology | None = None,
    behind: Behind | None = None,
) -> Page[StoredHappening]:
    """Events across articles that fit, the latest first, those without a date at the end.

    ``ontology``: whose quad classes the filter names, by default PLOVER's.
    """
    with store.reading() as connection:
        where = told(connection, wanted, ontology)
        return page(store, HAPPENING, where, where.latest_first(), limit, behind)


def told(connection: Connection, wanted: Filter, ontology: Ontology | None = None) -> Where:
    """The conditions of a filter on events across articles."""
    countries = only_countries(connection, wanted)
    return Where(wanted, "happening", KNOWN["event"], actor="actor", ontology=ontology, countries=countries)


def with_reports(
    store: Store, wanted: Filter, ontology: Ontology | None = None
) -> Iterator[tuple[StoredHappening, tuple[StoredEvent, ...]]]:
    """Events across articles that fit, the latest first, each with all reports of it, in the order they came in."""
    own = tables.happenings.c
    members = select(tables.reports.c.event, own.id).join_from(
        tables.reports, tables.happenings, tables.reports.c.head == own.key
    )
    found = events_told(store, wanted, ontology=ontology).rows
    while some := list(islice(found, _TOGETHER)):
        told: dict[str, list[StoredEvent]] = {row.id: [] for row in some}
        with store.reading() as connection:
            of = {row.event: row.id for row in connection.execute(members.where(own.id.in_(told)))}
            for keys in batches(sorted(of)):
                for fetched, report in rows.EVENT.fetch(connection, keys):
                    told[of[fetched.key]].append(report)
        yield from ((row, tuple(told[row.id])) for row in some)


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
