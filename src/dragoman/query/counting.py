"""How many events there are, by time, countries, types and quad classes: rows ready for a table or a model.

An event counts once in each row it belongs to, however many articles report it; their number stands beside it. It
belongs to several rows where several countries take part, so rows are not to be summed over countries. A date that is
no part of one period (a month, asked for by days) is in none of them. What fits but is in no row is counted and told.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, FromClause, func, or_, select

from dragoman.ontology import Ontology, plover
from dragoman.query.asked_sides import Side, asked_side
from dragoman.query.columns import AnyRow
from dragoman.query.conditions import Where
from dragoman.query.count_groups import as_told, is_merged, labelled_rows, together
from dragoman.query.count_rows import (
    SIDES,
    By,
    Grouping,
    as_days,
    from_days,
    from_events,
    from_sides,
    from_tallies,
)
from dragoman.query.filters import Filter, Unaskable, that_happened
from dragoman.query.happenings import told
from dragoman.query.names import only_countries
from dragoman.query.pages import count as count_of
from dragoman.query.periods import all_between, period
from dragoman.store import Store, sides
from dragoman.store.days import days
from dragoman.store.tables import happenings

SUMS = ("events", "articles", "score_sum", "score_mean", "without_score")
_ZERO: tuple[Any, ...] = (0, 0, 0.0, None, 0)
_MOST = 5_000_000  # rows in a series without gaps; more are a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Groups of events and how many there are of each."""

    columns: tuple[str, ...]  # those of ``by``, then SUMS
    rows: Sequence[tuple[Any, ...]]
    events: int  # that are in some row, each once
    statuses: tuple[str, ...]  # of the events that count
    left_out: dict[str, int]  # why events that fit are in no row, and how many


def counts(
    store: Store, wanted: Filter, by: Iterable[By], *, fill: bool = False, ontology: Ontology | None = None
) -> Counts:
    """Events that fit a filter, by one period, one kind of countries, types or quad classes, or some of these.

    ``by``: "day", "week" (ISO), "month" or "year"; "dyad" (two countries, either way round), "directed-dyad" (one acts
    on the other; where both act, each on the other), "actor" or "recipient" (their countries); "type" or "quad". Rows
    are in the order of ``by``. A side asked for by its country's code limits rows to that country.

    Of each group: events; the articles that report them, one that reports two twice; sum and mean of the scores of
    those events that have one, as the ontology gives them; and the number of those that have none.

    With ``fill`` there is a row for every period from ``since`` to ``until`` (by default the first and the last there
    is), for every group that is in some row and every type or quad class, also where there are no events.
    ``ontology``: whose quad classes and types those are, by default PLOVER's.
    Raises Unaskable if the filter or ``by`` asks for what there is not.
    """
    grouping, ontology = Grouping(tuple(by)), ontology or plover()
    chosen = that_happened(wanted)
    with store.reading() as connection:
        where = told(connection, chosen, ontology)  # complains of what an event does not have
        asked = asked_side(wanted, only_countries(connection, wanted))
        of_quad = [type.name for type in ontology.types.values() if type.quad in wanted.quad]
        source = (
            from_tallies(chosen, of_quad, asked, grouping)
            or from_days(chosen, of_quad, asked, grouping)
            or from_sides(chosen, of_quad, asked, grouping, where)
            or from_events(where)
        )
        with _without_collecting():
            # Tuples as the driver makes them, each told and forgotten: there may be hundreds of thousands.
            quads = {type.name: type.quad for type in ontology.types.values()}
            cursor = connection.execute(source.question(grouping, quads)).cursor
            found = cast(Iterable[tuple[Any, ...]], cursor)
            if is_merged(grouping, source):
                found = together(found, grouping, asked)
            if fill:
                rows = labelled_rows(_filled(as_told(found, grouping), chosen, grouping, asked, ontology), grouping)
            else:
                rows = as_told(found, grouping, labelled=True)
        events, left_out = _Summary(connection, wanted, grouping, ontology, asked, of_quad).told()
    return Counts(
        columns=(*grouping.columns, *SUMS),
        rows=rows,
        events=events,
        statuses=chosen.status,
        left_out=left_out,
    )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without looking for garbage, which takes as long as making many tuples, and finds none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _filled(
    rows: list[tuple[Any, ...]], wanted: Filter, grouping: Grouping, asked: Side | None, ontology: Ontology
) -> list[tuple[Any, ...]]:
    """The same rows and all those without events, in order.

    Raises Unaskable if that were more than anybody can use.
    """
    count = len(grouping.columns)
    places = {column: place for place, column in enumerate(grouping.columns)}
    values: list[list[tuple[Any, ...]]] = []
    for name in grouping.by:
        if name == grouping.unit:
            values.append([(number,) for number in _periods(rows, places[name], wanted, grouping)])
        elif name == "type":
            types = wanted.type or tuple(ontology.types)
            quads = {type.name: type.quad for type in ontology.types.values()}
            fitting = {one for one in types if not wanted.quad or quads.get(one) in wanted.quad}
            values.append([(one,) for one in sorted(fitting | {row[places[name]] for row in rows})])
        elif name == "quad":
            classes = {type.quad for type in ontology.types.values() if not wanted.type or type.name in wanted.type}
            fitting = {one for one in classes if not wanted.quad or one in wanted.quad}
            values.append([(one,) for one in sorted(fitting | {row[places[name]] for row in rows})])
        else:
            first = places["one" if name == "dyad" else "actor" if name == "directed-dyad" else name]
            width = 2 if name in ("dyad", "directed-dyad") else 1
            values.append(sorted({row[first : first + width] for row in rows} | set(_asked_for(name, asked))))
    total = 1
    for some in values:
        total *= len(some)
    if total > _MOST:
        raise Unaskable(f"{total:,} rows with those that are filled; ask for fewer countries, or a shorter time")
    known = {row[:count]: row for row in rows}
    keys = (tuple(value for part in chosen for value in part) for chosen in product(*values))
    return [known.get(key) or (*key, *_ZERO) for key in keys]


