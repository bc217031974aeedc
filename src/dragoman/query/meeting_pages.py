"""Meetings in the store: a ``Filter`` in, meetings out, each told by one article or several.

The events that tell them are looked up in the database; the meetings are worked out from the stored records. Tellings
of several articles are shown as one meeting where ``same_meeting`` says that they can be; the fullest one is shown.
What place a meeting has in the series of its sides is counted over the whole store, meetings, calls and messages each
by themselves; those without a date are not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select

from dragoman.coding.circumstances import first_day, last_day
from dragoman.model.meetings import Meeting
from dragoman.model.record import Record
from dragoman.model.text import Attested
from dragoman.ontology import Ontology
from dragoman.query.conditions import Where
from dragoman.query.filters import KNOWN, Filter
from dragoman.query.meeting_rows import Count, StoredMeeting, identity, row
from dragoman.query.pages import Page
from dragoman.resolve.meetings import WEEK, kind_of_series, meetings_of, same_meeting
from dragoman.store import Store
from dragoman.store.days import days
from dragoman.store.tables import documents, events


@dataclass(frozen=True, slots=True)
class _Told:
    """A meeting in the record that tells it."""

    meeting: Meeting
    record: Record


def meetings(
    store: Store,
    wanted: Filter,
    ontology: Ontology,
    *,
    planned: bool = False,
    counted: bool = True,
    limit: int | None = None,
) -> Page[StoredMeeting]:
    """Meetings that were held, or with ``planned`` those that are planned, the latest first, undated ones at the end.

    ``wanted`` may have ``party`` and ``dyad`` (who takes part), ``place``, ``level``, ``form``, ``since``, ``until``,
    ``text``. Unless ``counted``, no place in a series is worked out, for which all meetings of the sides are looked at.
    """
    archive = _Archive(store, ontology)
    where = archive.where(wanted, planned=planned)
    groups = _grouped(
        told
        for told in archive.find(where, planned=planned)
        if (not wanted.level or (told.meeting.level and told.meeting.level.value in wanted.level))
        and (not wanted.form or told.meeting.form.value in wanted.form)
        and _is_within(told.meeting.date, wanted)
    )
    groups.sort(key=lambda group: _day(group[0].meeting), reverse=True)
    shown = groups if limit is None else groups[:limit]

    def built(group: list[_Told]) -> StoredMeeting:
        return row([(told.meeting, told.record) for told in group], archive.count(group) if counted else None)

    return Page(
        total=len(groups),
        undated=archive.count_undated(where) if where.dates else 0,
        rows=(
            row([(told.meeting, told.record) for told in group], archive.count(group) if counted else None)
            for group in shown
        ),
    )


def meeting_of(record: Record, event: str, ontology: Ontology) -> Meeting | None:
    """The meeting that an event of a record tells, if it tells one."""
    return next((meeting for meeting in meetings_of(record, ontology) if event in meeting.events), None)


class _Archive:
    """Meetings of stored records, each record worked through once."""

    def __init__(self, store: Store, ontology: Ontology) -> None:
        self.store = store
        self.ontology = ontology
        self._meetings: dict[str, list[_Told]] = {}
        self._series: dict[frozenset[str], list[list[_Told]]] = {}

    def where(self, wanted: Filter, *, planned: bool) -> Where:
        """The events that may tell what is wanted; a planned meeting may have become a promise."""
        has = self.ontology.has
        types = tuple(t for t in self.ontology.types if has(t, "meeting") or (planned and has(t, "promise")))
        where = _where(replace(wanted, type=types, dyad=None, level=(), form=()))
        for side in wanted.dyad or ():
            where.conditions += _where(Filter(party=(side,))).conditions
        return where

    def find(self, where: Where, *, planned: bool) -> list[_Told]:
        """The meetings told by the events that fit."""
        told = select(documents.c.id, events.c.id).join_from(events, documents, documents.c.key == events.c.document)
        fitting: dict[str, set[str]] = {}
        with self.store.reading() as connection:
            for document, event in connection.execute(told.where(where.dated()).order_by(events.c.key)):
                fitting.setdefault(document, set()).add(event)
        return [
            told
            for document, found in fitting.items()
            for told in self._of(document)
            if told.meeting.planned is planned and not found.isdisjoint(told.meeting.events)
        ]

    def count_undated(self, where: Where) -> int:
        """How many events would fit, but have no date."""
        with self.store.reading() as connection:
            counted = select(func.count()).select_from(events).where(where.undated())
            return connection.execute(counted).scalar_one()

    def count(self, group: list[_Told]) -> Count | None:
        """The place of a meeting in the series of its sides; None where it has no date, one side, or lies ahead."""
        meeting = group[0].meeting
        day = _first(meeting.date)
        if day is None or meeting.planned or len(meeting.keys) < 2:
            return None
        kind = kind_of_series(meeting)
        known = [other for other in self._known(meeting.keys) if kind_of_series(other[0].meeting) == kind]
        position = next((n for n, other in enumerate(known) if group[0] in other), None)
        if position is None:  # a side whose id leads to none of its people
            return None
        months = [str(_first(other[0].meeting.date))[:7] for other in known[: position + 1]]
        return Count(kind=kind, known=position + 1, in_month=months.count(str(day)[:7]))

    def _known(self, keys: frozenset[str]) -> list[list[_Told]]:
        """All dated meetings of exactly these sides, the first first."""
        if keys not in self._series:
            one, other, *_ = sorted(keys)
            where = self.where(Filter(dyad=(one, other)), planned=False)
            found = [told for told in self.find(where, planned=False) if told.meeting.keys == keys]
            dated = [group for group in _grouped(found) if group[0].meeting.date]
            self._series[keys] = sorted(dated, key=lambda group: _day(group[0].meeting))
        return self._series[keys]

    def _of(self, document: str) -> list[_Told]:
        if document not in self._meetings:
            record = self.store.load(document)
            self._meetings[document] = [_Told(meeting, record) for meeting in meetings_of(record, self.ontology)]
        return self._meetings[document]


def _where(wanted: Filter) -> Where:
    return Where(wanted, "event", KNOWN["meeting"] | {"type"}, actor="actor", recipient="recipient")


def _grouped(found: Iterable[_Told]) -> list[list[_Told]]:
    """Tellings of one meeting together, the fullest first; only those of other articles are compared."""
    groups: list[list[_Told]] = []
    on_day: dict[date, list[list[_Told]]] = defaultdict(list)
    for told in sorted(found, key=_fullness, reverse=True):
        days_meant = _days_meant(told.meeting)
        for group in (group for day in days_meant for group in on_day[day]):
            articles = {other.meeting.document for other in group}
            if told.meeting.document not in articles and same_meeting(group[0].meeting, told.meeting):
                group.append(told)
                break
        else:
            groups.append([told])
            for day in days_meant:
                on_day[day].append(groups[-1])
    return groups


def _days_meant(meeting: Meeting) -> list[date]:
    """Every day of its date, if that is a week at most: meetings of no such day are never told twice."""
    first, last = (first_day(meeting.date.value), last_day(meeting.date.value)) if meeting.date else (None, None)
    if first is None or last is None or (last - first).days >= WEEK:
        return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _fullness(told: _Told) -> tuple[int, str]:
    """How much a telling says."""
    meeting = told.meeting
    people = sum(len(side.participants) for side in meeting.sides)
    outcome = len(meeting.statements) + len(meeting.agreements) + len(meeting.commitments)
    return people + len(meeting.agenda) + outcome + bool(meeting.place) + bool(meeting.date), identity(told.meeting)


def _is_within(when: Attested[str] | None, wanted: Filter) -> bool:
    """Whether the meeting itself is of the time asked for, not only the event that tells it."""
    since, until = (days(edge) if edge else None for edge in (wanted.since, wanted.until))
    if since is None and until is None:
        return True
    own = days(when.value) if when else None
    return own is not None and (since is None or own[1] >= since[0]) and (until is None or own[0] <= until[1])


def _day(meeting: Meeting) -> tuple[str, str]:
    """First and last day; a meeting without a date comes before all others."""
    if meeting.date is None:
        return "", ""
    return str(first_day(meeting.date.value)), str(last_day(meeting.date.value))


def _first(when: Attested[str] | None) -> str | None:
    day = first_day(when.value) if when else None
    return day.isoformat() if day else None
