"""Find many phrases in a text at once, blind to case, diacritics and line breaks.

In: written forms with a value each, and a text, parsed or not. Out: every place where a written form
stands as whole words. Whether the case of the letters agrees is checked form by form: "US" is
not "us", but "the ministry of defence" is "the Ministry of Defence".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

import ahocorasick_rs

from dragoman.knowledge.spelling import Folded, case_agrees, phrase_key, words_of
from dragoman.model.syntax import Parse

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[T]):
    """A written form found at tokens ``[first, last)``."""

    first: int
    last: int
    value: T


class Found(NamedTuple, Generic[T]):
    """What stands at characters ``[start, end)`` of a text that was not parsed."""

    start: int
    end: int
    values: tuple[T, ...]


class FoldedText:
    """A parsed text folded, with the way back from its positions to tokens."""

    def __init__(self, parse: Parse) -> None:
        self._folded = Folded.of(parse.text)
        self._letters = self._folded.text
        self.text = self._letters.replace("-", " ")  # a hyphen is as good as a blank
        self._parse = parse
        self._first = {token.start: token.i for token in parse.tokens}
        self._last = {token.end: token.i + 1 for token in parse.tokens}

    def tokens(self, start: int, end: int) -> tuple[int, int] | None:
        """Tokens ``[first, last)`` that folded positions cover, if they begin and end with one.

        A part of a word with a hyphen, such as "U.S.-led", counts as the whole word.
        """
        if self._letters[start - 1 : start].isalnum() or self._letters[end : end + 1].isalnum():
            return None  # inside a word, or inside a letter that folds to several
        first_at, last_at = self._folded.start(start), self._folded.end(end)
        first, last = self._first.get(first_at), self._last.get(last_at)
        if first is None and self._letters[start - 1 : start] == "-":
            first = next((token.i for token in self._parse.tokens_in(first_at, first_at + 1)), None)
        if last is None and self._letters[end : end + 1] == "-":
            last = next((token.i + 1 for token in self._parse.tokens_in(last_at - 1, last_at)), None)
        return (first, last) if first is not None and last is not None else None


class PhraseIndex(Generic[T]):
    """Written forms with their values, searched all at once."""

    def __init__(self, by_form: Mapping[str, Sequence[tuple[str, T]]]) -> None:
        """``by_form``: phrase key → each form so spelled, as written, with its value."""
        self._by_form = by_form

    @classmethod
    def of(cls, entries: Iterable[tuple[str, T]]) -> PhraseIndex[T]:
        """An index of written forms with their values."""
        by_form: dict[str, list[tuple[str, T]]] = {}
        for written, value in entries:
            form = phrase_key(written)
            if form:
                by_form.setdefault(form, []).append((written, value))
        return cls(by_form)

    def entries(self) -> Iterator[tuple[str, T]]:
        """Every written form with what it stands for."""
        return (entry for entries in self._by_form.values() for entry in entries)

    @cached_property
    def _forms(self) -> list[str]:
        return list(self._by_form)

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._forms)

    @cached_property
    def _at_words(self) -> tuple[ahocorasick_rs.AhoCorasick, list[list[int]]]:
        """The same forms, found only where a word begins, in a text whose signs are blanks; forms by their number."""
        alike: dict[str, list[int]] = {}
        for number, form in enumerate(self._forms):
            alike.setdefault(" " + words_of(form), []).append(number)
        automaton = ahocorasick_rs.AhoCorasick(list(alike), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        return automaton, list(alike.values())

    def find(self, parse: Parse, folded: FoldedText) -> list[PhraseMatch[T]]:
        """All matches on whole tokens, longer ones first where they start together."""
        found: list[PhraseMatch[T]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            tokens = folded.tokens(start, end)
            if tokens is None:
                continue
            words = parse.words(*tokens)
            found += [PhraseMatch(*tokens, value) for value in self._agreeing(number, words)]
        found.sort(key=lambda match: (match.first, -match.last))
        return found

    def scan(self, text: str) -> Iterator[Found[T]]:
        """Whole words of a text that has not been parsed, from left to right, the longest form at each place."""
        folded = Folded.of(text)
        letters = folded.text.replace("-", " ")
        automaton, alike = self._at_words
        forms, original = self._forms, folded.spans()
        cased: dict[tuple[int, str], tuple[T, ...]] = {}  # a text says the same few names again and again
        for found, start, end in automaton.find_matches_as_indexes(" " + words_of(letters)):
            end -= 1  # the blank put before the text; the one before the form makes up for it at the start
            if letters[end : end + 1].isalnum():
                continue
            here = letters[start:end]
            for number in alike[found]:
                if here == forms[number]:
                    first, last = original(start, end)
                    words = text[first:last]
                    values = cased.get((number, words))
                    if values is None:
                        values = cased[number, words] = tuple(self._agreeing(number, words))
                    if values:
                        yield Found(first, last, values)
                    break

    def _agreeing(self, number: int, words: str) -> Iterator[T]:
        return (value for written, value in self._by_form[self._forms[number]] if case_agrees(written, words))

    def lookup(self, words: str) -> list[T]:
        """Values of the form that is exactly these words."""
        return [value for _, value in self._by_form.get(phrase_key(words), ())]

    def inside(self, words: str) -> list[T]:
        """Values of every form that stands in these words, longest only where forms overlap."""
        form = phrase_key(words)
        spans = [
            (start, end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(form, overlapping=True)
            if not form[start - 1 : start].isalnum() and not form[end : end + 1].isalnum()
        ]
        kept: list[tuple[int, int, int]] = []
        for start, end, number in sorted(spans, key=lambda span: span[0] - span[1]):
            if all(end <= a or b <= start for a, b, _ in kept):
                kept.append((start, end, number))
        return [value for _, _, number in sorted(kept) for _, value in self._by_form[self._forms[number]]]


def longest(matches: Iterable[PhraseMatch[T]]) -> list[list[PhraseMatch[T]]]:
    """Groups of matches on the same tokens, the longer of any two that overlap, in text order."""
    groups: dict[tuple[int, int], list[PhraseMatch[T]]] = {}
    for match in matches:
        groups.setdefault((match.first, match.last), []).append(match)
    taken: set[int] = set()
    kept: list[tuple[int, int]] = []
    for first, last in sorted(groups, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            kept.append((first, last))
    return [groups[span] for span in sorted(kept)]
