"""From what an expression says to the TIMEX3 value it means, given when it was said.

Deictic expressions count from the day of publication, narrative ones from the last date in the text.
What needs an anchor that is not there gets no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import modf
from typing import Literal

from dragoman.annotate.times import values
from dragoman.annotate.times.feasts import Feasts
from dragoman.annotate.times.sense import Sense
from dragoman.annotate.times.tense import Tense

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

_PERIOD = {"day": "D", "night": "D", "week": "W", "month": "M", "year": "Y", "weekend": "WE"}
_CLOCK = {"second": "S", "minute": "M", "hour": "H"}
_MULTIPLE = {  # units that TIMEX3 durations count in others
    "fortnight": ("week", 2),
    "quarter": ("month", 3),
    "half": ("month", 6),
    "decade": ("year", 10),
    "century": ("year", 100),
    "millennium": ("year", 1000),
}
_VAGUE = {"decade": "PXY", "century": "PXY", "millennium": "PXY", "quarter": "PXM", "fortnight": "PXW"}
_BEHIND = 1.5  # how much further a date back seems in history than one ahead
_AHEAD = 1.5  # how much further a date ahead seems than one behind, other things equal
_WRONG_SIDE = 4  # how much further a date seems that lies where the tense does not point
_FRACTION = {"year": ("month", 12), "hour": ("minute", 60), "minute": ("second", 60), "day": ("hour", 24)}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A resolved expression; ``how`` names the anchor it was counted from, if any."""

    type: TimexType
    value: str | None
    mod: str | None = None
    how: str = ""
    days: tuple[date, date] | None = None


@dataclass(slots=True)
class Anchor:
    """Where expressions count from at one point of a text."""

    published: str | None
    reference: str | None = None  # the last date in the text
    quarter: str | None = None  # the last quarter in the text: business news compares with it
    narrative: bool = False  # the text tells history: partial dates follow the last date

    def base(self, sense: Sense) -> str | None:
        """What a shifted expression counts from."""
        if sense.base == "reference":
            return self.reference or (None if self.narrative else self.published)
        return self.published

    def note(self, meaning: Meaning, sense: Sense) -> None:
        """Take a date as the one that what follows counts from.

        A coarser date that holds the last one adds nothing ("December 7, 1941 ... in 1941"), a look
        back ("two years earlier") does not move the story, and history does not go on from what is
        counted from its publication.
        """
        size = values.grain(meaning.value) if meaning.value else None
        looks_back = sense.number is not None and (sense.shift or 0) < 0
        if size is None or looks_back or (self.narrative and meaning.how == "from-published"):
            return
        if size == values.QUARTER:
            self.quarter = meaning.value
        if self.reference is None or values.at_grain(self.reference, size) != meaning.value:
            self.reference = meaning.value


