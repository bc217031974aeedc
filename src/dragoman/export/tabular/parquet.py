"""Rows as Parquet, some at a time; needs pyarrow (``dragoman[parquet]``)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from dragoman.query import arrow

_GROUP = 5_000  # rows in memory, and in a row group


def write(kind: type[Any], rows: Iterable[Any], file: BinaryIO) -> int:
    """Raises DragomanError without pyarrow."""
    schema, left, count = arrow.schema(kind), iter(rows), 0
    from pyarrow.parquet import ParquetWriter

    with ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(left, _GROUP)):
            writer.write_table(arrow.table(kind, some))
            count += len(some)
    return count
