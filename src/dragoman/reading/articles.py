"""The bytes of one article to a draft, whatever kind it is; what a feed says of it fills the gaps."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import replace
from html import escape
from urllib.parse import urlsplit

from dragoman.model.problems import UnreadableArticle
from dragoman.reading import pdf
from dragoman.reading.containers.entries import Entry
from dragoman.reading.decode import LIMIT, check_size, decode
from dragoman.reading.draft import Draft
from dragoman.reading.fetch import Page
from dragoman.reading.kinds import HEAD, Kind, kind_of, suffix_of
from dragoman.reading.markdown import read_markdown
from dragoman.reading.web import JSON_LD, read_web

SINGLE = (Kind.TEXT, Kind.MARKDOWN, Kind.HTML, Kind.PDF)


def read_article(kind: Kind, content: bytes, url: str | None = None, charset: str | None = None) -> Draft:
    """The article in ``content``, which is text, Markdown, a web page or a PDF.

    Raises UnreadableArticle if there is none.
    """
    check_size(content, pdf.LIMIT if kind is Kind.PDF else LIMIT)
    if kind is Kind.PDF:
        return pdf.read_pdf(content)
    if kind is Kind.HTML:
        return read_web(content, url=url, charset=charset)
    text = decode(content, charset)
    return read_markdown(text) if kind is Kind.MARKDOWN else Draft(text=text)


def open_page(page: Page) -> tuple[Kind, bytes]:
    """What a server sent, unpacked, and its kind: by its content, else by what the server calls it.

    Raises UnreadableArticle if it is empty or cannot be unpacked.
    """
    kind, content = kind_of(page.content[:HEAD], suffix_of_page(page)), page.content
    if kind is Kind.GZIP:
        try:
            with gzip.open(io.BytesIO(content)) as packed:
                content = packed.read(LIMIT + 1)
        except (OSError, EOFError, zlib.error) as fault:
            raise UnreadableArticle(f"is damaged or cut off: {fault}; get it again") from fault
        check_size(content)
        kind = kind_of(content[:HEAD], suffix_of_page(page))
    return kind, content


def suffix_of_page(page: Page) -> str:
    """The suffix a page would have as a file."""
    return ".html" if page.media_type == Kind.HTML else suffix_of(urlsplit(page.url).path)


def read_page(page: Page, entry: Entry) -> Draft:
    """The article on a page that an entry names.

    A date of publication in the page's own data counts more than that of the entry, and that of the entry more
    than one that had to be searched for in the page. Raises UnreadableArticle if there is no article.
    """
    kind, content = open_page(page)
    if kind not in SINGLE:
        raise UnreadableArticle(f"is no article but {kind.value}; fetch it and read the file")
    draft = read_article(kind, content, page.url, page.charset)
    title, published, source = entry.found()
    if draft.published is not None and draft.published.rule == JSON_LD:
        published = draft.published
    host = (urlsplit(page.url).hostname or "").casefold()
    if draft.source is not None and host not in draft.source.value.casefold():  # else it is no name but the address
        source = draft.source
    return replace(
        draft,
        title=draft.title or title,
        published=published or draft.published,
        source=source or draft.source,
        fetched=page.fetched,
    )


def read_carried(entry: Entry) -> Draft | None:
    """The article as the feed itself carries it, for where the page cannot be had; None where it does not."""
    if not entry.content:
        return None
    heading = f"<h1>{escape(entry.title)}</h1>" if entry.title else ""
    page = f"<!doctype html><html><body><article>{heading}{entry.content}</article></body></html>"
    try:
        draft = read_web(page.encode(errors="replace"), url=entry.url, charset="utf-8")
    except UnreadableArticle:
        return None
    title, published, source = entry.found()
    return replace(draft, title=title or draft.title, published=published, source=source)
