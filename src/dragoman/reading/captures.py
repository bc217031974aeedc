"""Pages of web archives to documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.model.problems import Failure
from dragoman.model.text import Document
from dragoman.reading.articles import read_article
from dragoman.reading.containers.warcs import Capture
from dragoman.reading.draft import Overrides, finish
from dragoman.reading.guarding import guarded
from dragoman.reading.kinds import Kind


def read_captures(captures: Iterable[Capture | Failure], overrides: Overrides) -> Iterator[Document | Failure]:
    """The article of each page; a page without one is a failure of its own."""
    for item in captures:
        if isinstance(item, Failure):
            yield item
        else:
            yield from guarded(f"{item.shown} {item.url}", _read(item, overrides))


def _read(capture: Capture, overrides: Overrides) -> Iterator[Document]:
    draft = read_article(Kind.HTML, capture.content, capture.url, capture.charset)
    yield finish(replace(draft, fetched=capture.fetched), overrides, capture.url)
