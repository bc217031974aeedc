"""A JSON document with one long list in it, written item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import msgspec


def write(file: BinaryIO, head: Mapping[str, Any], path: tuple[str, ...], items: Iterable[Mapping[str, Any]]) -> int:
    """Write an object with a list in it, one item a line; how many items there were.

    ``path``: the names that lead to the list, of objects that ``head`` has already and, at last, of the list itself.

    >>> from io import BytesIO
    >>> write(file := BytesIO(), {"id": "all", "first": {"id": "1"}}, ("first", "items"), [{}, {}])
    2
    >>> file.getvalue()
    b'{"id":"all","first":{"id":"1","items":[\\n{},\\n{}\\n]}}\\n'
    """
    *outer, name = path
    count = 0
    for step in outer:
        before = {key: value for key, value in head.items() if key != step}
        file.write(_open(before) + msgspec.json.encode(step) + b":")
        head = head[step]
    file.write(_open(head) + msgspec.json.encode(name) + b":[")
    for item in items:
        file.write((b",\n" if count else b"\n") + msgspec.json.encode(item))
        count += 1
    file.write(b"\n]" + b"}" * len(path) + b"\n")
    return count


def told(members: Mapping[str, Any]) -> dict[str, Any]:
    """Only the members that say something."""
    return {name: value for name, value in members.items() if value not in (None, "", (), [], {})}


def _open(members: Mapping[str, Any]) -> bytes:
    """The beginning of an object with these members, to which more come."""
    return msgspec.json.encode(members)[:-1] + (b"," if members else b"")
