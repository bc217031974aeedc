"""Each kind of row as CSV, Parquet and Excel, with the columns of ``query.flat``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from dragoman.export.form import Exporter
from dragoman.export.tabular import delimited
from dragoman.export.tabular.kinds import KINDS, Kind
from dragoman.query import Filter
from dragoman.query.flat import as_text, columns
from dragoman.store import Store


def _csv(kind: Kind, rows: Iterable[Any], file: BinaryIO) -> int:
    own = columns(kind.row)
    cells = ([as_text(column, column.cell(row)) for column in own] for row in rows)
    return delimited.write(file, [column.name for column in own], cells)


def _parquet(kind: Kind, rows: Iterable[Any], file: BinaryIO) -> int:
    from dragoman.export.tabular import parquet

    return parquet.write(kind.row, rows, file)


def _excel(kind: Kind, rows: Iterable[Any], file: BinaryIO) -> int:
    from dragoman.export.tabular import excel

    return excel.write(kind.row, rows, file, title=kind.name)


_Write = Callable[[Kind, Iterable[Any], BinaryIO], int]
_FILES: tuple[tuple[str, str, str, _Write], ...] = (
    ("csv", "text/csv", "as CSV", _csv),
    ("parquet", "application/vnd.apache.parquet", "as Parquet", _parquet),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "as an Excel workbook", _excel),
)


def _exporters() -> Iterator[Exporter]:
    for kind in KINDS:
        for ending, media_type, gloss, write in _FILES:

            def written(
                store: Store, wanted: Filter, file: BinaryIO, *, kind: Kind = kind, write: _Write = write
            ) -> int:
                return write(kind, kind.rows(store, wanted), file)

            yield Exporter(
                name=f"{kind.name}.{ending}",
                suffix=f".{ending}",
                media_type=media_type,
                gloss=f"{kind.gloss}, {gloss}",
                write=written,
            )


FLAT_FILES = tuple(_exporters())
