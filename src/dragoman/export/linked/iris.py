"""Addresses and names of things on the web (RFC 3986) that hold for whatever an article is called."""

from __future__ import annotations

from urllib.parse import quote

_OURS = "urn:x-dragoman:"
_ALLOWED = ":/?#[]@!$&'()*+,;=%-._~"  # what a URI may hold besides letters and digits


def of(kind: str, *ids: str) -> str:
    """Our own name of a thing, by its ids.

    >>> of("actor", "Ahmad al-Sharaa")
    'urn:x-dragoman:actor:Ahmad%20al-Sharaa'
    """
    return _OURS + ":".join([kind, *(quote(id, safe="") for id in ids)])


def web(address: str) -> str | None:
    """The address if it is one of the web, with what no URI may hold written in percent; else nothing.

    >>> web("https://example.org/a b?q=ü"), web("file:///home/me/article.txt")
    ('https://example.org/a%20b?q=%C3%BC', None)
    """
    return quote(address, safe=_ALLOWED) if address.startswith(("http://", "https://")) else None


def of_article(address: str, document: str) -> str:
    """Where an article is on the web, or our own name of it: paths of this machine are nobody else's."""
    return web(address) or of("document", document)


#: What begins our own terms in formats that let others add some.
TERMS = _OURS + "term:"
