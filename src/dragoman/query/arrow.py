"""Rows as Arrow tables, with the columns of ``flat``; needs pyarrow (``dragoman[parquet]``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dragoman.model.problems import DragomanError
from dragoman.query.flat import Holds, columns

if TYPE_CHECKING:
    import pyarrow


def schema(kind: type[Any]) -> pyarrow.Schema:
    """The columns of a kind of rows. Raises DragomanError without pyarrow."""
    try:
        import pyarrow
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
    return pyarrow.schema(
        [(one.name, pyarrow.list_(types[one.holds]) if one.listed else types[one.holds]) for one in columns(kind)]
    )


def table(kind: type[Any], rows: Iterable[Any]) -> pyarrow.Table:
    """The rows as a table. Raises DragomanError without pyarrow."""
    own = schema(kind)
    import pyarrow

    some = list(rows)
    cells = {column.name: [column.cell(row) for row in some] for column in columns(kind)}
    return pyarrow.table(cells, schema=own)
