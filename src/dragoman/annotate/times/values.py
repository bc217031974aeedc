"""Arithmetic on TIMEX3 values: which days a value covers, what contains it, what lies n units away.

A value is a string ("2024-12", "1990-W33", "1998-Q3", "BC0264", "198", "2025-09-17TMO"). Values that
do not stand on the calendar (durations, sets, PAST_REF, anything with an X in it) have no days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

CENTURY, DECADE, YEAR, HALF, SEASON, QUARTER, MONTH, WEEK, WEEKEND, DAY = (
    "century",
    "decade",
    "year",
    "half",
    "season",
    "quarter",
    "month",
    "week",
    "weekend",
    "day",
)
_COARSE_TO_FINE = (CENTURY, DECADE, YEAR, HALF, SEASON, QUARTER, MONTH, WEEK, WEEKEND, DAY)
_SHAPE = re.compile(
    r"(?P<day>(?:BC)?\d{4}-\d\d-\d\d)(?:T.*)?|(?P<weekend>\d{4}-W\d\d-WE)|(?P<week>\d{4}-W\d\d)|(?P<month>(?:BC)?\d{4}-\d\d)"
    r"|(?P<quarter>\d{4}-Q[1-4])|(?P<half>\d{4}-H[12])|(?P<season>(?:BC)?\d{4}-(?:SP|SU|FA|WI))"
    r"|(?P<year>\d{4}|BC\d{4})|(?P<decade>\d{3})|(?P<century>\d\d|BC\d\d)"
)
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS = {QUARTER: 3, HALF: 6, SEASON: 3, MONTH: 1, YEAR: 12, DECADE: 120, CENTURY: 1200}


def grain(value: str) -> str | None:
    """The size of the period a value names.

    >>> grain("1998-Q3"), grain("2025-09-17TMO"), grain("PAST_REF")
    ('quarter', 'day', None)
    """
    match = _SHAPE.fullmatch(value)
    return match.lastgroup if match else None


def is_finer(one: str, other: str) -> bool:
    """Whether the first grain is finer than the second."""
    return _COARSE_TO_FINE.index(one) > _COARSE_TO_FINE.index(other)


def _month_range(year: int, month: int, count: int) -> tuple[date, date] | None:
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    if year < 1 or last_year > 9999:
        return None
    return date(year, month, 1), date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])


def days(value: str) -> tuple[date, date] | None:
    """The first and the last day of a value; None for what has none, or lies before the year 1."""
    first, slash, last = value.partition("/")
    if slash:
        begin, end = days(first), days(last)
        return (begin[0], end[1]) if begin and end else None
    size = grain(value)
    if size is None or value.startswith("BC"):
        return None
    try:
        return _days(value, size)
    except (ValueError, OverflowError):  # the 31st of April; the week that the calendar ends in
        return None


def _days(value: str, size: str) -> tuple[date, date] | None:
    if size == DAY:
        day = date.fromisoformat(value[:10])
        return day, day
    if size in (WEEK, WEEKEND):
        monday = date.fromisocalendar(int(value[:4]), int(value[6:8]), 1)
        return monday + timedelta(5 if size == WEEKEND else 0), monday + timedelta(6)
    if size == CENTURY:
        return _month_range(int(value) * 100, 1, 1200)
    if size == DECADE:
        return _month_range(int(value) * 10, 1, 120)
    year = int(value[:4])
    if size == MONTH:
        return _month_range(year, int(value[5:7]), 1)
    if size == QUARTER:
        return _month_range(year, int(value[6]) * 3 - 2, 3)
    if size == HALF:
        return _month_range(year, int(value[6]) * 6 - 5, 6)
    if size == SEASON:
        return _month_range(year, _SEASON_START[value[5:]], 3)
    return _month_range(year, 1, 12)


def day_range(value: str) -> tuple[str, str] | None:
    """The first and the last ISO day that a TIMEX3 value covers.

    >>> day_range("2024-12"), day_range("2025-W38"), day_range("P3D")
    (('2024-12-01', '2024-12-31'), ('2025-09-15', '2025-09-21'), None)
    >>> day_range("2024-03-11/2024-04-09")
    ('2024-03-11', '2024-04-09')
    """
    found = days(value)
    return (found[0].isoformat(), found[1].isoformat()) if found else None


def day_of(value: str) -> date | None:
    """The day of a value that names a day or a time of one."""
    covered = days(value) if grain(value) == DAY else None
    return covered[0] if covered else None


def year_value(year: int) -> str:
    """A year as TIMEX3 writes it; years before Christ are negative.

    >>> year_value(1998), year_value(-264)
    ('1998', 'BC0264')
    """
    return f"{year:04d}" if year >= 0 else f"BC{-year:04d}"


def year_of(value: str) -> int | None:
    """The year a value lies in, where it lies in one."""
    size = grain(value)
    if size is None or size in (CENTURY, DECADE):
        return None
    return -int(value[2:6]) if value.startswith("BC") else int(value[:4])


def containing(day: date, size: str) -> str:
    """The period of a size that holds a day.

    >>> containing(date(1990, 8, 16), "week"), containing(date(1905, 1, 25), "season")
    ('1990-W33', '1904-WI')
    """
    if size == DAY:
        return day.isoformat()
    if size in (WEEK, WEEKEND):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if size == WEEKEND else "")
    if size == MONTH:
        return f"{day.year:04d}-{day.month:02d}"
    if size == QUARTER:
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if size == HALF:
        return f"{day.year:04d}-H{(day.month + 5) // 6}"
    if size == SEASON:
        year = day.year - 1 if day.month < 3 else day.year  # a winter belongs to the year it begins in
        return f"{year:04d}-" + ("WI", "SP", "SU", "FA")[day.month % 12 // 3]
    return {YEAR: f"{day.year:04d}", DECADE: f"{day.year // 10:03d}", CENTURY: f"{day.year // 100:02d}"}[size]


def at_grain(value: str, size: str) -> str | None:
    """The period of a size that a value lies in; None where the value is coarser than that."""
    own = grain(value)
    if own is None or (own != size and not is_finer(own, size)):
        return None
    if value.startswith("BC"):
        return value if own == size else value[:6] if size == YEAR else None
    covered = days(value)
    return containing(covered[0], size) if covered else None


def shift(value: str, count: int, size: str) -> str | None:
    """The period of a size that lies ``count`` such periods after (before, if negative) a value.

    >>> shift("1998-02-13", -1, "month"), shift("2025-09-15", 2, "day"), shift("BC0220", 2, "year")
    ('1998-01', '2025-09-17', 'BC0218')
    """
    start = at_grain(value, size)
    if start is None:
        return None
    if start.startswith("BC"):
        year = -int(start[2:]) + count if size == YEAR else None
        return None if year is None else year_value(year if year < 0 else year + 1)
    covered = days(start)
    if covered is None:
        return None
    try:
        return containing(_moved(covered[0], count, size), size)
    except (ValueError, OverflowError):  # beyond the years 1 to 9999
        return None


def _moved(day: date, count: int, size: str) -> date:
    if size in _MONTHS:
        year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS[size], 12)
        return date(year, month + 1, 1)
    return day + timedelta(days=count * (1 if size == DAY else 7))
