"""A record as bytes on disk and back, without the words that the article's text holds already.

``unpack(pack(record), record.document.text)`` is the record again, exactly. Evidence keeps its span
only; evidence that is not the text's own words (another document, say) is kept as it is.

Records are alike, so they are compressed against ``data/store/primer.txt``, records of sample articles in
the form they have here. Databases cannot be read without that very file: it must never change.
"""

from __future__ import annotations

import zlib
from functools import cache, lru_cache

import msgspec

from dragoman import data
from dragoman.model.problems import DragomanError
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
    deflate = zlib.compressobj(9, zdict=_primer())
    return deflate.compress(msgspec.json.encode(_without_words(tree, document.id, document.text))) + deflate.flush()


def unpack(packed: bytes, text: str) -> Record:
    """The record that was packed, given its article's text.

    Raises ``zlib.error`` or ``msgspec.MsgspecError`` on bytes that ``pack`` did not write.
    """
    inflate = zlib.decompressobj(zdict=_primer())
    tree = msgspec.json.decode(inflate.decompress(packed) + inflate.flush())
    tree["document"]["text"] = text
    return from_json(msgspec.json.encode(_with_words(tree, tree["document"]["id"], text)))


def read(document: str, packed: bytes, text: bytes) -> Record:
    """The record of a document from its bytes and those of its text.

    Raises DragomanError, naming the document, if they are damaged.
    """
    try:
        return unpack(packed, unpack_text(text))
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise DragomanError(f"the record of {document} cannot be read: {fault}") from fault


@cache
def _primer() -> bytes:
    return data.path("store", "primer.txt").read_bytes()


def _without_words(node: object, document: str, text: str) -> object:
    if isinstance(node, list):
        return [_without_words(item, document, text) for item in node]
    if not isinstance(node, dict):
        return node
    if "start" in node and node.keys() == _EVIDENCE and node["document"] == document:
        start, end = node["start"], node["end"]
        if 0 <= start <= end <= len(text) and text[start:end] == node["text"]:
            return {_SPAN: [start, end]}
    return {
        key: _without_words(value, document, text) if isinstance(value, list | dict) else value
        for key, value in node.items()
    }


def _with_words(node: object, document: str, text: str) -> object:
    if isinstance(node, list):
        return [_with_words(item, document, text) for item in node]
    if not isinstance(node, dict):
        return node
    if _SPAN in node:
        start, end = node[_SPAN]
        return {"document": document, "start": start, "end": end, "text": text[start:end]}
    return {key: _with_words(value, document, text) for key, value in node.items()}
