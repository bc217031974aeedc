"""What is at hand already, as a string or as the bytes of one file, to a document."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model.problems import UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading.articles import SINGLE, read_article
from dragoman.reading.decode import check_size
from dragoman.reading.draft import Draft, Overrides, finish
from dragoman.reading.kinds import HEAD, kind_of, suffix_of


def read_text(text: str, *, address: str | None = None, overrides: Overrides | None = None) -> Document:
    """The document for a text that is already at hand, kept exactly as it is.

    Raises UnreadableArticle if it holds no text or is too large.
    """
    check_size(text.encode(errors="replace"))
    return finish(Draft(text=text), overrides or Overrides(), address)


def read_bytes(
    content: bytes,
    *,
    name: str = "",
    address: str | None = None,
    overrides: Overrides | None = None,
    charset: str | None = None,
    fetched: str | None = None,
) -> Document:
    """The document for the bytes of one article: text, Markdown, a web page or a PDF, whatever it is called.

    ``name`` is that of its file, whose suffix helps where the content does not say what it is; ``charset`` is what a
    server said of it, ``fetched`` when it was had.
    Raises UnreadableArticle if it is no such article, holds no text or is too large.
    """
    kind = kind_of(content[:HEAD], suffix_of(name))
    if kind not in SINGLE:
        raise UnreadableArticle(f"is no article but {kind.value}")
    url = address if address and address.startswith(("http://", "https://")) else None
    draft = replace(read_article(kind, content, url, charset), fetched=fetched)
    return finish(draft, overrides or Overrides(), address)


def is_packed(content: bytes, name: str = "") -> bool:
    """Whether the bytes of a file hold many articles: an archive, a table, a mailbox, a list.

    Raises UnreadableArticle if it is empty, or not what its name says.
    """
    return kind_of(content[:HEAD], suffix_of(name)) not in SINGLE
