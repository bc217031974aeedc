"""What a feed, a sitemap or a list says of an article that is somewhere else."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urldefrag

from courlan import normalize_url

from dragoman.reading.dates import iso_date
from dragoman.reading.draft import given
from dragoman.reading.found import Found

RULE = "given.feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article's address, and what stands beside it."""

    url: str  # as ``tidy`` leaves it
    title: str | None = None
    published: str | None = None  # as written
    updated: str | None = None  # as written: another value than before means that the article changed
    source: str | None = None
    content: str | None = None  # HTML of the whole article, where the feed carries it

    def found(self) -> tuple[Found | None, Found | None, Found | None]:
        """Title, day of publication and outlet as metadata; a date that cannot be read is none."""
        day = iso_date(self.published) if self.published else None
        return given(self.title, RULE), Found(day, RULE) if day else None, given(self.source, RULE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A sitemap that a sitemap index names."""

    url: str
    updated: str | None = None


def tidy(url: str) -> str | None:
    """An address without fragment and without the marks that only count readers; None if it is no web address.

    The same article named by two feeds so has one address.

    >>> tidy(" HTTPS://News.example/a?utm_source=rss&id=3#top ")
    'https://news.example/a?id=3'
    >>> tidy("mailto:desk@news.example") is None
    True
    """
    url = urldefrag(url.strip()).url
    if not url.lower().startswith(("http://", "https://")):
        return None
    try:
        return str(normalize_url(url)) or None
    except ValueError:
        return None
