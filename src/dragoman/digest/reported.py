"""Events with all of their reports, and what of them is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman import query
from dragoman.digest import sentences
from dragoman.digest.before import Before
from dragoman.ontology import Ontology
from dragoman.query import Filter, StoredEvent, StoredHappening
from dragoman.show import words
from dragoman.store import Store
from dragoman.store.days import days


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One event, and how each article reports it."""

    event: StoredHappening
    reports: tuple[StoredEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new of an event."""

    reports: tuple[StoredEvent, ...]  # that tell it, the one to quote first
    changes: tuple[str, ...] = ()  # none where nothing was known of the event


def reported(store: Store, wanted: Filter, ontology: Ontology) -> Iterator[Reported]:
    """Events that fit, the latest first."""
    return (Reported(event=row, reports=reports) for row, reports in query.with_reports(store, wanted, ontology))


def news(one: Reported, before: Before) -> News | None:
    """What is new of an event since then; None where nothing is."""
    known = [report for report in one.reports if not before.came_since(report.id)]
    fresh: list[StoredEvent] = []
    corrected: list[tuple[StoredEvent, StoredEvent]] = []
    for report in one.reports:
        if before.came_since(report.id):
            earlier = before.event(report)
            if earlier is None:
                fresh.append(report)
            else:
                corrected.append((report, earlier))
    if not known and not corrected:
        return News(reports=tuple(fresh))
    told_before = [*known, *(earlier for _, earlier in corrected)]
    changes: list[str] = []
    telling: list[StoredEvent] = []
    for report, earlier in corrected:
        if found := [f"{change} (corrected)" for change in _differences(report, [earlier], gone=True)]:
            changes += found
            telling.append(report)
    for report in fresh:
        if found := _differences(report, told_before):
            changes += found
            telling.append(report)
    if fresh:
        changes.append(f"{words.counted(len(fresh), 'further report')}, {len(one.reports):,} in all")
    if not changes:
        return None
    return News(reports=tuple(dict.fromkeys([*telling, *fresh])), changes=tuple(dict.fromkeys(changes)))


def _differences(report: StoredEvent, others: list[StoredEvent], *, gone: bool = False) -> list[str]:
    """What a report tells otherwise than all others; with ``gone`` also what it does not tell any more."""
    found = []
    for number in report.magnitudes:
        told = [(one, other) for other in others for one in other.magnitudes if one.kind == number.kind]
        if all(one != number for one, _ in told):
            found.append(_change(report, sentences.quantity(number), [(sentences.quantity(n), o) for n, o in told]))
    if gone:
        kinds = {number.kind for number in report.magnitudes}
        lost = [number for other in others for number in other.magnitudes if number.kind not in kinds]
        found += [f"no longer told: {sentences.quantity(number)}" for number in lost]
    for value, agree in (
        (lambda row: row.date and words.period(row.date), _dates_agree),
        (lambda row: row.place and words.tidy(row.place.name), _places_agree),
        (lambda row: row.status, lambda one, other: one.status == other.status),
        (lambda row: sentences.names(row.actor), lambda one, other: _overlap(one.actor, other.actor)),
        (lambda row: sentences.names(row.recipient), lambda one, other: _overlap(one.recipient, other.recipient)),
    ):
        _compare(found, report, others, value, agree)
    return found


def _compare(
    found: list[str],
    report: StoredEvent,
    others: list[StoredEvent],
    value: Callable[[StoredEvent], str | None],
    agree: Callable[[StoredEvent, StoredEvent], bool],
) -> None:
    now = value(report)
    told = [(then, other) for other in others if (then := value(other))]
    if now and told and not any(agree(report, other) for _, other in told):
        found.append(_change(report, now, told))


def _change(report: StoredEvent, now: str, told: list[tuple[str, StoredEvent]]) -> str:
    """One change with both sources: ``now 15 persons killed (Reuters); before 12 persons killed (AFP)``."""
    before = "; ".join(dict.fromkeys(f"{then} ({_outlet(other)})" for then, other in told))
    return f"now {now} ({_outlet(report)}); before {before or 'no such number'}"


def _outlet(row: StoredEvent) -> str:
    """Who reports it, and when."""
    return words.tidy(", ".join(filter(None, [row.source or row.address, row.published])))


def _dates_agree(one: StoredEvent, other: StoredEvent) -> bool:
    mine, theirs = (days(row.date) if row.date else None for row in (one, other))
    return mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1])


def _places_agree(one: StoredEvent, other: StoredEvent) -> bool:
    """A country and a town in it agree."""
    if one.place is None or other.place is None or one.place.id == other.place.id:
        return True
    return one.place.country == other.place.country and (one.place.admin1 is None or other.place.admin1 is None)


def _overlap(one: tuple[query.Party, ...], other: tuple[query.Party, ...]) -> bool:
    mine, theirs = ({party.country or party.id for party in role} for role in (one, other))
    return bool(mine & theirs) or not mine or not theirs
