"""Two files with records, a line of JSON each, put side by side: the codings of the same articles before and after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dragoman.model.problems import DragomanError
from dragoman.model.record import Record, from_json


class _Id(msgspec.Struct):
    id: str


class _Head(msgspec.Struct):
    """As much of a line as says which article it is of; lines that tell of an error have no document."""

    document: _Id | None = None
    error: Any = None


_heads = msgspec.json.Decoder(_Head)


def paired_records(old: Path, new: Path, document: str = "") -> Iterator[tuple[Record | None, Record | None]]:
    """The records of each article in both files, or None for the file without it, in the order of the newer file.

    ``document`` is the beginning of the ids wanted. Of a record nothing stays in memory but its id and where it
    stands in the older file. Where an article has several lines the last one counts.

    Raises DragomanError naming the file and line that is no record.
    """
    places = {id: place for id, place, _ in _lines(old) if id.startswith(document)}
    last = {id: number for id, _, number in _lines(new) if id.startswith(document)}
    with old.open("rb") as older, new.open("rb") as newer:
        for id, place, number in _lines(new):
            if last.get(id) == number:
                newer.seek(place)
                record = _record(new, number, newer.readline())
                before = places.pop(id, None)
                if before is None:
                    yield None, record
                else:
                    older.seek(before)
                    yield _record(old, None, older.readline()), record
        for place in places.values():
            older.seek(place)
            yield _record(old, None, older.readline()), None


def _lines(path: Path) -> Iterator[tuple[str, int, int]]:
    """The id of the document of every record, where its line begins (byte), and the number of the line."""
    try:
        with path.open("rb") as stream:
            place = 0
            for number, line in enumerate(stream, 1):
                if line.strip():
                    head = _decoded(path, number, line)
                    if head.document is not None:
                        yield head.document.id, place, number
                place += len(line)
    except OSError as fault:
        raise DragomanError(f"{path}: cannot be read: {fault.strerror}; check the path") from fault


def _decoded(path: Path, number: int, line: bytes) -> _Head:
    try:
        head = _heads.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise DragomanError(f"{path}:{number}: no record: {fault}") from fault
    if head.document is None and head.error is None:
        raise DragomanError(f"{path}:{number}: no record; 'dragoman code' and 'dragoman show -f jsonl' write them")
    return head


def _record(path: Path, number: int | None, line: bytes) -> Record:
    try:
        return from_json(line)
    except msgspec.MsgspecError as fault:
        where = f"{path}:{number}" if number else str(path)
        raise DragomanError(f"{where}: a record of another version of the program: {fault}") from fault
