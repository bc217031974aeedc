"""Files of many articles, cut into parts that are read apart from each other, by other processes and machines too.

JSON lines, Parquet and web archives, packed with gzip or not. A part knows the numbers of its articles in the file, so
that they have the addresses they would have if the file were read as a whole.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading.captures import read_captures
from dragoman.reading.containers import columns, warcs
from dragoman.reading.containers.lines import bounded_lines
from dragoman.reading.containers.stretch import Stretch
from dragoman.reading.draft import Overrides
from dragoman.reading.guarding import guarded
from dragoman.reading.kinds import HEAD, Kind, kind_of, suffix_of
from dragoman.reading.tables import Fields, Table

SUFFIXES = (".jsonl", ".ndjson", ".parquet", ".warc")  # with .gz after them or not
_PACKED = b"\x1f\x8b\x08"
_BEGINS = {True: _PACKED, False: b"WARC/"}  # how a record of a web archive does, packed or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some articles of a file, that follow each other."""

    kind: Kind
    packed: bool
    stretch: Stretch
    offset: int = 0  # byte of the file at which to begin


def cut(stream: BinaryIO, name: str, articles: int) -> list[Part]:
    """The parts of a file, each of so many lines, rows or responses of a web server; the last may have fewer.

    ``stream`` must be one that can be read from any place. A fault within the file ends the cutting: whoever reads the
    last part will meet it. Raises UnreadableArticle if it is of no kind that can be cut.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    packed = head.startswith(_PACKED)
    kind = kind_of(_unpacked(stream).peek(HEAD)[:HEAD] if packed else head, suffix_of(name))
    if kind is Kind.PARQUET and not packed:
        begins = [(1 + first, 0, 1) for first in range(0, columns.parquet_rows(stream), articles)]
    elif kind is Kind.JSON_LINES:
        begins = list(_lines(stream, articles, packed=packed))
    elif kind is Kind.WARC:
        begins = _records(stream, articles, packed=packed)
    else:
        raise UnreadableArticle(
            f"is {kind.value}, which is not cut into parts: give Parquet, WARC or JSON lines, or use 'dragoman read'"
        )
    ends = [*(first for first, _, _ in begins[1:]), None][: len(begins)]
    return [
        Part(kind=kind, packed=packed, offset=offset, stretch=Stretch(first, end, at))
        for (first, offset, at), end in zip(begins, ends, strict=True)
    ]


def read_part(
    stream: BinaryIO,
    part: Part,
    *,
    shown: str,
    address: str | None,
    overrides: Overrides | None = None,
    fields: Fields | None = None,
) -> Iterator[Document | Failure]:
    """The articles of a part, as ``read_all`` gives them for the whole file.

    ``shown`` names the file in failures; ``address`` is that of the file, for articles that give none themselves.
    """
    table = Table(shown=shown, address=address, fields=fields or Fields(), overrides=overrides or Overrides())
    return guarded(shown, _read(stream, part, table))


def _read(stream: BinaryIO, part: Part, table: Table) -> Iterator[Document | Failure]:
    if part.kind is Kind.PARQUET:
        yield from table.read_parquet(stream, part.stretch)
        return
    stream.seek(part.offset)
    content = _unpacked(stream) if part.packed else _buffered(stream)
    if part.kind is Kind.JSON_LINES:
        yield from table.read_lines(content, part.stretch)
    else:
        yield from read_captures(warcs.read_warc(content, table.shown, part.stretch), table.overrides)


def _lines(stream: BinaryIO, articles: int, *, packed: bool) -> Iterator[tuple[int, int, int]]:
    """Number of each part's first line, and where to begin: byte, and number of the line there."""
    stream.seek(0)
    content = _unpacked(stream) if packed else _buffered(stream)
    try:
        for number, line in bounded_lines(content):
            if (number - 1) % articles == 0:
                yield (number, 0, 1) if packed else (number, content.tell() - len(line), number)
    except (OSError, EOFError, zlib.error):
        return


def _records(stream: BinaryIO, articles: int, *, packed: bool) -> list[tuple[int, int, int]]:
    """The same of responses; where they are not packed one by one, reading must begin at the beginning."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    stream.seek(0)
    found: list[tuple[int, int]] = []
    try:
        responses = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False)
        for number, record in enumerate(responses, 1):
            if (number - 1) % articles == 0:
                found.append((number, record.stream_pos))
    except (OSError, EOFError, ValueError, zlib.error):
        pass
    begins = []
    for number, offset in found or [(1, 0)]:
        stream.seek(offset)
        alone = stream.read(5).startswith(_BEGINS[packed])
        begins.append((number, offset, number) if alone else (number, 0, 1))
    return begins


def _unpacked(stream: BinaryIO) -> io.BufferedReader:
    return cast(io.BufferedReader, gzip.open(stream))


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
