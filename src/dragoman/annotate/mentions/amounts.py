"""Amounts and addresses: numbers, sums of money, coordinates, accounts and telephone numbers.

In: an annotation. Out: marks. A number inside a date is none.
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.annotate.mentions.book import ThingBook
from dragoman.annotate.mentions.marks import Marks
from dragoman.model.mentions import MentionKind
from dragoman.model.syntax import Token

_WRITTEN = (MentionKind.COORDINATES, MentionKind.CONTACT)
_SUMS = frozenset({"MONEY"})
_COUNTS = frozenset({"CARDINAL", "QUANTITY", "PERCENT", "ORDINAL"})


class Amounts:
    """Marks the amounts of one article."""

    def __init__(self, annotation: Annotation, book: ThingBook, marks: Marks) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.tokens = annotation.parse.tokens
        self.book = book
        self.marks = marks
        self.in_date = {
            token.i
            for timex in annotation.timexes
            for token in self.parse.tokens_in(timex.evidence.start, timex.evidence.end)
        }

    def mark(self) -> None:
        text = self.annotation.document.text
        for kind in _WRITTEN:
            for match in (match for pattern in self.book.patterns[kind] for match in pattern.finditer(text)):
                if span := self.parse.tokens_of(*match.span()):
                    self.marks.add(*span, kind, f"mention.{kind}")
        for name in self.parse.names:
            if name.label in _SUMS and not self.marks.covers(name.first, MentionKind.CONTACT):
                first = name.first - (name.first > 0 and self.tokens[name.first - 1].text in "$£€¥")
                self.marks.add(first, name.last, MentionKind.MONEY, "mention.money")
            elif name.label in _COUNTS and self._counts(name.first, name.last):
                self.marks.add(name.first, name.last, MentionKind.QUANTITY, "mention.quantity")
        for token in self.tokens:
            if token.pos == "NUM" and self._is_lone_number(token):
                self.marks.add(token.i, token.i + 1, MentionKind.QUANTITY, "mention.quantity")
            elif token.lower in self.book.words["money"] and token.pos == "NOUN" and token.dep != "compound":
                self.marks.add(token.i, token.i + 1, MentionKind.MONEY, "mention.money-noun")

    def _counts(self, first: int, last: int) -> bool:
        stated = any(t.pos == "NUM" or t.lower in self.book.words["numbers"] for t in self.tokens[first:last])
        if not stated or self.tokens[first].lower == "one" or self._is_number_of_document(first):
            return False
        return self.in_date.isdisjoint(range(first, last)) and not self.marks.covers(
            first, *_WRITTEN, MentionKind.MONEY
        )

    def _is_number_of_document(self, i: int) -> bool:
        return i > 0 and self.book.kind_of(self.tokens[i - 1]) is MentionKind.DOCUMENT

    def _is_lone_number(self, token: Token) -> bool:
        """Whether a number stands free: not in a date, a sum, a name or another amount."""
        if token.lower == "one" or self._is_number_of_document(token.i):
            return False
        return token.i not in self.in_date and not self.marks.covers(
            token.i, *_WRITTEN, MentionKind.MONEY, MentionKind.QUANTITY
        )