class Resolver:
    """Gives senses their values."""

    def __init__(self, feasts: Feasts) -> None:
        self._feasts = feasts

    def resolve(self, sense: Sense, anchor: Anchor, tense: Tense | None) -> Meaning:
        if sense.value is not None:
            return Meaning(sense.kind or "DATE", sense.value, sense.mod)
        if sense.every is not None or sense.each:
            return Meaning("SET", self._set(sense), sense.mod)
        if sense.kind == "SET":
            return Meaning("SET", self._pattern(sense), sense.mod)
        if sense.number is not None and sense.shift is None:
            return Meaning("DURATION", duration(_counted(sense), sense.unit or "year"), sense.mod)
        value, how = self._date(sense, anchor, tense)
        is_time = sense.hour is not None or sense.daypart is not None
        return Meaning("TIME" if is_time else "DATE", value, sense.mod, how, values.days(value) if value else None)

    # Dates

    def _date(self, sense: Sense, anchor: Anchor, tense: Tense | None) -> tuple[str | None, str]:
        if sense.number is not None:
            return self._distance(sense, anchor)
        if sense.shift is not None:
            how = "from-reference" if sense.base == "reference" else "from-published"
            return self._shifted(sense, anchor, tense), how
        if sense.year is not None:
            return self._within(values.year_value(sense.year * (sense.era or 1)), sense), ""
        if sense.decade is not None:
            return f"{sense.decade:03d}", ""
        if sense.century is not None:
            return ("BC" if sense.era == -1 else "") + f"{sense.century - 1:02d}", ""
        if sense.weekday is not None and sense.day is None:
            return self._weekday(sense, anchor, tense)
        if not any((sense.month, sense.feast, sense.season, sense.quarter, sense.half, sense.day)):
            return self._time_of_day(sense, anchor)
        return self._partial(sense, anchor, tense)

    def _distance(self, sense: Sense, anchor: Anchor) -> tuple[str | None, str]:
        """Some units before or after: "two years ago", "eight days later"."""
        assert sense.number is not None
        assert sense.shift is not None
        how = "from-reference" if sense.base == "reference" else "from-published"
        if sense.number == "X":
            return ("PAST_REF" if sense.shift < 0 else "FUTURE_REF"), ""
        base = anchor.base(sense)
        unit, times = _MULTIPLE.get(sense.unit or values.YEAR, (sense.unit or values.YEAR, 1))
        count = float(_counted(sense)) * times * sense.shift
        if base is None:
            return None, how
        if sense.quarter is not None:
            return self._within(values.shift(base, round(count), values.YEAR), sense), how
        if (unit, abs(count)) == (values.YEAR, 1) and anchor.quarter is not None and not anchor.narrative:
            return values.shift(anchor.quarter, round(count * 4), values.QUARTER), "from-quarter"
        if unit in _CLOCK:
            return values.at_grain(base, values.DAY), how
        if count % 1 and unit in _FRACTION:
            unit, factor = _FRACTION[unit]
            count *= factor
        if unit == values.WEEK and sense.base == "reference":
            unit, count = values.DAY, count * 7
        return values.shift(base, round(count), values.DAY if unit == "night" else unit), how

    def _shifted(self, sense: Sense, anchor: Anchor, tense: Tense | None) -> str | None:
        """ "last year", "next May", "this Friday", "the following morning"."""
        base, count = anchor.base(sense), sense.shift or 0
        if base is None:
            return None
        if sense.unit is not None:
            if sense.unit == values.QUARTER and sense.base == "reference" and count == 0:
                return anchor.quarter or values.shift(base, -1, values.QUARTER)
            if sense.unit == values.WEEKEND and count == 0 and tense != "future" and not _is_weekend(base):
                count = -1
            container = values.shift(base, count, sense.unit)
            return self._within(container, sense) if container else None
        if sense.weekday is not None:
            today = _day(base)
            return self._clocked(_beside(today, sense.weekday, count, tense), sense) if today else None
        if sense.daypart is not None:
            day = values.at_grain(base, values.DAY)
            return self._within(values.shift(day, count, values.DAY), sense) if day else None
        return self._step(sense, base, count)

    def _step(self, sense: Sense, base: str, count: int) -> str | None:
        """The last, this or the next of something that comes once a year."""
        year, covered = values.year_of(base), values.days(base)
        if year is None or covered is None:
            return None
        if count == 0:
            return self._within(values.year_value(year), sense)
        near = [v for y in (year - 1, year, year + 1) if (v := self._within(values.year_value(y), sense))]
        spans = [(v, s) for v in near if (s := values.days(v))]
        if count < 0:
            return next((v for v, s in reversed(spans) if s[1] < covered[0]), None)
        return next((v for v, s in spans if s[0] > covered[1]), None)

    def _weekday(self, sense: Sense, anchor: Anchor, tense: Tense | None) -> tuple[str | None, str]:
        base = anchor.reference if anchor.narrative else anchor.published
        today = _day(base)
        assert sense.weekday is not None
        if today is None:
            return None, "from-published"
        if anchor.narrative or tense == "future":
            ahead = (sense.weekday - today.isoweekday()) % 7 or (0 if anchor.narrative else 7)
            return self._clocked(today + timedelta(ahead), sense), "after-published"
        back = (today.isoweekday() - sense.weekday) % 7
        return self._clocked(today - timedelta(back), sense), "before-published"

    def _time_of_day(self, sense: Sense, anchor: Anchor) -> tuple[str | None, str]:
        reference = anchor.reference
        if reference is not None and values.grain(reference) == values.DAY:
            return self._clocked(_day(reference), sense), "from-reference"
        return self._clocked(_day(anchor.published), sense), "from-published"

    def _partial(self, sense: Sense, anchor: Anchor, tense: Tense | None) -> tuple[str | None, str]:
        """A date without its year: the one that the anchor and the tense call for."""
        base = anchor.reference if anchor.narrative else anchor.published
        year = values.year_of(base) if base else None
        if base is None or year is None:
            return (self._within("XXXX", sense) if sense.feast is None else None), "year-unknown"
        if values.grain(base) == values.YEAR:
            return self._within(values.year_value(year), sense), "year-known"
        near = [v for y in (year - 1, year, year + 1) if (v := self._within(values.year_value(y), sense))]
        spans = [(v, s) for v in near if (s := values.days(v))]
        covered = values.days(base)
        if not spans or covered is None:
            return None, "year-unknown"
        if anchor.narrative:
            return min(spans, key=lambda p: _narrative_distance(p[1], covered))[0], "year-near-reference"
        if sense.quarter is not None or sense.half is not None:
            return next((v for v, s in reversed(spans) if s[0] <= covered[1]), None), "year-before-published"
        direction = {"past": -1, "future": 1, None: 0}[tense]
        value = min(spans, key=lambda p: _news_distance(p[1], covered, direction))[0]
        return value, f"year-{tense or 'nearest'}"

    def _within(self, container: str | None, sense: Sense) -> str | None:
        """The part of a year, month, week or day that the sense names. A year may be "XXXX"."""
        if container is None:
            return None
        size = values.grain(container.replace("XXXX", "2000"))
        year = values.year_of(container)
        if size == values.YEAR and year is not None and sense.feast is not None:
            return self._feast(sense, year)
        if size == values.YEAR:
            container = self._part_of_year(container, sense)
            size = values.grain(container.replace("XXXX", "2000"))
        if size == values.MONTH and sense.day is not None:
            return self._day_of_month(container, sense)
        if size == values.WEEK and sense.weekday is not None:
            monday = values.days(container)
            return self._clocked(monday[0] + timedelta(sense.weekday - 1), sense) if monday else None
        return self._clocked(_day(container), sense) if size == values.DAY else container

    def _day_of_month(self, month: str, sense: Sense) -> str | None:
        value = f"{month}-{sense.day:02d}"
        if month.startswith(("XXXX", "BC")):
            return value
        return self._clocked(_day(value), sense)

    def _part_of_year(self, year: str, sense: Sense) -> str:
        if sense.month is not None:
            return f"{year}-{sense.month:02d}"
        if sense.quarter is not None:
            return f"{year}-Q{sense.quarter}"
        if sense.half is not None:
            return f"{year}-H{sense.half}"
        return f"{year}-{sense.season}" if sense.season is not None else year

    def _feast(self, sense: Sense, year: int) -> str | None:
        """The day of a feast, or the interval of days it lasts."""
        covered = self._feasts.days(sense.feast or "", year) if year > 0 else None
        if covered is None:
            return None
        first, last = covered
        return self._clocked(first, sense) if first == last else f"{first.isoformat()}/{last.isoformat()}"

    def _clocked(self, day: date | None, sense: Sense) -> str | None:
        if day is None:
            return None
        if sense.hour is None:
            return day.isoformat() + (f"T{sense.daypart}" if sense.daypart else "")
        hour = sense.hour % 12 + 12 if sense.meridiem == "PM" else sense.hour
        if sense.meridiem == "AM":
            hour = sense.hour % 12
        if sense.daypart in ("AF", "EV") and hour < 12:
            hour += 12
        return f"{day.isoformat()}T{hour:02d}:{sense.minute or 0:02d}" + (sense.zone or "")

    # Durations and sets

    def _set(self, sense: Sense) -> str | None:
        if sense.every is not None:
            return sense.every
        return duration(sense.number or "1", sense.unit) if sense.unit else self._pattern(sense)

    def _pattern(self, sense: Sense) -> str:
        """A date that comes again and again: "each July"."""
        part = f"-T{sense.daypart}" if sense.daypart else ""
        if sense.weekday is not None:
            return f"XXXX-WXX-{sense.weekday}" + part.replace("-T", "T")
        if sense.month is not None:
            return f"XXXX-{sense.month:02d}"
        return f"XXXX-{sense.season}" if sense.season else "XXXX-XX-XX" + part.replace("-T", "T")


