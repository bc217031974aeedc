"""What is exported: reports and events that fit a filter, each with the record it was read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from dragoman.model.entities import Place
from dragoman.model.events import HAPPENED, Event
from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.query import Filter, StoredEvent, StoredHappening, rows
from dragoman.query.conditions import Where
from dragoman.query.filters import KNOWN
from dragoman.query.happenings import HAPPENING
from dragoman.query.pages import batches
from dragoman.store import Store, tables

_AT_HAND = 16  # records


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


class Telling:
    """Reads reports and events of a store, a few records at hand: what is of one article comes together, mostly."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._load = lru_cache(maxsize=_AT_HAND)(store.load)

    def reports(self, wanted: Filter) -> Iterator[Report]:
        """Reports that fit, those of one article together, articles as they were stored."""
        return self.reports_of(_keys(self._store, wanted, "event"))

    def reports_of(self, keys: Sequence[int]) -> Iterator[Report]:
        """Reports by the keys of their rows."""
        stored = select(tables.events.c.key, tables.documents.c.stored).join_from(tables.events, tables.documents)
        for some in batches(keys):
            with self._store.reading() as connection:
                fetched = rows.EVENT.fetch(connection, some)
                when = {row.key: row.stored for row in connection.execute(stored.where(tables.events.c.key.in_(some)))}
            for found, report in fetched:
                record, event = self._event(report.id)
                yield Report(key=found.key, row=report, record=record, event=event, stored=when[found.key])

    def events(self, wanted: Filter) -> Iterator[Told]:
        """Events across articles that fit, in the order in which their leading reports were stored."""
        joined = tables.reports.join(tables.events).join(tables.documents)
        members = select(tables.reports.c.head, tables.reports.c.event, tables.documents.c.stored).select_from(joined)
        members = members.order_by(tables.reports.c.head, tables.reports.c.event)
        for some in batches(_keys(self._store, wanted, "happening")):
            with self._store.reading() as connection:
                fetched = HAPPENING.fetch(connection, some)
                of = defaultdict[int, list[Any]](list)
                for row in connection.execute(members.where(tables.reports.c.head.in_(some))):
                    of[row.head].append(row)
            for found, happening in fetched:
                record, event = self._event(happening.id)
                yield Told(
                    key=found.key,
                    row=happening,
                    record=record,
                    event=event,
                    stored=min(row.stored for row in of[found.key]),
                    reports=tuple(row.event for row in of[found.key]),
                )

    def _event(self, id: str) -> tuple[Record, Event]:
        """The record of an event ("document:event"), and the event in it."""
        document, _, own = id.rpartition(":")
        record = self._load(document)
        return record, next(event for event in record.events if event.id == own)


def took_place(status: str) -> bool:
    """Whether a deed of this status took place: data sets that have no status hold only such deeds."""
    return status in HAPPENED


def needs_plover(record: Record) -> None:
    """Raises DragomanError if a record's codes are not PLOVER's."""
    if record.scheme != "PLOVER":
        raise DragomanError(
            f"{record.document.address}: coded in {record.scheme}, and this format is made from PLOVER; "
            "'dragoman recode --scheme plover' codes the articles anew"
        )


def _keys(store: Store, wanted: Filter, what: str) -> Sequence[int]:
    """Keys of all rows that fit; a key is that of the article and a number in it."""
    where = Where(wanted, what, KNOWN["event"], actor="actor", recipient="recipient")
    with store.reading() as connection:
        return (
            connection.execute(select(where.table.c.key).where(where.dated()).order_by(where.table.c.key))
            .scalars()
            .all()
        )


def _place(record: Record, id: str | None) -> Place | None:
    return next((place for place in record.places if place.id == id), None)
