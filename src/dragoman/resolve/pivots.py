"""Clusters that depend on what there is, never on the order in which it came.

Pivot clustering (Ailon, Charikar & Newman, "Aggregating inconsistent information", JACM 2008): every item
has a rank. In the order of their ranks, an item that is alike to no lead becomes a lead; every other item
joins the lead that it is most alike to. There are no chains: two items are together only if both are like
the same lead.

``Pivots`` keeps such clusters while items come and go. The leads are a maximal independent set, which one
item more or less changes in a constant number of places on average where ranks are as good as random
(Censor-Hillel, Haramaty & Karnin, "Optimal dynamic distributed MIS", PODC 2016); so the cost of an update
does not grow with the number of items, and the clusters are always those of ``clusters``.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Board(Protocol[Item]):
    """The items there are, which are alike, and who leads them; in memory or in a database.

    Likeness is mutual and above 0, and an item is not alike to itself. Ranks differ and never change while an
    item is on the board.
    """

    def rank(self, item: Item) -> Any:
        """Its place in the order of all items; the first lead."""

    def alike(self, item: Item) -> Mapping[Item, float]:
        """All other items that are alike to this one, and how much."""

    def leads_alike(self, item: Item) -> Mapping[Item, float]:
        """Those of ``alike`` that are leads."""

    def lead(self, item: Item) -> Item | None:
        """The lead that was last noted; None where there is none yet."""

    def note_lead(self, item: Item, lead: Item | None) -> None:
        """Write down the lead of an item: itself, if it is one."""


def clusters(ranked: Iterable[Item], alike: Mapping[Item, Mapping[Item, float]]) -> dict[Item, Item]:
    """The lead of every item, for items in the order of their ranks.

    >>> clusters("abc", {"a": {"b": 0.9}, "b": {"a": 0.9, "c": 0.8}, "c": {"b": 0.8}})
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    order = {item: position for position, item in enumerate(ranked)}
    leads: set[Item] = set()
    for item in order:
        if not any(other in leads for other in alike.get(item, {})):
            leads.add(item)
    return {item: item if item in leads else _most_alike(alike[item], leads, order) for item in order}


class Pivots:
    """Keeps the clusters of a board true while items come and go."""

    def __init__(self, board: Board[Item]) -> None:
        self.board: Board[Any] = board

    def add(self, *items: Item) -> None:
        """Take in items that have just been put on the board, with no lead noted."""
        self._settle(items)

    def remove(self, item: Item) -> tuple[Item, ...]:
        """Make an item, still on the board, alike to nothing from now on: the caller takes it off first thing after.

        Gives the items that may need another lead; pass them to ``settle`` once the item is off the board.
        """
        followers = tuple(self.board.alike(item)) if self.board.lead(item) == item else ()
        self.board.note_lead(item, None)
        return followers

    def settle(self, items: Iterable[Item]) -> None:
        """Look again at items whose likenesses have changed."""
        self._settle(items)

    def _settle(self, items: Iterable[Item]) -> None:
        board = self.board
        waiting = [(board.rank(item), item) for item in set(items)]
        heapq.heapify(waiting)
        touched: set[Any] = {item for _, item in waiting}
        before: Any = None
        while waiting:
            rank, item = heapq.heappop(waiting)
            if item == before:
                continue
            before = item
            # All items of an earlier rank are settled by now, since only later ones are ever put in line.
            leads = not any(board.rank(other) < rank for other in board.leads_alike(item))
            if leads == (board.lead(item) == item):
                continue
            board.note_lead(item, item if leads else None)
            for other in board.alike(item):
                touched.add(other)
                if board.rank(other) > rank:
                    heapq.heappush(waiting, (board.rank(other), other))
        for item in touched:
            if board.lead(item) != item:
                near = board.leads_alike(item)
                best = min(near, key=lambda other: (-near[other], board.rank(other)))
                if board.lead(item) != best:
                    board.note_lead(item, best)


def _most_alike(near: Mapping[Item, float], leads: set[Item], order: Mapping[Item, int]) -> Item:
    return min((item for item in near if item in leads), key=lambda item: (-near[item], order[item]))
