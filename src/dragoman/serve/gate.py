"""What every request and every answer goes through, whatever it is for: names, rates, headers."""

from __future__ import annotations

import ipaddress
import logging
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.serve.problems import Problem, busy
from dragoman.serve.rates import Rates
from dragoman.serve.settings import Settings

_log = logging.getLogger("dragoman.serve")
_AT_ONCE = 500  # requests
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


class Gate:
    """Lets requests in that are meant for this server and are not too many."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.rates = Rates(settings.rate, burst=max(1.0, 4 * settings.rate))
        self._now = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        self._now += 1
        try:
            self._let_in(scope)
            await self.app(scope, receive, send_on)
        except Problem as problem:
            await problem.response()(scope, receive, send_on)
        except ClientDisconnect:
            pass  # nobody waits for the answer
        except Exception:
            _log.exception("%s %s failed", scope["method"], scope["path"])
            if begun:
                raise
            fault = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "a fault of ours; it is in the server's log")
            await fault.response()(scope, receive, send_on)
        finally:
            self._now -= 1

    def _let_in(self, scope: Scope) -> None:
        """Raises Problem for a request that is not for us, or is one too many."""
        headers = Headers(scope=scope)
        if not self._is_ours(headers.get("host", "")):
            detail = "the server goes by other names; --name adds one"
            raise Problem(HTTPStatus.MISDIRECTED_REQUEST, detail)
        if self._now > _AT_ONCE:
            raise busy("too many requests at once", 1)
        seconds = self.rates.take(headers.get("authorization") or address_of(scope))
        if seconds:
            detail = f"more than {self.settings.rate:g} requests a second; wait {seconds} s"
            raise Problem(HTTPStatus.TOO_MANY_REQUESTS, detail, headers={"Retry-After": str(seconds)})

    def _is_ours(self, host: str) -> bool:
        """Whether a request names us: a page of another site may have its own name lead to this machine."""
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if name.casefold() in {one.casefold() for one in self.settings.names}:
            return True
        if not self.settings.is_local:
            return not self.settings.names
        if name.casefold() == "localhost":
            return True
        try:
            return ipaddress.ip_address(name.strip("[]")).is_loopback
        except ValueError:
            return False


def address_of(scope: Scope) -> str:
    """The address that a request comes from."""
    client = scope.get("client")
    return str(client[0]) if client else ""
