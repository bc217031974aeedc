"""The days a date covers, so that a day, a month, a year and an interval can be compared.

ISO 8601 in, first and last day out as ISO days. What is not such a date gives None, never a guess.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?", re.DOTALL)


def days(value: str) -> tuple[str, str] | None:
    """First and last day meant.

    >>> days("2024-02"), days("2025-09-15/2025-09-17")
    (('2024-02-01', '2024-02-29'), ('2025-09-15', '2025-09-17'))
    >>> days("soon") is None
    True
    """
    first, _, last = value.partition("/")
    begin, end = _days(first), _days(last or first)
    if begin is None or end is None or end[1] < begin[0]:
        return None
    return begin[0], end[1]


def _days(value: str) -> tuple[str, str] | None:
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    last = first if day else first.replace(month=month or 12, day=monthrange(year, month or 12)[1])
    return first.isoformat(), last.isoformat()
