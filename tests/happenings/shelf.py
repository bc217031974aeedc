"""Reports in memory, with likenesses as given or as they are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dragoman.resolve.happenings.clusters import Clusters
from dragoman.resolve.happenings.groups import Judgement, grouped
from dragoman.resolve.pivots import clusters

Pair = tuple[int, int]


def pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


class Shelf:
    def __init__(self, likeness: Callable[[int, int], float]) -> None:
        self._likeness = likeness
        self.judged: dict[Pair, Judgement] = {}
        self.leads: dict[int, int | None] = {}
        self.heads: dict[int, int] = {}

    # The board

    def rank(self, item: int) -> int:
        return item

    def likeness(self, one: int, other: int) -> float:
        return self._likeness(*pair(one, other))

    def alike(self, item: int) -> dict[int, float]:
        found = {}
        for other in self.leads:
            judgement = self.judged.get(pair(item, other))
            figure = self.likeness(item, other) if other != item else 0.0
            if figure and (judgement is None or judgement.same):
                found[other] = figure
        return found

    def leads_alike(self, item: int) -> dict[int, float]:
        return {other: figure for other, figure in self.alike(item).items() if self.leads[other] == other}

    def lead(self, item: int) -> int | None:
        return self.leads.get(item)

    def note_lead(self, item: int, lead: int | None) -> None:
        self.leads[item] = lead

    def followers(self, lead: int) -> list[int]:
        return [item for item, own in self.leads.items() if own == lead]

    def judgements(self, item: int) -> Mapping[int, Judgement]:
        found = {}
        for (one, other), judgement in self.judged.items():
            if item in (one, other) and one in self.leads and other in self.leads:
                found[other if item == one else one] = judgement
        return found

    def head(self, item: int) -> int | None:
        return self.heads.get(item)

    def headed(self, head: int) -> list[int]:
        return [item for item, own in self.heads.items() if own == head]

    def note_head(self, item: int, head: int) -> None:
        self.heads[item] = head

    # What happens to it

    def put(self, item: int) -> set[int]:
        self.leads[item] = None
        return Clusters(self).add([item])

    def take(self, item: int) -> set[int]:
        keeper = Clusters(self)
        items, fellows = keeper.remove(item)
        gone = self.heads.pop(item)
        del self.leads[item]
        return keeper.settle(items, fellows) | {gone}

    def judge(self, one: int, other: int, judgement: Judgement | None) -> set[int]:
        if judgement is None:
            self.judged.pop(pair(one, other), None)
        else:
            self.judged[pair(one, other)] = judgement
        return Clusters(self).settle([item for item in (one, other) if item in self.leads])

    def at_once(self) -> dict[int, int]:
        """The heads of everything that is there, worked out from nothing."""
        leads = clusters(sorted(self.leads), {item: self.alike(item) for item in self.leads})
        whole = [
            [lead, *(item for item in sorted(leads) if leads[item] == lead and item != lead)]
            for lead in sorted(set(leads.values()))
        ]
        here = {key: j for key, j in self.judged.items() if key[0] in self.leads and key[1] in self.leads}
        return grouped(whole, here, self.rank, self.likeness)
