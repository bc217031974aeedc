"""What a reader hands over, and how it becomes a Document.

Every reader (plain text, web page, PDF, JSON) makes a ``Draft``: the text and the metadata that came
with it. ``finish`` adds what the text itself says at its head, settles which of two sources of a field
counts, and gives the document its identity. Refuses a text without a single letter or digit.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from dragoman.model.problems import DragomanError, UnreadableArticle
from dragoman.model.text import Attested, Document, Evidence
from dragoman.reading.dates import iso_date
from dragoman.reading.found import Found
from dragoman.reading.head import Head, read_head
from dragoman.reading.language import language_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the user says about an article; it outranks all that is read."""

    published: str | None = None
    source: str | None = None
    title: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None and iso_date(self.published) is None:
            raise DragomanError(f"{self.published!r} is not a date; write it as 2025-09-17")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article's text and the metadata that came with it, before the text itself is searched.

    Metadata with basis ``assumed`` gives way to anything read in the text.
    """

    text: str
    media_type: str = "text/plain"
    title: Found | None = None
    published: Found | None = None  # value already ISO 8601
    byline: Found | None = None
    source: Found | None = None
    language: str | None = None  # as declared
    fetched: str | None = None  # when it was got from the web


def given(value: str | None, rule: str) -> Found | None:
    """A value from outside the text, or None where it is blank."""
    return Found(" ".join(value.split()), rule) if value and value.strip() else None


def finish(draft: Draft, overrides: Overrides, address: str | None) -> Document:
    """The document; without an address it is known by its own digest.

    Raises UnreadableArticle if the text holds no letter or digit, or cannot be written as UTF-8.
    """
    _check(draft.text)
    title = given(overrides.title, "given.option") or draft.title
    published = given(overrides.published and iso_date(overrides.published), "given.option") or draft.published
    source = given(overrides.source, "given.option") or draft.source
    digest = _digest(draft.text, title, published, source)
    address = address or f"text:{digest}"
    identity = hashlib.sha256(f"{address}\0{digest}".encode()).hexdigest()[:16]
    head = read_head(draft.text, title.value if title and not title.assumed else None)
    attest = _Attest(identity, draft.text)
    return Document(
        id=identity,
        address=address,
        text=draft.text,
        digest=digest,
        title=attest(_with_words(title, head), head.title),
        published=attest(published, head.published),
        dateline=attest(head.dateline),
        byline=attest(draft.byline, head.byline),
        source=attest(source, head.source),
        language=language_of(draft.text, draft.language),
        media_type=draft.media_type,
        fetched=draft.fetched,
    )


def _check(text: str) -> None:
    if not any(character.isalnum() for character in text):
        raise UnreadableArticle("holds no text; give a file or line with an article in it")
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        raise UnreadableArticle(
            f"holds half a character (lone surrogate) at position {fault.start}; write the text again as UTF-8"
        ) from fault


def _digest(text: str, *metadata: Found | None) -> str:
    parts = [text, *(found.value if found and not found.assumed else None for found in metadata)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _with_words(title: Found | None, head: Head) -> Found | None:
    """A given title together with the lines of the text that repeat it."""
    if title is None or title.assumed or head.title is None:
        return title
    return Found(title.value, title.rule, title.basis, head.title.spans)


@dataclass(frozen=True, slots=True)
class _Attest:
    """Turns what was found into attested values of one document."""

    document: str
    text: str

    def __call__(self, first: Found | None, second: Found | None = None) -> Attested[str] | None:
        found = second if second and (first is None or first.assumed) else first
        if found is None:
            return None
        evidence = tuple(Evidence(self.document, s.start, s.end, self.text[s.start : s.end]) for s in found.spans)
        return Attested(value=found.value, basis=found.basis, rule=found.rule, evidence=evidence)
