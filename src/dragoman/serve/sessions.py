"""Signing in from a page, and out; choosing a password."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, TypeVar

import msgspec
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from dragoman.serve import bodies, cookies, guesses
from dragoman.serve.gate import address_of
from dragoman.serve.problems import Problem, wrong
from dragoman.serve.route import Route
from dragoman.serve.server import JSON, Server
from dragoman.store import audit, passwords, people, sessions, tokens
from dragoman.store.roles import Caller, Role

T = TypeVar("T")
_log = logging.getLogger("dragoman.serve")
_DEVICE = 365 * 86_400  # seconds that a browser is known for
_LONGEST = 5000  # bytes of a request
_NOT_KEPT = {"Cache-Control": "no-store"}
_Short = Annotated[str, msgspec.Meta(max_length=500)]


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    """Either a name and its password, or a token."""

    name: _Short | None = None
    password: _Short | None = None
    token: _Short | None = None


class Welcome(msgspec.Struct, forbid_unknown_fields=True):
    """A password to begin with, for who has a code; the one the server shows makes the first account."""

    name: _Short
    code: _Short
    password: _Short


class NewPassword(msgspec.Struct, forbid_unknown_fields=True):
    """Another password, for who knows the one there is."""

    old: _Short
    new: _Short


class Site(msgspec.Struct, frozen=True):
    """What this server lets people do."""

    open: bool  # anybody may read
    empty: bool  # nobody has an account yet
    fetches: bool  # it gets pages by their address
    largest: int  # bytes of an article or an archive that is sent


async def _sign_in(server: Server, request: Request) -> Response:
    cookies.from_page(request)
    given = await _given(server, request, SignIn)
    if given.token is not None:
        token = given.token
        caller = await server.ask(lambda: server.access.holder(token, request))

        def begin(connection: Connection) -> str:
            held = tokens.known(connection, token)
            if held is None:  # revoked a moment ago
                raise Problem(HTTPStatus.UNAUTHORIZED, "this token was revoked")
            return sessions.begin(connection, _browser(request), person=held.person, token=held.name)

        return await _begun(server, request, caller, begin)
    if given.name is None or given.password is None:
        raise wrong("send a name and a password, or a token")
    caller, kept = await _known(server, request, given.name, given.password)
    response = await _begun(
        server, request, caller, lambda here: sessions.begin(here, _browser(request), person=caller.name)
    )
    return _kept_device(server, request, response, caller.name, kept)


async def _known(server: Server, request: Request, name: str, password: str) -> tuple[Caller, str]:
    """Whose name and password these are, and what is kept of the password.

    Raises Problem if they are wrong; nothing tells which of them is, neither words nor time.
    """

    def look() -> tuple[str, str] | None:
        with server.store.reading() as connection:
            return people.called(connection, name)

    found = await server.ask(look)
    kept = found[1] if found else None
    known = people.folded(name)
    device = guesses.device_of(cookies.found(request, cookies.DEVICE), known, kept)
    with server.guesses.of_password(known, address_of(request.scope), device):
        fits = await server.slowly(lambda: passwords.fits(password, kept))
        if found is None or not fits:
            _log.warning("a wrong name or password from %s", address_of(request.scope))
            raise Problem(HTTPStatus.UNAUTHORIZED, "the name or the password is wrong")

    def person() -> Caller:
        with server.store.reading() as connection:
            role = people.find(connection, found[0]).role
        return Caller(name=found[0], role=role, person=found[0])

    return await server.ask(person), found[1]


async def _welcome(server: Server, request: Request) -> Response:
    cookies.from_page(request)
    given = await _given(server, request, Welcome)

    def choose() -> tuple[Caller, str, str]:
        with server.store.writing(quiet=True) as connection:
            if server.settings.is_first(given.code) and not people.every(connection):
                person = people.add(connection, given.name, Role.ADMIN, given.password)
            elif people.has_code(connection, given.name, given.code):
                person = people.set_password(connection, given.name, given.password)
            else:
                raise Problem(HTTPStatus.FORBIDDEN, "this code is not known, was used, or is too old; ask for another")
            secret = sessions.begin(connection, _browser(request), person=person.name)
            caller = Caller(name=person.name, role=person.role, person=person.name)
            audit.add(connection, caller, "welcome", person.name)
            return caller, secret, _kept(connection, person.name)

    caller, secret, kept = await server.change(choose)
    return _kept_device(server, request, _signed_in(server, request, caller, secret), caller.name, kept)


async def _change_password(server: Server, request: Request) -> Response:
    caller = await server.ask(lambda: server.access.admitted(Role.READER, request, known=True))
    if caller is None or caller.person is None:
        raise wrong("a token that is nobody's has no password")
    person, session = caller.person, caller.session
    given = await _given(server, request, NewPassword)
    await _known(server, request, person, given.old)

    def change() -> str:
        with server.store.writing(quiet=True) as connection:
            people.set_password(connection, person, given.new, but=session)
            audit.add(connection, caller, "password", person)
            return _kept(connection, person)

    kept = await server.change(change)
    response = Response(status_code=HTTPStatus.NO_CONTENT, headers=_NOT_KEPT)
    return _kept_device(server, request, response, person, kept)


async def _sign_out(server: Server, request: Request) -> Response:
    cookies.from_page(request)
    secret = cookies.found(request, cookies.SESSION)

    def end() -> None:
        with server.store.writing(quiet=True) as connection:
            sessions.end(connection, sessions.id_of(secret or ""))

    if secret:
        await server.change(end)
    response = Response(status_code=HTTPStatus.NO_CONTENT, headers=_NOT_KEPT)
    cookies.drop(response, cookies.SESSION)
    return response


async def _me(server: Server, request: Request) -> Response:
    caller = await server.ask(lambda: server.access.caller(request))
    return Response(msgspec.json.encode(caller), media_type=JSON, headers=_NOT_KEPT)


async def _site(server: Server, _: Request) -> Response:
    def nobody() -> bool:
        with server.store.reading() as connection:
            return not people.every(connection)

    settings = server.settings
    empty = await server.ask(nobody)
    site = Site(open=settings.open_to_read, empty=empty, fetches=settings.fetch, largest=settings.largest)
    return Response(msgspec.json.encode(site), media_type=JSON, headers=_NOT_KEPT)


async def _given(server: Server, request: Request, type: type[T]) -> T:
    body = await bodies.read(request, _LONGEST, server.settings.patience)
    try:
        return msgspec.json.decode(body, type=type)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise wrong(str(fault)) from fault


async def _begun(server: Server, request: Request, caller: Caller, begin: Callable[[Connection], str]) -> Response:
    before = cookies.found(request, cookies.SESSION)

    def write() -> str:
        with server.store.writing(quiet=True) as connection:
            if before:
                sessions.end(connection, sessions.id_of(before))
            audit.add(connection, caller, "sign in", caller.name)
            return begin(connection)

    return _signed_in(server, request, caller, await server.change(write))


def _signed_in(server: Server, request: Request, caller: Caller, secret: str) -> Response:
    response = Response(msgspec.json.encode(caller), media_type=JSON, headers=_NOT_KEPT)
    seconds = int(sessions.OLD.total_seconds())
    cookies.keep(response, cookies.SESSION, secret, seconds, https=_is_safe(server, request))
    return response


def _kept_device(server: Server, request: Request, response: Response, name: str, kept: str) -> Response:
    cookie = guesses.device_cookie(people.folded(name), kept)
    cookies.keep(response, cookies.DEVICE, cookie, _DEVICE, https=_is_safe(server, request))
    return response


def _kept(connection: Connection, name: str) -> str:
    """What is kept of the password of somebody who may sign in."""
    found = people.called(connection, name)
    return found[1] if found else ""


def _is_safe(server: Server, request: Request) -> bool:
    """Whether browsers reach us over https."""
    return server.settings.https or request.url.scheme == "https"


def _browser(request: Request) -> str:
    return request.headers.get("user-agent", "")


ROUTES = (
    Route(
        path="/session",
        name="session",
        about="Sign a page in, with a name and a password or with a token; the answer sets a cookie",
        gives=Caller,
        own=_sign_in,
        method="POST",
        body=SignIn,
        anybody=True,
    ),
    Route(
        path="/session",
        name="session",
        about="Sign a page out",
        gives=None,
        own=_sign_out,
        method="DELETE",
        status=204,
        anybody=True,
    ),
    Route(
        path="/welcome",
        name="welcome",
        about="Choose a password by a code, and sign in",
        gives=Caller,
        own=_welcome,
        method="POST",
        body=Welcome,
        anybody=True,
    ),
    Route(
        path="/account/password",
        name="password",
        about="Choose another password; all your other sessions end",
        gives=None,
        own=_change_password,
        method="PUT",
        body=NewPassword,
        status=204,
    ),
    Route(
        path="/me", name="me", about="Who you are; null for nobody known", gives=Caller | None, own=_me, anybody=True
    ),
    Route(path="/site", name="site", about="What this server lets people do", gives=Site, own=_site, anybody=True),
)
