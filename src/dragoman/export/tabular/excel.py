"""Rows as an Excel workbook with one sheet, written row by row; needs openpyxl (``dragoman[export]``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from dragoman.model.problems import DragomanError
from dragoman.query.flat import as_text, columns
from dragoman.query.formulas import neutralised

_MOST_ROWS = 1_048_576  # of a sheet, the header included
_MOST_LETTERS = 32_767  # of a cell
_FIRST_YEAR = 1900  # of Excel's calendar
# Characters that XML cannot hold are written as Excel writes them, _x0001_, and what looks so already is marked.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write(kind: type[Any], rows: Iterable[Any], file: BinaryIO, *, title: str) -> int:
    """Raises DragomanError without openpyxl, or if there are more rows than a sheet can have."""
    try:
        from openpyxl import Workbook
    except ImportError as fault:
        raise DragomanError("openpyxl is not installed; to get it: pip install 'dragoman[export]'") from fault

    own = columns(kind)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    count = 0
    try:
        sheet.append([column.name for column in own])
        for row in rows:
            count += 1
            if count >= _MOST_ROWS:
                raise DragomanError(
                    f"Excel has no room for more than {_MOST_ROWS - 1:,} rows; narrow the filter, or export "
                    f"{title}.csv or {title}.parquet"
                )
            sheet.append([_cell(as_text(column, column.cell(row))) for column in own])
    finally:
        sheet.close()  # also where rows end in a fault: a sheet half written is a file of its own
    book.save(file)
    return count


def _cell(value: Any) -> Any:
    """A cell that Excel can hold: no formula, no character outside XML, no day before its calendar, not too long."""
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        return value.isoformat()
    if not isinstance(value, str):
        return value
    text = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", neutralised(value))
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
