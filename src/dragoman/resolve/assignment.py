"""Best one-to-one assignment between two lists, given what each pair is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def assign(left: Sequence[A], right: Sequence[B], worth: Callable[[A, B], float]) -> dict[int, int]:
    """Positions in ``left`` to positions in ``right`` with the greatest total worth.

    Pairs worth nothing (0 or less) are never joined.

    >>> assign(["ab", "a"], ["a", "ab"], lambda x, y: len(set(x) & set(y)))
    {0: 1, 1: 0}
    >>> assign([5, 4], [1], lambda x, y: float(x - 9))
    {}
    """
    size = max(len(left), len(right))
    table = [[0.0] * size for _ in range(size)]
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            table[i][j] = max(0.0, worth(one, other))
    partner = _hungarian([[-value for value in row] for row in table])
    return {i: j for i, j in enumerate(partner) if i < len(left) and j < len(right) and table[i][j] > 0}


def _hungarian(cost: list[list[float]]) -> list[int]:
    """The column of each row in the cheapest assignment of a square table.

    The Hungarian method with potentials, in the order of n³; rows and columns count from 1 inside,
    and column 0 stands for the row that is being placed.
    """
    size = len(cost)
    row_potential = [0.0] * (size + 1)
    column_potential = [0.0] * (size + 1)
    row_of = [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0] = row
        column = 0
        slack = [float("inf")] * (size + 1)
        came_from = [0] * (size + 1)
        done = [False] * (size + 1)
        while row_of[column]:
            done[column] = True
            current = row_of[column]
            for j in range(1, size + 1):
                reduced = cost[current - 1][j - 1] - row_potential[current] - column_potential[j]
                if not done[j] and reduced < slack[j]:
                    slack[j], came_from[j] = reduced, column
            nearest = min((j for j in range(1, size + 1) if not done[j]), key=lambda j: slack[j])
            step = slack[nearest]
            for j in range(size + 1):
                if done[j]:
                    row_potential[row_of[j]] += step
                    column_potential[j] -= step
                else:
                    slack[j] -= step
            column = nearest
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    partner = [0] * size
    for column in range(1, size + 1):
        partner[row_of[column] - 1] = column - 1
    return partner
