"""A web page to a draft: the article without what surrounds it, and the page's metadata.

The text is the headline, a blank line and the body, with a blank line between paragraphs. The published
date is kept apart from the date of the last change, which is never taken for it.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from dragoman import data
from dragoman.data import marked_yaml
from dragoman.model.problems import UnreadableArticle
from dragoman.reading.dates import iso_date
from dragoman.reading.decode import decode
from dragoman.reading.draft import Draft, given
from dragoman.reading.found import Found
from dragoman.reading.kinds import Kind

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it complains of is in our own message
JSON_LD = "given.json-ld"  # the rule of values that a page gives as data about its article
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_HEAD = 4096  # browsers look no further for the encoding
_NO_TEXT = "is a web page without article text; save the page after it has loaded, or copy the text to a .txt file"


def read_web(content: bytes, *, url: str | None = None, charset: str | None = None) -> Draft:
    """The article of a page; ``charset`` is what the server declared."""
    # A quarter of a second to load, for web pages only.
    import trafilatura
    from htmldate import find_date

    meta = _CHARSET.search(content[:_HEAD])
    page = decode(content, charset or (meta[1].decode("ascii") if meta else None))
    tree = trafilatura.load_html(page)
    if tree is None:
        raise UnreadableArticle(_NO_TEXT)
    scripts = tree.xpath("//script[@type='application/ld+json']")
    article = _article(script.text or "" for script in scripts)
    for script in scripts:  # where one is broken, the metadata reader below would make words of its pieces
        script.drop_tree()
    extracted = trafilatura.bare_extraction(page, url=url, include_comments=False)
    body = getattr(extracted, "text", None)
    if not body or not body.strip():
        raise UnreadableArticle(_NO_TEXT)
    metadata = trafilatura.extract_metadata(tree, default_url=url)
    title = given(article.get("headline"), JSON_LD) or given(metadata.title, "given.html-meta")
    published = _day(article.get("datePublished"), JSON_LD) or _day(
        find_date(page, original_date=True, extensive_search=False, url=url), "given.htmldate"
    )
    return Draft(
        text=_text(title.value if title else "", body),
        media_type=Kind.HTML,
        title=title,
        published=published,
        byline=given(_name(article.get("author")), JSON_LD) or given(metadata.author, "given.html-meta"),
        source=given(_name(article.get("publisher")), JSON_LD) or given(metadata.sitename, "given.html-meta"),
        language=tree.get("lang") or article.get("inLanguage"),
    )


def _text(title: str, body: str) -> str:
    paragraphs = [line.strip() for line in body.splitlines() if line.strip()]
    if title and " ".join(paragraphs[0].split()) != title:
        paragraphs.insert(0, title)
    return "\n\n".join(paragraphs)


def _day(value: object, rule: str) -> Found | None:
    day = iso_date(value) if isinstance(value, str) else None
    return Found(day, rule) if day else None


@cache
def _article_types() -> frozenset[str]:
    return frozenset(marked_yaml.load(data.path("reading", "web.yaml"))["article_types"])


def _article(scripts: Iterable[str]) -> dict[str, Any]:
    """The JSON-LD object for the page's article; empty where there is none that can be read."""
    for script in scripts:
        try:
            found = json.loads(script)
        except ValueError:
            continue
        for entry in _objects(found):
            types = entry.get("@type")
            if _article_types() & set(types if isinstance(types, list) else [str(types)]):
                return {key: value for key, value in entry.items() if value}
    return {}


def _objects(found: object) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for item in found:
            yield from _objects(item)
    elif isinstance(found, dict):
        yield found
        yield from _objects(found.get("@graph"))


def _name(value: object) -> str | None:
    """The name of a person or organization, or the names of several."""
    if isinstance(value, list):
        return ", ".join(name for item in value if (name := _name(item))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None
