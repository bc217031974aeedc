"""Signing in from a page, and out."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from dragoman.serve import bodies, cookies
from dragoman.serve.problems import wrong
from dragoman.serve.server import JSON, Server

_DAYS = 30
_LONGEST = 2000  # bytes of a request to sign in
_NOT_KEPT = {"Cache-Control": "no-store"}


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    """A token to sign in with."""

    token: str


async def sign_in(server: Server, request: Request) -> Response:
    """Put a token that holds into the cookie."""
    cookies.from_page(request)
    body = await bodies.read(request, _LONGEST, server.settings.patience)
    try:
        token = msgspec.json.decode(body, type=SignIn).token
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise wrong(str(fault)) from fault
    caller = await server.ask(lambda: server.holder(token, request))
    response = Response(msgspec.json.encode(caller), media_type=JSON, headers=_NOT_KEPT)
    response.set_cookie(
        cookies.COOKIE,
        token,
        max_age=_DAYS * 86_400,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


async def sign_out(_: Server, request: Request) -> Response:
    """Take the cookie away."""
    cookies.from_page(request)
    response = Response(status_code=HTTPStatus.NO_CONTENT, headers=_NOT_KEPT)
    response.delete_cookie(cookies.COOKIE, httponly=True, samesite="strict")
    return response


async def me(server: Server, request: Request) -> Response:
    """Who asks; null where that is nobody known."""
    caller = await server.ask(lambda: server.caller(request))
    return Response(msgspec.json.encode(caller), media_type=JSON, headers=_NOT_KEPT)
