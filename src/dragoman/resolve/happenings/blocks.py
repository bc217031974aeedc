"""Which reports are worth comparing: those that share a key.

Keys are numbers made of type, status, sides and a few days. Two reports that ``compare`` can take for one have a key
in common: one of those that one *seeks* is one of those that the other *keeps*, and the other way round. A report that
does not name one of the sides is sought by all that name the other; two that name both must name the same two.
So the number of reports to look at depends on what happened in those days, not on the size of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations_with_replacement
from typing import NamedTuple

from dragoman.resolve.happenings.circumstances import is_vague, window
from dragoman.resolve.happenings.sketches import Sketch, digest
from dragoman.resolve.happenings.vocabulary import sameness

_DAYS = 3  # that share a key


class Blocks(NamedTuple):
    """Keys of a report, each a number below 2^63."""

    kept: frozenset[int]  # by which others find it
    sought: frozenset[int]  # by which it finds others


def blocks(report: Sketch) -> Blocks:
    """The keys of a report."""
    sides = _sides(report)
    deed = _deed(report)
    kept: list[tuple[str, ...]] = []
    sought: list[tuple[str, ...]] = []
    for time in _times(report):
        pairs = [(time, *pair) for pair in combinations_with_replacement(sorted(sides), 2)]
        kept += pairs
        sought += pairs
        whole = [(time, "of two", side) for side in sides]
        half = [(time, "of one", side) for side in sides]
        if _names_both(report):
            kept += whole
            sought += half
        else:
            kept += half
            sought += whole + half
        if report.place and report.place.exact and report.type in sameness().disputed:
            kept.append((time, "at", report.place.id))
            sought.append((time, "at", report.place.id))
    if report.recognizable:
        kept.append(("sentence", str(report.sentence)))
        sought.append(("sentence", str(report.sentence)))
    return Blocks(*(frozenset(digest(*deed, *key) for key in keys) for keys in (kept, sought)))


def shelves(report: Sketch) -> frozenset[int]:
    """Coarser keys, of type, status and days alone: reports that share a key of ``blocks`` share one of these.

    Reports that share none need not even be in one memory.
    """
    deed = _deed(report)
    found = {digest(*deed, "shelf", time) for time in _times(report)}
    if report.recognizable:
        found.add(digest(*deed, "shelf", "sentence", str(report.sentence)))
    return frozenset(found)


def _deed(report: Sketch) -> tuple[str, str]:
    return report.type, str(sameness().told_as[report.status])


def _times(report: Sketch) -> Iterable[str]:
    """The days it may have been, a few to a key; of a month or a year that period, and months where they are enough."""
    rules = sameness()
    days = window(report)
    if days is None:
        return ()
    stated = report.first is not None
    months = []
    if stated and days[1] - days[0] <= rules.vague:
        first, last = (date.fromordinal(day) for day in days)
        covered = range(first.year * 12 + first.month, last.year * 12 + last.month + 1)
        known_by = [party.id for party in report.parties if party.person]
        known_by += [report.place.id] if report.place and report.place.exact else []
        months = [f"month {month} {who}" for month in covered for who in known_by]
    if is_vague(report):
        return (*months, f"period {days[0]} {days[1]}")
    last_day = days[1] + rules.adjacent * stated
    return (*months, *(f"day {bucket}" for bucket in range(days[0] // _DAYS, last_day // _DAYS + 1)))


def _sides(report: Sketch) -> set[str]:
    """The sides, and the countries of those that may be told as one of their country.

    Where a side is not named, the country it happened in, too: somebody of it may be meant.
    """
    found = {key for party in report.parties for key in (party.side, party.country) if key}
    if report.place and report.place.country and not _names_both(report):
        found.add(report.place.country)
    return found


def _names_both(report: Sketch) -> bool:
    """Whether it names two sides at least, so that another of the same deed names one of the same pairs."""
    if any(party.unnamed for party in report.parties):
        return False
    both = bool(report.actors) and bool(report.recipients)
    return both or len({party.side for party in report.actors}) > 1
