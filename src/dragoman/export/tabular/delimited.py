"""Tables as CSV and as tab-separated text (RFC 4180: quoted where needed, lines end with CR LF)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO

from dragoman.query.formulas import neutralised


def write(file: BinaryIO, header: Sequence[str] | None, rows: Iterable[Sequence[Any]], *, delimiter: str = ",") -> int:
    """Write rows one by one, in UTF-8; how many there were. A missing value is an empty cell."""
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, delimiter=delimiter)
    count = 0
    try:
        if header is not None:
            writer.writerow(header)
        for row in rows:
            writer.writerow([neutralised(cell) if isinstance(cell, str) else _spelled(cell) for cell in row])
            count += 1
    finally:
        text.detach()  # flushes; the file stays its owner's
    return count


def _spelled(cell: Any) -> Any:
    """A truth as programs in other languages read it; numbers and dates as they are."""
    return str(cell).lower() if isinstance(cell, bool) else cell
