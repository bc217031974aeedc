"""The reports in the database, as the board on which happenings are found.

Made for one transaction that writes. What was read once is remembered; what is noted is remembered, too, and written by
``flush`` in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, exists, or_, select, update

from dragoman.resolve.happenings import Blocks, Sketch, blocks, likeness, unpacked
from dragoman.resolve.happenings.groups import Judgement
from dragoman.store.tables import report_blocks, report_judgements, reports

_MANY = 500  # keys in one question


@dataclass(slots=True)
class _Report:
    """A row of ``reports``, with what was noted since."""

    id: str
    rank: int
    sketch: Sketch
    blocks: Blocks
    lead: int | None
    head: int | None
    noted: bool = False  # differs from what is written


class Shelf:
    """A ``resolve.happenings.clusters.Shelf``; items are keys of events."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._reports: dict[int, _Report] = {}
        self._likeness: dict[tuple[int, int], float] = {}
        self._near: dict[tuple[int, bool], set[int]] = {}
        self._groups: dict[str, dict[int, set[int]]] = {"lead": {}, "head": {}}
        self._judged = bool(connection.execute(select(exists().select_from(report_judgements))).scalar_one())

    def put(self, drawn: Mapping[int, tuple[Sketch, int]]) -> None:
        """Take in reports that have just been written, with their ranks; nothing is noted of them."""
        for item, (sketch, rank) in drawn.items():
            self._reports[item] = _Report(sketch.id, rank, sketch, blocks(sketch), None, None)
            for groups in self._groups.values():
                groups[item] = set()  # nobody can follow it yet
        self._look_around(list(drawn), leads=True)
        # Those alike to no lead will lead themselves, and then all around them are asked for.
        self._look_around([item for item in drawn if self._near[item, True] <= drawn.keys()], leads=False)

    def take(self, item: int) -> None:
        """Take off a report whose row is gone."""
        report = self._report(item)
        for name, groups in self._groups.items():
            groups.get(getattr(report, name), set()).discard(item)
        for near in self._near.values():
            near.discard(item)
        del self._reports[item]

    def flush(self) -> None:
        """Write what was noted."""
        noted = {item: report for item, report in self._reports.items() if report.noted}
        if noted:
            changed = [{"key": item, "lead": r.lead, "head": r.head} for item, r in sorted(noted.items())]
            self.connection.execute(_NOTE, changed)
        for report in noted.values():
            report.noted = False

    def sketch(self, item: int) -> Sketch:
        """What a report says."""
        return self._report(item).sketch

    def rank(self, item: int) -> int:
        return self._report(item).rank

    def likeness(self, one: int, other: int) -> float:
        pair = min(one, other), max(one, other)
        if pair not in self._likeness:
            self._likeness[pair] = likeness(self.sketch(one), self.sketch(other))
        return self._likeness[pair]

    def near(self, item: int) -> set[int]:
        """The other reports that share a key with one."""
        self._look_around([item], leads=False)
        return self._near[item, False] - {item}

    def alike(self, item: int) -> Mapping[int, float]:
        return self._alike(item, self.near(item))

    def leads_alike(self, item: int) -> Mapping[int, float]:
        self._look_around([item], leads=True)
        sought = self._report(item).blocks.sought
        # Leads since the database was asked are known here, whether or not it knows them.
        new = (other for other, r in self._reports.items() if r.noted and r.lead == other and sought & r.blocks.kept)
        near = {*self._near[item, True], *new} - {item}
        return self._alike(item, (other for other in near if self._report(other).lead == other))

    def lead(self, item: int) -> int | None:
        self._read([item])
        return self._reports[item].lead if item in self._reports else None

    def note_lead(self, item: int, lead: int | None) -> None:
        self._note(item, "lead", lead)

    def followers(self, lead: int) -> Iterable[int]:
        return tuple(self._group("lead", lead))

    def judgements(self, item: int) -> Mapping[int, Judgement]:
        if not self._judged:
            return {}
        own, table = self._report(item).id, report_judgements.c
        question = select(report_judgements).where(or_(table.one == own, table.other == own))
        said = {row.other if row.one == own else row.one: row for row in self.connection.execute(question)}
        there = select(reports.c.id, reports.c.event).where(reports.c.id.in_(sorted(said)))
        return {key: Judgement(bool(said[id].same), said[id].position) for id, key in self.connection.execute(there)}

    def head(self, item: int) -> int | None:
        return self._report(item).head

    def headed(self, head: int) -> Iterable[int]:
        return tuple(self._group("head", head))

    def note_head(self, item: int, head: int) -> None:
        self._note(item, "head", head)

    def _note(self, item: int, name: str, value: int | None) -> None:
        report = self._report(item)
        for one in (getattr(report, name), value):
            if one is not None:
                self._group(name, one)
        self._groups[name].get(getattr(report, name), set()).discard(item)
        setattr(report, name, value)
        if value is not None:
            self._groups[name][value].add(item)
        report.noted = True

    def _group(self, name: str, value: int) -> set[int]:
        """The reports with this lead or head."""
        if value not in self._groups[name]:
            question = select(reports.c.event).where(reports.c[name] == value)
            written = set(self.connection.execute(question).scalars())
            self._read(written)
            noted = {item for item, report in self._reports.items() if getattr(report, name) == value}
            self._groups[name][value] = noted | {
                item for item in written if item in self._reports and getattr(self._reports[item], name) == value
            }
        return self._groups[name][value]

    def _report(self, item: int) -> _Report:
        self._read([item])
        return self._reports[item]

    def _read(self, items: Iterable[int]) -> None:
        for some in _some({item for item in items if item not in self._reports}):
            for row in self.connection.execute(select(reports).where(reports.c.event.in_(some))):
                sketch = unpacked(row.sketch)
                self._reports[row.event] = _Report(row.id, row.rank, sketch, blocks(sketch), row.lead, row.head)

    def _look_around(self, items: Sequence[int], *, leads: bool) -> None:
        """Find the reports that share a key with some, or the leads among them as they are written."""
        seeking: dict[int, list[int]] = {}
        for item in items:
            if (item, leads) not in self._near:
                self._near[item, leads] = set()
                for block in self._report(item).blocks.sought:
                    seeking.setdefault(block, []).append(item)
        question = select(report_blocks.c.block, report_blocks.c.report)
        if leads:
            own = reports.c.event
            question = question.join(reports, own == report_blocks.c.report).where(reports.c.lead == own)
        found: set[int] = set()
        for some in _some(seeking):
            for block, report in self.connection.execute(question.where(report_blocks.c.block.in_(some))):
                found.add(report)
                for item in seeking[block]:
                    self._near[item, leads].add(report)
        self._read(found)

    def _alike(self, item: int, near: Iterable[int]) -> dict[int, float]:
        apart = {other for other, judgement in self.judgements(item).items() if not judgement.same}
        return {
            other: figure
            for other in near
            if other != item and other not in apart and (figure := self.likeness(item, other))
        }


def _some(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in their order, as many at a time as one question takes."""
    ordered = sorted(keys)
    return (ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY))


_NOTE: Any = (
    update(reports).where(reports.c.event == bindparam("key")).values(lead=bindparam("lead"), head=bindparam("head"))
)
