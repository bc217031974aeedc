"""From what an expression says to the TIMEX3 value it means.

Deictic expressions count from the publication, narrative ones from the last date in the text; tense
decides where a date without its year or a bare weekday lies. What lacks its anchor gets no value.
"""

from __future__ import annotations

from datetime import date

from dragoman.annotate.times import values
from dragoman.annotate.times.anchor import Anchor, Meaning
from dragoman.annotate.times.feasts import Feasts
from dragoman.annotate.times.lengths import UNKNOWN, counted, duration, is_clock
from dragoman.annotate.times.nearness import moved, near_publication, near_reference, weekday
from dragoman.annotate.times.parts import UNKNOWN_YEAR, Parts, clocked, recurring
from dragoman.annotate.times.sense import Sense
from dragoman.annotate.times.tense import Tense

_Dated = tuple[str | None, str]  # a value, and how it was anchored


class Resolver:
    """Gives senses their values."""

    def __init__(self, feasts: Feasts) -> None:
        self._parts = Parts(feasts)

    def resolve(self, sense: Sense, anchor: Anchor, tense: Tense | None) -> Meaning:
        """What the sense means at this point of the text."""
        if sense.value is not None:
            return Meaning(sense.kind or "DATE", sense.value, sense.mod)
        if sense.every is not None or sense.each or sense.kind == "SET":
            return Meaning("SET", _set(sense), sense.mod)
        if sense.number is not None and sense.shift is None:
            return Meaning("DURATION", duration(_number(sense), sense.unit or values.YEAR), sense.mod)
        value, how = self._date(sense, anchor, tense)
        is_time = sense.hour is not None or sense.daypart is not None
        covered = values.days(value) if value else None
        return Meaning("TIME" if is_time else "DATE", value, sense.mod, how, covered)

    def _date(self, sense: Sense, anchor: Anchor, tense: Tense | None) -> _Dated:
        if sense.number is not None:
            return self._distance(sense, anchor)
        if sense.shift is not None:
            return self._shifted(sense, anchor, tense), _from_base(sense)
        if sense.year is not None:
            return self._parts.within(values.year_value(sense.year * (sense.era or 1)), sense), ""
        if sense.decade is not None:
            return f"{sense.decade:03d}", ""
        if sense.century is not None:
            return ("BC" if sense.era == -1 else "") + f"{sense.century - 1:02d}", ""
        if any((sense.month, sense.day, sense.feast, sense.season, sense.quarter, sense.half)):
            return self._yearless(sense, anchor, tense)
        return _weekday(sense, anchor, tense) if sense.weekday is not None else _time_of_day(sense, anchor)

    def _distance(self, sense: Sense, anchor: Anchor) -> _Dated:
        """So many units before or after: "two years ago", "eight days later"."""
        direction = sense.shift or 0
        if sense.number == UNKNOWN:
            return ("PAST_REF" if direction < 0 else "FUTURE_REF"), ""
        base = anchor.base(sense)
        count, unit = counted(_number(sense), sense.unit or values.YEAR)
        count *= direction
        if base is None:
            return None, _from_base(sense)
        if sense.quarter is not None:  # "the year-earlier third quarter"
            return self._parts.within(values.shift(base, round(count), values.YEAR), sense), _from_base(sense)
        if (unit, abs(count)) == (values.YEAR, 1) and anchor.quarter and not anchor.narrative:
            return values.shift(anchor.quarter, round(count * 4), values.QUARTER), "from-quarter"
        if is_clock(unit):
            return values.at_grain(base, values.DAY), _from_base(sense)
        if unit == values.WEEK and sense.base == "reference":  # "two weeks later" is a day, as news has it
            unit, count = values.DAY, count * 7
        return values.shift(base, round(count), values.DAY if unit == "night" else unit), _from_base(sense)

    def _shifted(self, sense: Sense, anchor: Anchor, tense: Tense | None) -> str | None:
        """The last, this or the next: "last year", "next May", "this Friday", "the following morning"."""
        base, count = anchor.base(sense), sense.shift or 0
        if base is None:
            return None
        if sense.unit is not None:
            return self._parts.within(_unit(sense, anchor, base, tense), sense)
        if sense.weekday is not None:
            today = values.day_of(base)
            return clocked(weekday(today, sense.weekday, count), sense) if today else None
        if sense.daypart is not None:
            return self._parts.within(values.shift(base, count, values.DAY), sense)
        return self._yearly(sense, base, count)

    def _yearly(self, sense: Sense, base: str, count: int) -> str | None:
        """The last, this or the next of what comes once a year."""
        year, covered = values.year_of(base), values.days(base)
        if year is None or covered is None:
            return None
        if count == 0:
            return self._parts.within(values.year_value(year), sense)
        dates = self._parts.in_years_about(year, sense)
        if count < 0:
            return next((value for value, s in reversed(dates) if s[1] < covered[0]), None)
        return next((value for value, s in dates if s[0] > covered[1]), None)

    def _yearless(self, sense: Sense, anchor: Anchor, tense: Tense | None) -> _Dated:
        """A date without its year: the one that the anchor and the tense call for."""
        base = anchor.reference if anchor.narrative else anchor.published
        year = values.year_of(base) if base else None
        if base is None or year is None:
            return self._parts.within(UNKNOWN_YEAR, sense), "year-unknown"
        if values.grain(base) == values.YEAR:
            return self._parts.within(base, sense), "year-known"
        covered, dates = values.days(base), self._parts.in_years_about(year, sense)
        if covered is None or not dates:  # before Christ
            return self._parts.within(values.at_grain(base, values.YEAR), sense), "year-near-reference"
        if anchor.narrative:
            return near_reference(dates, covered), "year-near-reference"
        if sense.quarter is not None or sense.half is not None:  # firms report on what has begun
            begun = (value for value, s in reversed(dates) if s[0] <= covered[1])
            return next(begun, None), "year-before-published"
        return near_publication(dates, covered, tense), f"year-{tense or 'nearest'}"


