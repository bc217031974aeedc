"""Words that a model quotes, found in the text they are said to come from.

Word for word. Only what typists and web pages vary by themselves may differ, the kind of white space, of quotation
marks and of dashes, and what is found is always the text's own span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.model.text import Span

_MARKS = {mark: sign for sign, marks in {'"': "“”„‟«»″", "'": "‘’‚‛′`", "-": "‐‑‒–—−"}.items() for mark in marks}
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # soft hyphens, and spaces without width
_OUTER = re.compile(r"[\s\"“”„‟«»]*(?P<inner>.*?)[\s\"“”„‟«»]*", re.DOTALL)


class TextWords:
    """The words of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded, self._places = _fold(text)

    def find(self, words: str, within: Span | None = None) -> list[Span]:
        """Where words stand in the text, or in a part of it, as whole words, in its order.

        As they are given, if they stand so anywhere; else with other white space, quotation marks and dashes.

        >>> TextWords("He said: “We\\n will go.”").find('"We will go."')
        [Span(start=9, end=23)]
        >>> TextWords("Germany").find("man")
        []
        """
        inside = within or Span(0, len(self.text))
        if not any(letter.isalnum() for letter in words):
            return []
        exact = [Span(start, start + len(words)) for start in _starts(self.text, words, inside)]
        return [span for span in exact or self._alike(words, inside) if self._is_whole(span)]

    def nearest(self, words: str, near: Span, within: Span | None = None) -> Span | None:
        """The place of words that is nearest to another; the first of several as near."""
        return min(self.find(words, within), key=lambda span: distance(span, near), default=None)

    def bare(self, span: Span) -> Span:
        """A span without quotation marks and white space around it."""
        inner = _OUTER.fullmatch(self.text, span.start, span.end)
        assert inner is not None  # it fits any text
        return Span(*inner.span("inner"))

    def _alike(self, words: str, inside: Span) -> Iterator[Span]:
        wanted = _fold(words)[0].strip()
        for start in _starts(self._folded, wanted, Span(0, len(self._folded))):
            found = Span(self._places[start], self._places[start + len(wanted) - 1] + 1)
            if inside.contains(found):
                yield found

    def _is_whole(self, span: Span) -> bool:
        """Whether no word is cut at either end."""
        text = self.text
        cut_before = span.start > 0 and text[span.start - 1].isalnum() and text[span.start].isalnum()
        cut_after = span.end < len(text) and text[span.end].isalnum() and text[span.end - 1].isalnum()
        return not cut_before and not cut_after


def distance(one: Span, other: Span) -> int:
    """Characters between two spans; 0 where they touch."""
    return max(0, other.start - one.end, one.start - other.end)


def _starts(text: str, words: str, inside: Span) -> Iterator[int]:
    start = text.find(words, inside.start, inside.end) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1, inside.end)


def _fold(text: str) -> tuple[str, list[int]]:
    """A text with one kind of white space, quotation mark and dash, and where each of its characters stands."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter in _NOTHING:
            continue
        if letter.isspace():
            if letters and letters[-1] == " ":
                continue
            letter = " "
        letters.append(_MARKS.get(letter, letter))
        places.append(place)
    return "".join(letters), places
