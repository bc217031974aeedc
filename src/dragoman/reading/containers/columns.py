"""Tables in CSV and Parquet to rows, each a mapping of column names to values."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import accumulate
from typing import Any, BinaryIO

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.reading.containers.lines import bounded_lines
from dragoman.reading.containers.stretch import WHOLE, Stretch
from dragoman.reading.decode import LIMIT

_DELIMITERS = ",;\t|"
_NO_PYARROW = "is a Parquet file, for which pyarrow is needed; install it with: pip install 'dragoman[parquet]'"

Row = tuple[int, dict[str, Any]]


def read_csv(stream: BinaryIO, shown: str) -> Iterator[Row | Failure]:
    """The rows below the header, each with the number of its last line.

    The delimiter is sniffed from the header. A row with too few or too many cells is a failure of its own.
    """
    csv.field_size_limit(LIMIT)
    lines = _text(stream)
    header = next(lines, "")
    delimiter = _delimiter(header)
    names = next(csv.reader([header], delimiter=delimiter), [])
    rows = csv.reader(lines, delimiter=delimiter)
    empty = True
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as fault:
            yield Failure(address=f"{shown}:{rows.line_num + 1}", reason=f"is no row of a table: {fault}; mend it")
            continue
        if cells is None:
            break
        if not cells:
            continue
        empty = False
        line = rows.line_num + 1
        if len(cells) != len(names):
            reason = f"has {len(cells)} cells, but there are {len(names)} columns; mend or remove the row"
            yield Failure(address=f"{shown}:{line}", reason=reason)
        elif any(any("\udc80" <= character <= "\udcff" for character in cell) for cell in cells):
            reason = "is not UTF-8; convert the file, for example with 'iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW'"
            yield Failure(address=f"{shown}:{line}", reason=reason)
        else:
            yield line, dict(zip(names, cells, strict=True))
    if empty:
        raise UnreadableArticle("holds no row; write column names in the first line and one article a row")


def _delimiter(header: str) -> str:
    try:
        return csv.Sniffer().sniff(header, _DELIMITERS).delimiter
    except csv.Error:  # a single column
        return ","


def _text(stream: BinaryIO) -> Iterator[str]:
    """Lines as text; bytes that are none stay as lone surrogates, so that only their row is lost."""
    for number, line in bounded_lines(stream):
        if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise UnreadableArticle("is a table in UTF-16; save it as CSV in UTF-8")
        yield line.removeprefix(codecs.BOM_UTF8 if number == 1 else b"").decode("utf-8", "surrogateescape")


def read_parquet(stream: BinaryIO, columns: tuple[str, ...], stretch: Stretch = WHOLE) -> Iterator[Row]:
    """The rows of a Parquet file, a batch at a time; only those of the named columns that it has.

    ``stream`` must be one that can be read from any place.
    """
    with _parquet(stream) as file:
        names = file.schema_arrow.names
        sizes = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
        begins = list(accumulate(sizes, initial=1))  # number of the first row of each group
        groups = [group for group, following in enumerate(begins[1:]) if following > stretch.first]
        batches = file.iter_batches(
            batch_size=64, row_groups=groups, columns=[name for name in columns if name in names]
        )
        rows = (row for batch in batches for row in batch.to_pylist())
        for number, row in replace(stretch, at=begins[groups[0]] if groups else stretch.first).of(rows):
            yield number, {name: _plain(value) for name, value in row.items()}


def parquet_rows(stream: BinaryIO) -> int:
    """How many rows a Parquet file has."""
    with _parquet(stream) as file:
        return int(file.metadata.num_rows)


@contextmanager
def _parquet(stream: BinaryIO) -> Iterator[Any]:
    """The open file. Raises UnreadableArticle where it is damaged, or pyarrow is missing."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as fault:
        raise UnreadableArticle(_NO_PYARROW) from fault
    try:
        yield parquet.ParquetFile(stream)
    except (ArrowException, OSError) as fault:
        raise UnreadableArticle(f"is a damaged Parquet file: {fault}; get it again") from fault


def _plain(value: Any) -> Any:
    """A value as JSON would have it: dates as ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value
