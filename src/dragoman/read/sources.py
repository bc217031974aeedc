"""From what the user names to documents: files, folders, web addresses, standard input, strings.

One bad input gives a ``Failure`` and the next one is read. Everything is read only when asked for.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.text import Document
from dragoman.read import pdf
from dragoman.read.decode import LIMIT, check_size, decode
from dragoman.read.draft import Draft, Overrides, finish
from dragoman.read.fetch import fetch
from dragoman.read.kinds import HEAD, SUFFIXES, Kind, kind_of
from dragoman.read.markdown import read_markdown
from dragoman.read.tables import Fields, Table
from dragoman.read.web import read_web

STANDARD_INPUT = "-"
_COUNTED = 8_000_000  # bytes of a JSONL file whose lines are counted; beyond, the rest is estimated


def read_text(text: str, *, address: str | None = None, overrides: Overrides | None = None) -> Document:
    """The document for a text that is already at hand, kept exactly as it is.

    Raises UnreadableArticle if it holds no text or is too large.
    """
    check_size(text.encode(errors="replace"))
    return finish(Draft(text=text), overrides or Overrides(), address)


def read_all(
    sources: Iterable[str], overrides: Overrides | None = None, fields: Fields | None = None
) -> Iterator[Document | Failure]:
    """Documents and failures, in the order of the sources."""
    reading = _Reading(overrides or Overrides(), fields or Fields())
    for source in sources:
        yield from reading.source(source)


def count(sources: Iterable[str]) -> int | None:
    """About how many articles there are, without reading them; None where that cannot be known."""
    total = 0
    for source in sources:
        if source == STANDARD_INPUT:
            return None
        path = Path(source)
        if "://" in source or not path.is_dir():
            total += _count(path)
        else:
            total += sum(_count(item) for item in _files(path) if isinstance(item, Path))
    return total


def _count(path: Path) -> int:
    """Lines of a JSONL file; anything else counts as one article."""
    if SUFFIXES.get(path.suffix.lower()) is not Kind.JSON_LINES:
        return 1
    try:
        with path.open("rb") as stream:
            start = stream.read(_COUNTED)
            size = os.fstat(stream.fileno()).st_size
    except OSError:
        return 1
    lines = start.count(b"\n") + (not start.endswith(b"\n"))
    return max(1, round(lines * size / len(start))) if start else 1


def _files(folder: Path) -> Iterator[Path | Failure]:
    """The files below a folder that have a known suffix, sorted; hidden ones are left out."""
    failures: list[Failure] = []

    def note(fault: OSError) -> None:
        failures.append(Failure(address=_shown(fault.filename or folder), reason=_reason(fault)))

    for where, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(where, name)
    yield from failures


@dataclass(frozen=True, slots=True)
class _Reading:
    """One call of ``read_all``: how the user wants things read."""

    overrides: Overrides
    fields: Fields

    def source(self, source: str) -> Iterator[Document | Failure]:
        path = Path(source)
        if source == STANDARD_INPUT:
            yield from self._guarded("standard input", self._standard_input())
        elif "://" in source:
            yield from self._guarded(source, self._url(source))
        elif path.is_dir():
            yield from self._folder(path)
        else:
            yield from self._guarded(_shown(path), self._file(path))

    def _guarded(self, shown: str, articles: Iterator[Document | Failure]) -> Iterator[Document | Failure]:
        """The articles up to the fault that ends them, and that fault as a failure."""
        try:
            yield from articles
        except UnreadableArticle as fault:
            yield Failure(address=shown, reason=str(fault))
        except OSError as fault:
            yield Failure(address=shown, reason=_reason(fault))

    def _folder(self, folder: Path) -> Iterator[Document | Failure]:
        empty = True
        for item in _files(folder):
            empty = False
            if isinstance(item, Failure):
                yield item
            else:
                yield from self._guarded(_shown(item), self._file(item))
        if empty:
            yield Failure(
                address=_shown(folder), reason=f"holds nothing to read; articles end in {', '.join(SUFFIXES)}"
            )

    def _file(self, path: Path) -> Iterator[Document | Failure]:
        with path.open("rb") as stream:
            address = Path(os.path.abspath(path)).as_uri()
            yield from self._stream(stream, shown=_shown(path), address=address, suffix=path.suffix)

    def _standard_input(self) -> Iterator[Document | Failure]:
        stream: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
        try:
            yield from self._stream(stream, shown="standard input", address=None)
        finally:
            stream.detach()  # or the wrapper would close standard input when it goes

    def _url(self, url: str) -> Iterator[Document | Failure]:
        page = fetch(url)
        suffix = ".html" if page.media_type == Kind.HTML else Path(urlsplit(url).path).suffix
        stream: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, io.BytesIO(page.content)))
        yield from self._stream(stream, shown=url, address=url, suffix=suffix, charset=page.charset)

    def _stream(
        self,
        stream: io.BufferedReader,
        *,
        shown: str,
        address: str | None,
        suffix: str = "",
        charset: str | None = None,
    ) -> Iterator[Document | Failure]:
        """The articles in an open stream; without an address each is known by its own content."""
        kind = kind_of(stream.peek(HEAD)[:HEAD], suffix)
        table = Table(shown=shown, address=address, fields=self.fields, overrides=self.overrides)
        if kind is Kind.JSON_LINES:
            yield from table.read_lines(stream)
            return
        limit = pdf.LIMIT if kind is Kind.PDF else LIMIT
        content = stream.read(limit + 1)
        check_size(content, limit)
        if kind is Kind.JSON:
            yield from table.read(content)
        else:
            url = address if address and address.startswith("http") else None
            yield finish(_draft(kind, content, url, charset), self.overrides, address)


def _draft(kind: Kind, content: bytes, url: str | None, charset: str | None) -> Draft:
    if kind is Kind.PDF:
        return pdf.read_pdf(content)
    if kind is Kind.HTML:
        return read_web(content, url=url, charset=charset)
    text = decode(content, charset)
    return read_markdown(text) if kind is Kind.MARKDOWN else Draft(text=text)


def _shown(path: str | Path) -> str:
    """A path as it can be printed and stored, even where its name is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _reason(fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "does not exist; check the path"
    if isinstance(fault, PermissionError):
        return "may not be read; change its permissions"
    return f"cannot be read: {fault.strerror or fault}; check the path"
