"""Dates of any exactness as the columns of other data sets need them."""

from __future__ import annotations

from datetime import date

from dragoman.store.days import days


def edges(value: str | None) -> tuple[date, date] | None:
    """The first and the last day that a date covers; None if it is not known."""
    covered = days(value) if value else None
    return (_day(covered[0]), _day(covered[1])) if covered else None


def day(value: str | None) -> date | None:
    """The day, or the first day of an interval of days; None of a month or a year, whose day nobody tells.

    >>> day("2025-09-17"), day("2025-09-15/2025-09-17"), day("2025-09"), day(None)
    (datetime.date(2025, 9, 17), datetime.date(2025, 9, 15), None, None)
    """
    begin = (value or "").partition("/")[0]
    covered = edges(value)
    return covered[0] if covered and len(begin) >= len("2025-09-17") else None


def month(value: str | None) -> str | None:
    """Year and month ("202509"), where all of a date lies in one."""
    covered = edges(value)
    return f"{covered[0]:%Y%m}" if covered and f"{covered[0]:%Y%m}" == f"{covered[1]:%Y%m}" else None


def year(value: str | None) -> int | None:
    """The year, where all of a date lies in one."""
    covered = edges(value)
    return covered[0].year if covered and covered[0].year == covered[1].year else None


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)