def _from_base(sense: Sense) -> str:
    return "from-reference" if sense.base == "reference" else "from-published"


def _number(sense: Sense) -> str:
    """How many units, with the half of "a year and a half"."""
    number = sense.number or "1"
    return str(float(number) + 0.5) if sense.and_half and number != UNKNOWN else number


def _set(sense: Sense) -> str:
    if sense.every is not None:
        return sense.every
    return duration(_number(sense), sense.unit) if sense.unit else recurring(sense)


def _unit(sense: Sense, anchor: Anchor, base: str, tense: Tense | None) -> str | None:
    """The last, this or the next day, week, year ..."""
    unit, count = sense.unit or values.YEAR, sense.shift or 0
    if unit == values.QUARTER and count == 0 and sense.base == "reference":
        return anchor.quarter or values.shift(base, -1, unit)
    if unit == values.WEEKEND and count == 0 and tense != "future" and _is_working_day(base):
        count = -1  # "over the weekend", told on a Monday
    return values.shift(base, count, unit)


def _is_working_day(value: str) -> bool:
    day = values.day_of(value)
    return day is not None and day.isoweekday() < 6


def _weekday(sense: Sense, anchor: Anchor, tense: Tense | None) -> _Dated:
    """A bare weekday: in news the last one, today included, or the next one; in history the one after."""
    today = values.day_of((anchor.reference if anchor.narrative else anchor.published) or "")
    number = sense.weekday or 0
    if today is None:
        return None, _from_base(sense)
    if anchor.narrative:
        return clocked(weekday(today, number, 0), sense), "after-reference"
    if tense == "future":
        return clocked(weekday(today, number, 1), sense), "after-published"
    tomorrow = moved(today, 1)
    last: date | None = weekday(tomorrow, number, -1) if tomorrow else None
    return clocked(last, sense), "before-published"


def _time_of_day(sense: Sense, anchor: Anchor) -> _Dated:
    """A time by itself is of the day told last, or else of the publication."""
    told = values.day_of(anchor.reference or "")
    if told is not None:
        return clocked(told, sense), "from-reference"
    return clocked(values.day_of(anchor.published or ""), sense), "from-published"
