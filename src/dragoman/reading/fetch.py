"""Pages from the web: http and https only, with limits on size, time and redirects.

An address that a feed or a list names is untrusted: it may lead into the reader's own network. Unless that
is allowed, addresses are looked at before each connection (``reach.py``), so neither a name that resolves to a private
address nor a redirect gets past. Each way a fetch can fail gives one line with the way out.
"""

from __future__ import annotations

import socket
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from http.client import responses
from threading import Timer
from typing import Any
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util.connection import create_connection

from dragoman.model.problems import UnreadableArticle
from dragoman.reading.decode import LIMIT, check_size
from dragoman.reading.reach import Reach

AGENT = "Dragoman/0.1"
_WAIT = 20.0  # seconds for the server to say something
_PATIENCE = 60.0  # seconds for the answer to begin, and for all of it, redirects included
_CHUNK = 65_536
_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})


class Unreachable(UnreadableArticle):
    """No answer, or none in time: it may be worth trying again."""


class CutOff(Unreachable):
    """An answer that did not come to its end."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent."""

    url: str  # after redirects
    status: int
    headers: Mapping[str, str]  # names in lower case
    content: bytes
    fetched: str  # ISO 8601, UTC

    @property
    def media_type(self) -> str:
        return self._declared.get_content_type() if "content-type" in self.headers else "application/octet-stream"

    @property
    def charset(self) -> str | None:
        return self._declared.get_content_charset()

    @property
    def _declared(self) -> Message:
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        return message


def check_status(page: Page) -> Page:
    """The page, if the server gave what was asked for; raises UnreadableArticle otherwise."""
    if page.status != 200:
        answer = f"{page.status} {responses.get(page.status, '')}".strip()
        raise UnreadableArticle(f"could not be fetched: the server answered {answer}; check the address")
    return page


def fetch(url: str) -> Page:
    """Get a page that the user asks for by name, wherever it is.

    Raises UnreadableArticle where that cannot be done.
    """
    return check_status(Client(allow_private=True).get(url))


class Client:
    """Gets pages; may be used by several threads at once."""

    def __init__(
        self,
        *,
        agent: str = f"{AGENT} (news reader for research)",
        allow_private: bool = False,
        reach: Reach | None = None,
        proxies: bool = True,
        patience: float | None = None,
    ) -> None:
        """``reach``: where it goes, unless ``allow_private`` lets it go anywhere; without ``proxies`` always directly.

        ``patience``: seconds for the answer to begin, and for all of it, redirects included.
        """
        self._reach = None if allow_private else reach or Reach()
        self._patience = patience or _PATIENCE
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip, deflate"}
        settings: dict[str, Any] = {
            "timeout": urllib3.Timeout(min(_WAIT, self._patience)),
            "retries": False,
            "maxsize": 1,
        }
        self._direct = urllib3.PoolManager(**settings)
        self._direct.pool_classes_by_scheme = _pools(self._reach, self._patience)
        self._proxies = {
            scheme: urllib3.ProxyManager(proxy, **settings)
            for scheme, proxy in urllib.request.getproxies().items()
            if proxies and scheme in ("http", "https") and proxy.startswith("http")
        }

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        limit: int = LIMIT,
        led: Callable[[str], None] | None = None,
    ) -> Page:
        """What the server answers in the end, whatever its status.

        ``led`` is told each address that a redirect leads to, and raises UnreadableArticle where that may not be asked.
        Raises Unreachable where no answer comes, UnreadableArticle for an address that is not to be
        fetched and for an answer of more than ``limit`` bytes.
        """
        deadline = time.monotonic() + self._patience
        for _ in range(_REDIRECTS + 1):
            page = self._once(url, headers or {}, limit, deadline)
            goal = page.headers.get("location")
            if page.status not in _MOVED or not goal:
                return page
            url = _joined(url, goal)
            if led is not None:
                led(url)
        raise UnreadableArticle(f"could not be fetched: it leads on more than {_REDIRECTS} times; check the address")

    def _once(self, url: str, headers: Mapping[str, str], limit: int, deadline: float) -> Page:
        scheme, host, port = _parts(url)
        try:
            pool = self._pool(scheme, host, port)
            headers = self._headers | dict(headers)
            response = pool.request("GET", url, headers=headers, redirect=False, preload_content=False)
        except _FAULTS as fault:
            raise Unreachable(_explain(fault)) from fault
        try:
            content = _content(response, limit, deadline)
        except _FAULTS as fault:
            raise CutOff(_explain(fault)) from fault
        finally:
            response.close()
        answered = {name.lower(): value for name, value in response.headers.items()}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Page(url, response.status, answered, content, now)

    def _pool(self, scheme: str, host: str, port: int) -> urllib3.PoolManager:
        proxy = self._proxies.get(scheme)
        if proxy is None or urllib.request.proxy_bypass(host):
            return self._direct
        if self._reach:  # the proxy connects for us, so the name is all there is to look at
            self._reach.addresses(host, port)
        return proxy


def _parts(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of a web address; raises UnreadableArticle if it is none."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError as fault:
        raise UnreadableArticle(f"is no address that can be fetched: {fault}; check it") from fault
    if scheme not in _PORTS or not host:
        raise UnreadableArticle("is not an http or https address; for a file give its path")
    return scheme, host, port or _PORTS[scheme]


def _joined(url: str, goal: str) -> str:
    """Where a redirect leads; raises UnreadableArticle if that is no address."""
    try:
        return urljoin(url, goal)
    except ValueError as fault:
        raise UnreadableArticle(f"leads to what is no address: {fault}") from fault


_FAULTS = (HTTPError, LocationParseError, OSError, ValueError)


def _content(response: urllib3.BaseHTTPResponse, limit: int, deadline: float) -> bytes:
    content = bytearray()
    while chunk := response.read1(_CHUNK, decode_content=True):
        content += chunk
        check_size(content, limit)
        if time.monotonic() > deadline:
            raise CutOff("took too long; save the page and read the file")
    return bytes(content)


def _explain(fault: BaseException) -> str:
    """What went wrong, without the library's words around it, and what to do."""
    while fault.__cause__ is not None:
        fault = fault.__cause__
    reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
    return (
        f"could not be fetched: {reason or type(fault).__name__}; check the address and the connection, "
        "or save the page and read the file"
    )


class _Patient:
    """A connection that waits so long for an answer and no longer, however slowly it drips in."""

    sock: Any
    patience: float

    def getresponse(self) -> Any:
        timer = Timer(self.patience, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            return super().getresponse()  # type: ignore[misc]
        finally:
            timer.cancel()

    def _hang_up(self) -> None:
        if self.sock is not None:
            self.sock.shutdown(socket.SHUT_RDWR)


class _Guard(_Patient):
    """A connection to an address that was looked at; certificates and headers go by the name all the same."""

    reach: Reach
    host: str
    port: int
    timeout: Any
    source_address: Any
    socket_options: Any

    def _new_conn(self) -> socket.socket:
        fault: OSError = OSError("no address")
        for address in self.reach.addresses(self.host, self.port):
            try:
                return create_connection((address, self.port), self.timeout, self.source_address, self.socket_options)
            except OSError as refused:
                fault = refused
        raise fault


def _pools(reach: Reach | None, patience: float) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Pools of such connections, as urllib3 wants them."""
    ours = {"patience": patience} | ({"reach": reach} if reach else {})
    ways = _Guard if reach else _Patient
    http = type("HTTP", (ways, HTTPConnection), ours)
    https = type("HTTPS", (ways, HTTPSConnection), ours)
    return {
        "http": type("HTTPPool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": http}),
        "https": type("HTTPSPool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": https}),
    }
