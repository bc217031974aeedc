"""When and where a treaty was signed: "Done at Geneva, this seventeenth day of September 1992".

Comes in: a treaty's text. Goes out: the day and the place with the words that say so. Where the closing formula leaves
the day blank, nothing is taken for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dragoman import data
from dragoman.model.text import Span

_CLOSING = 350  # characters after "Done" in which day, copies and languages stand
_TITLE = 500
_PLACE = re.compile(r"\s+(?:at|in)\s+(?:the\s+city\s+of\s+)?([A-Z][\w.-]*(?:[ \t]+[A-Z][\w.-]*)*)")


@dataclass(frozen=True, slots=True)
class Signed:
    """The day of signature and the place, where one is named."""

    day: str  # ISO
    words: Span
    place: Span | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    closing: re.Pattern[str]
    copies: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    days: dict[str, int]
    numbers: dict[str, int]
    months: dict[str, int]


@cache
def _patterns() -> _Patterns:
    words: dict[str, Any] = data.content("coding", "treaties.yaml")
    days = {word: n for n, word in enumerate(words["ordinals"], 1)}
    numbers = {word: n for n, word in enumerate(words["cardinals"], 1)}
    numbers |= {word: 10 * n for n, word in enumerate(words["tens"], 1)}
    number = "|".join(sorted({*numbers, "hundred", "thousand", "and"}, key=len, reverse=True))
    gap = r"[\s,.’'“”\[\]]*"
    day = rf"(?P<day>\d{{1,2}}|{'|'.join(w.replace('-', '[- ]') for w in sorted(days, key=len, reverse=True))})"
    day += rf"{gap}-?(?:st|nd|rd|th|\")?{gap}(?:day)?{gap}(?:of|in)?(?: the month of)?{gap}"
    month = rf"(?P<month>{'|'.join(words['months'])})"
    year = rf"{gap}(?:in|of)?{gap}(?:the\s*year)?{gap}(?:of our lord)?{gap}"
    year += rf"(?P<year>(?:19|20)\d\d|(?:(?:{number})[\s,-]*)+)(?!\d)"
    closings, copies = "|".join(words["closings"]), "|".join(words["copies"])
    return _Patterns(
        closing=re.compile(rf"\b(?:{closings})\b(?=[\s,]*:?[\s,]+(?:at|in|on|this|the|up)\b)", re.IGNORECASE),
        copies=re.compile(rf"\b(?:{copies})\b", re.IGNORECASE),
        dates=(
            re.compile(rf"(?<!\d){day}{month}{year}", re.IGNORECASE),
            re.compile(rf"\b{month}{gap}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{year}", re.IGNORECASE),
        ),
        days=days,
        numbers=numbers,
        months={word: n for n, word in enumerate(words["months"], 1)},
    )


def signed(text: str) -> Signed | None:
    """The day behind "Done at ..."; else one in the title, as "of 26 May 1995"."""
    for closing in reversed(closings(text)):
        found = _date(text, closing.end, closing.end + _CLOSING)
        if found is not None:
            place = _PLACE.match(text, closing.end)
            return Signed(*found, Span(*place.span(1)) if place and place.end() <= found[1].start else None)
    found = _date(text, 0, _TITLE) if "shall" not in text[:_TITLE] else None
    return Signed(*found, None) if found else None


def days_in(text: str) -> set[str]:
    """Every full date in a text, ISO."""
    spans = (match.span() for pattern in _patterns().dates for match in pattern.finditer(text))
    return {found[0] for span in spans if (found := _date(text, *span)) is not None}


def closings(text: str) -> list[Span]:
    """Where the closing formula may stand: behind the middle, or before words for the copies that were signed."""
    return [
        Span(*found.span())
        for found in _patterns().closing.finditer(text)
        if found.start() > len(text) // 2 or _patterns().copies.search(text, found.end(), found.end() + _CLOSING)
    ]


def _date(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The first full date in a stretch of text."""
    matches = [m for pattern in _patterns().dates if (m := pattern.search(text, start, min(end, len(text))))]
    for match in sorted(matches, key=lambda m: m.start()):
        day, month = match["day"].lower().replace(" ", "-"), _patterns().months[match["month"].lower()]
        try:
            value = date(_year(match["year"]), month, int(day) if day.isdigit() else _patterns().days[day])
        except ValueError:
            continue
        return value.isoformat(), Span(match.start(), match.start() + len(match.group().rstrip(" \n,-")))
    return None


def _year(words: str) -> int:
    """A year in figures or in words.

    >>> _year("two thousand and eight"), _year("nineteen hundred and ninety-two"), _year("1998")
    (2008, 1992, 1998)
    """
    if words.isdigit():
        return int(words)
    total = part = 0
    for word in re.findall(r"thousand|hundred|[a-z]+", words.lower()):
        if word == "thousand":
            total, part = total + (part or 1) * 1000, 0
        elif word == "hundred":
            part = (part or 1) * 100
        else:
            part += _patterns().numbers.get(word, 0)
    return total + part
