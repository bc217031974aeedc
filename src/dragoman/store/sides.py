"""The countries and sectors that have a part in happenings, and how many happenings they have, kept in step with these.

Runs inside a transaction that writes. What the tables hold is a function of the happenings there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, TextClause, bindparam, delete, insert, select, text

from dragoman.model.events import HAPPENED
from dragoman.store.side_tables import (
    daily_tallies,
    directed_tallies,
    happened_tallies,
    happening_sides,
    sector_sides,
    tallies,
)
from dragoman.store.tables import ROLES, actors, happening_actors, happenings

ACTS, RECEIVES = 1, 2  # of a country alone
FORTH, BACK, BOTH = 1, 2, 4  # of a pair: one acts on the other, the other on it, both act and nobody is the recipient
ACTOR_KNOWN, RECIPIENT_KNOWN, PAIR_KNOWN = 1, 2, 4  # happenings.known
_MANY = 500  # keys in one question


class Parts(NamedTuple):
    """The countries of those in each role, one for each actor, empty where it is not known; and all their sectors."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    actor_sectors: tuple[str, ...] = ()
    recipient_sectors: tuple[str, ...] = ()


class _Side(NamedTuple):
    """A row of ``happening_sides``."""

    one: str
    other: str
    first_day: int
    happening: int
    last_day: int
    type: str
    status: str
    ways: int
    articles: int
    score: int | None


class _Sector(NamedTuple):
    """A row of ``sector_sides``."""

    sector: str
    first_day: int
    happening: int
    last_day: int
    type: str
    status: str
    ways: int
    articles: int
    score: int | None


class _Cell(NamedTuple):
    """The key of a row of ``tallies``."""

    one: str
    other: str
    first: int
    last: int
    status: str
    type: str
    ways: int


Moved: TypeAlias = "defaultdict[tuple[Any, ...], list[int]]"


class _Day(NamedTuple):
    """The key of a row of ``daily_tallies``."""

    first_day: int
    last_day: int
    status: str
    type: str
    ways: int


class Sides(NamedTuple):
    """What happenings give: rows of countries and of sectors, and how often what is counted together comes."""

    countries: set[_Side]
    sectors: set[_Sector]
    cells: Counter[tuple[_Cell, int, int | None]]
    days: Counter[tuple[_Day, int, int | None]]


def ways(countries: Parts) -> dict[tuple[str, str], int]:
    """The parts that countries have in one happening, alone and in pairs.

    >>> ways(Parts(("TUR",), ("SYR", ""))) == {("TUR", ""): ACTS, ("SYR", ""): RECEIVES, ("SYR", "TUR"): BACK}
    True
    >>> ways(Parts(("TUR", "SYR"))) == {("TUR", ""): ACTS, ("SYR", ""): ACTS, ("SYR", "TUR"): BOTH}
    True
    """
    found: dict[tuple[str, str], int] = defaultdict(int)
    doers, others = list(filter(None, countries.actor)), list(filter(None, countries.recipient))
    for country in doers:
        found[country, ""] |= ACTS
    for country in others:
        found[country, ""] |= RECEIVES
    for doer in doers:
        for other in others:
            found[min(doer, other), max(doer, other)] |= FORTH if doer <= other else BACK
    if not countries.recipient:
        for doer, other in combinations(doers, 2):
            found[min(doer, other), max(doer, other)] |= BOTH
    return dict(found)


def directed(one: str, other: str, ways: int) -> list[tuple[str, str]]:
    """Who acts on whom in a row of two countries; in one of a single country, or of none, nobody.

    >>> directed("SYR", "TUR", BACK), directed("SYR", "TUR", BOTH), directed("SYR", "", ACTS)
    ([('TUR', 'SYR')], [('SYR', 'TUR'), ('TUR', 'SYR')], [])
    """
    pairs = [(one, other)] if other and ways & (FORTH | BOTH) else []
    return [*pairs, (other, one)] if one != other and other and ways & (BACK | BOTH) else pairs


