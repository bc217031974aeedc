"""Which days a feast falls on in a year; movable feasts as ``data/times/feasts.yaml`` has them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from dragoman.annotate.times.tables import table


class Feasts:
    """The calendar of feasts."""

    def __init__(self, entries: dict[str, dict[str, Any]]) -> None:
        self._entries = entries

    @classmethod
    def load(cls) -> Feasts:
        return cls(table("feasts"))

    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def days(self, feast: str, year: int) -> tuple[date, date] | None:
        """First and last day in a year; None where the table has no date for it."""
        entry = self._entries[feast]
        first = _first(entry, year) if 1 < year < 9999 else None
        if first is None:
            return None
        if "until" in entry:
            ends = [day for day in self._entries[entry["until"]]["days"] if day > first]
            return (first, ends[0] - timedelta(1)) if ends else None
        return first, first + timedelta(entry.get("length", 1) - 1)


def _first(entry: dict[str, Any], year: int) -> date | None:
    if "date" in entry:
        return date(year, *entry["date"])
    if "weekday" in entry:
        n, weekday, month = entry["weekday"]
        return nth_weekday(year, month, weekday, n)
    if "easter" in entry:
        return easter(year) + timedelta(entry["easter"])
    if "orthodox" in entry:
        return orthodox_easter(year) + timedelta(entry["orthodox"])
    return next((day for day in entry["days"] if day.year == year), None)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th (last, for -1) weekday of a month.

    >>> nth_weekday(1997, 11, 4, 4).isoformat()
    '1997-11-27'
    """
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta((last.isoweekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the Western church (the anonymous Gregorian computus).

    >>> easter(2024).isoformat()
    '2024-03-31'
    """
    golden, century = year % 19, year // 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, in the Gregorian calendar (Meeus's Julian algorithm).

    >>> orthodox_easter(2024).isoformat()
    '2024-05-05'
    """
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)
