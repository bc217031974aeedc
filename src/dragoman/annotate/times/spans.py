"""What two neighbouring time expressions say together: "two days after March 3", "from 3 to 7 June".

Comes in: a document's time expressions in text order. Goes out: the same, where a length counted from a date knows the
days it leads to, and the intervals that pairs of dates bound. The words that join them stand in ``joints.yaml``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from dragoman.annotate.times.tables import table
from dragoman.model.entities import Timex
from dragoman.model.syntax import Parse

_LENGTH = re.compile(r"P(\d+)([DWMY])")
_REACH = 60  # characters between a length and the date it is counted from, at most
_END_OF_CLAUSE = re.compile(r"[.;:!?\n]")


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from one expression to another: their places in the text, first and last day."""

    start: int
    end: int
    begin: str
    until: str


@dataclass(frozen=True)
class Spans:
    """Reads neighbours with the words between them."""

    joints: dict[str, Any]

    @classmethod
    def load(cls) -> Spans:
        return cls(table("joints"))

    @cached_property
    def _counted(self) -> dict[int, re.Pattern[str]]:
        """Direction → words between a length and what it is counted from."""
        words = self.joints["counted-from"]
        return {
            sign: re.compile(rf"\s+(?:{'|'.join(words[key])})\b", re.IGNORECASE)
            for sign, key in ((1, "after"), (-1, "before"))
        }

    @cached_property
    def _bounds(self) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
        return [
            (re.compile(rf"\b{pair['open']}$", re.IGNORECASE), re.compile(pair["between"], re.IGNORECASE))
            for pair in self.joints["intervals"]
        ]

    def anchored(self, text: str, parse: Parse, timexes: tuple[Timex, ...]) -> tuple[Timex, ...]:
        """Lengths counted from a date get the days they lead to; their type and value stay."""
        found = list(timexes)
        for i, (length, date) in enumerate(pairwise(timexes)):
            if length.type == "DURATION" and date.begin is not None and date.type in ("DATE", "TIME"):
                day = self._day(text, length, date)
                if day is not None and _in_one_sentence(parse, length, date):
                    found[i] = replace(length, begin=day, end=day, rule=f"{length.rule}/counted-from-date")
        return tuple(found)

    def _day(self, text: str, length: Timex, date: Timex) -> str | None:
        between = text[length.evidence.end : date.evidence.start]
        match = _LENGTH.fullmatch(length.value or "")
        if match is None or len(between) > _REACH or _END_OF_CLAUSE.search(between):
            return None
        for sign, joint in self._counted.items():
            if joint.match(between) and date.begin is not None and date.begin == date.end:
                return _moved(Day.fromisoformat(date.begin), sign * int(match[1]), match[2])
        return None

    def intervals(self, text: str, timexes: tuple[Timex, ...]) -> Iterator[Interval]:
        """Pairs of dates that bound a stretch of days."""
        for first, last in pairwise(timexes):
            if None in (first.begin, last.end) or {first.type, last.type} - {"DATE", "TIME"}:
                continue
            before = text[max(0, first.evidence.start - 12) : first.evidence.start].rstrip()
            between = text[first.evidence.end : last.evidence.start]
            bounds = any(opening.search(before) and joint.fullmatch(between) for opening, joint in self._bounds)
            if bounds and first.begin and last.end and first.begin <= last.end:
                yield Interval(first.evidence.start, last.evidence.end, first.begin, last.end)


def _moved(day: Day, count: int, unit: str) -> str | None:
    """The day so many days, weeks, months or years away; the last of a month that is too short."""
    try:
        if unit in "DW":
            return (day + timedelta(days=count * (7 if unit == "W" else 1))).isoformat()
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = divmod(months, 12)
        return Day(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).isoformat()
    except (OverflowError, ValueError):
        return None  # beyond the calendar


def _in_one_sentence(parse: Parse, one: Timex, other: Timex) -> bool:
    first = parse.tokens_in(one.evidence.start, one.evidence.end)
    second = parse.tokens_in(other.evidence.start, other.evidence.end)
    return bool(first and second) and first[0].sentence == second[0].sentence
