"""Days, ISO weeks, months and years as counts have them: which one a date lies in, and all of them in their order.

Days are numbers that read as dates (20250917), as in the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

Unit = Literal["day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)
_DIVISORS = {"day": 1, "month": 100, "year": 10_000}


def period(first: int, last: int, unit: Unit) -> int | None:
    """The period in which both days lie; None if it is not one. A week is the number of its Monday.

    >>> period(20250901, 20250930, "month"), period(20250901, 20250930, "week"), period(20250916, 20250917, "week")
    (202509, None, 20250915)
    """
    if unit == "week":
        one, other = _monday(first), _monday(last)
    else:
        one, other = first // _DIVISORS[unit], last // _DIVISORS[unit]
    return one if one == other else None


def label(number: int, unit: Unit) -> str:
    """A period as ISO 8601 writes it.

    >>> label(202509, "month"), label(20241230, "week"), label(20250917, "day"), label(2025, "year")
    ('2025-09', '2025-W01', '2025-09-17', '2025')
    """
    if unit == "week":
        year, week, _ = _date(number).isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "day":
        return _date(number).isoformat()
    return f"{number // 100:04}-{number % 100:02}" if unit == "month" else f"{number:04}"


def all_between(first: int, last: int, unit: Unit) -> Iterator[int]:
    """The periods from that of one day to that of another, without a gap.

    >>> list(all_between(20241130, 20250201, "month"))
    [202411, 202412, 202501, 202502]
    """
    day, end = _date(first), _date(last)
    found = None
    while day <= end or found is None:
        number = int(f"{day:%Y%m%d}")
        new = period(number, number, unit)
        if new is not None and new != found:
            yield (found := new)
        if unit == "year" and day.month < 12:
            day = day.replace(month=12, day=31)
        day += timedelta(days=1)


@lru_cache(maxsize=20_000)
def _monday(day: int) -> int:
    there = _date(day)
    return int(f"{there - timedelta(days=there.weekday()):%Y%m%d}")


def _date(day: int) -> date:
    return date(day // 10_000, day // 100 % 100, day % 100)
