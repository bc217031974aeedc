"""One page from the web, on the user's explicit request.

Only http and https, with a limit on size and time. Each way it can fail gives one line with the way out.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from dragoman.model.problems import UnreadableArticle
from dragoman.read.decode import check_size

_WAIT = 20.0  # seconds for the server to say something
_PATIENCE = 60.0  # seconds for the whole page
_CHUNK = 65_536
_AGENT = "Dragoman/0.1 (news reader for research)"


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent."""

    content: bytes
    media_type: str
    charset: str | None


def fetch(url: str) -> Page:
    """Get a page; raises UnreadableArticle where that cannot be done."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise UnreadableArticle("is not an http or https address; for a file give its path")
    try:
        with urlopen(Request(url, headers={"User-Agent": _AGENT}), timeout=_WAIT) as response:
            content = bytearray()
            deadline = time.monotonic() + _PATIENCE
            while chunk := response.read(_CHUNK):
                content += chunk
                check_size(content)
                if time.monotonic() > deadline:
                    raise UnreadableArticle(f"took longer than {_PATIENCE:.0f} s; save the page and read the file")
            headers = response.headers
            return Page(bytes(content), headers.get_content_type(), headers.get_content_charset())
    except HTTPError as fault:
        raise UnreadableArticle(
            f"could not be fetched: the server answered {fault.code} {fault.reason}; check the address"
        ) from fault
    except (URLError, HTTPException, OSError, ValueError) as fault:
        reason = str(getattr(fault, "reason", fault)) or type(fault).__name__
        raise UnreadableArticle(
            f"could not be fetched: {reason}; check the address and the connection, or save the page and read the file"
        ) from fault