def known(countries: Parts) -> int:
    """Which of its countries are known of a happening."""
    paired = any(other for _, other in ways(countries))
    parts = (any(countries.actor), ACTOR_KNOWN), (any(countries.recipient), RECIPIENT_KNOWN), (paired, PAIR_KNOWN)
    return sum(bit for holds, bit in parts if holds)


def period(first: int, last: int) -> tuple[int, int]:
    """The month in which two days lie, twice; the days themselves if they are of several months.

    >>> period(20250901, 20250930), period(20250901, 20251001), period(0, 0)
    ((202509, 202509), (20250901, 20251001), (0, 0))
    """
    return (first // 100, last // 100) if first // 100 == last // 100 else (first, last)


def sector_ways(parts: Parts) -> dict[str, int]:
    """The parts that sectors have in one happening.

    >>> sector_ways(Parts(actor_sectors=("GOV", "MIL"), recipient_sectors=("GOV",)))
    {'GOV': 3, 'MIL': 1}
    """
    found: dict[str, int] = defaultdict(int)
    for way, sectors in ((ACTS, parts.actor_sectors), (RECEIVES, parts.recipient_sectors)):
        for sector in sectors:
            found[sector] |= way
    return dict(found)


def drawn(rows: Iterable[Mapping[str, Any]], parts: Mapping[int, Parts]) -> Sides:
    """What rows of happenings give, by those who take part."""
    sides: set[_Side] = set()
    sectors: set[_Sector] = set()
    cells: Counter[tuple[_Cell, int, int | None]] = Counter()
    of_days: Counter[tuple[_Day, int, int | None]] = Counter()
    for row in rows:
        days = row["first_day"] or 0, row["last_day"] or 0
        months = period(*days)
        counted = row["articles"], row["score"]
        code = row["status"], row["type"]
        cells[_Cell("", "", *months, *code, row["known"]), *counted] += 1
        of_days[_Day(*days, *code, row["known"]), *counted] += 1
        known = parts.get(row["key"], Parts())
        told = days[0], row["key"], days[1], row["type"], row["status"]
        for (one, other), part in ways(known).items():
            sides.add(_Side(one, other, *told, part, *counted))
            cells[_Cell(one, other, *months, *code, part), *counted] += 1
        sectors.update(_Sector(sector, *told, part, *counted) for sector, part in sector_ways(known).items())
    return Sides(sides, sectors, cells, of_days)


def of(connection: Connection, heads: Sequence[int]) -> Sides:
    """What the happenings give as they are written now."""
    columns = [happenings.c[name] for name in ("key", "type", "status", "first_day", "last_day", "articles", "score")]
    found = [
        row._mapping
        for some in _some(heads)
        for row in connection.execute(select(*columns, happenings.c.known).where(happenings.c.key.in_(some)))
    ]
    return drawn(found, _parts(connection, [row["key"] for row in found]))  # type: ignore[arg-type]


def change(connection: Connection, before: Sides, after: Sides) -> None:
    """Write what some happenings give now for what they gave before."""
    _replace(connection, happening_sides, before.countries, after.countries)
    _replace(connection, sector_sides, before.sectors, after.sectors)
    moved: Moved = defaultdict(lambda: [0, 0, 0, 0])
    happened: Moved = defaultdict(lambda: [0, 0, 0, 0])
    acted: Moved = defaultdict(lambda: [0, 0, 0, 0])
    of_days: Moved = defaultdict(lambda: [0, 0, 0, 0])
    for one, sign in ((after, 1), (before, -1)):
        for (day, articles, score), events in one.days.items():
            _move(of_days, day, sums(events, articles, score), sign)
        for (cell, articles, score), events in one.cells.items():
            told = sums(events, articles, score)
            _move(moved, cell, told, sign)
            if cell.status in HAPPENED:
                _move(happened, cell[:4], told, sign)
                for pair in directed(cell.one, cell.other, cell.ways):
                    _move(acted, (*pair, cell.first, cell.last), told, sign)
    _tally(connection, tallies, moved)
    _tally(connection, happened_tallies, happened)
    _tally(connection, directed_tallies, acted)
    _tally(connection, daily_tallies, of_days)


def _replace(connection: Connection, table: Table, before: Set[Any], after: Set[Any]) -> None:
    """Write rows in the place of others; those that stay are not touched."""
    width = len(table.primary_key)
    _take_out(connection, table, [row[:width] for row in before - after])
    if new := sorted(after - before, key=lambda row: row[:width]):
        connection.execute(insert(table), [row._asdict() for row in new])


def sums(events: int, articles: int, score: int | None) -> tuple[int, int, int, int]:
    """What so many events with as many articles and the same score each add to a tally."""
    return events, events * articles, events * (score is not None), events * (score or 0)


def _move(moved: Moved, cell: tuple[Any, ...], told: tuple[int, ...], sign: int) -> None:
    moved[cell] = [sum_ + sign * part for sum_, part in zip(moved[cell], told, strict=True)]


def _tally(connection: Connection, table: Table, moved: Moved) -> None:
    """Add to the rows of a table of tallies; those of which nothing is left go."""
    key = list(table.primary_key.columns)
    names = [*(column.name for column in key), *_COUNTS]
    changed = [dict(zip(names, (*cell, *sums), strict=True)) for cell, sums in sorted(moved.items()) if any(sums)]
    if changed:
        connection.execute(_adding(table), changed)
    fewer = [cell for cell, sums in moved.items() if sums[0] < 0]
    _take_out(connection, table, fewer, table.c.events == 0)


def _take_out(connection: Connection, table: Table, keys: Sequence[Any], *further: ColumnElement[bool]) -> None:
    """Delete rows, each found by its key: for a list of keys SQLite would go through the whole table."""
    if keys:
        columns = list(table.primary_key.columns)
        row = delete(table).where(*(one == bindparam(f"key_{one.name}") for one in columns), *further)
        connection.execute(row, [{f"key_{one.name}": v for one, v in zip(columns, key, strict=True)} for key in keys])


def _parts(connection: Connection, heads: Sequence[int]) -> dict[int, Parts]:
    links = happening_actors.c
    question = (
        select(links.happening, links.role, actors.c.country, actors.c.sectors)
        .join_from(happening_actors, actors)
        .order_by(links.happening, links.role, links.position)
    )
    found: dict[int, tuple[list[str], list[str], list[str], list[str]]] = defaultdict(lambda: ([], [], [], []))
    recipient = ROLES.index("recipient")
    for some in _some(heads):
        for happening, role, country, sectors in connection.execute(question.where(links.happening.in_(some))):
            found[happening][role == recipient].append(country)
            found[happening][2 + (role == recipient)].extend(sectors_of(sectors))
    return {happening: Parts(*map(tuple, roles)) for happening, roles in found.items()}


def sectors_of(listed: str | None) -> list[str]:
    """The sectors of a row of ``actors``."""
    return msgspec.json.decode(listed, type=list[str]) if listed else []


def _some(keys: Sequence[Any]) -> Iterator[list[Any]]:
    ordered = sorted(keys)
    return (ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY))


_COUNTS = ("events", "articles", "scored", "score")


@cache
def _adding(table: Table) -> TextClause:
    columns = [column.name for column in table.c]
    adding = text(
        "INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT ({key}) DO UPDATE SET {sums}".format(
            table=table.name,
            columns=", ".join(columns),
            values=", ".join(f":{name}" for name in columns),
            key=", ".join(column.name for column in table.primary_key),
            sums=", ".join(f"{name} = {table.name}.{name} + excluded.{name}" for name in _COUNTS),
        )
    )
    return adding.bindparams(*(bindparam(column.name, type_=column.type) for column in table.c))
