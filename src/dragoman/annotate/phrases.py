"""Find many phrases in a text at once, blind to case, diacritics and line breaks.

In: written forms with a value each, and a parsed text. Out: every place where a written form
stands as whole words. Whether the case of the letters agrees is checked form by form: "US" is
not "us", but "the ministry of defence" is "the Ministry of Defence".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

import ahocorasick_rs

from dragoman.model.syntax import Parse

T = TypeVar("T")

# Letters that Unicode does not take apart into a base letter and a mark; punctuation with several forms.
_PLAIN = str.maketrans("ıøđłħ’‘ʼ`´‐‑–", "iodlh'''''---")
_WORD = re.compile(r"[^\W_]+")


@cache
def _fold_character(character: str) -> str:
    """The letters a character stands for, without marks and in lower case; a mark gives nothing."""
    letters = unicodedata.normalize("NFKD", character)
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.casefold().translate(_PLAIN)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A form for comparing: no diacritics, no case, one blank between words.

    >>> fold("İbrahim  KALIN") == fold("İbrahim Kalın") == "ibrahim kalin"
    True
    """
    if text.isascii():
        folded = text.lower().replace("`", "'")
    else:
        folded = "".join(map(_fold_character, text))
    return " ".join(folded.split())


def case_agrees(written: str, found: str) -> bool:
    """Whether words found may be a written form, judging by capital letters.

    An acronym must be in capitals; a capitalised word of the form must be capitalised in the text.

    >>> case_agrees("MIT", "MİT"), case_agrees("US", "us"), case_agrees("Turkey", "turkey")
    (True, False, False)
    >>> case_agrees("foreign minister", "Foreign Minister")
    True
    """
    if written.isupper() and not found.isupper():
        return False
    for mine, theirs in zip(_WORD.findall(written), _WORD.findall(found), strict=False):
        if mine[0].isupper() and not theirs[0].isupper():
            return False
    return True


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[T]):
    """A written form found at tokens ``[first, last)``."""

    first: int
    last: int
    value: T


class FoldedText:
    """The folded words of a parsed text, with the way back from folded positions to tokens.

    Words of different paragraphs are kept apart, so that no phrase runs over a headline's end.
    """

    def __init__(self, parse: Parse) -> None:
        pieces: list[str] = []
        self.first_at: dict[int, int] = {}
        self.last_at: dict[int, int] = {}
        position = 0
        previous_end = 0
        for token in parse.tokens:
            gap = parse.text[previous_end : token.start]
            if gap:
                pieces.append("\n" if gap.count("\n") > 1 else " ")
                position += 1
            word = fold(token.text)
            if "-" in word:
                self._inside(token.i, word, position)
            self.first_at[position] = token.i
            position += len(word)
            self.last_at[position] = token.i + 1
            pieces.append(word)
            previous_end = token.end
        self.text = "".join(pieces)

    def _inside(self, i: int, word: str, position: int) -> None:
        """Parts of a word such as "U.S.-led" that the parser left in one piece."""
        for at, letter in enumerate(word):
            if letter == "-":
                self.last_at[position + at] = i + 1
                self.first_at[position + at + 1] = i


class PhraseIndex(Generic[T]):
    """Written forms with their values, searched all at once."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        by_form: dict[str, list[tuple[str, T]]] = {}
        for written, value in entries:
            form = fold(written)
            if form:
                by_form.setdefault(form, []).append((written, value))
        self._values = list(by_form.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_form))

    def find(self, parse: Parse, folded: FoldedText) -> list[PhraseMatch[T]]:
        """All matches on whole tokens, longer ones first where they start together."""
        found: list[PhraseMatch[T]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            first = folded.first_at.get(start)
            last = folded.last_at.get(end)
            if first is None or last is None:
                continue
            words = parse.text[parse.tokens[first].start : parse.tokens[last - 1].end]
            for written, value in self._values[number]:
                if case_agrees(written, words):
                    found.append(PhraseMatch(first, last, value))
        found.sort(key=lambda match: (match.first, -match.last))
        return found

    def lookup(self, words: str) -> list[T]:
        """Values of the form that is exactly these words."""
        form = fold(words)
        return [
            value
            for number, start, end in self._automaton.find_matches_as_indexes(form, overlapping=True)
            if start == 0 and end == len(form)
            for _, value in self._values[number]
        ]

    def inside(self, words: str) -> list[T]:
        """Values of every form that stands in these words, longest only where forms overlap."""
        form = fold(words)
        spans = [
            (start, end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(form, overlapping=True)
            if not form[start - 1 : start].isalnum() and not form[end : end + 1].isalnum()
        ]
        kept: list[tuple[int, int, int]] = []
        for start, end, number in sorted(spans, key=lambda span: span[0] - span[1]):
            if all(end <= a or b <= start for a, b, _ in kept):
                kept.append((start, end, number))
        return [value for _, _, number in sorted(kept) for _, value in self._values[number]]


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
