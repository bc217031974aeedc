"""From what the user names to documents: files, folders, web addresses, standard input, strings.

One bad input gives a ``Failure`` and the next one is read. Everything is read only when asked for, and no
more of it than the article that is asked for.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, BinaryIO, cast

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading import pdf
from dragoman.reading.articles import read_article, read_carried, read_page, suffix_of_page
from dragoman.reading.captures import read_captures
from dragoman.reading.containers import feeds, gzips, lists, mails, sitemaps, warcs, zips
from dragoman.reading.containers.entries import Entry, Index
from dragoman.reading.counting import STANDARD_INPUT
from dragoman.reading.decode import LIMIT, check_size
from dragoman.reading.draft import Draft, Overrides, finish
from dragoman.reading.fetch import Client, Page, check_status, fetch
from dragoman.reading.files import files_below, shown_path
from dragoman.reading.guarding import guarded
from dragoman.reading.kinds import HEAD, SUFFIXES, Kind, kind_of, suffix_of
from dragoman.reading.tables import Fields, Table

_DEEPEST = 2  # sitemap indexes within each other; the standard knows one
_IN_MEMORY = 50_000_000  # bytes of a stream that are kept in memory where one must go back in it
Fetch = Callable[[str], Page]
Articles = Iterator[Document | Failure]


def read_packed(content: bytes, name: str, overrides: Overrides | None = None) -> Articles:
    """Documents and failures in the bytes of a file with many articles; no page that it names is fetched."""
    reading = _Reading(overrides or Overrides(), Fields(), _stay)
    stream = _buffered(io.BytesIO(content))
    given = _Input(stream=stream, shown=name or "file", address=None, suffix=suffix_of(name))
    yield from guarded(given.shown, reading._input(given))


def _stay(_: str) -> Page:
    raise UnreadableArticle("is elsewhere, and what a file names is not fetched; give its address by itself")


def read_all(
    sources: Iterable[str],
    overrides: Overrides | None = None,
    fields: Fields | None = None,
    follow: Fetch | None = None,
) -> Articles:
    """Documents and failures, in the order of the sources.

    ``follow`` gets the pages that feeds, sitemaps and lists name, and raises UnreadableArticle where it cannot;
    by default no page at a private address.
    """
    reading = _Reading(overrides or Overrides(), fields or Fields(), follow or _follow)
    for source in sources:
        yield from reading.source(source)


def _follow(url: str) -> Page:
    return check_status(Client().get(url))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Input:
    """An open stream of bytes, what to call it, and where its articles are; without an address, known by content."""

    stream: io.BufferedReader
    shown: str
    address: str | None
    suffix: str = ""
    charset: str | None = None
    inside: Kind | None = None  # the kind of file it was packed in
    fetched: str | None = None

    @property
    def url(self) -> str | None:
        return self.address if self.address and self.address.startswith("http") else None

    def part(self, number: int | str) -> str | None:
        """The address of an article in it."""
        return f"{self.address}#{number}" if self.address else None

    def whole(self, limit: int = LIMIT) -> bytes:
        content = self.stream.read(limit + 1)
        check_size(content, limit)
        return content


@dataclass(frozen=True, slots=True)
class _Reading:
    """One call of ``read_all``: how the user wants things read."""

    overrides: Overrides
    fields: Fields
    follow: Fetch
    maps: set[str] = field(default_factory=set)  # sitemaps on the way to the present one

    def source(self, source: str) -> Articles:
        path = Path(source)
        if source == STANDARD_INPUT:
            yield from guarded("standard input", self._standard_input())
        elif "://" in source:
            yield from guarded(source, self._url(source))
        elif path.is_dir():
            yield from self._folder(path)
        else:
            yield from guarded(shown_path(path), self._file(path))

    def _folder(self, folder: Path) -> Articles:
        empty = True
        for item in files_below(folder):
            empty = False
            if isinstance(item, Failure):
                yield item
            else:
                yield from guarded(shown_path(item), self._file(item))
        if empty:
            yield Failure(
                address=shown_path(folder), reason=f"holds nothing to read; articles end in {', '.join(SUFFIXES)}"
            )

    def _file(self, path: Path) -> Articles:
        with path.open("rb") as stream:
            address = Path(os.path.abspath(path)).as_uri()
            shown = shown_path(path)
            yield from self._input(_Input(stream=stream, shown=shown, address=address, suffix=suffix_of(path.name)))

    def _standard_input(self) -> Articles:
        stream = _buffered(cast(IO[bytes], sys.stdin.buffer))
        try:
            yield from self._input(_Input(stream=stream, shown="standard input", address=None))
        finally:
            stream.detach()  # or the wrapper would close standard input when it goes

    def _url(self, url: str) -> Articles:
        yield from self._page(fetch(url), url)

    def _page(self, page: Page, url: str) -> Articles:
        stream = _buffered(io.BytesIO(page.content))
        about = _Input(stream=stream, shown=url, address=url, charset=page.charset, fetched=page.fetched)
        yield from self._input(replace(about, suffix=suffix_of_page(page)))

    def _input(self, given: _Input) -> Articles:
        """The articles in an open stream."""
        stream, shown = given.stream, given.shown
        table = Table(shown=shown, address=given.address, fields=self.fields, overrides=self.overrides)
        kind = kind_of(stream.peek(HEAD)[:HEAD], given.suffix)
        match kind:
            case Kind.JSON_LINES:
                yield from table.read_lines(stream)
            case Kind.JSON:
                yield from table.read(given.whole())
            case Kind.CSV:
                yield from table.read_csv(stream)
            case Kind.PARQUET:
                yield from table.read_parquet(_seekable(stream))
            case Kind.FEED:
                yield from self._linked(feeds.read_feed(given.whole(), shown, url=given.url), shown)
            case Kind.SITEMAP:
                yield from self._linked(sitemaps.read_sitemap(stream, shown), shown)
            case Kind.ADDRESSES:
                yield from self._linked(lists.read_addresses(stream, shown), shown)
            case Kind.GDELT:
                yield from self._linked(lists.read_gdelt(stream, shown), shown)
            case Kind.WARC:
                yield from read_captures(warcs.read_warc(stream, shown), self.overrides)
            case Kind.MAIL:
                draft, address = mails.read_mail(given.whole())
                yield finish(draft, self.overrides, address or given.address)
            case Kind.MAILBOX:
                yield from self._messages(mails.read_mailbox(stream, shown))
            case Kind.ZIP | Kind.GZIP if given.inside in (kind, Kind.GZIP):
                raise UnreadableArticle("is an archive within an archive; unpack the outer one and read that")
            case Kind.ZIP:
                yield from self._archive(given)
            case Kind.GZIP:
                # It is a buffered reader already; another around it would lose what comes before a cut.
                with cast(io.BufferedReader, gzips.Unpacked(stream)) as unpacked:
                    yield from self._input(replace(given, stream=unpacked, inside=kind))
            case _:
                content = given.whole(pdf.LIMIT if kind is Kind.PDF else LIMIT)
                draft = replace(read_article(kind, content, given.url, given.charset), fetched=given.fetched)
                yield finish(draft, self.overrides, given.address)

    def _archive(self, given: _Input) -> Articles:
        for member in zips.members(_seekable(given.stream), given.shown):
            if isinstance(member, Failure):
                yield member
                continue
            shown = f"{given.shown}#{member.name}"
            yield from guarded(shown, self._member(member, given, shown))

    def _member(self, member: zips.Member, given: _Input, shown: str) -> Articles:
        with member.open() as content:
            address, suffix = given.part(member.fragment), suffix_of(member.name)
            stream = _buffered(content)
            yield from self._input(_Input(stream=stream, shown=shown, address=address, suffix=suffix, inside=Kind.ZIP))

    def _messages(self, messages: Iterable[mails.Message | Failure]) -> Articles:
        for item in messages:
            if isinstance(item, Failure):
                yield item
            else:
                yield from guarded(item.shown, self._message(item))

    def _message(self, message: mails.Message) -> Articles:
        draft, address = mails.read_mail(message.content)
        yield finish(draft, self.overrides, address)

    def _linked(self, entries: Iterable[Entry | Index | Failure], shown: str) -> Articles:
        """The articles at the addresses that a feed or list named ``shown`` gives."""
        note = f" (named in {shown})"
        for item in entries:
            if isinstance(item, Failure):
                yield item
            elif isinstance(item, Index):
                yield from guarded(item.url, self._sitemap(item), note)
            else:
                yield from guarded(item.url, self._entry(item), note)

    def _sitemap(self, index: Index) -> Articles:
        if index.url in self.maps or len(self.maps) >= _DEEPEST:
            raise UnreadableArticle("is a sitemap that leads on to sitemaps without end; read it by itself")
        self.maps.add(index.url)
        yield from self._page(self.follow(index.url), index.url)
        self.maps.discard(index.url)

    def _entry(self, entry: Entry) -> Articles:
        try:
            draft: Draft = read_page(self.follow(entry.url), entry)
        except UnreadableArticle:
            carried = read_carried(entry)
            if carried is None:
                raise
            draft = carried
        yield finish(draft, self.overrides, entry.url)


def _buffered(stream: IO[bytes]) -> io.BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, stream))


def _seekable(stream: io.BufferedReader) -> BinaryIO:
    """The stream, or its content in a temporary file where one cannot go back in it."""
    if stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it goes with the last who reads it
    while chunk := stream.read(1_000_000):
        copy.write(chunk)
    copy.seek(0)
    return cast(BinaryIO, copy)
