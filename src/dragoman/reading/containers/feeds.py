"""RSS and Atom feeds: their entries, with the whole article where the feed carries it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.reading.containers.entries import Entry, tidy

_WHOLE = 600  # characters of HTML from which on an entry's summary may be the article itself


def read_feed(content: bytes, shown: str, *, url: str | None = None) -> Iterator[Entry | Failure]:
    """The entries in the order of the feed; ``url`` is where it came from, for addresses relative to it.

    An entry without address is a failure of its own.
    """
    import feedparser  # for feeds only

    feed = feedparser.parse(io.BytesIO(content), sanitize_html=False)  # bytes might be taken for a file name
    if not feed.entries:
        if feed.bozo:
            raise UnreadableArticle(f"is a damaged feed: {feed.bozo_exception}; get it again")
        return  # a feed that has nothing to tell just now
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, start=1):
        link = _address(entry, url)
        if link is None:
            yield Failure(address=f"{shown}#{number}", reason="has no address and cannot be fetched; ask the publisher")
            continue
        yield Entry(
            url=link,
            title=entry.get("title"),
            published=entry.get("published"),
            updated=dict.get(entry, "updated"),  # its own get() would give the date of publication in its stead
            source=(entry.get("source") or {}).get("title") or outlet,
            content=_content(entry),
        )


def _address(entry: Any, url: str | None) -> str | None:
    link = entry.get("link") or (entry.get("id") if str(entry.get("id", "")).startswith("http") else None)
    return tidy(urljoin(url or "", str(link))) if link else None


def _content(entry: Any) -> str | None:
    """The article as the feed carries it: content elements, or a summary so long that it must be the whole."""
    whole = "".join(part.get("value", "") for part in entry.get("content", ()))
    summary = str(entry.get("summary", ""))
    return whole or (summary if len(summary) >= _WHOLE else None)