def _counted(sense: Sense) -> str:
    """The number of units, with the half of "a year and a half"."""
    if sense.number is None or sense.number == "X" or not sense.and_half:
        return sense.number or "1"
    return str(float(sense.number) + 0.5)


def duration(number: str, unit: str) -> str:
    """A length of time as TIMEX3 writes it.

    >>> duration("2", "day"), duration("2.5", "year"), duration("3", "decade"), duration("X", "hour")
    ('P2D', 'P2Y6M', 'P30Y', 'PTXH')
    """
    if number == "X" and unit in _VAGUE:
        return _VAGUE[unit]
    base, times = _MULTIPLE.get(unit, (unit, 1))
    if number == "X":
        return ("PT" if base in _CLOCK else "P") + "X" + (_CLOCK | _PERIOD)[base]
    count = float(number) * times
    fraction, whole = modf(count)
    sign = "PT" if base in _CLOCK else "P"
    letter = (_CLOCK | _PERIOD)[base]
    if fraction and base in _FRACTION:
        finer, factor = _FRACTION[base]
        rest = f"{round(fraction * factor)}{(_CLOCK | _PERIOD)[finer]}"
        joint = "T" if finer in _CLOCK and base not in _CLOCK else ""
        return (f"{sign}{whole:.0f}{letter}{joint}" if whole else sign + joint) + rest
    return f"{sign}{count:g}{letter}" if count < 1e6 else f"{sign}{count:.0f}{letter}"


