"""Attributions of a text in the rows that attribution corpora are scored with.

Comes in: a gold row (``doc_id``, ``text``). Goes out: the row of our own reading of its text, with
``quotes`` that name content, kind, speaker and cue, views and wishes included.

The corpus knows no kinds: they were derived from the content span, which has its quotation marks inside. A span
that begins and ends with double marks is direct, one with a double mark anywhere else is mixed, any other is
indirect, so that 'single' and ''doubled'' marks count for nothing. ``kind`` of our rows is derived in the same way
from our span, not taken from the statement, whose kind heeds every style of marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.annotate.annotation import Annotation
from dragoman.annotate.parser import parse
from dragoman.annotate.quotations import find_quotations
from dragoman.coding.statements.attribution import Attribution
from dragoman.coding.statements.coder import StatementCoder, phrase_span
from dragoman.evaluate.likeness import overlap
from dragoman.model.syntax import Parse
from dragoman.model.text import Document, Span
from dragoman.resolve.assignment import assign

_OPENING, _CLOSING = ('"', "“"), ('"', "”")
_DOUBLE = '"“”'
_MARKS = f"{_DOUBLE}'‘’`"


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


def cue_figures(gold: Iterable[dict[str, Any]], predicted: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of cues: a cue is right where it overlaps a gold cue, one to one.

    >>> said, told = {"cue": {"start": 4, "end": 8}}, {"cue": {"start": 20, "end": 24}}
    >>> cue_figures([{"quotes": [said, {"cue": None}]}], [{"quotes": [said, told]}])
    {'cue': {'p': 0.5, 'r': 1.0, 'f1': 0.6667, 'tp': 1, 'pred': 2, 'gold': 1}}
    """
    right = told = there = 0
    for row, answer in zip(gold, predicted, strict=True):
        wanted, ours = _cues(row), _cues(answer)
        right += len(assign(wanted, ours, overlap))
        there += len(wanted)
        told += len(ours)
    precision, recall = right / max(1, told), right / max(1, there)
    f1 = 2 * right / max(1, told + there)
    figures = {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4)}
    return {"cue": {**figures, "tp": right, "pred": told, "gold": there}}


def _cues(row: dict[str, Any]) -> list[Span]:
    return [Span(quote["cue"]["start"], quote["cue"]["end"]) for quote in row["quotes"] if quote["cue"]]


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
        "kind": _kind_by_span(text, start, end),
        "speaker": None,
        "cue": _words(text, attribution.cue.start, attribution.cue.end),
    }
    if len(parts) > 1:
        quote["parts"] = parts
    if attribution.speaker is not None:
        span = phrase_span(annotation, attribution.speaker)
        quote["speaker"] = _words(text, span.start, span.end)
    return quote


def _kind_by_span(text: str, start: int, end: int) -> str:
    """The kind as the corpus has it, of a span whose own marks stand outside it.

    >>> [_kind_by_span('It was “bad”, he said.', start, end) for start, end in ((8, 11), (0, 12), (0, 6))]
    ['direct', 'mixed', 'indirect']
    """
    opened = start > 0 and text[start - 1] in _MARKS
    begin = start - 1 if opened else start
    after = end
    while opened and after < len(text) and text[after] in ",. ":
        after += 1
    if after < len(text) and text[after] in _MARKS:
        end = after + 1
    words = text[begin:end]
    if words[:1] in _OPENING and words[-1:] in _CLOSING:
        return "direct"
    return "mixed" if any(mark in words for mark in _DOUBLE) else "indirect"


def _words(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}
