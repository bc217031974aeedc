"""A record as bytes on disk and back, without the words that the article's text holds already.

``unpack(pack(record), record.document.text)`` is the record again, exactly. Evidence keeps its span
only; evidence that is not the text's own words (another document, say) is kept as it is.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

import msgspec

from dragoman.model.record import Record, from_json, to_json

_EVIDENCE = {"document", "start", "end", "text"}
_SPAN = "@"  # no field of the model has this name


def pack_text(text: str) -> bytes:
    """An article's text, compressed."""
    return zlib.compress(text.encode(), 9)


@lru_cache(maxsize=8)  # rows of one article come one after the other
def unpack_text(packed: bytes) -> str:
    """What ``pack_text`` was given."""
    return zlib.decompress(packed).decode()


def pack(record: Record) -> bytes:
    """A record without its article's text."""
    document = record.document
    tree = msgspec.json.decode(to_json(record))
    tree["document"]["text"] = ""
    return zlib.compress(msgspec.json.encode(_without_words(tree, document.id, document.text)), 9)


def unpack(packed: bytes, text: str) -> Record:
    """The record that was packed, given its article's text.

    Raises ``zlib.error`` or ``msgspec.MsgspecError`` on bytes that ``pack`` did not write.
    """
    tree = msgspec.json.decode(zlib.decompress(packed))
    tree["document"]["text"] = text
    return from_json(msgspec.json.encode(_with_words(tree, tree["document"]["id"], text)))


def _without_words(node: object, document: str, text: str) -> object:
    if isinstance(node, list):
        return [_without_words(item, document, text) for item in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == _EVIDENCE and node["document"] == document:
        start, end = node["start"], node["end"]
        if 0 <= start <= end <= len(text) and text[start:end] == node["text"]:
            return {_SPAN: [start, end]}
    return {key: _without_words(value, document, text) for key, value in node.items()}


def _with_words(node: object, document: str, text: str) -> object:
    if isinstance(node, list):
        return [_with_words(item, document, text) for item in node]
    if not isinstance(node, dict):
        return node
    if _SPAN in node:
        start, end = node[_SPAN]
        return {"document": document, "start": start, "end": end, "text": text[start:end]}
    return {key: _with_words(value, document, text) for key, value in node.items()}
