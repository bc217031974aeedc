"""Rows as tables of the libraries that people work with, each imported when its table is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING, Any

from dragoman.model.problems import DragomanError
from dragoman.query import arrow
from dragoman.query.flat import Column, Holds, columns

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_PANDAS = {
    Holds.TEXT: "string",
    Holds.NUMBER: "Float64",
    Holds.COUNT: "Int64",
    Holds.TRUTH: "boolean",
    Holds.DAY: "datetime64[s]",
    Holds.TIME: "datetime64[s]",
}


def to_pandas(kind: type[Any], rows: Iterable[Any]) -> pandas.DataFrame:
    """The rows as a data frame. Raises DragomanError without pandas."""
    try:
        import numpy
        import pandas
    except ImportError as fault:
        raise _missing("pandas", "pandas") from fault

    def series(column: Column, cells: list[Any]) -> pandas.Series[Any]:
        if column.listed:
            return pandas.Series(cells, dtype="object")
        if column.holds is Holds.TIME:
            cells = [cell.astimezone(UTC).replace(tzinfo=None) if cell else None for cell in cells]
            return pandas.Series(numpy.array(cells, dtype=_PANDAS[column.holds])).dt.tz_localize("UTC")
        if column.holds is Holds.DAY:  # by way of numpy: pandas would count in nanoseconds, which end in 2262
            return pandas.Series(numpy.array(cells, dtype=_PANDAS[column.holds]))
        return pandas.Series(cells, dtype=_PANDAS[column.holds])

    own = columns(kind)
    table = dict(zip(own, _cells(own, rows), strict=True))
    return pandas.DataFrame({column.name: series(column, cells) for column, cells in table.items()})


def to_polars(kind: type[Any], rows: Iterable[Any]) -> polars.DataFrame:
    """The rows as a data frame. Raises DragomanError without polars."""
    try:
        import polars
    except ImportError as fault:
        raise _missing("polars", "polars") from fault

    types: dict[Holds, Any] = {
        Holds.TEXT: polars.String,
        Holds.NUMBER: polars.Float64,
        Holds.COUNT: polars.Int64,
        Holds.TRUTH: polars.Boolean,
        Holds.DAY: polars.Date,
        Holds.TIME: polars.Datetime("us", "UTC"),
    }
    own = columns(kind)
    schema = {column.name: polars.List(types[column.holds]) if column.listed else types[column.holds] for column in own}
    return polars.DataFrame(dict(zip(schema, _cells(own, rows), strict=True)), schema=schema)


def to_arrow(kind: type[Any], rows: Iterable[Any]) -> pyarrow.Table:
    """The rows as a table. Raises DragomanError without pyarrow."""
    return arrow.table(kind, rows)


def _cells(own: tuple[Column, ...], rows: Iterable[Any]) -> list[list[Any]]:
    """The cells of each column."""
    cells: list[list[Any]] = [[] for _ in own]
    for row in rows:
        for column, into in zip(own, cells, strict=True):
            into.append(column.cell(row))
    return cells


def _missing(library: str, extra: str) -> DragomanError:
    return DragomanError(f"{library} is not installed; to get it: pip install 'dragoman[{extra}]'")
