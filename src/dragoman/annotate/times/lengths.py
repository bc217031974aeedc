"""Lengths of time: numbers of units as TIMEX3 writes and counts them."""

from __future__ import annotations

from math import modf

_LETTER = {"year": "Y", "month": "M", "week": "W", "day": "D", "night": "D", "hour": "H", "minute": "M", "second": "S"}
_CLOCK = ("hour", "minute", "second")
_MULTIPLE = {  # units that TIMEX3 counts in others
    "fortnight": ("week", 2),
    "quarter": ("month", 3),
    "half": ("month", 6),
    "decade": ("year", 10),
    "century": ("year", 100),
    "millennium": ("year", 1000),
    "weekend": ("day", 2),
}
_FRACTION = {"year": ("month", 12), "day": ("hour", 24), "hour": ("minute", 60), "minute": ("second", 60)}
UNKNOWN = "X"


def is_clock(unit: str) -> bool:
    """Whether a unit is shorter than a day."""
    return unit in _CLOCK


def counted(number: str, unit: str) -> tuple[float, str]:
    """A known length in the unit that TIMEX3 counts it in.

    >>> counted("3", "decade"), counted("2", "fortnight"), counted("0.5", "year")
    ((30.0, 'year'), (4.0, 'week'), (6.0, 'month'))
    """
    base, times = _MULTIPLE.get(unit, (unit, 1))
    count = float(number) * times
    if count % 1 and base in _FRACTION:
        base, parts = _FRACTION[base]
        count *= parts
    return count, base


def duration(number: str, unit: str) -> str:
    """A length of time as TIMEX3 writes it.

    >>> duration("2", "day"), duration("2.5", "year"), duration("3", "decade"), duration("X", "hour")
    ('P2D', 'P2Y6M', 'P30Y', 'PTXH')
    """
    base, times = _MULTIPLE.get(unit, (unit, 1))
    if number == UNKNOWN:
        return _written(UNKNOWN, base)
    fraction, whole = modf(float(number) * times)
    if not fraction:
        return _written(f"{whole:.0f}", base)
    if base not in _FRACTION:
        return _written(f"{whole + fraction:g}", base)
    finer, parts = _FRACTION[base]
    rest = _written(f"{fraction * parts:.0f}", finer)
    if not whole:
        return rest
    return _written(f"{whole:.0f}", base) + (rest[2:] if is_clock(base) else rest[1:])


def _written(number: str, unit: str) -> str:
    return ("PT" if is_clock(unit) else "P") + number + _LETTER[unit]
