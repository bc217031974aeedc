"""Pages from the web: http and https only, with limits on size, time and redirects.

An address that a feed or a list names is untrusted: it may lead into the reader's own network. Unless that
is allowed, the machine we are connected to is looked at before anything is asked of it, so neither a
name that resolves to a private address nor a redirect gets past. Each way a fetch can fail gives one line
with the way out.
"""

from __future__ import annotations

import socket
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from http.client import responses
from ipaddress import IPv6Address, ip_address
from threading import Timer
from typing import Any
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError

from dragoman.model.problems import UnreadableArticle
from dragoman.reading.decode import LIMIT, check_size

AGENT = "Dragoman/0.1"
_WAIT = 20.0  # seconds for the server to say something
_PATIENCE = 60.0  # seconds for the answer to begin, and again for the whole of it
_CHUNK = 65_536
_REDIRECTS = 5
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

    def __init__(self, *, agent: str = f"{AGENT} (news reader for research)", allow_private: bool = False) -> None:
        self._guarded = not allow_private
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip, deflate"}
        settings: dict[str, Any] = {"timeout": urllib3.Timeout(_WAIT), "retries": False, "maxsize": 1}
        self._direct = urllib3.PoolManager(**settings)
        self._direct.pool_classes_by_scheme = _GUARDED if self._guarded else _PATIENT
        self._proxies = {
            scheme: urllib3.ProxyManager(proxy, **settings)
            for scheme, proxy in urllib.request.getproxies().items()
            if scheme in ("http", "https") and proxy.startswith("http")
        }

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, limit: int = LIMIT) -> Page:
        """What the server answers in the end, whatever its status.

        Raises Unreachable where no answer comes, UnreadableArticle for an address that is not to be
        fetched and for an answer of more than ``limit`` bytes.
        """
        for _ in range(_REDIRECTS + 1):
            page = self._once(url, headers or {}, limit)
            goal = page.headers.get("location")
            if page.status not in _MOVED or not goal:
                return page
            url = urljoin(url, goal)
        raise UnreadableArticle(f"could not be fetched: it leads on more than {_REDIRECTS} times; check the address")

    def _once(self, url: str, headers: Mapping[str, str], limit: int) -> Page:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UnreadableArticle("is not an http or https address; for a file give its path")
        try:
            pool = self._pool(parts.scheme, parts.hostname)
            headers = self._headers | dict(headers)
            response = pool.request("GET", url, headers=headers, redirect=False, preload_content=False)
        except _FAULTS as fault:
            raise Unreachable(_explain(fault)) from fault
        try:
            content = _content(response, limit)
        except _FAULTS as fault:
            raise CutOff(_explain(fault)) from fault
        finally:
            response.close()
        answered = {name.lower(): value for name, value in response.headers.items()}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Page(url, response.status, answered, content, now)

    def _pool(self, scheme: str, host: str) -> urllib3.PoolManager:
        proxy = self._proxies.get(scheme)
        if proxy is None or urllib.request.proxy_bypass(host):
            return self._direct
        if self._guarded:  # the proxy connects for us, so the name is all there is to look at
            for *_, address in socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP):
                refuse_private(str(address[0]))
        return proxy


def refuse_private(address: str) -> None:
    """Refuse an IP address that is not of the public Internet (IANA's special-purpose registries)."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if not found.is_global or found.is_multicast:
        raise UnreadableArticle(
            f"leads to the private address {found}; if that is meant, allow it with --allow-private"
        )


_FAULTS = (HTTPError, LocationParseError, OSError, ValueError)


def _content(response: urllib3.BaseHTTPResponse, limit: int) -> bytes:
    content = bytearray()
    deadline = time.monotonic() + _PATIENCE
    while chunk := response.read1(_CHUNK, decode_content=True):
        content += chunk
        check_size(content, limit)
        if time.monotonic() > deadline:
            raise CutOff(f"took longer than {_PATIENCE:.0f} s; save the page and read the file")
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

    def getresponse(self) -> Any:
        timer = Timer(_PATIENCE, self._hang_up)
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
    """A connection that refuses to speak to a machine with a private address."""

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        refuse_private(self.sock.getpeername()[0])


class _PatientHTTP(_Patient, HTTPConnection):
    pass


class _PatientHTTPS(_Patient, HTTPSConnection):
    pass


class _GuardedHTTP(_Guard, HTTPConnection):
    pass


class _GuardedHTTPS(_Guard, HTTPSConnection):
    pass


def _pools(plain: type[HTTPConnection], secure: type[HTTPSConnection]) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Pools of such connections, as urllib3 wants them."""
    http = type("HTTPPool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": plain})
    https = type("HTTPSPool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": secure})
    return {"http": http, "https": https}


_PATIENT = _pools(_PatientHTTP, _PatientHTTPS)
_GUARDED = _pools(_GuardedHTTP, _GuardedHTTPS)
