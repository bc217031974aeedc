"""Groups of a count as they are told: what the database could not put together is, and sums become figures."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from dragoman.query.asked_sides import Side
from dragoman.query.count_rows import WEEKS, Grouping, Source
from dragoman.query.periods import Unit, label, period
from dragoman.store import sides


def as_told(found: Iterable[tuple[Any, ...]], grouping: Grouping, *, labelled: bool = False) -> list[tuple[Any, ...]]:
    """Groups with their sums as they are told, in one go; ``labelled``: with their periods as they are written."""
    width, unit = len(grouping.columns), grouping.unit
    if not labelled or unit is None:
        return [
            (
                *row[:width],
                row[-4],
                row[-3],
                row[-1] / 1000,
                row[-1] / 1000 / row[-2] if row[-2] else None,
                row[-4] - row[-2],
            )
            for row in found
            if row[-4]
        ]
    place, names = grouping.columns.index(unit), _Labels(unit)
    return [
        (
            *row[:place],
            names[row[place]],
            *row[place + 1 : width],
            row[-4],
            row[-3],
            row[-1] / 1000,
            row[-1] / 1000 / row[-2] if row[-2] else None,
            row[-4] - row[-2],
        )
        for row in found
        if row[-4]
    ]


class _Labels(dict[int, str]):
    """Periods as they are written, each worked out once."""

    def __init__(self, unit: Unit) -> None:
        super().__init__()
        self.unit = unit

    def __missing__(self, number: int) -> str:
        written = self[number] = label(number, self.unit)
        return written


def together(found: Iterable[tuple[Any, ...]], grouping: Grouping, asked: Side | None) -> list[tuple[Any, ...]]:
    """Groups that the database could not put together: its weeks are two days, its directed pairs are three values."""
    widths = [{"directed-dyad": 3, "dyad": 2}.get(name, 1) for name in grouping.by]
    places = dict(zip(grouping.by, accumulate(widths, initial=0), strict=False))
    week, pair = places.get("week"), places.get("directed-dyad")
    mondays = _Mondays()
    merged: dict[tuple[Any, ...], list[int]] = {}
    for row in found:
        key, (events, articles, scored, score) = row[:-4], row[-4:]
        if week is not None:
            monday = mondays[key[week]]
            if monday is None:
                continue
            key = (*key[:week], monday, *key[week + 1 :])
        if pair is None:
            keys = [key]
        else:
            one, other, ways = key[pair : pair + 3]
            keys = [(*key[:pair], *acts, *key[pair + 3 :]) for acts in _directed(one, other, ways, asked)]
        for each in keys:
            sums = merged.get(each)
            if sums is None:
                merged[each] = [events, articles, scored, score]
            else:
                sums[0] += events
                sums[1] += articles
                sums[2] += scored
                sums[3] += score
    return sorted((*key, *sums) for key, sums in merged.items())


class _Mondays(dict[int, "int | None"]):
    """The week of two days, as the database gives them in one number, each worked out once."""

    def __missing__(self, days: int) -> int | None:
        monday = self[days] = period(*divmod(days, WEEKS), "week")
        return monday


def is_merged(grouping: Grouping, source: Source) -> bool:
    """Whether groups are put together here, not in the database."""
    pairs = grouping.sides == "directed-dyad" and not source.directed
    return pairs or grouping.unit == "week"


def _directed(one: str, other: str, ways: int, asked: Side | None) -> list[tuple[str, str]]:
    """Who acts on whom, of what is asked for."""
    pairs = sides.directed(one, other, ways)
    if asked is None or asked.fields in (("dyad",), ("party",)):
        return pairs
    if asked.fields == ("actor",):
        return [pair for pair in pairs if pair[0] == asked.one]
    if asked.fields == ("recipient",):
        return [pair for pair in pairs if pair[1] == asked.one]
    forth = (asked.one, asked.other) if asked.ways == sides.FORTH else (asked.other, asked.one)
    return [pair for pair in pairs if pair == forth]


def labelled_rows(rows: list[tuple[Any, ...]], grouping: Grouping) -> list[tuple[Any, ...]]:
    """Rows with their periods as they are written."""
    if grouping.unit is None:
        return rows
    place, names = grouping.columns.index(grouping.unit), _Labels(grouping.unit)
    return [(*row[:place], names[row[place]], *row[place + 1 :]) for row in rows]
