"""Clusters by average linkage: the two groups whose members are most alike on average are joined, again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")


def average_link(size: int, alike: Mapping[tuple[int, int], float], least: float) -> list[int]:
    """The cluster of each of ``size`` items, by the number of its first member.

    ``alike`` holds the likeness of pairs, above 0; of those not there it is 0. Groups are joined while their
    members' likeness is at least ``least`` on average.
    """
    sums = np.zeros((size, size))
    for (a, b), likeness in alike.items():
        sums[a, b] = sums[b, a] = likeness
    members = np.ones(size)
    means = sums.copy()
    np.fill_diagonal(means, -1.0)
    group = np.arange(size)
    while size > 1:
        a, b = divmod(int(means.argmax()), size)
        if means[a, b] < least or means[a, b] <= 0:
            break
        a, b = min(a, b), max(a, b)
        group[group == b] = a
        sums[a] += sums[b]
        sums[:, a] = sums[a]
        members[a] += members[b]
        members[b] = 0
        means[a] = np.where(members > 0, sums[a] / (members[a] * np.maximum(members, 1)), -1.0)
        means[:, a] = means[a]
        means[a, a] = means[b, :] = means[:, b] = -1.0
    found: list[int] = group.tolist()
    return found


def grouped(items: Sequence[Item], clusters: Sequence[int]) -> list[list[Item]]:
    """The items of each cluster, in the order of their first."""
    groups: dict[int, list[Item]] = defaultdict(list)
    for item, cluster in zip(items, clusters, strict=True):
        groups[cluster].append(item)
    return list(groups.values())
