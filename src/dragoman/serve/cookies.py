"""The cookie by which a page of ours asks and writes.

It holds a token, where no script can read it. It is sent to this server only, and only from its own pages
(``SameSite=Strict``); what it writes must come with a header besides, which no form of another site can send.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request

from dragoman.serve.problems import Problem

COOKIE = "dragoman"
_HEADER, _OURS = "x-requested-with", "dragoman"


def token_of(request: Request) -> str | None:
    """The token in the cookie, where there is one.

    Raises Problem if the request would write, and does not come from a page of ours.
    """
    token = request.cookies.get(COOKIE)
    if token is not None and request.method not in ("GET", "HEAD"):
        from_page(request)
    return token


def from_page(request: Request) -> None:
    """Raises Problem if a request does not come from a page of ours."""
    if request.headers.get(_HEADER) != _OURS:
        raise Problem(HTTPStatus.FORBIDDEN, "a page that writes sends the header X-Requested-With: dragoman")
