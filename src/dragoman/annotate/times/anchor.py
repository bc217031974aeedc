"""What expressions count from: the publication, or the last date in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.annotate.times import values
from dragoman.annotate.times.sense import Sense


@dataclass(frozen=True, slots=True)
class Meaning:
    """A resolved expression; ``how`` names the anchor it was counted from, if any."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    mod: str | None = None
    how: str = ""
    days: tuple[date, date] | None = None


@dataclass(slots=True)
class Anchor:
    """Where expressions count from at one point of a text."""

    published: str | None
    narrative: bool = False  # the text tells history: partial dates follow the last date
    reference: str | None = None  # the last date in the text
    quarter: str | None = None  # the last quarter in the text: business news compares with it

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
