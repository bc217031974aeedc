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
from functools import cache
from itertools import pairwise
from typing import Any

from dragoman import data
from dragoman.coding.agreements.treaty_signing import Signed, closings, signed
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Body, Country, Facet
from dragoman.knowledge.phrases import PhraseIndex
from dragoman.model.entities import ActorKind
from dragoman.model.text import Span

_OPENING = 6000  # characters in which title and preamble stand
_TITLE = 1500
_SIGNATURES = 1400  # characters in which signatures stand
_MARKS = 2  # words of treaties that make one
_PREAMBLE = re.compile(r"\bpreamble\b", re.IGNORECASE)
_NOTE = re.compile(r"\bnote\s*:", re.IGNORECASE)  # of an editor, before the preamble
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
    signed: Signed | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    sure: tuple[str, ...]  # words of which a treaty has one, and another of these or of `likely`
    likely: tuple[str, ...]
    title: re.Pattern[str]
    recital: re.Pattern[str]
    signing: re.Pattern[str]
    article: re.Pattern[str]
    attached: re.Pattern[str]


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = data.content("coding", "treaties.yaml")
    return found


@cache
def _patterns() -> _Patterns:
    words = _words()

    def any_of(name: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
        return re.compile(rf"{before}(?:{'|'.join(map(re.escape, words[name]))}){after}", re.IGNORECASE)

    return _Patterns(
        sure=tuple(words["sure"]),
        likely=tuple(words["likely"]),
        title=any_of("titles"),
        recital=any_of("recitals", before=r"(?:^|[\s,;:.])"),
        signing=any_of("signing", after=r"\s"),
        article=any_of("articles"),
        attached=any_of("attached"),
    )


class TreatyReader:
    """Reads treaties; made once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._signers = PhraseIndex.of(
            (name, sense)
            for name, sense in knowledge.names()
            if sense.facet in (*_NAMED, Facet.PEOPLE)
            and name not in _words()["no-names"]
            and self._can_sign(sense.entry)
        )

    def read(self, text: str) -> Treaty | None:
        """What a text says of itself, if its words show that it is a treaty."""
        lower = " ".join(text.lower().split())
        sure = sum(mark in lower for mark in _patterns().sure)
        if not sure or sure + sum(mark in lower for mark in _patterns().likely) < _MARKS:
            return None
        return self.read_treaty(text)

    def read_treaty(self, text: str) -> Treaty | None:
        """The same for a text that is known to be one."""
        parties = self._parties(text)
        when = signed(text)
        return Treaty(title=_title(text), parties=tuple(parties), signed=when) if parties or when else None

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
        marked = _PREAMBLE.search(text, 0, _OPENING)
        noted = _NOTE.search(text, 0, _OPENING)
        for start in (marked.end(),) if marked and noted else (0,):
            for recital in _patterns().recital.finditer(text, start, start + _OPENING):
                if _patterns().article.search(text, start, recital.start()):
                    break  # the articles have begun: there is no preamble
                if len(self._named(text, start, recital.start())) > 1:
                    return start, recital.start()
        return 0, 0

    def _signatures(self, text: str) -> tuple[int, int]:
        """From the first "for" behind the closing formula to the end."""
        formulas = closings(text)
        begin = formulas[-1].end if formulas else max(len(text) - _SIGNATURES // 2, 0)
        found = _patterns().signing.search(text, begin)
        if found is None:
            return 0, 0
        end = _patterns().attached.search(text, found.end())
        return found.start(), min(end.start() if end else len(text), found.start() + _SIGNATURES)

    def _between(self, text: str) -> list[TreatyParty]:
        """The two that the articles most often set side by side: "trade between Turkey and Georgia"."""
        names = self._names(text)
        pairs: Counter[tuple[str, str]] = Counter()
        where: dict[tuple[str, str], list[TreatyParty]] = {}
        for one, other in pairwise(names):
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
            king = text[max(match.start - 12, 0) : match.start].lower() == "king of the "  # "of the Belgians"
            facets = (*_NAMED, Facet.PEOPLE) if king else _NAMED
            ids = [sense.entry for sense in match.values if sense.facet in facets]
            if not ids or self._is_of_another_name(text, match.start, match.end):
                continue
            between = text[found[-1].span.end : match.start] if found else ""
            if found and between in (", ", " ") and found[-1].entry in ("HKG", "MAC") and ids[0] == "CHN":
                continue  # "Hong Kong, China"
            found.append(TreatyParty(ids[0], Span(match.start, match.end)))
        known = {party.entry for party in found}
        for words, id in _words()["short-names"].items():
            if id in known or not re.search(rf"[A-Z]\w+ {words.split()[-1]}\b", text):
                found += [TreatyParty(id, Span(*m.span())) for m in re.finditer(re.escape(words), text)]
        return sorted(found, key=lambda party: party.span)

    def _is_of_another_name(self, text: str, start: int, end: int) -> bool:
        """ "The Uruguay Round", "Central America", "the States of the Association"."""
        before = text[max(start - 12, 0) : start].rstrip().endswith(tuple(_words()["not-before"]))
        return before or text[end : end + 12].lstrip().startswith(tuple(_words()["not-after"]))

    def _can_sign(self, id: str) -> bool:
        entry = self.knowledge.entry(id)
        if isinstance(entry, Body):
            return id in _words()["also-sign"] or (entry.kind is ActorKind.IGO and id not in _words()["no-parties"])
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
