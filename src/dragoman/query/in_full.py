"""One event across articles in full: what is taken for true and by which rule, its reports, and why they are one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dragoman.model.happenings import Comparison, Happening
from dragoman.model.problems import DragomanError
from dragoman.query import rows
from dragoman.query.columns import Location, Party
from dragoman.query.happenings import HAPPENING
from dragoman.query.rows import StoredEvent
from dragoman.resolve.happenings import Sketch, compare
from dragoman.store import Store, happenings, tables

_NEAREST = 3  # other events that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReport:
    """One report of an event, and why it is taken for one."""

    report: StoredEvent
    reason: str  # what it shares with the report that leads, in points
    comparison: Comparison | None  # none for the report that leads itself
    judged: str = ""  # what people said of it and other reports


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningInFull:
    """An event with what is taken for true of it, by which rule, who tells it differently, and all reports."""

    happening: Happening
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: Location | None
    reports: tuple[ToldReport, ...]
    others: tuple[ToldReport, ...]  # the leads of other events that are nearest to this one, and why they are others


def event_in_full(store: Store, id: str) -> HappeningInFull:
    """The event that a report ("document:event", the document in full) is of, with all of its reports.

    Raises DragomanError if there is no such report.
    """
    with store.reading() as connection:
        key = connection.execute(select(tables.reports.c.head).where(tables.reports.c.id == id)).scalar()
        if key is None:
            raise DragomanError(f"{store.name}: no event {id}; 'dragoman events' shows what there is")
        told = happenings.members(connection, key)
        happening = happenings.fused(connection, told)
        ((_, row),) = HAPPENING.fetch(connection, [key])
        found = rows.EVENT.fetch(connection, list(told))
        judged = _judged(connection, told)
        apart = _others(connection, key, told[key])
    lead = told[key]
    return HappeningInFull(
        happening=happening,
        actor=row.actor,
        recipient=row.recipient,
        place=row.place,
        reports=tuple(
            _told(report, None if fetched.key == key else compare(lead, told[fetched.key]), judged.get(report.id, ""))
            for fetched, report in found
        ),
        others=tuple(
            ToldReport(report=report, reason=comparison.told(), comparison=comparison) for report, comparison in apart
        ),
    )


def _others(connection: Connection, key: int, lead: Sketch) -> list[tuple[StoredEvent, Comparison]]:
    """The leads of other events that the lead of one was held against, those with most in common first."""
    near = {other: compare(lead, sketch) for other, sketch in happenings.neighbours(connection, key).items()}
    ranked = sorted(near, key=lambda other: (near[other].bar is not None, -near[other].points, other))
    nearest = ranked[:_NEAREST]
    return [(report, near[row.key]) for row, report in rows.EVENT.fetch(connection, nearest)]


def _told(report: StoredEvent, comparison: Comparison | None, judged: str) -> ToldReport:
    if comparison is None:
        reason = "leads: it says most"
    elif comparison.same:
        reason = comparison.told()
    else:
        reason = f"not like the report that leads ({comparison.told()}); judged to be of this event"
    return ToldReport(report=report, reason=reason, comparison=comparison, judged=judged)


def _judged(connection: Connection, told: Mapping[int, Sketch]) -> dict[str, str]:
    """What people said of the reports of one event, by report."""
    table = tables.report_judgements
    ids = [sketch.id for sketch in told.values()]
    said: dict[str, list[str]] = {}
    for row in connection.execute(select(table).where(table.c.one.in_(ids) | table.c.other.in_(ids))):
        verdict = "of one event with" if row.same else "of another event than"
        for one, other in ((row.one, row.other), (row.other, row.one)):
            said.setdefault(one, []).append(f"{verdict} {other}")
    return {id: "; ".join(sorted(parts)) for id, parts in said.items()}
