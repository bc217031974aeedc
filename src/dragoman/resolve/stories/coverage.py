"""How steadily an outlet is in the corpus, and when it was silent.

An outlet's usual rate is its mean number of articles on each day of the week, from its first day to its last. If
articles came independently at that rate (a Poisson process), a span of days for which ``m`` articles are expected is
silent with chance ``exp(-m)``. After each article such a silence could begin, so among an outlet's ``n`` articles one
is to be expected with a chance of at most ``n * exp(-m)``. A silence is a *gap* if that is below 0.01. An outlet that
has few articles, or that always printed in bursts weeks apart, has no gaps by this rule, however long it is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import exp

SURPRISING = 0.01  # chance below which a silence is a gap
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days in a row, both ends included, without an article of an outlet that is usually there."""

    first: date
    last: date
    expected: float  # articles at the outlet's usual rate
    chance: float  # that an outlet of this rate is silent so long even once

    def overlaps(self, first: date, last: date) -> bool:
        return self.first <= last and first <= self.last


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the corpus has of one outlet."""

    articles: int
    first: date
    last: date
    rate: float  # articles a day, from the first to the last
    gaps: tuple[Gap, ...]


def coverage(counted: Mapping[date, int], until: date | None = None) -> Coverage:
    """The coverage of one outlet.

    ``counted``: day → articles of that day, of which there is at least one. ``until``: the last day of the corpus, to
    which an outlet's silence after its last article is counted too; by default there is none.
    """
    days = sorted(day for day, articles in counted.items() if articles)
    first, last, articles = days[0], days[-1], sum(counted.values())
    rates = _by_weekday(counted, first, last)
    silences = [(day + _DAY, following - _DAY) for day, following in pairwise(days)]
    if until is not None:
        silences.append((last + _DAY, until))
    gaps = []
    for start, end in silences:
        expected = sum(rates[day.weekday()] for day in _days(start, end))
        chance = articles * exp(-expected)
        if chance < SURPRISING:
            gaps.append(Gap(start, end, expected, chance))
    return Coverage(articles, first, last, articles / ((last - first).days + 1), tuple(gaps))


def _by_weekday(counted: Mapping[date, int], first: date, last: date) -> list[float]:
    """Mean number of articles on each day of the week, Monday first; 0 for one that does not occur."""
    days, articles = [0] * 7, [0] * 7
    for day in _days(first, last):
        days[day.weekday()] += 1
        articles[day.weekday()] += counted.get(day, 0)
    return [count / day if day else 0.0 for count, day in zip(articles, days, strict=True)]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + number * _DAY for number in range((last - first).days + 1))
