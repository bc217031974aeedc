"""The cookies by which pages of ours ask and write.

One holds the secret of a session, where no script can read it. It is sent to this server only, and only from its own
pages (``SameSite=Strict``); what it writes must come with a header besides, which no form of another site can send.
Over https its name begins with ``__Host-``, so that no other host of the same domain can set it.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from dragoman.serve.problems import Problem

SESSION, DEVICE = "dragoman", "dragoman-device"
_HEADER, _OURS = "x-requested-with", "dragoman"
_SAFE = "__Host-"


def found(request: Request, name: str) -> str | None:
    """What a cookie of ours holds, where there is one."""
    return request.cookies.get(_SAFE + name) or request.cookies.get(name)


def session_of(request: Request) -> str | None:
    """The secret of the session, where there is one.

    Raises Problem if the request would write, and does not come from a page of ours.
    """
    secret = found(request, SESSION)
    if secret is not None and request.method not in ("GET", "HEAD"):
        from_page(request)
    return secret


def from_page(request: Request) -> None:
    """Raises Problem if a request does not come from a page of ours."""
    if request.headers.get(_HEADER) != _OURS:
        raise Problem(HTTPStatus.FORBIDDEN, "a page that writes sends the header X-Requested-With: dragoman")
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":  # what browsers say themselves
        raise Problem(HTTPStatus.FORBIDDEN, "only pages of this server write with its cookie")


def keep(response: Response, name: str, value: str, seconds: int, *, https: bool) -> None:
    """Have the browser keep a cookie."""
    prefix = _SAFE if https else ""
    response.set_cookie(prefix + name, value, max_age=seconds, path="/", httponly=True, samesite="strict", secure=https)


def drop(response: Response, name: str) -> None:
    """Have the browser forget a cookie."""
    for prefix, secure in (("", False), (_SAFE, True)):
        response.delete_cookie(prefix + name, path="/", httponly=True, samesite="strict", secure=secure)
