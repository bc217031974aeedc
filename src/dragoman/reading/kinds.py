"""What an input is: one article (text, Markdown, web page, PDF) or many (tables, feeds, lists, archives, mail).

The content outranks the name: a PDF, a feed or an archive is recognised whatever it is called.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from dragoman.model.problems import UnreadableArticle


class Kind(StrEnum):
    """Kinds of input, with their media types."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    JSON = "application/json"
    JSON_LINES = "application/jsonl"
    CSV = "text/csv"
    PARQUET = "application/vnd.apache.parquet"
    FEED = "application/rss+xml"
    SITEMAP = "application/xml"
    ADDRESSES = "text/uri-list"
    GDELT = "text/tab-separated-values"
    WARC = "application/warc"
    MAIL = "message/rfc822"
    MAILBOX = "application/mbox"
    ZIP = "application/zip"
    GZIP = "application/gzip"


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".pdf": Kind.PDF,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".parquet": Kind.PARQUET,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".xml": Kind.SITEMAP,
    ".urls": Kind.ADDRESSES,
    ".warc": Kind.WARC,
    ".eml": Kind.MAIL,
    ".mbox": Kind.MAILBOX,
    ".zip": Kind.ZIP,
}
PACKED = ".gz"  # after any of these
HEAD = 4096  # bytes needed to tell the kinds apart
_PROLOG = rb"\A(?:\s|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>)*"
_PAGE = re.compile(
    rb"\A(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(_PROLOG + rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)\b", re.DOTALL)
_SITEMAP = re.compile(_PROLOG + rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.DOTALL)
_TAG = re.compile(rb"<(?:p|div|h1|article|section|table|main|span|a)\b[^>]*>", re.IGNORECASE)
_OBJECT = re.compile(rb"\A\s*(?:\{\s*[\"}]|\[\s*[{\]])")
# An object that fills the first line, or one that is longer than what we look at.
_OBJECT_LINE = re.compile(rb"\A\s*\{[^\r\n]*(?:\}[^\S\r\n]*\r?\n|\Z)")
# A mailbox begins each message with such a line (RFC 4155).
_MAILBOX = re.compile(rb"\AFrom \S+ .*\d\d:\d\d.*\r?\n[!-9;-~]+:")
_ADDRESSES = re.compile(rb"\A(?:\s*(?:#[^\n]*)?\n)*\s*https?://\S+\s*(?:\n(?:\s*(?:#[^\n]*|https?://\S+)?\s*\n)*|\Z)")
# The three tables of GDELT 2.0 have no header; they are told by their first columns and the number of them.
_EVENTS = re.compile(rb"\A\d+\t\d{8}\t\d{6}\t\d{4}\t(?:[^\t\n]*\t){56}[^\t\n]*(?:\n|\Z)")
_MENTIONS = re.compile(rb"\A\d+\t\d{14}\t\d{14}\t\d\t(?:[^\t\n]*\t){11}[^\t\n]*(?:\n|\Z)")
_GRAPH = re.compile(rb"\A\d{14}-T?\d+\t\d{14}\t\d\t")
_BY_CONTENT = (
    (Kind.GZIP, re.compile(rb"\A\x1f\x8b")),
    (Kind.ZIP, re.compile(rb"\APK(?:\x03\x04|\x05\x06)")),
    (Kind.PARQUET, re.compile(rb"\APAR1")),
    (Kind.WARC, re.compile(rb"\AWARC/\d")),
    (Kind.FEED, _FEED),
    (Kind.SITEMAP, _SITEMAP),
    (Kind.HTML, _PAGE),
    (Kind.MAILBOX, _MAILBOX),
    (Kind.GDELT, re.compile(b"|".join(pattern.pattern for pattern in (_EVENTS, _MENTIONS, _GRAPH)))),
)
_BOM = b"\xef\xbb\xbf"
# Those that their name alone tells apart from plain text.
_BY_NAME = frozenset({Kind.JSON, Kind.JSON_LINES, Kind.CSV, Kind.ADDRESSES, Kind.MAIL, Kind.MAILBOX, Kind.MARKDOWN})
_SPOILT = {Kind.PARQUET: "a Parquet file", Kind.WARC: "a WARC file", Kind.ZIP: "a ZIP archive", Kind.FEED: "a feed"}


def kind_of(head: bytes, suffix: str = "") -> Kind:
    """The kind of an input from its first ``HEAD`` bytes and the suffix of its name.

    Raises UnreadableArticle for an empty input, and for one whose name promises what it is not.
    """
    if not head:
        raise UnreadableArticle("is empty; give a file with an article in it")
    head = head.removeprefix(_BOM)
    named = SUFFIXES.get(suffix.lower())
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    for kind, pattern in _BY_CONTENT:
        if pattern.search(head):
            return kind
    if named in _SPOILT:
        raise UnreadableArticle(f"is not {_SPOILT[named]}, as its name says; get the file again or rename it")
    if named is Kind.SITEMAP:
        raise UnreadableArticle("is XML, but neither a feed nor a sitemap; save the articles as .html or .txt")
    if named in _BY_NAME or (named is Kind.HTML and _TAG.search(head)):
        return named
    if named is None and _OBJECT.match(head):
        return Kind.JSON_LINES if _OBJECT_LINE.match(head) else Kind.JSON
    # The last line may be cut off where we stop looking.
    whole = head if len(head) < HEAD else head[: head.rfind(b"\n") + 1]
    return Kind.ADDRESSES if _ADDRESSES.fullmatch(whole) else Kind.TEXT


def suffix_of(name: str) -> str:
    """The suffix that tells the kind: that of the file within, for a packed one.

    >>> suffix_of("news.WARC.gz"), suffix_of("a.txt"), suffix_of("README")
    ('.warc', '.txt', '')
    """
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix == PACKED else path.suffix
