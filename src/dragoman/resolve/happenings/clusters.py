"""The reports of each happening, kept true while reports and judgements come and go.

Clusters of alike reports are kept by ``resolve.pivots``; what people judged is laid over them (``groups``). Both depend
on what there is alone, so the same reports and judgements give the same happenings, in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from dragoman.resolve.happenings.groups import Judgement, grouped
from dragoman.resolve.pivots import Board, Pivots

Item = int  # key of a report


class Shelf(Board[Item], Protocol):
    """The reports there are, in memory or in a database: a board that knows judgements and heads, too.

    ``alike`` and ``leads_alike`` leave out reports that were judged different.
    """

    def likeness(self, one: Item, other: Item) -> float:
        """How alike two reports are, 0 if they are not, whatever was judged."""

    def followers(self, lead: Item) -> Iterable[Item]:
        """The reports whose lead this is, itself among them."""

    def judgements(self, item: Item) -> Mapping[Item, Judgement]:
        """The last judgement on this report and each other report there is."""

    def head(self, item: Item) -> Item | None:
        """The report after which its happening is called; None where none was noted yet."""

    def headed(self, head: Item) -> Iterable[Item]:
        """The reports of a happening."""

    def note_head(self, item: Item, head: Item) -> None:
        """Write down the head of a report."""


class Clusters:
    """Keeps the happenings of a shelf; each step gives the heads of the happenings that it changed."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def add(self, items: Iterable[Item]) -> set[Item]:
        """Take in reports that have just been put on the shelf."""
        new = list(items)
        watch = _Watch(self.shelf)
        Pivots(watch).add(*new)
        return self._regroup(watch.leads)

    def remove(self, item: Item) -> tuple[set[Item], set[Item]]:
        """Make a report, still on the shelf, alike to nothing: the caller takes it off first thing after.

        Gives what ``settle`` needs then: the reports to look at again, and those it was in one happening with.
        """
        head = self.shelf.head(item)
        fellows = set(self.shelf.headed(head)) if head is not None else set()
        left = set(Pivots(self.shelf).remove(item))
        return left - {item}, fellows - {item}

    def settle(self, items: Iterable[Item], fellows: Iterable[Item] = ()) -> set[Item]:
        """Look again at reports whose likenesses or judgements have changed."""
        looked_at, near = set(items), set(fellows)
        watch = _Watch(self.shelf)
        before = {lead for item in looked_at | near if (lead := self.shelf.lead(item)) is not None}
        Pivots(watch).settle(looked_at)
        after = {lead for item in looked_at | near if (lead := self.shelf.lead(item)) is not None}
        return self._regroup(watch.leads | before | after, near)

    def _regroup(self, leads: Iterable[Item], near: Iterable[Item] = ()) -> set[Item]:
        """Find the heads anew of all clusters that may have changed, and of those judged to be one with them."""
        shelf = self.shelf
        clusters, judged = self._around(leads)
        heads = grouped(clusters.values(), judged, shelf.rank, shelf.likeness)
        changed = {head for item in near if (head := shelf.head(item)) is not None}
        for item, head in heads.items():
            before = shelf.head(item)
            if before != head:
                shelf.note_head(item, head)
                changed |= {head} if before is None else {before, head}
        return changed

    def _around(self, leads: Iterable[Item]) -> tuple[dict[Item, list[Item]], dict[tuple[Item, Item], Judgement]]:
        """The clusters of leads with all clusters that judgements tie, or have tied, to them; and those judgements."""
        shelf = self.shelf
        clusters: dict[Item, list[Item]] = {}
        judged: dict[tuple[Item, Item], Judgement] = {}
        waiting = list(leads)
        while waiting:
            lead = waiting.pop()
            if lead in clusters or shelf.lead(lead) != lead:
                continue
            clusters[lead] = [lead, *sorted(set(shelf.followers(lead)) - {lead}, key=shelf.rank)]
            for item in clusters[lead]:
                near = set()
                for other, judgement in shelf.judgements(item).items():
                    judged[min(item, other), max(item, other)] = judgement
                    near.add(other)
                head = shelf.head(item)
                near.update(() if head is None else shelf.headed(head))
                waiting += [own for other in near if (own := shelf.lead(other)) is not None]
        return dict(sorted(clusters.items(), key=lambda entry: shelf.rank(entry[0]))), judged


class _Watch:
    """A board that remembers whose clusters were changed."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.leads: set[Item] = set()

    def rank(self, item: Item) -> object:
        return self.shelf.rank(item)

    def alike(self, item: Item) -> Mapping[Item, float]:
        return self.shelf.alike(item)

    def leads_alike(self, item: Item) -> Mapping[Item, float]:
        return self.shelf.leads_alike(item)

    def lead(self, item: Item) -> Item | None:
        return self.shelf.lead(item)

    def note_lead(self, item: Item, lead: Item | None) -> None:
        before = self.shelf.lead(item)
        self.leads |= {one for one in (before, lead, item) if one is not None}
        self.shelf.note_lead(item, lead)