def _asked_for(name: str, asked: Side | None) -> Iterator[tuple[str, ...]]:
    """The countries that a filter names, whether or not they have an event."""
    if asked is None:
        return
    if not asked.other:
        if asked.fields == (name,):
            yield (asked.one,)
    elif name == "dyad":
        yield asked.one, asked.other
    elif name == "directed-dyad":
        if asked.ways & (sides.FORTH | sides.BOTH):
            yield asked.one, asked.other
        if asked.ways & (sides.BACK | sides.BOTH):
            yield asked.other, asked.one


def _periods(rows: list[tuple[Any, ...]], place: int, wanted: Filter, grouping: Grouping) -> list[int]:
    unit = grouping.unit
    assert unit is not None
    seen = {row[place] for row in rows}
    since, until = (days(edge) if edge else None for edge in (wanted.since, wanted.until))
    if not seen and not (since and until):
        return []
    scale = {"day": 1, "week": 1, "month": 100, "year": 10_000}[unit]
    first = since[0] if since else min(seen) * scale + {"month": 1, "year": 101}.get(unit, 0)
    last = until[1] if until else max(seen) * scale + {"month": 1, "year": 101}.get(unit, 0)
    return sorted(set(all_between(first, last, unit)) | seen) if first <= last else sorted(seen)


class _Summary:
    """Counts the events that fit once more, each once: those that are in some row, and why the others are in none."""

    def __init__(
        self,
        connection: Connection,
        wanted: Filter,
        grouping: Grouping,
        ontology: Ontology,
        asked: Side | None,
        of_quad: Sequence[str],
    ) -> None:
        self.connection = connection
        self.wanted = wanted
        self.chosen = that_happened(wanted)
        self.grouping = grouping
        self.ontology = ontology
        self.asked = asked
        self.of_quad = of_quad
        self.timed = bool(grouping.unit or wanted.since or wanted.until)

    def told(self) -> tuple[int, dict[str, int]]:
        """How many are in some row, and the others by what they lack."""
        events, left_out = 0, dict[str, int]()
        for number, first, last, status, *known in self._groups():
            reason = self._lacks(*as_days(first or 0, last or 0), status, known[0] if known else 0)
            if reason is None:
                events += number
            else:
                left_out[reason] = left_out.get(reason, 0) + number
        for reason, fields, empty in (
            ("no place", {"place": (), "near": None, "within": None}, happenings.c.place),
            ("no confidence", {"least_confidence": None}, happenings.c.confidence),
        ):
            if any(getattr(self.wanted, name) not in ((), None) for name in fields):
                where = self._where(replace(self.chosen, **fields))
                where.conditions.append(empty.is_(None))
                if lacking := count_of(self.connection, where.source, where.dated()):
                    left_out[reason] = lacking
        return events, left_out

    def _where(self, wanted: Filter) -> Where:
        return told(self.connection, wanted, self.ontology)

    def _groups(self) -> Iterable[AnyRow]:
        """How many events fit, by dates, status and, where it matters, known countries; those without a date, too."""
        whole = replace(self.grouping, by=tuple(name for name in self.grouping.by if name not in SIDES))
        if not self.grouping.sides or self.asked is None:
            those = self.wanted, self.of_quad, self.asked, whole
            tallied = from_tallies(*those, undated=True) or from_days(*those, undated=True)
            if tallied is not None:
                return self._asked(tallied.table, tallied.row, *tallied.dates, tallied.row.c.ways, *tallied.conditions)
        where = self._where(self.wanted)
        if self.grouping.sides and where.row is not where.table:
            where.conditions.append(happenings.c.known >= 0)  # so that the events themselves are looked up
        row = where.row.c
        fitting = or_(where.dated(), where.undated()) if where.dates else where.dated()
        return self._asked(where.source, where.row, row.first_day, row.last_day, happenings.c.known, fitting)

    def _asked(
        self,
        table: FromClause,
        row: FromClause,
        first: ColumnElement[int],
        last: ColumnElement[int],
        known: ColumnElement[int],
        *conditions: ColumnElement[bool],
    ) -> Iterable[AnyRow]:
        keys = [first, last, row.c.status, *([known] if self.grouping.sides else [])]
        number = func.sum(row.c.events) if "events" in row.c else func.count()
        question = select(number, *keys).select_from(table).where(*conditions).group_by(*keys)
        return self.connection.execute(question)

    def _lacks(self, first: int, last: int, status: str, known: int) -> str | None:
        if status not in self.chosen.status:
            return "another status"
        if self.timed and not first:
            return "no date"
        unit = self.grouping.unit
        if unit and period(first, last, unit) is None:
            return f"a date that is not within one {unit}"
        needed, lack = _KNOWN.get(self.grouping.sides or "", (0, ""))
        return None if known & needed == needed else lack


_KNOWN = {
    "dyad": (sides.PAIR_KNOWN, "no two countries"),
    "directed-dyad": (sides.PAIR_KNOWN, "no two countries"),
    "actor": (sides.ACTOR_KNOWN, "no country of an actor"),
    "recipient": (sides.RECIPIENT_KNOWN, "no country of a recipient"),
}
