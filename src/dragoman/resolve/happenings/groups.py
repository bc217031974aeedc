"""What people decided on reports, laid over the clusters that likeness gives.

Two reports judged different are in two groups, whatever else joins them; two judged the same are in one. Where
judgements contradict each other, the later one holds. Comes in: whole clusters; goes out: who heads which report.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Judgement(NamedTuple):
    """What people last said of two reports."""

    same: bool
    order: int  # later judgements have higher numbers


def grouped(
    clusters: Iterable[Sequence[Item]],
    judged: Mapping[tuple[Item, Item], Judgement],
    rank: Callable[[Item], Any],
    likeness: Callable[[Item, Item], float],
) -> dict[Item, Item]:
    """The head of every report.

    ``clusters``: each with its lead first. ``judged``: the last judgement on each pair, in either order of the two.

    >>> grouped([[1, 2, 3], [4]], {(1, 3): Judgement(False, 1), (2, 4): Judgement(True, 2)}, int, lambda a, b: 1.0)
    {1: 1, 2: 1, 3: 3, 4: 1}
    """
    apart: dict[Item, set[Item]] = {}
    for (one, other), judgement in judged.items():
        if not judgement.same:
            apart.setdefault(one, set()).add(other)
            apart.setdefault(other, set()).add(one)
    groups = [group for cluster in clusters for group in _parted(cluster, apart, rank, likeness)]
    group_of = {item: group for group in groups for item in group}
    wishes = [pair for pair, judgement in judged.items() if judgement.same]
    for one, other in sorted(wishes, key=lambda pair: (-judged[pair].order, *sorted(map(rank, pair)))):
        ours, theirs = group_of.get(one), group_of.get(other)
        if ours is None or theirs is None or ours is theirs or _are_apart(ours, theirs, apart):
            continue
        united = sorted((ours, theirs), key=lambda group: rank(group[0]))
        whole = [*united[0], *united[1]]
        group_of.update(dict.fromkeys(whole, whole))
    return {item: group[0] for item, group in group_of.items()}


def _parted(
    cluster: Sequence[Item],
    apart: Mapping[Item, set[Item]],
    rank: Callable[[Item], Any],
    likeness: Callable[[Item, Item], float],
) -> list[list[Item]]:
    """A cluster in groups that hold nobody apart: each report with the head it is most alike to, best with the lead."""
    if not any(apart.get(item, set()) & set(cluster) for item in cluster):
        return [list(cluster)]
    lead, *others = cluster
    groups = [[lead]]
    for item in sorted(others, key=rank):
        fitting = [group for group in groups if not apart.get(item, set()) & set(group)]
        best = max(fitting, key=lambda group: likeness(item, group[0]), default=None)  # the first of equals: the lead's
        if best is None or (best is not groups[0] and not likeness(item, best[0])):
            groups.append([item])
        else:
            best.append(item)
    return groups


def _are_apart(ours: Iterable[Item], theirs: Iterable[Item], apart: Mapping[Item, set[Item]]) -> bool:
    others = set(theirs)
    return any(apart.get(item, set()) & others for item in ours)
