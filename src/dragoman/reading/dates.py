"""Calendar dates as articles write them, to ISO 8601.

Comes in: a string or a place in a text. Goes out: an ISO date and the words it was read from.
Refuses to guess: ``03/04/2025`` may be March or April and is no date here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman import data
from dragoman.data import marked_yaml

_SEPARATOR = re.compile(r"\s*[|·•;]\s*|\s+[-–—]\s+")
_TIME = re.compile(
    r"(?:T|\s*[-–—,|]?\s*(?:at\s+)?)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:\(?[A-Z]{1,5}\)?)?\s*(?:[+-]\d{1,2}:?(?:\d{2})?)?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date and the characters ``[start, end)`` that say it."""

    value: str
    start: int
    end: int
    short_year: bool = False  # written with two digits, the century is ours


@dataclass(frozen=True, slots=True)
class _Words:
    months: dict[str, int]
    century: int
    weekday: re.Pattern[str]
    day_month: str  # pattern of a day and month in either order
    dates: tuple[re.Pattern[str], ...]
    month_year: re.Pattern[str]
    published: re.Pattern[str]
    modified: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _words() -> _Words:
    entry = marked_yaml.load(data.path("reading", "dates.yaml"))
    months = {name: int(number) for name, number in entry["months"].items() if name != marked_yaml.LINE}
    month = rf"(?P<month>{_any(months)})\b\.?"
    day = rf"(?P<day>\d{{1,2}})(?:{_any(entry['ordinals'])})?"
    year = r"(?P<year>\d{4}|'?\d{2})(?![\d:])"
    patterns = (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)",
        rf"{day}(?:\s+of)?[\s-]+{month},?[\s-]+{year}",
        rf"{month}\s+{day},?\s+{year}",
    )
    weekday = rf"(?:{_any(entry['weekdays'])})\b\.?"
    plain_month, plain_day = (re.sub(r"\?P<\w+>", "?:", part) for part in (month, day))
    return _Words(
        months=months,
        century=int(entry["century"]),
        weekday=re.compile(rf"{weekday},?\s+", re.IGNORECASE),
        day_month=rf"(?:{weekday},?\s+)?(?:{plain_month}\s+{plain_day}|{plain_day}\s+{plain_month})"
        rf"(?:,?\s+\d{{2,4}}\b)?",
        dates=tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns),
        month_year=re.compile(rf"{month},?\s+(?P<year>\d{{4}})", re.IGNORECASE),
        published=re.compile(rf"(?:{_any(entry['published'])})\b\s*[:,]?\s*", re.IGNORECASE),
        modified=re.compile(rf"(?:{_any(entry['modified'])})\b\s*[:,]?\s*", re.IGNORECASE),
    )


def day_month_pattern() -> str:
    """Regular expression of a dateline's day, with or without weekday and year (no groups kept)."""
    return _words().day_month


def date_at(text: str, start: int, end: int | None = None) -> DateWords | None:
    """The full date that begins at ``start``, a weekday before it read over.

    >>> date_at("on Friday, 17th of September 2025", 3)
    DateWords(value='2025-09-17', start=11, end=33, short_year=False)
    """
    words = _words()
    end = len(text) if end is None else end
    weekday = words.weekday.match(text, start, end)
    if weekday:
        start = weekday.end()
    for pattern in words.dates:
        match = pattern.match(text, start, end)
        value = _iso(match) if match else None
        if match and value:
            return DateWords(value, match.start(), match.end(), len(match["year"]) != 4)
    return None


def _iso(match: re.Match[str]) -> str | None:
    words = _words()
    found = match.groupdict()
    day = int(found["day"])
    if found.get("month"):
        month = words.months[found["month"].lower()]
    else:
        month = int(found["number"])
        day_first = match.start("day") < match.start("year")
        if day_first and found["mark"] != ".":
            if day <= 12 and month <= 12 and day != month:
                return None
            if month > 12:
                day, month = month, day
    digits = found["year"].lstrip("'")
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= words.century else 2000
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_date(value: str) -> str | None:
    """A date given as metadata, to an ISO day, or a month or year where only that is said.

    >>> iso_date("2025-09-17T21:30:00+03:00"), iso_date("Wed, 17 Sep 2025 10:00:00 GMT")
    ('2025-09-17', '2025-09-17')
    >>> iso_date("20250917"), iso_date("September 2025"), iso_date("2025"), iso_date("soon")
    ('2025-09-17', '2025-09', '2025', None)
    """
    value = value.strip()
    compact = re.match(r"(\d{4})(\d{2})(\d{2})(?!\d)", value)
    if compact:
        return _day(*(int(part) for part in compact.groups()))
    found = date_at(value, 0)
    if found:
        return found.value if found.end == len(value) or _TIME.fullmatch(value, found.end) else None
    month = re.fullmatch(r"(?P<year>\d{4})-(?P<number>\d{2})", value) or _words().month_year.fullmatch(value)
    if month:
        parts = month.groupdict()
        number = int(parts["number"]) if "number" in parts else _words().months[parts["month"].lower()]
        return _day(int(parts["year"]), number, 1) and f"{int(parts['year']):04}-{number:02}"
    return value if re.fullmatch(r"[12]\d{3}", value) else None


def date_line(text: str, start: int, end: int) -> DateWords | None:
    """The published date that a line gives, where a part of the line is a date and nothing else.

    Dates labelled as those of a change are passed over.

    >>> date_line("By Ada Day | Published: 17 September 2025, 10:30 GMT", 0, 51).value
    '2025-09-17'
    >>> date_line("Updated on 18 September 2025", 0, 28) is None
    True
    """
    words = _words()
    for part_start, part_end in _parts(text, start, end):
        if words.modified.match(text, part_start, part_end):
            continue
        label = words.published.match(text, part_start, part_end)
        found = date_at(text, label.end() if label else part_start, part_end)
        if found and (found.end == part_end or _TIME.fullmatch(text, found.end, part_end)):
            return found
    return None


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A line's parts between bars, dots and dashes, without surrounding white space."""
    cuts = [match.span() for match in _SEPARATOR.finditer(text, start, end)]
    bounds = zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True)
    return [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in bounds]
