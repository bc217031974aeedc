"""Rows as Parquet, some at a time; needs pyarrow (``dragoman[parquet]``)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from dragoman.model.problems import DragomanError
from dragoman.query.flat import Holds, columns

_GROUP = 5_000  # rows in memory, and in a row group


def write(kind: type[Any], rows: Iterable[Any], file: BinaryIO) -> int:
    """Raises DragomanError without pyarrow."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as fault:
        raise DragomanError("pyarrow is not installed; to get it: pip install 'dragoman[parquet]'") from fault

    types = {
        Holds.TEXT: pyarrow.string(),
        Holds.NUMBER: pyarrow.float64(),
        Holds.COUNT: pyarrow.int64(),
        Holds.TRUTH: pyarrow.bool_(),
        Holds.DAY: pyarrow.date32(),
        Holds.TIME: pyarrow.timestamp("us", "UTC"),
    }
    own = columns(kind)
    fields = [(one.name, pyarrow.list_(types[one.holds]) if one.listed else types[one.holds]) for one in own]
    schema, left, count = pyarrow.schema(fields), iter(rows), 0
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(left, _GROUP)):
            cells = {column.name: [column.cell(row) for row in some] for column in own}
            writer.write_table(pyarrow.table(cells, schema=schema))
            count += len(some)
    return count
