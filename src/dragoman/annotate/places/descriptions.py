"""Which readings of a name agree with what the text says of where it lies.

Comes in: a name's readings and the places that the words around it set it in or beside. Goes out: the readings that
lie there; where none does, the place said to hold it, so that a village no gazetteer knows still has a country.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.annotate.places.surroundings import Neighbour
from dragoman.knowledge.gazetteer import Entry, Form, Reading, contains, haversine

# How far from the middle of what is said to hold it a place may be and still lie there: maps and the news draw
# lines differently, and a region without a division's code has no bounds here.
_WITHIN_KM = {"country": 700.0, "region": 400.0}
_WITHIN_OTHER_KM = 60.0
_BESIDE_KM = 80.0  # "near Y" without a distance
_FAR_KM = 120.0  # beyond this, "beside Y" does not say where a place lies
_SLACK, _SLACK_KM = 0.35, 15.0  # distances in the news are round
_WEIGHED = 8  # readings of what lies beside it


def narrowed(readings: tuple[Reading, ...], around: Iterable[Neighbour]) -> tuple[tuple[Reading, ...], Entry | None]:
    """The readings that lie where a description says; if none does, none, and the place said to hold it."""
    around = tuple(around)
    if readings and readings[0].entry.kind == "country":
        return readings, None
    holders = [n for n in around if n.holds and (n.how == "noun" or (not readings and n.how != "comma"))]
    if holders:
        return _inside(readings, holders)
    close = next((n for n in around if _tells_where(n)), None)
    if close is None or any(_may_be_near(r.entry, close) for r in readings):
        return readings, None
    return (), close.readings[0].entry


def _inside(readings: tuple[Reading, ...], holders: list[Neighbour]) -> tuple[tuple[Reading, ...], Entry | None]:
    closest = _closest(holders)
    inside = tuple(r for r in readings if any(contains(outer.entry, r.entry) for outer in closest.readings))
    if inside:
        return inside, None
    entry = _entry(closest, holders)
    if not readings and entry.kind not in ("country", "region"):
        return (), None
    # The name's best known place just beyond the line: the writer draws the line otherwise than the map.
    limit = _WITHIN_KM.get(entry.kind, _WITHIN_OTHER_KM)
    best = tuple(r for r in readings[:1] if r.form is not Form.DEMONYM and kilometres(entry, r.entry) <= limit)
    return best, None if best else entry


def _may_be_near(entry: Entry, close: Neighbour) -> bool:
    limit = _FAR_KM + (close.kilometres or 0.0)
    return any(kilometres(entry, other.entry) <= limit for other in close.readings)


def lies_as_said(entry: Entry, around: Iterable[Neighbour]) -> bool:
    """Whether a place is as far from another as the text says."""
    for neighbour in around:
        if neighbour.holds:
            continue
        for other in neighbour.readings[:_WEIGHED]:
            if other.entry.kind == "country" or other.form is Form.DEMONYM:
                continue
            away, said = kilometres(entry, other.entry), neighbour.kilometres
            if away <= _BESIDE_KM if said is None else abs(away - said) <= max(_SLACK_KM, _SLACK * said):
                return True
    return False


def kilometres(a: Entry, b: Entry) -> float:
    """How far apart two entries are."""
    return haversine((a.latitude, a.longitude), (b.latitude, b.longitude))


def _tells_where(neighbour: Neighbour) -> bool:
    close = neighbour.kilometres is not None and neighbour.kilometres <= _FAR_KM
    return not neighbour.holds and close and neighbour.readings[0].entry.kind in ("city", "facility", "area")


def _closest(holders: list[Neighbour]) -> Neighbour:
    """The one that lies in the others: Gujarat of "India's Gujarat state"."""
    for inner in holders:
        others = [outer for outer in holders if outer is not inner]
        if others and all(_holds(outer, inner) for outer in others):
            return inner
    return holders[0]


def _holds(outer: Neighbour, inner: Neighbour) -> bool:
    return any(contains(a.entry, b.entry) for a in outer.readings for b in inner.readings)


def _entry(closest: Neighbour, holders: list[Neighbour]) -> Entry:
    """The reading of the closest that lies in the others, else the best known."""
    others = [h for h in holders if h is not closest]
    for reading in closest.readings:
        if any(contains(a.entry, reading.entry) for h in others for a in h.readings):
            return reading.entry
    return closest.readings[0].entry
