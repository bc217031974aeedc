"""Paragraphs and sentences of a text that is not parsed any more."""

from __future__ import annotations

import re
from functools import cached_property

from dragoman.annotate.paragraphs import paragraphs
from dragoman.model.text import Span

_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘(A-ZÀ-Þ])")


class Passages:
    """Where the paragraphs and sentences of one text begin and end."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _paragraphs(self) -> list[Span]:
        return [Span(start, end) for start, end in paragraphs(self.text)]

    def paragraph(self, offset: int) -> Span:
        """The paragraph around an offset."""
        found = (span for span in self._paragraphs if span.start <= offset < span.end)
        return next(found, Span(offset, offset))

    def sentence(self, offset: int) -> Span:
        """The sentence around an offset; an abbreviation before a name may cut it short."""
        around = self.paragraph(offset)
        start, end = around.start, around.end
        for gap in _SENTENCE_END.finditer(self.text, around.start, around.end):
            if gap.end() <= offset:
                start = gap.end()
            elif gap.start() >= offset:
                end = gap.start() + 1
                break
        return Span(start, end)

    def sentences_apart(self, one: int, other: int) -> int | None:
        """How many sentence ends lie between two offsets of a paragraph; None if they are of two paragraphs."""
        around = self.paragraph(one)
        if not around.start <= other < around.end:
            return None
        return len(_SENTENCE_END.findall(self.text, min(one, other), max(one, other)))
