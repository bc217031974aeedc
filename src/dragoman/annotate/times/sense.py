"""What a time expression says, before it is known when it was said.

A sense is a set of fields read from the words ("last May": month 5, shift -1). Two senses that stand
side by side may join into one ("Monday" and "April 25"). Nothing is resolved here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

# What can be said of a time, from fine to coarse; each is the field of that name, a clock time the hour.
_FINE_TO_COARSE = (
    "clock",
    "daypart",
    "weekday",
    "day",
    "feast",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """The fields of one time expression; every one may be missing."""

    kind: Literal["DATE", "TIME", "DURATION", "SET"] | None = None  # TIMEX3 type, where the rule fixes it
    value: str | None = None  # TIMEX3 value, where the words fix it (PRESENT_REF)
    mod: str | None = None
    century: int | None = None  # 20 for the twentieth
    decade: int | None = None  # 198 for the 1980s
    year: int | None = None
    era: int | None = None  # -1 before Christ
    half: int | None = None
    quarter: int | None = None
    season: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 1 Monday to 7 Sunday
    feast: str | None = None
    daypart: str | None = None
    hour: int | None = None
    minute: int | None = None
    meridiem: str | None = None
    zone: str | None = None
    shift: int | None = None  # so many units (or months, weekdays ...) from the base
    base: str | None = None  # "reference": from the last date in the text; None: from the publication
    unit: str | None = None
    number: str | None = None  # how many units; "X" where the words do not say
    and_half: bool | None = None
    every: str | None = None  # the period of a set
    each: bool | None = None
    span: bool | None = None  # a certain stretch of time, not just a length: "the past three months"

    def level(self) -> str | None:
        """The finest thing that is said: clock, daypart, weekday, day, feast, month, ..., or the unit."""
        for level in _FINE_TO_COARSE:
            if getattr(self, "hour" if level == "clock" else level) is not None:
                return level
        return self.unit if self.shift is not None and self.number is None else None

    def is_coarser(self, other: Sense) -> bool:
        """Whether this names the larger period of the two: the one that fixes where both lie."""
        return _rank(self.level()) > _rank(other.level())

    def joined(self, other: Sense) -> Sense | None:
        """Both senses as one; None where they contradict each other."""
        mine, theirs = self._given(), other._given()
        if any(mine[field] != theirs[field] for field in mine.keys() & theirs.keys()):
            return None
        return Sense(**(mine | theirs))

    def _given(self) -> dict[str, Any]:
        return {field: value for field in _NAMES if (value := getattr(self, field)) is not None}

    def unanchored(self, other: Sense) -> Sense:
        """Without "the", "that" or "this", where a neighbour fixes the day ("the night of May 13")."""
        placed = self.daypart is not None and (other.day or other.weekday or other.feast)
        return replace(self, shift=None, base=None) if placed and self.shift == 0 else self

    def completed(self, later: Sense) -> Sense:
        """This sense with the coarser fields it lacks taken from a neighbour ("3" of "3-4 May")."""
        lacking = {f: getattr(later, f) for f in ("month", "year", "era") if getattr(self, f) is None}
        return replace(self, **lacking)


def _rank(level: str | None) -> int:
    """Weeks, as units only counted, rank with what is coarse."""
    return _FINE_TO_COARSE.index(level) if level in _FINE_TO_COARSE else len(_FINE_TO_COARSE)


_NAMES = tuple(field.name for field in fields(Sense))
FIELDS = frozenset(_NAMES)
