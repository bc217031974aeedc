"""Where the content of an attribution begins and ends on the page, given the quotation marks in it.

Comes in: a stretch of text that syntax takes for content. Goes out: the same without loose punctuation, with
whole quotations only, and without the marks where it is nothing but a quotation.
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation, Quotation
from dragoman.annotate.quotations import MARKS
from dragoman.model.syntax import Token
from dragoman.model.text import Span

_LOOSE = " \t\r\n\u00a0,;:—–-"


class ContentTrimmer:
    """Trims content of one text."""

    def __init__(self, annotation: Annotation) -> None:
        self.text = annotation.document.text
        self.parse = annotation.parse
        self.quotations = [q for q in annotation.quotations if q.depth == 0]

    def parts(self, content: tuple[Span, ...], cue: Token | None) -> tuple[Span, ...]:
        """Content that begins or ends inside a quotation takes all of it; a part inside another is dropped."""
        parts = sorted({part for p in content if (part := self._part(p, cue))})
        return tuple(p for p in parts if not any(o.contains(p) and o != p for o in parts))

    def spoken(self, quotation: Quotation) -> Span:
        """A quotation without the comma that only leads to its attribution."""
        end = quotation.end
        while end > quotation.start and self.text[end - 1] in ", ":
            end -= 1
        return Span(quotation.start, end)

    def quotation_at(self, place: int) -> Quotation | None:
        """The outermost quotation that holds a character."""
        return next((q for q in self.quotations if q.start <= place < q.end), None)

    def is_quoted(self, part: Span) -> bool:
        return self.quotation_at(part.start) is not None

    def _part(self, part: Span, cue: Token | None) -> Span | None:
        start, end = part.start, part.end
        for q in self.quotations:
            if q.start < end and start < q.end and not (cue is not None and q.start <= cue.start < q.end):
                start, end = min(start, q.start - 1 if start < q.start else q.start), max(end, q.end)
                if start < q.start:
                    end = max(end, self._after_marks(q))
                    if cue is not None and cue.start >= part.end <= q.end + 2 and self._leads(start, q):
                        start = q.start
        return self._trim(start, end)

    def _leads(self, start: int, quotation: Quotation) -> bool:
        """`She scolded him: "Go," she said`: whether what stands before a quotation introduces it."""
        return self.text[start : quotation.start].rstrip(MARKS + " ").endswith(":")

    def _after_marks(self, quotation: Quotation) -> int:
        """Where a quotation and the marks that close it end."""
        end = quotation.end
        while quotation.closed and end < len(self.text) and self.text[end] in MARKS:
            end += 1
        return end

    def _trim(self, start: int, end: int) -> Span | None:
        text = self.text
        while start < end and text[start] in _LOOSE:
            start += 1
        while start < end and text[end - 1] in _LOOSE:
            end -= 1
        bare = self._bare(start, end)
        for q in self.quotations:
            opens = start < q.end and not text[min(start, q.start) : q.start].strip(MARKS)
            if opens and q.end < end - 1 and text[q.end - 1] in ",.!?":
                return self.spoken(q)
            if bare and q.start < end and start < q.end and bare == self._bare(q.start, q.end):
                return self.spoken(q)
        if end > start and text[end - 1] == "." and not self._abbreviates(end):
            end -= 1
        words = text[start:end]
        if words.startswith("(") and ")" not in words:
            start += 1
        elif words.endswith(")") and "(" not in words:
            end -= 1
        return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None

    def _bare(self, start: int, end: int) -> str:
        return self.text[start:end].strip(MARKS + _LOOSE + ".")

    def _abbreviates(self, end: int) -> bool:
        tokens = self.parse.tokens_in(end - 1, end)
        return bool(tokens) and len(tokens[0].text) > 1
