"""From rows and entries to citations: the article, the exact words with their offsets, what stands around them."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman import explain
from dragoman.assistant.answers import Article, Citation, Span
from dragoman.corpus import Corpus
from dragoman.explain import PartExplanation
from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.model.text import Attested, Document, Evidence

_AROUND = 200  # characters on either side of the words cited
_TELLINGS = 5  # articles that are cited for one thing; the rest are counted


class Citing:
    """Citations from a corpus, each article loaded once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._records: dict[str, Record] = {}

    def record(self, document: str) -> Record:
        """The record of a document, by its full id: a beginning that several have would bring up their headlines."""
        if document not in self._records:
            self._records[document] = self._corpus.store.load(document)
        return self._records[document]

    def of(self, ids: Iterable[str]) -> list[Citation]:
        """Citations of the first few entries."""
        return [self.one(id) for id, _ in zip(ids, range(_TELLINGS), strict=False)]

    def one(self, id: str) -> Citation:
        """The citation of an entry ("document:entry").

        Raises DragomanError if there is none.
        """
        document, colon, entry = id.rpartition(":")
        if not colon:
            raise DragomanError(f"{id!r} is no entry; entries have a document, a colon and their own id")
        record = self.record(document)
        words = [span(one) for one in evidence(record, entry)]
        return Citation(
            id=f"{record.document.id}:{entry}",
            article=article(record.document),
            words=words,
            passage=around(record.document.text, words[0].start, words[0].end) if words else None,
        )


def evidence(record: Record, entry: str) -> tuple[Evidence, ...]:
    """The words that an entry of a record was read from, in their order.

    Raises DragomanError naming the entries there are.
    """
    try:
        found = explain.explain(record, entry)
    except KeyError as fault:
        raise DragomanError(f"{record.document.id}: {fault.args[0]}") from fault
    words = found.words if isinstance(found, PartExplanation) else found.triggers
    return tuple(sorted(words, key=lambda one: one.start))


def article(document: Document) -> Article:
    """What is said of an article."""
    return Article(
        id=document.id,
        quoted_title=_value(document.title),
        quoted_outlet=_value(document.source),
        published=_value(document.published),
        address=document.address,
    )


def span(words: Evidence) -> Span:
    """Words of an article."""
    return Span(quoted_text=words.text, start=words.start, end=words.end)


def around(text: str, start: int, end: int) -> Span:
    """Words with some of their paragraph on either side, cut between words."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + _AROUND)
    return whole_words(text, first, last, start, end)


def whole_words(text: str, first: int, last: int, start: int, end: int) -> Span:
    """The text between two places, less the halves of words at its edges; what is from start to end stays."""
    while 0 < first < start and text[first - 1].isalnum() and text[first].isalnum():
        first += 1
    while end < last < len(text) and text[last - 1].isalnum() and text[last].isalnum():
        last -= 1
    return Span(quoted_text=text[first:last], start=first, end=last)


def _value(attested: Attested[str] | None) -> str | None:
    return attested.value if attested else None
