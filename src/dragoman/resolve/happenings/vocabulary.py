"""The rules, points and words by which reports are compared, from ``data/happenings``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman import data


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """What ``sameness.yaml`` says."""

    told_as: dict[str, int]  # status → number of the group of statuses it goes with
    delay: int
    ahead: int
    adjacent: int
    undated: frozenset[str]
    longest: int
    vague: int
    near: float
    apart_modes: frozenset[str]
    disputed: frozenset[str]
    sentence: int
    needed: dict[str, float]
    points: dict[str, float]
    wording_from: float


@dataclass(frozen=True, slots=True)
class Words:
    """What ``words.yaml`` says."""

    light: frozenset[str]
    abbreviations: frozenset[str]


@cache
def sameness() -> Sameness:
    """The rules and points, read once."""
    content = data.content("happenings", "sameness.yaml")
    rules = content["rules"]
    return Sameness(
        told_as={status: number for number, listed in enumerate(rules["told-as"]) for status in listed},
        delay=int(rules["delay"]),
        ahead=int(rules["ahead"]),
        adjacent=int(rules["adjacent"]),
        undated=frozenset(rules["undated"]),
        longest=int(rules["longest"]),
        vague=int(rules["vague"]),
        near=float(rules["near"]),
        apart_modes=frozenset(rules["apart-modes"]),
        disputed=frozenset(rules["disputed"]),
        sentence=int(rules["sentence"]),
        needed={kind: float(figure) for kind, figure in content["needed"].items()},
        points={name: float(figure) for name, figure in content["points"].items()},
        wording_from=float(content["wording-from"]),
    )


@cache
def words() -> Words:
    """The words of no weight, read once."""
    content = data.content("happenings", "words.yaml")
    return Words(
        light=frozenset(word for line in content["light"] for word in line),
        abbreviations=frozenset(content["abbreviations"]),
    )
