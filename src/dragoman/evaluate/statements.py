"""Attributions of a text in the rows that attribution corpora are scored with.

Comes in: a gold row (``doc_id``, ``text``). Goes out: the row of our own reading of its text, with
``quotes`` that name content, kind, speaker and cue, views and wishes included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.annotate.annotation import Annotation
from dragoman.annotate.parser import parse
from dragoman.annotate.quotations import find_quotations
from dragoman.coding.attribution import Attribution
from dragoman.coding.statements import StatementCoder, kind_of, phrase_span
from dragoman.model.syntax import Parse
from dragoman.model.text import Document, Span


def rows(gold: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row of predictions for each gold row."""
    coder = StatementCoder.load()
    for row in gold:
        yield predict(coder, row["doc_id"], row["text"], parse(row["text"]))


def predict(coder: StatementCoder, identity: str, text: str, parsed: Parse) -> dict[str, Any]:
    """The attributions of one text; those inside others are left out, as such corpora do."""
    document = Document(id=identity, address=identity, text=text, digest="")
    annotation = Annotation(document=document, parse=parsed, quotations=find_quotations(text))
    found = coder.attributions(annotation)
    outer = [a for a in found if not any(_within(a, other) for other in found)]
    return {"doc_id": identity, "quotes": [_quote(annotation, a) for a in outer]}


def _within(one: Attribution, other: Attribution) -> bool:
    hull = Span(one.content[0].start, one.content[-1].end)
    return other is not one and other.size > one.size and any(part.contains(hull) for part in other.content)


def _quote(annotation: Annotation, attribution: Attribution) -> dict[str, Any]:
    text = annotation.document.text
    parts = sorted((part.start, part.end) for part in attribution.content)
    start, end = parts[0][0], parts[-1][1]
    quote: dict[str, Any] = {
        "start": start,
        "end": end,
        "text": text[start:end],
        "kind": kind_of(annotation, attribution.content),
        "speaker": None,
        "cue": _words(text, attribution.cue.start, attribution.cue.end),
    }
    if len(parts) > 1:
        quote["parts"] = parts
    if attribution.speaker is not None:
        span = phrase_span(annotation, attribution.speaker)
        quote["speaker"] = _words(text, span.start, span.end)
    return quote


def _words(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}
