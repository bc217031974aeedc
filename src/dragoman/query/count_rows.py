"""Where counts come from: tallies by months where they suffice, rows of countries, or the events themselves.

All three give the same numbers; the first two are there to be quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, cast, func, or_, select

from dragoman.model.events import HAPPENED
from dragoman.query.asked_sides import Side
from dragoman.query.conditions import Where
from dragoman.query.filters import Filter, Unaskable
from dragoman.query.periods import UNITS, Unit
from dragoman.store import sides
from dragoman.store.days import days
from dragoman.store.side_tables import daily_tallies, directed_tallies, happened_tallies, happening_sides, tallies
from dragoman.store.tables import KEY

By = Literal["day", "week", "month", "year", "dyad", "directed-dyad", "actor", "recipient", "type", "quad"]
#: What each kind of countries is called in the columns of a count.
SIDES = {
    "dyad": ("one", "other"),
    "directed-dyad": ("actor", "recipient"),
    "actor": ("actor",),
    "recipient": ("recipient",),
}
_PAIRS = ("dyad", "directed-dyad")
_IN_ROWS = frozenset({"type", "quad", "status", "since", "until"})  # what tallies and rows of countries can be asked by
_LONG = 1_000_000  # in tallies days are above it, months below
_DIVISORS: dict[str, int] = {"day": 1, "month": 100, "year": 10_000}
WEEKS = 100_000_000  # first day times this, and the last day: weeks are found from both


@dataclass(frozen=True, slots=True)
class Grouping:
    """What events are counted by: one period, one kind of countries, types or quad classes, or some of these."""

    by: tuple[By, ...]

    def __post_init__(self) -> None:
        """Raises Unaskable where two of one kind are asked for, or one that there is not."""
        known = get_args(By)
        for name in self.by:
            if name not in known:
                raise Unaskable(f"cannot count by {name!r}; one of {', '.join(known)}")
        for kind in (UNITS, tuple(SIDES), ("type", "quad")):
            asked = [name for name in self.by if name in kind]
            if len(asked) > 1:
                raise Unaskable(f"count by one of {', '.join(asked)}, not by several")

    @property
    def unit(self) -> Unit | None:
        """The period, if any."""
        return next((name for name in self.by if name in UNITS), None)

    @property
    def sides(self) -> str | None:
        """The kind of countries, if any."""
        return next((name for name in self.by if name in SIDES), None)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column for name in self.by for column in SIDES.get(name, (name,)))


@dataclass(frozen=True, slots=True)
class Source:
    """Rows to be summed."""

    table: FromClause
    row: FromClause  # with countries, type and status
    conditions: tuple[ColumnElement[bool], ...]
    are_groups: bool = False  # each row is one already
    directed: bool = False  # its pairs are who acts on whom

    def question(self, grouping: Grouping, quads: Mapping[str, str]) -> Select[Any]:
        """The groups and their sums, in order. Unless ``directed``, directed pairs are one, other and their ways.

        ``quads``: the quad class of each type.
        """
        keys = [key for name in grouping.by for key in self._keys(name, quads)]
        conditions = [*self.conditions]
        if grouping.unit is not None:
            conditions.append(self._in_one(grouping.unit))
        found = select(*keys, *self.sums).select_from(self.table).where(and_(True, *conditions))
        if self.are_groups:
            return found.order_by(*keys)
        return found.group_by(*keys).order_by(*keys) if keys else found

    @property
    def sums(self) -> list[ColumnElement[int]]:
        """Events, articles, events with a score, and the sum of scores in thousandths."""
        row = self.row.c
        if self.are_groups:
            return [row[name] for name in ("events", "articles", "scored", "score")]
        if "events" in row:
            return [cast(func.sum(row[name]), KEY) for name in ("events", "articles", "scored", "score")]
        return [
            func.count(),
            func.coalesce(func.sum(row.articles), 0),
            func.count(row.score),
            func.coalesce(func.sum(row.score), 0),
        ]

    @property
    def dates(self) -> tuple[ColumnElement[int], ColumnElement[int]]:
        """First and last day, or the month twice."""
        row = self.row.c
        return (row.first, row.last) if self._monthly else (row.first_day, row.last_day)

    @property
    def _monthly(self) -> bool:
        return "first" in self.row.c

    def _keys(self, name: str, quads: Mapping[str, str]) -> list[ColumnElement[Any]]:
        row = self.row.c
        if self.directed and name == "directed-dyad":
            return [row.actor, row.recipient]
        if name in SIDES:
            keys: list[ColumnElement[Any]] = [row.one, row.other] if name in _PAIRS else [row.one]
            return [*keys, row.ways] if name == "directed-dyad" else keys
        if name == "quad":
            return [case(quads, value=row.type, else_="")]
        if name == "type":
            return [row.type]
        first, last = self.dates
        return [cast(first, KEY) * WEEKS + last if name == "week" else self._number(first, name)]

    def _number(self, date: ColumnElement[int], unit: str) -> ColumnElement[int]:
        if self._monthly:
            return date if unit == "month" else case((date > _LONG, date // 10_000), else_=date // 100)
        return date // _DIVISORS[unit] if unit != "day" else date

    def _in_one(self, unit: Unit) -> ColumnElement[bool]:
        first, last = self.dates
        if unit == "week":
            return first > 0
        if self._monthly and unit == "month":
            return first.between(1, _LONG)
        return and_(first > 0, self._number(first, unit) == self._number(last, unit))


def from_tallies(
    wanted: Filter, types: Iterable[str], asked: Side | None, grouping: Grouping, *, undated: bool = False
) -> Source | None:
    """The tallies, where they can answer: months and years, within whole months.

    With ``undated``, events without a date are of any time.
    """
    since, until = _edges(wanted)
    whole = since % 100 in (0, 1) and (until == 0 or _ends_month(until))
    if not (whole and _in_rows(wanted, asked, grouping) and grouping.unit in (None, "month", "year")):
        return None
    directed = grouping.sides == "directed-dyad"
    table = (directed_tallies if directed else happened_tallies) if _whatever(wanted, asked, grouping) else tallies
    row = table.c
    if table is tallies:
        conditions = [*_countries(table, asked, grouping), *_coded(table, wanted, types)]
    elif directed:
        conditions = _acting(asked)
    else:
        conditions = _countries(table, asked, grouping)
    none = [row.first == 0] * undated
    if since:
        conditions.append(or_(row.last.between(since // 100, _LONG), row.last >= since, *none))
    if until:
        conditions.append(or_(row.first.between(1, until // 100), row.first.between(_LONG, until), *none))
    each = table is not tallies and grouping.unit == "month"
    return Source(table, table, tuple(conditions), are_groups=each, directed=table is directed_tallies)


def from_days(
    wanted: Filter, types: Iterable[str], asked: Side | None, grouping: Grouping, *, undated: bool = False
) -> Source | None:
    """The tallies by days, where countries do not matter.

    With ``undated``, events without a date are of any time.
    """
    if grouping.sides or asked is not None or not _in_rows(wanted, asked, grouping):
        return None
    row, (since, until) = daily_tallies.c, _edges(wanted)
    conditions = _coded(daily_tallies, wanted, types)
    none = [row.first_day == 0] * undated
    if since:
        conditions.append(or_(row.last_day >= since, *none))
    if until:
        conditions.append(or_(row.first_day.between(1, until), *none))
    return Source(daily_tallies, daily_tallies, tuple(conditions))


def _whatever(wanted: Filter, asked: Side | None, grouping: Grouping) -> bool:
    """Whether all that is told as having happened is asked for, of whatever type and way."""
    any_type = not (wanted.type or wanted.quad or {"type", "quad"} & set(grouping.by))
    any_way = grouping.sides in (None, *_PAIRS) and (asked is None or asked.any_way)
    return set(wanted.status) == set(HAPPENED) and any_type and any_way


def from_sides(
    wanted: Filter, types: Iterable[str], asked: Side | None, grouping: Grouping, where: Where
) -> Source | None:
    """The rows of countries, where events are counted by these; of the events that fit, if more is asked for."""
    if grouping.sides is None:
        return None
    row, (since, until) = happening_sides.c, _edges(wanted)
    conditions = [*_coded(happening_sides, wanted, types), *_countries(happening_sides, asked, grouping)]
    if since:
        conditions.append(row.last_day >= since)
    if until:
        conditions.append(row.first_day.between(1, until))
    if not _in_rows(wanted, asked, grouping):
        conditions.append(row.happening.in_(select(where.key).select_from(where.source).where(where.dated())))
    return Source(happening_sides, happening_sides, tuple(conditions))


def from_events(where: Where) -> Source:
    """The events that fit."""
    return Source(where.source, where.row, (where.dated(),))


def as_days(first: int, last: int) -> tuple[int, int]:
    """Days for the dates of any source: of a month, days that are all its own."""
    return (first * 100 + 1, last * 100 + 28) if 0 < first < _LONG else (first, last)


def _in_rows(wanted: Filter, asked: Side | None, grouping: Grouping) -> bool:
    """Whether the rows of countries, alone, say which events fit."""
    given = {field.name for field in fields(wanted) if getattr(wanted, field.name) not in ((), None)} - _IN_ROWS
    if asked is None or not given <= set(asked.fields):
        return not given
    return grouping.sides is None or grouping.sides in _PAIRS or (grouping.sides,) == asked.fields


def _coded(row: FromClause, wanted: Filter, types: Iterable[str]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.status:
        conditions.append(row.c.status.in_(wanted.status))
    if wanted.type:
        conditions.append(row.c.type.in_(wanted.type))
    if wanted.quad:
        conditions.append(row.c.type.in_(list(types)))
    return conditions


def _countries(row: FromClause, asked: Side | None, grouping: Grouping) -> list[ColumnElement[bool]]:
    """The rows of one kind of countries; of a country asked for by its code, those in which it has its part."""
    if grouping.sides is None:
        return [asked.holds(row)] if asked else [row.c.one == "", row.c.other == ""]
    if grouping.sides not in _PAIRS:
        way = sides.ACTS if grouping.sides == "actor" else sides.RECEIVES
        conditions = [row.c.one != "", row.c.other == "", row.c.ways.op("&")(way) != 0]
        if asked and asked.other:
            conditions.append(row.c.one.in_([asked.one, asked.other]))
        elif asked and asked.fields == (grouping.sides,):
            conditions.append(row.c.one == asked.one)
        return conditions
    if asked is None:
        return [row.c.other != ""]
    if asked.other:
        return [asked.holds(row)]
    if asked.any_way:
        return [row.c.other != "", or_(row.c.one == asked.one, row.c.other == asked.one)]
    acts, receives = sides.FORTH | sides.BOTH, sides.BACK | sides.BOTH
    if asked.fields == ("recipient",):
        acts, receives = sides.BACK, sides.FORTH
    ways = row.c.ways.op("&")
    as_one, as_other = (
        and_(row.c.one == asked.one, ways(acts) != 0),
        and_(row.c.other == asked.one, ways(receives) != 0),
    )
    return [row.c.other != "", or_(as_one, as_other)]


def _acting(asked: Side | None) -> list[ColumnElement[bool]]:
    """Rows of who acts on whom in which a country has a part, or two have, whichever."""
    row = directed_tallies.c
    if asked is None:
        return []
    if asked.other:
        pairs = {(asked.one, asked.other), (asked.other, asked.one)}
        return [or_(*(and_(row.actor == one, row.recipient == other) for one, other in sorted(pairs)))]
    return [or_(row.actor == asked.one, row.recipient == asked.one)]


def _edges(wanted: Filter) -> tuple[int, int]:
    """First and last day asked for; 0 where none is."""
    since, until = (days(edge) if edge else None for edge in (wanted.since, wanted.until))
    return since[0] if since else 0, until[1] if until else 0


def _ends_month(day: int) -> bool:
    return days(f"{day // 10_000:04}-{day // 100 % 100:02}") == (day // 100 * 100 + 1, day)
