"""The part of a year, month, week or day that an expression names, as a TIMEX3 value."""

from __future__ import annotations

from datetime import date

from dragoman.annotate.times import values
from dragoman.annotate.times.feasts import Feasts
from dragoman.annotate.times.nearness import moved
from dragoman.annotate.times.sense import Sense

UNKNOWN_YEAR = "XXXX"
_LIKE_A_YEAR = "2000"  # an unknown year has the parts of any year, the 29th of February too


class Parts:
    """Finds the days of feasts by a calendar of feasts, and everything else by the senses alone."""

    def __init__(self, feasts: Feasts) -> None:
        self._feasts = feasts

    def within(self, container: str | None, sense: Sense) -> str | None:
        """What the sense names in a period; the period itself where it names no part.

        None for what is not there (the 31st of April) and for parts the period is too short for.
        """
        if container is None:
            return None
        size = values.grain(container.replace(UNKNOWN_YEAR, _LIKE_A_YEAR))
        if size == values.YEAR and sense.feast is not None:
            return self._feast(sense.feast, values.year_of(container), sense)
        if size == values.YEAR:
            container = _part_of_year(container, sense)
            size = values.grain(container.replace(UNKNOWN_YEAR, _LIKE_A_YEAR))
        if size == values.MONTH and sense.day is not None:
            return _day_of_month(container, sense)
        if size == values.WEEK and sense.weekday is not None:
            week = values.days(container)
            return clocked(moved(week[0], sense.weekday - 1), sense) if week else None
        return clocked(values.day_of(container), sense) if size == values.DAY else container

    def in_years_about(self, year: int, sense: Sense) -> list[tuple[str, tuple[date, date]]]:
        """What the sense names in a year, the one before and the one after, with its days."""
        near = (self.within(values.year_value(y), sense) for y in (year - 1, year, year + 1) if y != 0)
        return [(value, covered) for value in near if value and (covered := values.days(value))]

    def _feast(self, feast: str, year: int | None, sense: Sense) -> str | None:
        """The day of a feast, or the interval of the days it lasts."""
        covered = self._feasts.days(feast, year) if year is not None else None
        if covered is None:
            return None
        first, last = covered
        return clocked(first, sense) if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _part_of_year(year: str, sense: Sense) -> str:
    if sense.month is not None:
        return f"{year}-{sense.month:02d}"
    if sense.quarter is not None:
        return f"{year}-Q{sense.quarter}"
    if sense.half is not None:
        return f"{year}-H{sense.half}"
    return f"{year}-{sense.season}" if sense.season is not None else year


def _day_of_month(month: str, sense: Sense) -> str | None:
    value = f"{month}-{sense.day:02d}"
    if month.startswith("BC"):
        return value
    day = values.day_of(value.replace(UNKNOWN_YEAR, _LIKE_A_YEAR))
    return value if day and month.startswith(UNKNOWN_YEAR) else clocked(day, sense)


def clocked(day: date | None, sense: Sense) -> str | None:
    """A day with the time of day that the sense names."""
    if day is None:
        return None
    if sense.hour is None:
        return day.isoformat() + (f"T{sense.daypart}" if sense.daypart else "")
    hour = sense.hour
    if sense.meridiem is not None:
        hour = hour % 12 + (12 if sense.meridiem == "PM" else 0)
    elif sense.daypart in ("AF", "EV") and hour < 12:
        hour += 12
    return f"{day.isoformat()}T{hour:02d}:{sense.minute or 0:02d}{sense.zone or ''}"


def recurring(sense: Sense) -> str:
    """A date that comes again and again: "each July", "every Monday morning"."""
    time = f"T{sense.daypart}" if sense.daypart else ""
    if sense.weekday is not None:
        return f"{UNKNOWN_YEAR}-WXX-{sense.weekday}{time}"
    if sense.month is not None:
        return f"{UNKNOWN_YEAR}-{sense.month:02d}"
    return f"{UNKNOWN_YEAR}-{sense.season}" if sense.season else f"{UNKNOWN_YEAR}-XX-XX{time}"
