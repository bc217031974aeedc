"""What is exported: reports and events that fit a filter, each with the record it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from dragoman.model.entities import Place
from dragoman.model.events import Event
from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.query import Filter, StoredEvent, StoredHappening, rows
from dragoman.query.filters import KNOWN, Where
from dragoman.query.happenings import HAPPENING
from dragoman.query.pages import batches
from dragoman.store import Store, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One event of one article."""

    key: int  # of its row; the same as long as the database keeps the article
    row: StoredEvent
    record: Record
    event: Event
    stored: str  # when its article was stored, ISO 8601

    @property
    def place(self) -> Place | None:
        """Where it happened, as the record has it."""
        return _place(self.record, self.row.place.id if self.row.place else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event across articles, with the report that leads."""

    key: int  # of the row of that report
    row: StoredHappening
    record: Record
    event: Event
    stored: str  # when the first of its articles was stored, ISO 8601
    reports: tuple[int, ...]  # keys of all its reports

    @property
    def place(self) -> Place | None:
        """Where it happened, as the record of the report that leads has it; None where another article says so."""
        return _place(self.record, self.row.place.id if self.row.place else None)


def reports(store: Store, wanted: Filter) -> Iterator[Report]:
    """Reports that fit, those of one article together, articles as they were stored."""
    shelf = _Records(store)
    yield from (report for some in batches(_keys(store, wanted, "event")) for report in _reports(shelf, some))


def told(store: Store, wanted: Filter) -> Iterator[Told]:
    """Events across articles that fit, in the order in which their leading reports were stored."""
    shelf = _Records(store)
    members = select(tables.reports.c.head, tables.reports.c.event, tables.documents.c.stored)
    members = members.select_from(tables.reports.join(tables.events).join(tables.documents))
    members = members.order_by(tables.reports.c.head, tables.reports.c.event)
    for some in batches(_keys(store, wanted, "happening")):
        with store.reading() as connection:
            fetched = HAPPENING.fetch(connection, some)
            of: dict[int, list[Any]] = {}
            for row in connection.execute(members.where(tables.reports.c.head.in_(some))):
                of.setdefault(row.head, []).append(row)
        for found, happening in fetched:
            record, event = shelf.event(happening.id)
            yield Told(
                key=found.key,
                row=happening,
                record=record,
                event=event,
                stored=min(row.stored for row in of[found.key]),
                reports=tuple(row.event for row in of[found.key]),
            )


def reports_of(store: Store, keys: Iterable[int]) -> Iterator[Report]:
    """Reports by the keys of their rows."""
    shelf = _Records(store)
    yield from (report for some in batches(list(keys)) for report in _reports(shelf, some))


def needs_plover(record: Record) -> None:
    """Raises DragomanError if a record's codes are not PLOVER's."""
    if record.scheme != "PLOVER":
        raise DragomanError(
            f"{record.document.address}: coded in {record.scheme}, and this format is made from PLOVER; "
            "'dragoman recode --scheme plover' codes the articles anew"
        )


def _reports(shelf: _Records, keys: Sequence[int]) -> Iterator[Report]:
    stored = select(tables.events.c.key, tables.documents.c.stored).join_from(tables.events, tables.documents)
    with shelf.store.reading() as connection:
        fetched = rows.EVENT.fetch(connection, keys)
        when = {row.key: row.stored for row in connection.execute(stored.where(tables.events.c.key.in_(keys)))}
    for found, report in fetched:
        record, event = shelf.event(report.id)
        yield Report(key=found.key, row=report, record=record, event=event, stored=when[found.key])


class _Records:
    """Records of a store, the last one at hand: rows of one article come one after the other."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._last: Record | None = None

    def event(self, id: str) -> tuple[Record, Event]:
        """The record of an event ("document:event"), and the event in it."""
        document, _, own = id.rpartition(":")
        if self._last is None or self._last.document.id != document:
            self._last = self.store.load(document)
        return self._last, next(event for event in self._last.events if event.id == own)


def _keys(store: Store, wanted: Filter, what: str) -> Sequence[int]:
    """Keys of all rows that fit; a key is that of the article and a number in it."""
    where = Where(wanted, what, KNOWN["event"], actor="actor", recipient="recipient")
    with store.reading() as connection:
        return connection.execute(select(where.table.c.key).where(where.dated()).order_by(where.table.c.key)).scalars().all()


def _place(record: Record, id: str | None) -> Place | None:
    return next((place for place in record.places if place.id == id), None)
