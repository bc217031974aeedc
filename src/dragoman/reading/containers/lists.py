"""Lists of addresses: one a line, or in the columns of GDELT 2.0's tables."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.reading.containers.entries import Entry, tidy
from dragoman.reading.containers.lines import bounded_lines

_REMEMBERED = 100_000  # addresses of a GDELT file that are known again; one that returns later is stored only once


def read_addresses(stream: BinaryIO, shown: str) -> Iterator[Entry | Failure]:
    """Addresses one a line; blank lines and those that begin with ``#`` are passed over."""
    for number, raw in bounded_lines(stream):
        line = raw.decode("utf-8", "replace").strip().removeprefix("\ufeff")
        if not line or line.startswith("#"):
            continue
        url = tidy(line)
        if url is None or " " in line:
            reason = f"{line[:80]!r} is no http or https address; write one a line, remarks after '#'"
            yield Failure(address=f"{shown}:{number}", reason=reason)
        else:
            yield Entry(url=url)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table of GDELT 2.0 has its address, and what kind of document that is of."""

    url: int
    collection: int | None  # column with the kind of document
    name: str


_WEB = "1"
# By number of columns: the codebooks of GDELT 2.0 (events 61, mentions 16) and of its knowledge graph 2.1 (27).
_TABLES = {
    61: _Columns(60, None, "events"),
    16: _Columns(5, 3, "mentions"),
    27: _Columns(4, 2, "knowledge graph"),
}


def read_gdelt(stream: BinaryIO, shown: str) -> Iterator[Entry | Failure]:
    """The distinct web addresses of a table of events, mentions or the knowledge graph, in order."""
    seen: OrderedDict[str, None] = OrderedDict()
    width = None
    for number, raw in bounded_lines(stream):
        cells = raw.rstrip(b"\r\n").split(b"\t")
        width = width or len(cells)
        columns = _TABLES.get(width)
        if columns is None:
            raise UnreadableArticle(
                f"looks like a GDELT table but has {width} columns; those of GDELT 2.0 have 61, 16 or 27"
            )
        if len(cells) != width:
            reason = f"has {len(cells)} columns, not the {width} of GDELT's {columns.name}; mend or remove the line"
            yield Failure(address=f"{shown}:{number}", reason=reason)
            continue
        if columns.collection is not None and cells[columns.collection].decode("ascii", "replace") != _WEB:
            continue  # a broadcast, a journal: nothing to fetch
        url = tidy(cells[columns.url].decode("utf-8", "replace"))
        if url is None:
            yield Failure(address=f"{shown}:{number}", reason="has no web address where GDELT has it; left out")
        elif url not in seen:
            seen[url] = None
            if len(seen) > _REMEMBERED:
                seen.popitem(last=False)
            yield Entry(url=url)
