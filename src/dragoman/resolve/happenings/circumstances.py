"""Whether the days, the places and the numbers of two reports go together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dragoman.knowledge.gazetteer import haversine
from dragoman.resolve.happenings.sketches import Number, Sketch, Where
from dragoman.resolve.happenings.vocabulary import sameness

Told = tuple[str, str]  # name of a feature, and the values compared

_QUARTER, _THRICE = 1.25, 3.0
_FAR = 150  # kilometres beyond which a place is not in a division of no known borders
_BOUNDLESS = frozenset({"area", "water"})  # kinds of places whose one point says little of where they are


class Conflict(Exception):
    """Two reports tell what cannot be true of one deed."""


def window(report: Sketch) -> tuple[int, int] | None:
    """First and last day on which a deed may have been; None where nothing says so.

    A day that is not stated is not known: the publication bounds it on one side, the usual delay on the other.
    """
    if report.first is not None and report.last is not None:
        return report.first, report.last
    rules = sameness()
    if report.published is None or report.status in rules.undated:
        return None
    if report.status == "future":
        return report.published, report.published + rules.ahead
    return report.published - rules.delay, report.published


def is_vague(report: Sketch) -> bool:
    """Whether the date is a period too long to tell one deed from the next."""
    return report.first is not None and report.last is not None and report.last - report.first >= sameness().longest


def when(a: Sketch, b: Sketch, *, known_by: bool, copied: bool) -> Told | None:
    """How the days of two reports agree; None where nothing can be said.

    `known_by`: a person or the very place is the same. `copied`: both have the same sentence.
    Raises Conflict if they cannot be the same.
    """
    ours, theirs = window(a), window(b)
    if ours is None or theirs is None:
        if copied:
            return None
        raise Conflict("no day is told, and no day of publication bounds it")
    stated = (a.first is not None) + (b.first is not None)
    if stated == 2:
        return _stated(a, b, ours, theirs, known_by=known_by)
    apart = abs((a.published or 0) - (b.published or 0))
    if stated == 0:
        if apart > sameness().delay and not copied:
            raise Conflict(f"no day is told, and the articles came out {apart} days apart")
        return ("told-same-day", _day(ours[1])) if apart == 0 else ("told-near", f"{apart} days apart")
    if is_vague(a) or is_vague(b):
        if not copied:
            raise Conflict("one names no day, the other only a long period")
        return None
    if _overlap(ours, theirs):
        return "in-delay", _days(*(ours if a.first is not None else theirs))
    if copied:
        return None
    raise Conflict(f"not of one day: {_days(*ours)} and {_days(*theirs)}")


def _stated(a: Sketch, b: Sketch, ours: tuple[int, int], theirs: tuple[int, int], *, known_by: bool) -> Told:
    if is_vague(a) or is_vague(b):
        if ours == theirs:
            return "same-long-period", a.date or ""
        longest = max(ours[1] - ours[0], theirs[1] - theirs[0])
        if known_by and longest <= sameness().vague and _overlap(ours, theirs):
            return "within-period", f"{a.date} and {b.date}"
        raise Conflict(f"{a.date} and {b.date} are not surely one time")
    if ours == theirs and ours[0] == ours[1]:
        return "same-day", _day(ours[0])
    if _overlap(ours, theirs):
        return "same-period", f"{a.date} and {b.date}"
    gap = max(ours[0], theirs[0]) - min(ours[1], theirs[1])
    if gap <= sameness().adjacent:
        return "adjacent-day", f"{a.date} and {b.date}"
    raise Conflict(f"not of one day: {a.date} and {b.date}")


def place(a: Where | None, b: Where | None) -> Told | None:
    """How two places agree; None where nothing can be said.

    Raises Conflict if neither can be the other or in it.
    """
    if a is None or b is None:
        return None
    if a.id == b.id:
        kind = "same-place" if a.exact else "same-country-place" if a.kind == "country" else "same-region"
        return kind, a.name
    for inner, outer in ((a, b), (b, a)):
        if _lies_in(inner, outer):
            return "place-within", f"{inner.name} in {outer.name}"
    told = f"{a.name} is not {b.name}"
    if a.country and b.country and a.country != b.country:
        raise Conflict(told)
    apart = distance(a, b)
    if apart is None:
        return None
    if apart <= sameness().near:
        return ("other-town" if a.kind == b.kind == "city" else "near-place"), f"{a.name}, {b.name}"
    if (a.exact and b.exact) or (apart > _FAR and not {a.kind, b.kind} & _BOUNDLESS):
        raise Conflict(f"{told}: they are {apart:.0f} km apart")
    return None


def _lies_in(inner: Where, outer: Where) -> bool:
    if not inner.country or inner.country != outer.country:
        return False
    return outer.kind == "country" or (
        outer.kind == "region" and bool(outer.division) and outer.division == inner.division
    )


def distance(a: Where, b: Where) -> float | None:
    """Kilometres between two places; None where one has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return haversine((a.latitude, a.longitude), (b.latitude, b.longitude))


def numbers(a: Sketch, b: Sketch) -> Iterator[Told]:
    """How the numbers of each kind that both tell agree."""
    for kind, unit in sorted({(n.kind, n.unit) for n in a.numbers} & {(n.kind, n.unit) for n in b.numbers}):
        ours, theirs = _of_kind(a, kind, unit), _of_kind(b, kind, unit)
        grade, one, other = min(
            ((_grade(one, other), one, other) for one in ours for other in theirs), key=lambda found: found[0]
        )
        name = ("same-number", "near-number", "other-number", "far-number")[grade]
        yield name, f"{kind} {one.value:g}" + (f" and {other.value:g}" if one.value != other.value else "")


def _of_kind(report: Sketch, kind: str, unit: str) -> list[Number]:
    """The numbers of a kind, and what they are together: "13 Israelis and 11 foreigners"."""
    found = [number for number in report.numbers if (number.kind, number.unit) == (kind, unit)]
    if len(found) > 1:
        found.append(Number(kind, sum(number.value for number in found), unit, found[0].bound))
    return found


def agree(one: Number, other: Number) -> bool:
    """Whether both numbers can be true: they are equal, or one is a bound that the other keeps.

    >>> agree(Number("killed", 10, "persons", "at_least"), Number("killed", 12, "persons", "exact"))
    True
    >>> agree(Number("killed", 3, "persons", "exact"), Number("killed", 7, "persons", "exact"))
    False
    """
    if one.value == other.value:
        return True
    low, high = sorted((one, other), key=lambda number: number.value)
    if low.bound == "at_least" or high.bound == "at_most":
        return True
    return "about" in (low.bound, high.bound) and high.value <= 1.1 * low.value


def _grade(one: Number, other: Number) -> int:
    """0 for numbers that agree, up to 3 for those that are far apart."""
    low, high = sorted((one.value, other.value))
    ratio = high / low if low > 0 else float(high > 0) * 10 or 1.0
    if ratio <= _THRICE and agree(one, other):
        return 0
    return 1 if ratio <= _QUARTER else 2 if ratio <= _THRICE else 3


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _days(first: int, last: int) -> str:
    return _day(first) if first == last else f"{_day(first)}/{_day(last)}"
