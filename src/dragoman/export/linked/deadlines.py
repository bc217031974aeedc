"""Deadlines of commitments as a calendar: the entries, and the export of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from dragoman.export.linked import iris
from dragoman.query import Due, Filter, Party, due
from dragoman.store import Store

if TYPE_CHECKING:
    from dragoman.show.calendar import Entry


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Write the deadlines that fit, also those that have passed; what has no date cannot be in a calendar.

    Raises ValueError if the filter asks for something that a commitment does not have.
    """
    from dragoman.show.calendar import calendar

    found = entries(due(store, wanted, today=date.today()).rows)
    file.write(calendar(found))
    return len(found)


def entries(rows: Iterable[Due]) -> list[Entry]:
    """An entry for each thing owed that has a date."""
    from dragoman.show.calendar import Entry

    return [
        Entry(
            id=row.id.replace(":", "-"),
            day=date.fromisoformat(row.last_day),
            summary=f"{_names(row.debtor)}: {row.action}",
            description="\n".join(_details(row)),
            url=iris.web(row.address),
            categories=(row.agreement,) if row.agreement else (),
        )
        for row in rows
        if row.last_day is not None
    ]


def _details(row: Due) -> Iterable[str]:
    if row.agreement:
        yield f"Agreement: {row.agreement}"
    if row.deadline_words:
        yield f"Deadline: {row.deadline_words} ({row.deadline_by})"
    if row.condition:
        yield f"Condition: {row.condition}"
    yield f"Status: {row.status}"
    for claim in row.claims:
        yield f"{claim.status}: {_names(claim.claimant)}, “{claim.deed}” ({claim.address})"
    yield f"Read from: {row.title or row.address}"


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.name for party in parties) or "?"
