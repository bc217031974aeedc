"""A fault in one input becomes a failure that names it, so that the next one is read."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading.containers import zips
from dragoman.reading.files import reason_of


def guarded(shown: str, articles: Iterator[Document | Failure], note: str = "") -> Iterator[Document | Failure]:
    """The articles up to the fault that ends them, and that fault as a failure."""
    try:
        yield from articles
    except UnreadableArticle as fault:
        yield Failure(address=shown, reason=f"{fault}{note}")
    except (EOFError, gzip.BadGzipFile, *zips.FAULTS) as fault:
        yield Failure(address=shown, reason=f"is damaged or cut off: {fault}; get it again{note}")
    except OSError as fault:
        yield Failure(address=shown, reason=reason_of(fault))
