"""Datelines: the place, day and agency at the start of an article's body.

``GENEVA (Reuters) -``, ``KYIV, March 3 (AP) —``, ``GUATEMALA CITY, 4 FEB 90 (ACAN-EFE) --``, or a line
with ``DAMASCUS`` alone. Capitals mark the place; in mixed case an agency or a day must stand by it.
Knows no gazetteer: what looks like a dateline but is a known label ("BREAKING") is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman import data
from dragoman.data import marked_yaml
from dragoman.model.text import Basis, Span
from dragoman.reading.dates import date_at, day_month_pattern
from dragoman.reading.found import Found

_WORD = r"[^\W\d_]+(?:[.’'`-][^\W\d_]+)*\.?"
_NAME = rf"{_WORD}(?:[ ]{_WORD}){{0,3}}"
_LONGEST = 160  # characters a dateline may take
_LONGEST_LONE_NAME = 3  # words of a place that has a line to itself


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by which agency, as far as the dateline says."""

    place: Found | None  # None for "CLANDESTINE" and the like
    published: Found | None
    agency: Found | None
    end: int  # where the text goes on


@dataclass(frozen=True, slots=True)
class _Words:
    agencies: frozenset[str]
    not_places: frozenset[str]
    small: frozenset[str]
    start: re.Pattern[str]
    line: re.Pattern[str]
    day: re.Pattern[str]


@cache
def _words() -> _Words:
    entry = marked_yaml.load(data.path("reading", "head.yaml"))
    agencies = frozenset(agency.casefold() for agency in entry["agencies"])
    place = (
        rf"(?P<place>{_NAME})(?:\s*/\s*{_NAME})*(?:,\s+{_NAME}|\s+\({_NAME}\)(?=,))?"
        rf"(?:,?\s+(?P<day>(?i:{day_month_pattern()})))?"
    )
    agency = r"\((?P<agency>[^()\r\n]{2,60})\)"
    known = "|".join(re.escape(agency) for agency in sorted(agencies, key=len, reverse=True))
    return _Words(
        agencies=agencies,
        not_places=frozenset(entry["not_places"]),
        small=frozenset(entry["small_words"]),
        start=re.compile(rf"{place}(?:\s*{agency}\s*(?:--|[-–—_:])|\s*(?:--|—)|\s+[-–_]|(?P<colon>:))\s+"),
        day=re.compile(rf"(?i:{day_month_pattern()})\s+(?:--|[-–—])\s+"),
        line=re.compile(rf"{place}(?:\s*{agency})?(?:\s+[-–—]\s+(?i:{known}))?(?P<dash>\s*(?:--|[-–—_:]))?"),
    )


def dateline_at(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens the paragraph ``[start, end)``, if it has one.

    >>> dateline_at("GENEVA (Reuters) - Talks began on Monday.", 0, 41).place.value
    'Geneva'
    >>> dateline_at("Talks - the first since May - began.", 0, 36) is None
    True
    """
    match = _words().start.match(text, start, min(end, start + _LONGEST))
    if match is None or (_is_label(match) and not match["day"]):
        return None
    place_shouts = match["place"].isupper()
    rest_shouts = text[match.end() : min(end, match.end() + _LONGEST)].isupper()
    if match["agency"] or match["day"]:
        agency_known = (match["agency"] or "").casefold() in _words().agencies
        believed = place_shouts or (_is_capitalized(match["place"]) and (agency_known or bool(match["day"])))
    else:
        believed = place_shouts and not rest_shouts and not (match["colon"] and _is_speaker(text, match))
    return _dateline(text, match) if believed else None


def end_of_dateline(text: str, start: int, end: int) -> int:
    """Where the text of the paragraph ``[start, end)`` goes on after its dateline, or after a day in its place.

    >>> end_of_dateline("Sept 9, 2025 - Talks began.", 0, 27)
    15
    """
    dateline = dateline_at(text, start, end)
    day = _words().day.match(text, start, min(end, start + _LONGEST)) if dateline is None else None
    return dateline.end if dateline else day.end() if day else start


def dateline_alone(text: str, start: int, end: int, *, first: bool) -> Dateline | None:
    """The dateline that fills the line ``[start, end)``.

    A text that opens with such a line may as well open with a headline in capitals, so there the place
    must be named again further down.
    """
    match = _words().line.fullmatch(text, start, min(end, start + _LONGEST)) if end - start <= _LONGEST else None
    if match is None or _is_label(match) or not match["place"].isupper():
        return None
    if len(match["place"].split()) > _LONGEST_LONE_NAME or not text[end:].strip():
        return None
    if not (match["day"] or match["agency"] or match["dash"]):
        if text[end:].isupper():
            return None
        if first and place_name(match["place"]) not in text[end:]:
            return None
    return _dateline(text, match)


def place_name(words: str) -> str:
    """A place name in its usual form where the text has it in capitals.

    >>> place_name("PORT-AU-PRINCE"), place_name("DİYARBAKIR"), place_name("N'DJAMENA"), place_name("Kyiv")
    ('Port-au-Prince', 'Diyarbakır', "N'Djamena", 'Kyiv')
    """
    if not words.isupper():
        return words
    parts = re.split(r"([\s-]+)", words)
    return "".join(_recased(part, first=i == 0) for i, part in enumerate(parts))


def _recased(word: str, *, first: bool) -> str:
    # Only Turkish and its neighbours have İ, and there I is the capital of ı.
    small = word.replace("I", "ı").replace("İ", "i").lower() if "İ" in word else word.lower()
    if not first and small in _words().small:
        return small
    elided = re.match(r"[^\W\d_][’'`]", word)
    keep = elided.end() + 1 if elided else 1
    return word[:keep] + small[keep:]


def _is_label(match: re.Match[str]) -> bool:
    place = match["place"]
    return sum(character.isalpha() for character in place) < 3 or place.casefold() in _words().not_places


def _is_capitalized(words: str) -> bool:
    return all(word[0].isupper() or word in _words().small for word in words.split())


def _is_speaker(text: str, match: re.Match[str]) -> bool:
    """Whether ``NAME:`` labels who is speaking: transcripts have more than one such line."""
    return len(re.findall(r"(?m)^\W*[^\W\d_a-z][^\Wa-z]*(?:[ .][^\Wa-z]+)*:\s", text)) > 1


def _dateline(text: str, match: re.Match[str]) -> Dateline:
    place = None
    if not _is_label(match):
        place = Found(place_name(match["place"]), "read.dateline", Basis.STATED, (Span(*match.span("place")),))
    day = date_at(text, match.start("day"), match.end("day")) if match["day"] else None
    published = None
    if day:
        basis = Basis.DERIVED if day.short_year else Basis.STATED
        published = Found(day.value, "read.dateline-date", basis, (Span(day.start, day.end),))
    agency = None
    if match["agency"]:
        agency = Found(match["agency"], "read.dateline-agency", Basis.STATED, (Span(*match.span("agency")),))
    return Dateline(place, published, agency, match.end())
