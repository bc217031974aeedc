"""XML sitemaps, news sitemaps and indexes of sitemaps (sitemaps.org), read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.reading.containers.entries import Entry, Index, tidy


def read_sitemap(stream: BinaryIO, shown: str) -> Iterator[Entry | Index | Failure]:
    """Articles and further sitemaps in the order of the file, however large it is."""
    parts = etree.iterparse(
        stream, events=("end",), tag=("{*}url", "{*}sitemap"), resolve_entities=False, no_network=True, load_dtd=False
    )
    number = 0
    try:
        for _, element in parts:
            number += 1
            yield _item(element, f"{shown}#{number}")
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:  # or the root would keep them all
                del parent[0]
    except etree.XMLSyntaxError as fault:
        raise UnreadableArticle(f"is a damaged sitemap: {fault.msg}; get it again") from fault


def _item(element: etree._Element, shown: str) -> Entry | Index | Failure:
    said = _texts(element)
    url = tidy(said.get("loc", ""))
    if url is None:
        return Failure(address=shown, reason="has no web address in <loc>; ask the publisher")
    changed = said.get("lastmod") or None
    if etree.QName(element).localname == "sitemap":
        return Index(url=url, updated=changed)
    for news in element.iterchildren("{*}news"):
        said |= {name: text for part in news.iter("{*}publication", "{*}news") for name, text in _texts(part).items()}
    # Only a news sitemap gives a date of publication; <lastmod> is that of the last change.
    return Entry(
        url=url,
        title=said.get("title") or None,
        published=said.get("publication_date") or None,
        updated=changed or said.get("publication_date") or None,
        source=said.get("name") or None,
    )


def _texts(element: etree._Element) -> dict[str, str]:
    """What the children of an element say, by their names; pictures and films have addresses of their own below."""
    return {etree.QName(child).localname: (child.text or "").strip() for child in element.iterchildren("{*}*")}
