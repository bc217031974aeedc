"""Which events a brief tells first: the points of ``data/brief/ranking.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dragoman import data
from dragoman.query import StoredHappening
from dragoman.store.days import days


@cache
def settings() -> dict[str, Any]:
    """What the file says, as text."""
    return data.content("brief", "ranking.yaml")  # type: ignore[no-any-return]


def shown(heading: str) -> int:
    """How many sentences a section has at most."""
    return int(settings()["shown"][heading])


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a brief covers, as ordinals of the proleptic Gregorian calendar."""

    first: int
    last: int

    def nearness(self, told: str | None) -> float:
        """From 0 on the first day to 1 on the last; 0 without a date."""
        covered = days(told) if told else None
        if covered is None:
            return 0.0
        day = date.fromisoformat(str(covered[0])).toordinal()
        return min(1.0, max(0.0, (day - self.first) / max(1, self.last - self.first)))


def points(event: StoredHappening, score: float | None, nearness: float) -> float:
    """What an event weighs; ``nearness`` is that of its day (``Window.nearness``)."""
    of = settings()["points"]
    return (
        float(of["source"]) * min(event.sources, int(of["sources"]))
        + float(of["score"]) * abs(score or 0.0)
        + float(of["recency"]) * nearness
        + float(of["status"][event.status])
        + (0.0 if event.recipient or len(event.actor) > 1 else float(of["vague"]))
    )


def level(name: str | None) -> float:
    """What the level of a meeting adds."""
    return float(settings()["points"]["level"].get(name or "", 0))
