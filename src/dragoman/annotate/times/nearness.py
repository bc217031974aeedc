"""Which of several dates is meant, where the words leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.annotate.times.tense import Tense

Days = tuple[date, date]

# How much further a date seems: ahead of the publication, if no tense tells; on the side where the
# tense does not point; behind the last date of a history; ahead, for what is named by its date. Chosen
# on news and history with known dates.
_AHEAD, _WRONG_SIDE, _BEHIND, _NEVER = 1.5, 4.0, 1.5, 1000.0


def near_publication(dates: Sequence[tuple[str, Days]], published: Days, tense: Tense | None) -> str:
    """The date nearest to the publication on the side where the tense points."""
    ahead = {"named": _NEVER, "past": _WRONG_SIDE, "future": 1.0, None: _AHEAD}[tense]
    behind = _WRONG_SIDE if tense == "future" else 1.0
    return min(dates, key=lambda entry: _distance(entry[1], published, ahead, behind))[0]


def near_reference(dates: Sequence[tuple[str, Days]], reference: Days) -> str:
    """The date nearest to the last one told; a story goes forward."""
    return min(dates, key=lambda entry: _distance(entry[1], reference, 1.0, _BEHIND))[0]


def _distance(covered: Days, centre: Days, ahead: float, behind: float) -> float:
    if covered[0] > centre[1]:
        return (covered[0] - centre[1]).days * ahead
    if covered[1] < centre[0]:
        return (centre[0] - covered[1]).days * behind
    return 0


def weekday(today: date, number: int, count: int) -> date | None:
    """The last (count -1) or the next (1) weekday, today excluded; 0: the one on or after today.

    >>> friday = date(1998, 2, 13)
    >>> weekday(friday, 5, -1).isoformat(), weekday(friday, 1, 1).isoformat()
    ('1998-02-06', '1998-02-16')
    """
    ahead = (number - today.isoweekday()) % 7
    return moved(today, ahead - 7 if count < 0 else (ahead or 7) if count > 0 else ahead)


def moved(day: date, count: int) -> date | None:
    """A day so many days away; None beyond the calendar."""
    try:
        return day + timedelta(count)
    except OverflowError:
        return None
