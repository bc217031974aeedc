"""Readings of one name, weighed by what speaks for each.

In: for each reading the reasons it has. Out: the readings with scores that sum to 1, the likeliest first, and for
each that lost the weightiest reason it lacks. Weights stand in ``data/roles/readings.yaml``.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman import data

SURE = 0.75  # from this score on a reading is certain
_MOST = 5  # losing readings that are kept


@dataclass(frozen=True, slots=True)
class Weighed:
    """One reading with its score, and the rule by which it lost ("" for the first)."""

    id: str
    score: float
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """What a reason counts, and how its absence is told."""

    weight: float
    lacks: str


@cache
def reasons() -> dict[str, Reason]:
    """Reasons by name, as the file has them."""
    return {
        name: Reason(float(entry["weight"]), entry["lacks"])
        for name, entry in data.content("roles", "readings.yaml").items()
    }


def weigh(readings: Mapping[str, Collection[str]]) -> list[Weighed]:
    """Readings by score; of equal ones the first given comes first.

    >>> best, other = weigh({"ahmed": ["office-on-date", "leads"], "farouk": []})
    >>> best.id, round(best.score, 2), other.rule
    ('ahmed', 0.92, 'lacks.office-on-date')
    """
    known = reasons()
    powers = {id: math.exp(sum(known[reason].weight for reason in found)) for id, found in readings.items()}
    ranked = sorted(powers, key=lambda id: -powers[id])
    total = sum(powers.values())
    weighed = [Weighed(id, powers[id] / total) for id in ranked[:1]]
    for id in ranked[1:]:
        lacking = set(readings[ranked[0]]) - set(readings[id])
        told = max(lacking, key=lambda reason: (known[reason].weight, reason), default="")
        weighed.append(Weighed(id, powers[id] / total, f"lacks.{told}" if told else "equal"))
    return weighed


def kept(losers: list[Weighed]) -> list[Weighed]:
    """The losing readings worth keeping: the likeliest few."""
    return losers[:_MOST]


def told(rule: str) -> str:
    """Why a reading lost, in words.

    >>> told("lacks.office-on-date"), told("equal")
    ('is not known to have held office on the date', 'is as likely')
    """
    reason = reasons().get(rule.removeprefix("lacks."))
    return reason.lacks if reason is not None else "is as likely"
