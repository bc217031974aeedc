"""Texts that are themselves a treaty: its title, its parties, when and where it was signed.

Comes in: a text. Goes out: a Treaty with the places in the text that say so, or None for any other text. Treaties name
their parties in a title or preamble before the recitals, and again at the signatures behind "Done at ..."; nothing
between is read but statements of who the parties are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dragoman import data
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Body, Country, Facet
from dragoman.knowledge.phrases import PhraseIndex
from dragoman.model.entities import ActorKind
from dragoman.model.text import Span

_OPENING = 6000  # characters in which title and preamble stand
_TITLE = 1500
_CLOSING = 700  # characters after "Done" in which date and place stand
_NAMED = (Facet.NAME, Facet.ACRONYM)


@dataclass(frozen=True, slots=True)
class TreatyParty:
    """A state or body that signs, and the first words that say so."""

    entry: str
    span: Span


@dataclass(frozen=True, slots=True)
class Treaty:
    """What a treaty says of itself."""

    title: Span | None
    parties: tuple[TreatyParty, ...]
    signed: str | None  # ISO day
    signed_words: Span | None
    place: Span | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    marks: tuple[str, ...]
    title: re.Pattern[str]
    recital: re.Pattern[str]
    done: re.Pattern[str]
    signing: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    days: dict[str, int]
    numbers: dict[str, int]
    months: dict[str, int]
    short_names: dict[str, str]
    article: re.Pattern[str]
    copies: re.Pattern[str]
    note: re.Pattern[str]  # of an editor, before the preamble
    preamble: re.Pattern[str]
    attached: re.Pattern[str]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    no_names: frozenset[str]
    also_sign: frozenset[str]
    no_parties: frozenset[str]


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
    return _Patterns(
        marks=tuple(words["marks"]),
        title=re.compile(rf"\b(?:{'|'.join(words['titles'])})\b", re.IGNORECASE),
        recital=re.compile(rf"(?:^|[\s,;:.])(?:{'|'.join(map(re.escape, words['recitals']))})\b", re.IGNORECASE),
        done=re.compile(rf"\b(?:{'|'.join(words['closings'])})\b(?=[\s,]*:?[\s,]+(?:at|in|on|this|the|up)\b)", re.IGNORECASE),
        signing=re.compile(rf"\b(?:{'|'.join(words['signing'])})\s", re.IGNORECASE),
        dates=(
            re.compile(rf"(?<!\d){day}{month}{year}", re.IGNORECASE),
            re.compile(rf"\b{month}{gap}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{year}", re.IGNORECASE),
        ),
        days=days,
        numbers=numbers,
        months={word: n for n, word in enumerate(words["months"], 1)},
        short_names=dict(words["short-names"]),
        article=re.compile(rf"\b(?:{'|'.join(words['articles'])})\b", re.IGNORECASE),
        copies=re.compile(rf"\b(?:{'|'.join(words['copies'])})\b", re.IGNORECASE),
        note=re.compile(r"\bnote\s*:", re.IGNORECASE),
        preamble=re.compile(r"\bpreamble\b", re.IGNORECASE),
        attached=re.compile(rf"\b(?:{'|'.join(words['attached'])})\b", re.IGNORECASE),
        not_after=tuple(words["not-after"]),
        not_before=tuple(words["not-before"]),
        no_names=frozenset(words["no-names"]),
        also_sign=frozenset(words["also-sign"]),
        no_parties=frozenset(words["no-parties"]),
    )


class TreatyReader:
    """Reads treaties; made once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._signers = PhraseIndex.of(
            (name, sense)
            for name, sense in knowledge.names()
            if sense.facet in (*_NAMED, Facet.PEOPLE)
            and name not in _patterns().no_names
            and self._can_sign(sense.entry)
        )

    def read(self, text: str) -> Treaty | None:
        """What a text says of itself, if it is a treaty."""
        lower = " ".join(text.lower().split())
        if sum(mark in lower for mark in _patterns().marks) < 2:
            return None
        parties = self._parties(text)
        signed, words = _signed(text)
        if not parties and signed is None:
            return None
        return Treaty(
            title=_title(text), parties=tuple(parties), signed=signed, signed_words=words, place=_place(text, words)
        )

    # Parties

    def _parties(self, text: str) -> list[TreatyParty]:
        """The states and bodies of the preamble; else of the signatures; else of what the text says they are."""
        preamble = self._named(text, *self._preamble(text))
        if len(preamble) > 1:
            return preamble
        signatures = self._named(text, *self._signatures(text))
        if len(signatures) > 1:
            return signatures
        stated = self._between(text)
        return stated or _unique([*preamble, *signatures])

    def _preamble(self, text: str) -> tuple[int, int]:
        """From the beginning to the first recital that follows the names of two parties."""
        marked = _patterns().preamble.search(text, 0, _OPENING)
        noted = _patterns().note.search(text, 0, _OPENING)
        for start in (marked.end(),) if marked and noted else (0,):
            for recital in _patterns().recital.finditer(text, start, start + _OPENING):
                if _patterns().article.search(text, start, recital.start()):
                    break  # the articles have begun: there is no preamble
                if len(self._named(text, start, recital.start())) > 1:
                    return start, recital.start()
        return 0, 0

    def _signatures(self, text: str) -> tuple[int, int]:
        """From the first "for" behind the closing formula to the end."""
        closings = _closings(text)
        begin = closings[-1].end() if closings else max(len(text) - _CLOSING, 0)
        found = _patterns().signing.search(text, begin)
        if found is None:
            return 0, 0
        end = _patterns().attached.search(text, found.end())
        return found.start(), min(end.start() if end else len(text), found.start() + 2 * _CLOSING)

    def _between(self, text: str) -> list[TreatyParty]:
        """The two that the articles most often set side by side: "trade between Turkey and Georgia"."""
        names = self._names(text)
        pairs: Counter[tuple[str, str]] = Counter()
        where: dict[tuple[str, str], list[TreatyParty]] = {}
        for one, other in zip(names, names[1:], strict=False):
            joint = text[one.span.end : other.span.start]
            if one.entry != other.entry and len(joint) < 80 and re.search(r"\b(?:and|or|into|to|in)\b", joint):
                pair = (min(one.entry, other.entry), max(one.entry, other.entry))
                pairs[pair] += 1
                where.setdefault(pair, [one, other])
        if pairs:
            return where[pairs.most_common(1)[0][0]]
        states = Counter(name.entry for name in names if name.entry in self.knowledge.countries)
        likely = [id for id, times in states.most_common(2) if times > 1]
        return [next(name for name in names if name.entry == id) for id in likely] if len(likely) > 1 else []

    def _named(self, text: str, start: int, end: int) -> list[TreatyParty]:
        return _unique(p for p in self._names(text[:end]) if p.span.start >= start)

    def _names(self, text: str) -> list[TreatyParty]:
        """States and bodies of states by name, in text order; a place that is part of another's name is none."""
        found: list[TreatyParty] = []
        for match in self._signers.scan(text):
            king = text[: match.start].lower().endswith("king of the ")  # "of the Belgians"
            facets = (*_NAMED, Facet.PEOPLE) if king else _NAMED
            ids = [sense.entry for sense in match.values if sense.facet in facets]
            if not ids or self._is_of_another_name(text, match.start, match.end):
                continue
            between = text[found[-1].span.end : match.start] if found else ""
            if found and between in (", ", " ") and found[-1].entry in ("HKG", "MAC") and ids[0] == "CHN":
                continue  # "Hong Kong, China"
            found.append(TreatyParty(ids[0], Span(match.start, match.end)))
        known = {party.entry for party in found}
        for words, id in _patterns().short_names.items():
            if id in known or not re.search(rf"[A-Z]\w+ {words.split()[-1]}\b", text):
                found += [TreatyParty(id, Span(*m.span())) for m in re.finditer(re.escape(words), text)]
        return sorted(found, key=lambda party: party.span)

    def _is_of_another_name(self, text: str, start: int, end: int) -> bool:
        """ "The Uruguay Round", "Central America", "the States of the Association"."""
        before = text[:start].rstrip().endswith(_patterns().not_before)
        return before or text[end:].lstrip().startswith(_patterns().not_after)

    def _can_sign(self, id: str) -> bool:
        entry = self.knowledge.entry(id)
        if isinstance(entry, Body):
            return id in _patterns().also_sign or (entry.kind is ActorKind.IGO and id not in _patterns().no_parties)
        return isinstance(entry, Country)


