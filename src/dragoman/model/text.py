"""Text and the words in it: spans, evidence, attested values, the document.

All offsets in Dragoman are Unicode code points into ``Document.text``, half-open
``[start, end)``. The text is never changed after reading, so an offset stays true.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, half-open, in code points.

    >>> Span(3, 7).overlaps(Span(6, 9))
    True
    """

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words in a document that support one field of one record."""

    document: str
    start: int
    end: int
    text: str  # always the document's text[start:end]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Basis(StrEnum):
    """How a value came to be believed."""

    STATED = "stated"  # the evidence says it
    DERIVED = "derived"  # a named rule worked it out from the evidence
    ASSUMED = "assumed"  # nothing says it; a named default supplied it
    CORRECTED = "corrected"  # a person says it; the rule names who


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested(Generic[T]):
    """A value together with the reason we believe it.

    Only an assumed or corrected value, or one given from outside the text (rule ``given.*``), may
    come without evidence.
    """

    value: T
    basis: Basis
    rule: str  # "family.what-it-says", e.g. "time.weekday-before-published"
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of one article, as read."""

    id: str  # from address and digest: a changed article is a new document
    address: str  # URL, file URI, or the id given in a JSON line
    text: str
    digest: str  # SHA-256 of the text and the metadata given with it
    title: Attested[str] | None = None
    published: Attested[str] | None = None  # ISO 8601 date, or a year or month where only that is known
    dateline: Attested[str] | None = None  # place name as written
    byline: Attested[str] | None = None
    source: Attested[str] | None = None  # outlet: publisher or site name
    language: str = "en"  # ISO 639-1
    media_type: str = "text/plain"
    fetched: str | None = None  # when it was got from the web, ISO 8601; never taken for the date of publication
    replaces: str | None = None  # id of the version this one supersedes

    def evidence(self, start: int, end: int) -> Evidence:
        """The words at ``[start, end)`` as evidence.

        Raises ValueError if the span is empty or outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span [{start}, {end}) is not in a text of {len(self.text)} characters")
        return Evidence(self.id, start, end, self.text[start:end])
