"""Clusters are the same whatever came first, and whatever has come and gone since."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from dragoman.resolve.pivots import Pivots, clusters

Likeness = Mapping[tuple[int, int], float]


class Table:
    """A board in memory: numbers that rank by themselves, likenesses as given."""

    def __init__(self, likeness: Likeness) -> None:
        self.likeness = likeness
        self.leads: dict[int, int | None] = {}
        self.asked = 0

    def rank(self, item: int) -> int:
        return item

    def alike(self, item: int) -> dict[int, float]:
        self.asked += 1
        pairs = {other: self.likeness.get((min(item, other), max(item, other)), 0.0) for other in self.leads}
        return {other: figure for other, figure in pairs.items() if figure and other != item}

    def leads_alike(self, item: int) -> dict[int, float]:
        return {other: figure for other, figure in self.alike(item).items() if self.leads[other] == other}

    def lead(self, item: int) -> int | None:
        return self.leads[item]

    def note_lead(self, item: int, lead: int | None) -> None:
        self.leads[item] = lead

    def at_once(self) -> dict[int, int]:
        return clusters(sorted(self.leads), {item: self.alike(item) for item in self.leads})


_items = st.integers(0, 11)
_likeness = st.dictionaries(
    st.tuples(_items, _items).filter(lambda pair: pair[0] < pair[1]), st.sampled_from([0.2, 0.5, 0.9]), max_size=40
)


@given(_likeness, st.lists(_items, max_size=40))
def test_coming_and_going_gives_what_is_left_in_one_go(likeness: Likeness, moves: list[int]) -> None:
    table = Table(likeness)
    pivots = Pivots(table)
    for item in moves:
        if item in table.leads:
            left = pivots.remove(item)
            del table.leads[item]
            pivots.settle(left)
        else:
            table.leads[item] = None
            pivots.add(item)
        assert table.leads == table.at_once()


@given(_likeness, st.permutations(range(12)))
def test_the_order_of_arrival_does_not_matter(likeness: Likeness, order: list[int]) -> None:
    table = Table(likeness)
    for item in order:
        table.leads[item] = None
        Pivots(table).add(item)
    assert table.leads == table.at_once()


@given(_likeness, _likeness)
def test_a_change_of_mind_is_settled(before: Likeness, after: Likeness) -> None:
    table = Table(before)
    for item in range(12):
        table.leads[item] = None
    pivots = Pivots(table)
    pivots.add(*range(12))
    table.likeness = after
    pivots.settle(range(12))
    assert table.leads == table.at_once()


def test_an_item_joins_the_lead_it_is_most_alike_to_not_the_first() -> None:
    assert clusters([1, 2, 3], {1: {3: 0.5}, 2: {3: 0.9}, 3: {1: 0.5, 2: 0.9}}) == {1: 1, 2: 2, 3: 2}


def test_likeness_is_not_handed_on() -> None:
    assert clusters([1, 2, 3], {1: {2: 1.0}, 2: {1: 1.0, 3: 1.0}, 3: {2: 1.0}}) == {1: 1, 2: 1, 3: 3}
