"""About how many articles inputs hold, from a look at their beginnings: for a progress bar."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from dragoman.model.problems import UnreadableArticle
from dragoman.reading.files import files_below
from dragoman.reading.kinds import HEAD, Kind, kind_of, suffix_of

_COUNTED = 8_000_000  # bytes of a file in which articles are counted; beyond, the rest is estimated
_MARKS = {  # what stands once for each article
    Kind.JSON_LINES: b"\n",
    Kind.CSV: b"\n",
    Kind.ADDRESSES: b"\n",
    Kind.FEED: b"</item>",
    Kind.SITEMAP: b"</url>",
    Kind.MAILBOX: b"\nFrom ",
    Kind.WARC: b"\nWARC-Type: response",
}
_LINES = b"\n"
STANDARD_INPUT = "-"


def count(sources: Iterable[str]) -> int | None:
    """About how many articles there are, without reading them; None where that cannot be known."""
    total = 0
    for source in sources:
        if source == STANDARD_INPUT:
            return None
        path = Path(source)
        files = [path] if "://" in source or not path.is_dir() else files_below(path)
        for item in files:
            found = _count_file(item) if isinstance(item, Path) else 0
            if found is None:
                return None
            total += found
    return total


def _count_file(path: Path) -> int | None:
    """Articles in a file; 1 for one that holds a single article or cannot be read, None where it is not known."""
    try:
        with path.open("rb") as stream:
            kind = kind_of(stream.read(HEAD), suffix_of(path.name))
            stream.seek(0)
            if kind is Kind.ZIP:
                with zipfile.ZipFile(stream) as archive:
                    return len(archive.namelist())
            if kind in (Kind.GZIP, Kind.PARQUET, Kind.GDELT):
                return None
            return _estimate(stream, _MARKS[kind]) if kind in _MARKS else 1
    except (OSError, UnreadableArticle, zipfile.BadZipFile):
        return 1


def _estimate(stream: BinaryIO, mark: bytes) -> int:
    start = stream.read(_COUNTED)
    size = os.fstat(stream.fileno()).st_size
    found = start.count(mark) + (mark == _LINES and not start.endswith(mark))
    if mark == b"</item>":
        found += start.count(b"</entry>")  # Atom
    return max(1, round(found * size / len(start)))