def _unique(parties: Iterable[TreatyParty]) -> list[TreatyParty]:
    found: dict[str, TreatyParty] = {}
    for party in parties:
        found.setdefault(party.entry, party)
    return list(found.values())


def _title(text: str) -> Span | None:
    """The line of the opening that says what kind of treaty it is."""
    found = _patterns().title.search(text, 0, _TITLE)
    if found is None:
        return None
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    line = text[start : end if end >= 0 else len(text)]
    left = len(line) - len(line.lstrip())
    return Span(start + left, start + len(line.rstrip())) if line.strip() else None


def _signed(text: str) -> tuple[str | None, Span | None]:
    """The day behind "Done at ..."; else one in the title, as "of 26 May 1995".

    Where the closing formula leaves the day blank, so does this.
    """
    for closing in reversed(_closings(text)):
        found = _date(text, closing.end(), closing.end() + _CLOSING // 2)
        if found is not None:
            return found
    return _date(text, 0, _TITLE // 3) or (None, None)


def _closings(text: str) -> list[re.Match[str]]:
    """Where the closing formula may stand: behind the middle, or before words for the copies that were signed."""
    return [
        found
        for found in _patterns().done.finditer(text)
        if found.start() > len(text) // 2 or _patterns().copies.search(text, found.end(), found.end() + _CLOSING // 2)
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
        return value.isoformat(), Span(*match.span())
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


def _place(text: str, signed: Span | None) -> Span | None:
    """The words between "Done at" and the date that name a place."""
    if signed is None:
        return None
    closings = [m for m in _patterns().done.finditer(text, 0, signed.start) if signed.start - m.end() < _CLOSING]
    if not closings:
        return None
    found = re.compile(r"\s+(?:at|in)\s+(?:the\s+city\s+of\s+)?([A-Z][\w.-]*(?:[ \t]+[A-Z][\w.-]*)*)").match(
        text, closings[-1].end()
    )
    return Span(*found.span(1)) if found else None
