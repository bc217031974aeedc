"""How one of several values told is chosen: majority, median, the most recent, the official one, the most precise.

The order of the votes makes no difference: ties are decided by the day of publication, then by the report's id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
_ALMOST = 1e-9  # sums of weights are compared with so much patience


class Vote(NamedTuple, Generic[T]):
    """A value that a report tells."""

    value: T
    weight: float  # 1 for a source, shared by its reports
    published: int  # day, 0 where not known
    official: bool
    precision: float
    size: float
    report: str


def chosen(rule: str, votes: Sequence[Vote[T]]) -> T:
    """The value that a rule chooses; `votes` are not empty."""
    return RULES[rule](sorted(votes, key=lambda vote: (vote.published, vote.report)))


def together(rule: str, votes: Sequence[Vote[tuple[str, ...]]], group: Callable[[str], str]) -> tuple[str, ...]:
    """Which parts of a field a rule chooses.

    By majority, groups that half of the sources name at least, or the one that most do; of a group the parts that most
    name, and those that stand for less than the whole group rather than the one that does: a minister, not his state.
    """
    if rule not in ("all", "majority"):
        return chosen(rule, votes)
    parts: dict[str, float] = defaultdict(float)
    groups: dict[str, float] = defaultdict(float)
    for vote in votes:
        for part in vote.value:
            parts[part] += vote.weight
        for name in {group(part) for part in vote.value}:
            groups[name] += vote.weight
    if rule == "all":
        return tuple(parts)
    enough = min(sum(vote.weight for vote in votes) / 2, max(groups.values())) - _ALMOST
    found = []
    for name in dict.fromkeys(map(group, parts)):
        own = [part for part in parts if group(part) == name]
        most = max(parts[part] for part in own) - _ALMOST
        named = [part for part in own if parts[part] >= most]
        exact = [part for part in named if part != name]
        found += (exact or named) if groups[name] >= enough else []
    return tuple(found)


def _majority(votes: list[Vote[T]]) -> T:
    """What most sources tell; of equally many the latest."""
    backing: dict[T, float] = defaultdict(float)
    latest: dict[T, int] = {}
    for position, vote in enumerate(votes):
        backing[vote.value] += vote.weight
        latest[vote.value] = position
    most = max(backing.values())
    return max((value for value in backing if backing[value] >= most - _ALMOST), key=lambda value: latest[value])


def _median(votes: list[Vote[T]]) -> T:
    """The lower weighted median by size."""
    ranked = sorted(votes, key=lambda vote: (vote.size, vote.published, vote.report))
    half = sum(vote.weight for vote in ranked) / 2
    below = 0.0
    for vote in ranked:
        below += vote.weight
        if below >= half - _ALMOST:
            return vote.value
    return ranked[-1].value


def _recent(votes: list[Vote[T]]) -> T:
    return votes[-1].value


def _official(votes: list[Vote[T]]) -> T:
    return _recent([vote for vote in votes if vote.official] or votes)


def _precise(votes: list[Vote[T]]) -> T:
    most = max(vote.precision for vote in votes)
    return _majority([vote for vote in votes if vote.precision == most])


def _largest(votes: list[Vote[T]]) -> T:
    return max(votes, key=lambda vote: vote.size).value


def _smallest(votes: list[Vote[T]]) -> T:
    return min(votes, key=lambda vote: vote.size).value


RULES: dict[str, Callable[[list[Vote[T]]], T]] = {
    "majority": _majority,
    "median": _median,
    "most-recent": _recent,
    "official": _official,
    "most-precise": _precise,
    "largest": _largest,
    "smallest": _smallest,
}
