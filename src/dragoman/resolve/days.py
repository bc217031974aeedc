"""Whether two dates may be of the same day."""

from __future__ import annotations

from dragoman.coding.circumstances import first_day, last_day
from dragoman.model.text import Attested


def may_be_same_day(one: Attested[str] | None, other: Attested[str] | None) -> bool:
    """Whether the days two ISO dates cover overlap; a date that is not told, or says no day, may be any."""
    if one is None or other is None:
        return True
    first, last = first_day(one.value), last_day(one.value)
    other_first, other_last = first_day(other.value), last_day(other.value)
    if not (first and last and other_first and other_last):
        return True
    return first <= other_last and other_first <= last
