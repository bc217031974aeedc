"""What a poll of a feed, a sitemap or a page brings: the newest articles it names."""

from __future__ import annotations

import heapq
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from dragoman.gather.settings import Kind, Source
from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.reading.articles import open_page
from dragoman.reading.containers import feeds, sitemaps
from dragoman.reading.containers.entries import Entry, Index
from dragoman.reading.fetch import Page
from dragoman.reading.kinds import Kind as Content

_SITEMAPS = 10  # sitemaps of an index that are looked at, those that changed last; old ones are archives
_KINDS: dict[Content, Kind] = {Content.FEED: "feed", Content.SITEMAP: "sitemap"}


@dataclass(slots=True)
class Brought:
    """What a source names, the newest first where it says how new."""

    kind: Kind
    entries: list[Entry] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def read_poll(page: Page, source: Source, limit: int) -> Brought:
    """What a server sent for a source; at most ``limit`` articles.

    Raises UnreadableArticle if it is not what the source is said to be, or damaged.
    """
    content_kind, content = open_page(page)
    kind = _KINDS.get(content_kind)
    if source.kind and source.kind != (kind or "page"):
        raise UnreadableArticle(
            f"is no {source.kind} but {'a ' + kind if kind else 'a page or something else'}; "
            "set its kind in the file of sources, or look up the right address"
        )
    brought = Brought(kind or "page")
    if kind == "feed":  # the newest stands first
        entries = _sorted_out(feeds.read_feed(content, page.url, url=page.url), brought)
        brought.entries = list(islice(entries, limit))
    elif kind == "sitemap":
        entries = _sorted_out(sitemaps.read_sitemap(io.BytesIO(content), page.url), brought)
        brought.entries = heapq.nlargest(limit, entries, key=_changed)
        brought.indexes = heapq.nlargest(_SITEMAPS, brought.indexes, key=_changed)
    return brought


def _sorted_out(found: Iterable[Entry | Index | Failure], brought: Brought) -> Iterable[Entry]:
    """The articles; sitemaps and failures go where they belong on the way."""
    for item in found:
        if isinstance(item, Entry):
            yield item
        elif isinstance(item, Index):
            brought.indexes.append(item)
        else:
            brought.failures.append(item)


def _changed(item: Entry | Index) -> str:
    """When it changed last: ISO 8601, so the later is the larger."""
    return item.updated or ""
