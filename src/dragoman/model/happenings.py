"""Happenings: the deeds that several articles report, and why reports are taken for reports of one.

An event of one article (``model.events``) is called a report here. A happening is worked out from reports.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that two reports share, or tell differently, and what it counts."""

    name: str  # a key of `points` in data/happenings/sameness.yaml
    points: float
    detail: str = ""  # the values compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Whether two reports are of one event, and why."""

    features: tuple[Feature, ...] = ()
    needed: float
    bar: str | None = None  # what rules it out, whatever they share

    @property
    def points(self) -> float:
        """The sum of all features."""
        return round(sum(feature.points for feature in self.features), 3)

    @property
    def same(self) -> bool:
        """Whether they are of one event."""
        return self.bar is None and self.points >= self.needed

    def told(self) -> str:
        """One line for people: the figure, and what it is made of, the weightiest first.

        >>> Comparison(features=(Feature("same-day", 2.0, "2025-09-17"), Feature("same-side", 1.5)), needed=3.0).told()
        '3.5 of 3 points: same day (2025-09-17) +2, same side +1.5'
        """
        if self.bar is not None:
            return self.bar
        ranked = sorted(self.features, key=lambda feature: -abs(feature.points))
        parts = (
            f"{feature.name.replace('-', ' ')}{f' ({feature.detail})' if feature.detail else ''} {feature.points:+.3g}"
            for feature in ranked
        )
        return f"{self.points:.3g} of {self.needed:.3g} points: {', '.join(parts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One value of a field, and who tells it."""

    value: str  # as text; several parts are parted by ", "
    reports: tuple[str, ...]  # ids, "document:event"
    sources: tuple[str, ...]
    agrees: bool = True  # with the value chosen, though it may be less exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What is taken for true of a happening, by which rule, and every version told."""

    name: str  # type, mode, status, date, place, actor, recipient, said by, or the kind of a number
    value: str
    rule: str  # name of a rule of data/happenings/fusing.yaml
    versions: tuple[Version, ...]  # that of the chosen value first

    @property
    def disputed(self) -> bool:
        """Whether some report tells what cannot be true beside the chosen value."""
        return not all(version.agrees for version in self.versions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A number of a happening: the one chosen, and the least and the most that is told."""

    kind: str
    value: float
    unit: str
    bound: str
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One deed as all of its reports tell it together."""

    id: str  # that of the lead report: "document:event"
    reports: tuple[str, ...]  # the lead first
    articles: int
    sources: int  # that are independent of each other: copies of one text count once
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: str
    date: str | None  # ISO 8601 day, month, year or interval
    place: str | None  # place id
    actor: tuple[str, ...]  # actor ids
    recipient: tuple[str, ...]
    magnitudes: tuple[Range, ...]
    attribution: str | None  # id of the actor who is reported as saying so
    confidence: float | None  # that of its surest report
    fields: tuple[Field, ...]
