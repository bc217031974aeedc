"""Arithmetic on days and spans of time."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_SPAN = re.compile(r"P(\d+)([DWMY])$")


def later(start: date, span: str) -> str | None:
    """The ISO date a span of time ("P60D") after another; months and years by the calendar, as treaties count.

    None for a span that is no whole number of days, weeks, months or years.

    >>> later(date(2025, 1, 31), "P1M"), later(date(2025, 1, 31), "P2W")
    ('2025-02-28', '2025-02-14')
    """
    match = _SPAN.match(span)
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    if unit in "DW":
        return (start + timedelta(days=count * (7 if unit == "W" else 1))).isoformat()
    months = start.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).isoformat()
