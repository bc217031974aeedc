"""The words behind every field as W3C Web Annotations (www.w3.org/TR/annotation-model), in one collection.

An annotation says of some words of an article which field of which entry was read from them. Words are found by a
TextQuoteSelector (the words and some characters around them) and by a TextPositionSelector. Positions count Unicode
code points from 0, as that standard wants and as our record does; they are positions in the article's text as
Dragoman reads it (title, menus and markup are no part of it), so on a web page the quotation is what finds the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, BinaryIO

from dragoman.export.linked import iris, json_lists
from dragoman.export.linked.json_lists import told
from dragoman.export.linked.records import Records
from dragoman.model.events import Magnitude
from dragoman.model.record import Record
from dragoman.model.text import Attested, Document, Evidence
from dragoman.query import KNOWN, Filter, Page, commitments, events, positions, statements
from dragoman.store import Store
from dragoman.store.tables import ROLES

_AROUND = 32  # characters before and after a quotation
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"dragoman": iris.TERMS}]
# Entries of a record: its field, what a filter calls them, and the question that gives their ids.
_KINDS: tuple[tuple[str, str, Callable[[Store, Filter], Page[Any]]], ...] = (
    ("events", "event", events),
    ("statements", "statement", statements),
    ("positions", "stance", positions),
    ("commitments", "commitment", commitments),
)


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Write the annotations of all events that fit; how many there are.

    Statements, positions and commitments are there too where the filter asks nothing that they do not have.
    """
    head = {
        "@context": _CONTEXT,
        "id": iris.of("annotations"),
        "type": "AnnotationCollection",
        "label": "Words behind the fields of a Dragoman record",
        "first": {"id": iris.of("annotations", "1"), "type": "AnnotationPage", "startIndex": 0},
    }
    with store.reading():
        return json_lists.write(file, head, ("first", "items"), _annotations(store, wanted))


def _annotations(store: Store, wanted: Filter) -> Iterator[dict[str, Any]]:
    records = Records(store)
    asked = {field.name for field in fields(wanted) if getattr(wanted, field.name)}
    for name, kind, ask in _KINDS:
        if kind == "event" or asked <= {*KNOWN[kind], "after"}:
            for row in ask(store, wanted).rows:
                document, _, id = row.id.partition(":")
                record = records.load(document)
                entry = next(entry for entry in getattr(record, name) if entry.id == id)
                yield from _of_entry(record, entry)


def _of_entry(record: Record, entry: Any) -> Iterator[dict[str, Any]]:
    """One annotation for each value of each field that has words of its own."""
    document = record.document
    for field in fields(entry):
        value = getattr(entry, field.name)
        for number, one in enumerate(value if isinstance(value, tuple) else (value,)):
            targets = [_target(document, words) for words in _words(one) if words.document == document.id]
            if targets:
                yield told(
                    {
                        "id": iris.of("annotation", document.id, entry.id, field.name, str(number)),
                        "type": "Annotation",
                        **_said(field.name, one),
                        "target": targets if len(targets) > 1 else targets[0],
                        "dragoman:entry": f"{document.id}:{entry.id}",
                        "dragoman:field": field.name,
                        "dragoman:basis": one.basis.value if isinstance(one, Attested) else None,
                        "dragoman:rule": one.rule if isinstance(one, Attested) else None,
                    }
                )


def _words(value: object) -> Iterator[Evidence]:
    """The words that a value was read from."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, Attested):
        yield from value.evidence
    elif is_dataclass(value):
        yield from (words for field in fields(value) for words in _words(getattr(value, field.name)))


def _said(field: str, value: object) -> dict[str, Any]:
    """What the words are taken for, and why they are annotated; words that stand for themselves have no body."""
    if isinstance(value, Attested):
        if field in ROLES:
            return {"motivation": "identifying", "body": {"id": iris.of("actor", value.value)}}
        if field == "place":
            return {"motivation": "identifying", "body": {"id": iris.of("place", value.value)}}
        return {"motivation": "classifying", "body": _text(str(value.value), "classifying")}
    if isinstance(value, Magnitude):
        return {"motivation": "describing", "body": _text(_number(value), "describing")}
    return {"motivation": "highlighting"}


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _number(value: Magnitude) -> str:
    return f"{value.kind}: {value.bound.replace('_', ' ')} {value.value:g} {value.unit}"


def _target(document: Document, words: Evidence) -> dict[str, Any]:
    text = document.text
    quote = told(
        {
            "type": "TextQuoteSelector",
            "exact": words.text,
            "prefix": text[max(0, words.start - _AROUND) : words.start],
            "suffix": text[words.end : words.end + _AROUND],
        }
    )
    position = {"type": "TextPositionSelector", "start": words.start, "end": words.end}
    return {"source": iris.of_article(document.address, document.id), "selector": [quote, position]}
