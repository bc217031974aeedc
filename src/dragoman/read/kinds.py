"""What an input is: text, Markdown, web page, PDF, JSON or lines of JSON.

The content outranks the name: a PDF or a web page is recognised whatever it is called.
"""

from __future__ import annotations

import re
from enum import StrEnum

from dragoman.model.problems import UnreadableArticle


class Kind(StrEnum):
    """Kinds of input, with their media types."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    JSON = "application/json"
    JSON_LINES = "application/jsonl"


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".pdf": Kind.PDF,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
}
HEAD = 4096  # bytes needed to tell the kinds apart
_PAGE = re.compile(
    rb"\A(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"<(?:p|div|h1|article|section|table|main|span|a)\b[^>]*>", re.IGNORECASE)
_OBJECT = re.compile(rb"\A\s*(?:\{\s*[\"}]|\[\s*[{\]])")
# An object that fills the first line, or one that is longer than what we look at.
_OBJECT_LINE = re.compile(rb"\A\s*\{[^\r\n]*(?:\}[^\S\r\n]*\r?\n|\Z)")
_BOM = b"\xef\xbb\xbf"


def kind_of(head: bytes, suffix: str = "") -> Kind:
    """The kind of an input from its first ``HEAD`` bytes and the suffix of its name.

    Raises UnreadableArticle for an empty input.
    """
    if not head:
        raise UnreadableArticle("is empty; give a file with an article in it")
    head = head.removeprefix(_BOM)
    named = SUFFIXES.get(suffix.lower())
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if _PAGE.match(head):
        return Kind.HTML
    if named in (Kind.JSON, Kind.JSON_LINES):
        return named
    if named is Kind.MARKDOWN or (named is Kind.HTML and _TAG.search(head)):
        return named
    if named is None and _OBJECT.match(head):
        return Kind.JSON_LINES if _OBJECT_LINE.match(head) else Kind.JSON
    return Kind.TEXT
