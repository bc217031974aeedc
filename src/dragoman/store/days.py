"""The days a date covers, so that a day, a month, a year and an interval can be compared.

ISO 8601 in, first and last day out as numbers that read as dates. What is not such a date gives None,
never a guess.
"""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4})(?:-(?!00)(\d{2})(?:-(?!00)(\d{2}))?)?(?:T.*)?", re.DOTALL)


def days(value: str) -> tuple[int, int] | None:
    """First and last day meant.

    >>> days("2024-02"), days("2025-09-15/2025-09-17")
    ((20240201, 20240229), (20250915, 20250917))
    >>> days("soon") is None
    True
    """
    first, _, last = value.partition("/")
    begin, end = _days(first), _days(last or first)
    if begin is None or end is None or end[1] < begin[0]:
        return None
    return begin[0], end[1]


def _days(value: str) -> tuple[int, int] | None:
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        length = monthrange(year, month or 12)[1]
    except ValueError:
        return None
    if day > length or year == 0:
        return None
    return _number(year, month or 1, day or 1), _number(year, month or 12, day or length)


def _number(year: int, month: int, day: int) -> int:
    return (year * 100 + month) * 100 + day
