"""Reads back what ``plover`` wrote: records, checked before they are believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

import msgspec
from sqlalchemy import select

from dragoman.export.tabular.plover import Carried
from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.store import Outcome, Store
from dragoman.store.tables import documents

_EVIDENCE = {"document", "start", "end", "text"}


class _Line(msgspec.Struct):
    dragoman: Carried


def bring_in(store: Store, lines: Iterable[bytes], name: str) -> Iterator[Outcome]:
    """Save the records of a file, one article at a time; an article that the store holds stays as it is.

    Raises DragomanError as ``records`` does; what came before stays saved.
    """
    for record in records(lines, name):
        with store.reading() as connection:
            held = connection.execute(select(documents.c.key).where(documents.c.id == record.document.id)).first()
        yield Outcome.KNOWN if held is not None else store.save(record).outcome


def records(lines: Iterable[bytes], name: str) -> Iterator[Record]:
    """The records of a file (``name``, for messages), one article at a time.

    Raises DragomanError, naming the line, at what is no such file or contradicts itself.
    """
    decoder = msgspec.json.Decoder(_Line)
    article: Record | None = None
    began, done = 0, set[str]()
    events: dict[str, Any] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        carried = _carried(decoder, line, name, number)
        if carried.article is not None:
            if article is not None:
                yield _whole(article, events, name, began)
            article, events, began = carried.article, {}, number
            id = article.document.id
            if id in done:
                _refuse(name, number, f"article {id} is on an earlier line, too")
            done.add(id)
        if article is None or article.document.id != carried.document:
            _refuse(
                name,
                number,
                f"the article {carried.document} of this event is not on a line before it; keep the lines of an "
                "article together, its first one first, or export again with the filter you want",
            )
        if carried.event.id in events:
            _refuse(name, number, f"event {carried.event.id} of this article is on an earlier line, too")
        events[carried.event.id] = carried.event
    if article is not None:
        yield _whole(article, events, name, began)


def _carried(decoder: msgspec.json.Decoder[_Line], line: bytes, name: str, number: int) -> Carried:
    try:
        return decoder.decode(line).dragoman
    except msgspec.ValidationError as fault:
        if "`dragoman`" in str(fault):
            _refuse(name, number, "no object 'dragoman': only what 'dragoman export plover' wrote can be read back")
        _refuse(name, number, str(fault))
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        _refuse(name, number, f"not a line of JSON ({fault})")


def _whole(article: Record, events: dict[str, Any], name: str, number: int) -> Record:
    record = replace(article, events=tuple(events.values()))
    for fault in _false_words(msgspec.to_builtins(record), record.document):
        _refuse(name, number, fault)
    return record


def _false_words(node: object, document: Document) -> Iterator[str]:
    """Evidence that says of the article what does not stand in it."""
    if isinstance(node, dict):
        if node.keys() == _EVIDENCE and node["document"] == document.id:
            start, end = node["start"], node["end"]
            if not (0 <= start < end <= len(document.text) and document.text[start:end] == node["text"]):
                yield f"article {document.id} does not have the words {node['text']!r} at {start}-{end}"
        node = list(node.values())
    if isinstance(node, list | tuple):
        for item in node:
            yield from _false_words(item, document)


def _refuse(name: str, number: int, reason: str) -> NoReturn:
    raise DragomanError(f"{name}:{number}: {reason}")