def _day(value: str | None) -> date | None:
    if value is None or values.grain(value) != values.DAY:
        return None
    covered = values.days(value)
    return covered[0] if covered else None


def _is_weekend(value: str) -> bool:
    day = _day(value)
    return day is None or day.isoweekday() > 5


def _beside(today: date, weekday: int, count: int, tense: Tense | None) -> date:
    """The last, this or the next weekday."""
    ahead = (weekday - today.isoweekday()) % 7
    if count < 0:
        return today - timedelta(7 - ahead if ahead else 7)
    if count > 0:
        return today + timedelta(ahead or 7)
    return today + timedelta(ahead if tense != "past" or not ahead else ahead - 7)


def _news_distance(span: tuple[date, date], published: tuple[date, date], direction: int) -> float:
    """How far a date lies from the publication; on the side where the tense does not point, further."""
    if span[0] <= published[1] and published[0] <= span[1]:
        return 0
    ahead = (span[0] - published[1]).days
    if ahead > 0:
        return ahead * (_WRONG_SIDE if direction < 0 else 1 if direction > 0 else _AHEAD)
    return (published[0] - span[1]).days * (_WRONG_SIDE if direction > 0 else 1)


def _narrative_distance(span: tuple[date, date], reference: tuple[date, date]) -> float:
    """How far a date lies from the last one; history goes forward, so the past is further off."""
    if span[0] <= reference[1] and reference[0] <= span[1]:
        return 0
    ahead = (span[0] - reference[1]).days
    return ahead if ahead > 0 else _BEHIND * (reference[0] - span[1]).days
