"""Gaps in the coverage of outlets, in words."""

from __future__ import annotations

from datetime import date

from dragoman.resolve.stories.coverage import Gap
from dragoman.show import words


def note(outlet: str, gap: Gap) -> str:
    """One gap of one outlet.

    >>> note("Courier", Gap(date(2025, 5, 3), date(2025, 5, 9), expected=12.2, chance=0.001))
    'Courier silent 3–9 May 2025 (usually 12 articles)'
    """
    return f"{words.tidy(outlet)} silent {span(gap)} (usually {gap.expected:.0f} articles)"


def span(gap: Gap) -> str:
    """The days of a gap.

    >>> span(Gap(date(2025, 4, 28), date(2025, 5, 9), expected=12, chance=0.001))
    '28 April – 9 May 2025'
    """
    first, last = gap.first, gap.last
    if first == last:
        return _day(last)
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} – {_day(last)}"
    return f"{first.day}–{_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
