"""A page that somebody wants read, had by its address: from the Internet, or from networks that the operator allows."""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import ip_network
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from dragoman.model.problems import DragomanError
from dragoman.reading.kinds import Kind
from dragoman.serve.problems import Problem, wrong
from dragoman.serve.settings import Settings
from dragoman.store.jobs import Sent

_PATIENCE = 20.0  # seconds
_LONGEST = 2000  # characters of an address
_TAKEN = {kind.value for kind in (Kind.HTML, Kind.TEXT, Kind.MARKDOWN, Kind.PDF)}
_TAKEN |= {"application/xhtml+xml", "application/octet-stream"}  # the last says nothing


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """The address of a page to read."""

    address: Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST)]


def fetched(settings: Settings, wanted: Wanted) -> Sent:
    """The page, as if it had been sent.

    Raises Problem where pages are not fetched, UnreadableArticle where this one cannot be had or holds no article.
    """
    from dragoman.reading.fetch import Client, check_status
    from dragoman.reading.reach import WEB, Reach

    if not settings.fetch:
        raise Problem(HTTPStatus.FORBIDDEN, "this server fetches no pages; 'dragoman serve --fetch' does")
    address = wanted.address.strip()
    if not address.isprintable():
        raise wrong("an address has no characters that cannot be printed")
    if "@" in address.partition("//")[2].partition("/")[0]:
        raise wrong("an address with a name or password in it is not fetched")
    reach = Reach(networks=tuple(map(ip_network, settings.fetch_from)), ports=WEB, option="--fetch-from")
    client = Client(reach=reach, proxies=False, patience=_PATIENCE)
    page = check_status(client.get(address, limit=settings.largest))
    if page.media_type not in _TAKEN:
        raise wrong(f"{address} is {page.media_type}, and no article; articles are {', '.join(sorted(_TAKEN))}")
    name = "page.html" if page.media_type == Kind.HTML else urlsplit(page.url).path.rpartition("/")[2]
    return Sent(content=page.content, name=name, address=page.url, charset=page.charset, fetched=page.fetched)


def check_networks(settings: Settings) -> None:
    """Raises DragomanError if what is given as a network is none."""
    for one in settings.fetch_from:
        try:
            ip_network(one)
        except ValueError as fault:
            raise DragomanError(f"--fetch-from {one}: {fault}; write a network like 10.1.0.0/16") from fault
