"""The reports in the database, as the board on which happenings are found.

Made for one transaction that writes: what was read once is remembered, what is noted is written at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, or_, select, update

from dragoman.resolve.happenings import Sketch, blocks, likeness, unpacked
from dragoman.resolve.happenings.groups import Judgement
from dragoman.store.tables import report_blocks, report_judgements, reports

_MANY = 500  # keys in one question


@dataclass(slots=True)
class _Report:
    """A row of ``reports``."""

    id: str
    rank: int
    sketch: Sketch
    lead: int | None
    head: int | None


class Shelf:
    """A ``resolve.happenings.clusters.Shelf``; items are keys of events."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._reports: dict[int, _Report] = {}
        self._likeness: dict[tuple[int, int], float] = {}
        self._judged = bool(connection.execute(select(exists().select_from(report_judgements))).scalar_one())

    def sketch(self, item: int) -> Sketch:
        """What a report says."""
        return self._report(item).sketch

    def forget(self, item: int) -> None:
        """Take note that a report is there no more."""
        self._reports.pop(item, None)

    def rank(self, item: int) -> int:
        return self._report(item).rank

    def likeness(self, one: int, other: int) -> float:
        pair = min(one, other), max(one, other)
        if pair not in self._likeness:
            self._likeness[pair] = likeness(self.sketch(one), self.sketch(other))
        return self._likeness[pair]

    def alike(self, item: int) -> Mapping[int, float]:
        return self._alike(item, self._near(item))

    def leads_alike(self, item: int) -> Mapping[int, float]:
        return self._alike(item, self._near(item, reports.c.lead == reports.c.event))

    def lead(self, item: int) -> int | None:
        self._read([item])
        return self._reports[item].lead if item in self._reports else None

    def note_lead(self, item: int, lead: int | None) -> None:
        self._report(item).lead = lead
        self.connection.execute(update(reports).where(reports.c.event == item).values(lead=lead))

    def followers(self, lead: int) -> Iterable[int]:
        return self._where(reports.c.lead == lead)

    def judgements(self, item: int) -> Mapping[int, Judgement]:
        if not self._judged:
            return {}
        own, table = self._report(item).id, report_judgements.c
        found = {}
        question = select(report_judgements).where(or_(table.one == own, table.other == own))
        for row in self.connection.execute(question).all():
            other = row.other if row.one == own else row.one
            for key in self._where(reports.c.id == other):
                found[key] = Judgement(bool(row.same), row.position)
        return found

    def head(self, item: int) -> int | None:
        return self._report(item).head

    def headed(self, head: int) -> Iterable[int]:
        return self._where(reports.c.head == head)

    def note_head(self, item: int, head: int) -> None:
        self._report(item).head = head
        self.connection.execute(update(reports).where(reports.c.event == item).values(head=head))

    def _report(self, item: int) -> _Report:
        self._read([item])
        return self._reports[item]

    def _read(self, items: Iterable[int]) -> None:
        unknown = sorted(set(items) - self._reports.keys())
        for first in range(0, len(unknown), _MANY):
            question = select(reports).where(reports.c.event.in_(unknown[first : first + _MANY]))
            for row in self.connection.execute(question):
                self._reports[row.event] = _Report(row.id, row.rank, unpacked(row.sketch), row.lead, row.head)

    def _where(self, condition: ColumnElement[bool]) -> list[int]:
        found = list(self.connection.execute(select(reports.c.event).where(condition)).scalars())
        self._read(found)
        return found

    def _near(self, item: int, *conditions: ColumnElement[bool]) -> set[int]:
        """The reports that share a key with one."""
        sought = sorted(blocks(self.sketch(item)).sought)
        found: set[int] = set()
        for first in range(0, len(sought), _MANY):
            question = select(report_blocks.c.report).where(report_blocks.c.block.in_(sought[first : first + _MANY]))
            if conditions:
                question = question.join(reports, reports.c.event == report_blocks.c.report).where(*conditions)
            found.update(self.connection.execute(question).scalars())
        found.discard(item)
        self._read(found)
        return found

    def _alike(self, item: int, near: Iterable[int]) -> dict[int, float]:
        apart = {other for other, judgement in self.judgements(item).items() if not judgement.same}
        return {other: figure for other in near if other not in apart and (figure := self.likeness(item, other))}
