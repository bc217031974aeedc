"""Web archives (WARC, ISO 28500) such as those of Common Crawl's CC-NEWS: the pages they hold.

Records carry the date of fetching, never that of publication, which is read from the page as for any other.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.reading.containers.entries import tidy
from dragoman.reading.containers.stretch import WHOLE, Stretch
from dragoman.reading.decode import LIMIT
from dragoman.reading.kinds import Kind

if TYPE_CHECKING:
    from fastwarc.warc import HeaderMap

_ENCODED = {"content-encoding", "transfer-encoding"}  # the page is then not as long as its record says
_PAGES = (Kind.HTML, "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A page as it was fetched."""

    shown: str
    url: str
    content: bytes
    charset: str | None
    fetched: str | None  # ISO 8601, UTC


class _AsItComes(RawIOBase):
    """A stream that hands over what it has: in a file that is cut off, all that comes before the cut."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read1(size)

    def tell(self) -> int:
        return self._stream.tell()


def read_warc(stream: BufferedReader, shown: str, stretch: Stretch = WHOLE) -> Iterator[Capture | Failure]:
    """The HTML pages that a server gave with status 200; ``stream`` is unpacked already."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = 0
    try:
        responses = ArchiveIterator(_AsItComes(stream), record_types=WarcRecordType.response, auto_decode="all")
        for number, record in stretch.of(responses):
            headers = record.http_headers
            if headers is None or headers.status_code != 200 or record.http_content_type not in _PAGES:
                continue
            where = f"{shown}#{number}"
            url = tidy((record.headers.get("WARC-Target-URI") or "").strip("<>"))
            content = record.reader.read(LIMIT + 1)
            if url is None:
                yield Failure(address=where, reason="has no web address in WARC-Target-URI; left out")
            elif len(content) < min(record.content_length, LIMIT) and not _is_encoded(headers):
                raise EOFError("the page ends too early")
            elif len(content) > LIMIT:
                yield Failure(address=where, reason=f"holds a page of more than {LIMIT // 1_000_000} MB; left out")
            else:
                yield Capture(
                    shown=where,
                    url=url,
                    content=content,
                    charset=record.http_charset,
                    fetched=record.headers.get("WARC-Date"),
                )
    except (OSError, EOFError, ValueError, zlib.error) as fault:
        raise UnreadableArticle(f"is damaged or cut off at response {number}: {fault}; get the file again") from fault
    if number == 0:
        raise UnreadableArticle("holds no response of a web server; only those have articles")


def _is_encoded(headers: HeaderMap) -> bool:
    return any(name.lower() in _ENCODED for name, _ in headers.items())
