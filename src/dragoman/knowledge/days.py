"""Dates as exact as they are known: "2015", "2015-07", "2015-07-14", or "" where nothing is known.

Comes in: two such dates. Goes out: whether one is surely earlier. Nothing is guessed.
"""

from __future__ import annotations

import re

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def is_date(value: str) -> bool:
    """Whether the value is a year, month or day in ISO form."""
    return bool(_DATE.fullmatch(value))


def surely_before(earlier: str, later: str) -> bool:
    """Whether one date is earlier than another, as far as both are exact.

    >>> surely_before("2014", "2015-07"), surely_before("2015", "2015-07")
    (True, False)
    """
    common = min(len(earlier), len(later))
    return earlier[:common] < later[:common]


def may_be_before(earlier: str, later: str) -> bool:
    """Whether one date may be earlier than or the same as another.

    >>> may_be_before("2015", "2015-07"), may_be_before("2016", "2015-07")
    (True, False)
    """
    return not surely_before(later, earlier)
