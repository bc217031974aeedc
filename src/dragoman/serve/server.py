"""Answers: the work of a request, done beside the event loop, from one view of the store.

Reading and writing have threads of their own, so that writers, who wait for each other, hold up no reader. An answer to
a question is kept as bytes until anything is written; its ETag is the number of writes so far, so it is known to be
still right before any of it is worked out.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from http import HTTPStatus
from importlib.metadata import version
from time import monotonic
from typing import Any, TypeVar

import msgspec
from sqlalchemy.exc import DBAPIError, OperationalError
from starlette.requests import Request
from starlette.responses import Response

from dragoman.model.problems import DragomanError
from dragoman.query.filters import Unaskable
from dragoman.review import Reviewer
from dragoman.serve import bodies, cookies
from dragoman.serve.gate import address_of
from dragoman.serve.kept import Kept
from dragoman.serve.parameters import Parameter, parsed
from dragoman.serve.problems import Problem, busy, wrong
from dragoman.serve.rates import Rates
from dragoman.serve.route import Ask, Made, Route
from dragoman.serve.settings import Settings
from dragoman.serve.streams import Lines
from dragoman.serve.vocabulary import Vocabulary
from dragoman.store import Store, audit, changes, tables, tokens
from dragoman.store.tokens import Role, Token

T = TypeVar("T")
JSON = "application/json"
_READERS, _WRITERS, _STREAMS = 6, 2, 4  # threads; each has a connection while it works
_LOOK = 0.1  # seconds between two looks whether something is complete
_SMALL = 1_000_000  # bytes of a body that is JSON
_log = logging.getLogger("dragoman.serve")


class Server:
    """A store, and what is needed to answer questions to it."""

    def __init__(self, store: Store, settings: Settings, vocabulary: Vocabulary) -> None:
        self.store = store
        self.settings = settings
        self.vocabulary = vocabulary
        self._readers = ThreadPoolExecutor(_READERS, "reader")
        self._writers = ThreadPoolExecutor(_WRITERS, "writer")
        self.streams = asyncio.Semaphore(_STREAMS)
        self._kept = Kept()
        # Of tokens, from one address; where any number of requests is let in, so is any number of guesses.
        self._guesses = Rates(rate=min(0.2, settings.rate), burst=10.0)
        self._under_way: dict[str, asyncio.Future[Response]] = {}  # questions that are being answered
        self._reviewers: dict[str, Reviewer] = {}
        made_by = f"{version('dragoman')} {tables.DERIVED_VERSION} {settings.scheme} {settings.knowledge}"
        self._maker = sha256(made_by.encode()).hexdigest()[:8]

    def close(self) -> None:
        """End the threads, each after what it is at."""
        self._readers.shutdown(cancel_futures=True)
        self._writers.shutdown(cancel_futures=True)
        self.store.close()

    async def read(self, route: Route, known: tuple[Parameter, ...], request: Request) -> Response:
        """Answer a question."""
        if route.long:
            return await self._lines(route, known, request)
        # Where many ask the same at once, one works it out; the others find it kept, if it is still right.
        name = _name(request)
        if name in self._under_way:
            await asyncio.wait([self._under_way[name]])
        asking = asyncio.ensure_future(self._beside(self._readers, lambda: self._answer(route, known, request)))
        first = self._under_way.setdefault(name, asking) is asking
        try:
            return await asking
        finally:
            if first:
                del self._under_way[name]

    async def write(self, route: Route, known: tuple[Parameter, ...], request: Request) -> Response:
        """Carry out what is asked for, all of it and the note in the audit log, or nothing."""
        caller = await self._beside(self._readers, lambda: self.admitted(route.role, request, writes=route.writes))
        given = parsed(request.scope["query_string"], known)
        body = await self._body(route, request)

        def work() -> Made:
            with self.store.writing(quiet=True) as connection:
                ask = self._ask(route, known, request, given, caller, body)
                made: Made = route.answer(ask)
                audit.add(connection, ask.author, route.name, made.subject)
                return made

        made = await self._beside(self._writers, work)
        headers = {"Location": f"/api/v1{made.location}"} if made.location else {}
        if made.value is None:
            return Response(status_code=route.status, headers=headers)
        complete = await self._waited(made.later, given.get("wait") or 0)
        value, status = (made.value, route.status) if complete is None else (complete, HTTPStatus.OK)
        return Response(msgspec.json.encode(value), status_code=status, headers=headers, media_type=JSON)

    async def _waited(self, later: Callable[[], Any] | None, seconds: int) -> Any:
        """What is complete later, if that is in time."""
        over = monotonic() + seconds
        while later is not None and monotonic() < over:
            complete = await self._beside(self._readers, later)
            if complete is not None:
                return complete
            await asyncio.sleep(_LOOK)
        return None

    async def ask(self, question: Callable[[], T]) -> T:
        """The answer to a question of the program's own, worked out beside the event loop."""
        return await self._beside(self._readers, question)

    # How

    def _answer(self, route: Route, known: tuple[Parameter, ...], request: Request) -> Response:
        with self.store.reading() as connection:
            caller = self.admitted(route.role, request, writes=route.writes)
            headers = self._headers(changes.number(connection), route)
            etag = headers.get("ETag", "")
            if etag and _matches(request.headers.get("if-none-match"), etag):
                return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
            name = _name(request)
            kept = bool(etag) and not route.personal
            body = self._kept.find(name, etag) if kept else None
            if body is None:
                given = parsed(request.scope["query_string"], known)
                body = msgspec.json.encode(route.answer(self._ask(route, known, request, given, caller)))
                if kept:
                    self._kept.keep(name, etag, body)
        return Response(body, headers=headers, media_type=JSON)

    async def _lines(self, route: Route, known: tuple[Parameter, ...], request: Request) -> Response:
        if self.streams.locked():
            raise busy("too many long lists at once", 30)
        given = parsed(request.scope["query_string"], known)
        caller = await self._beside(self._readers, lambda: self.admitted(route.role, request, writes=route.writes))

        def lines() -> Iterator[bytes | dict[str, str]]:
            """First the headers, then the rows, all from one view of the store."""
            with self.store.reading() as connection:
                yield self._headers(changes.number(connection), route)
                try:
                    for row in route.answer(self._ask(route, known, request, given, caller)):
                        yield msgspec.json.encode(row) + b"\n"
                except (DragomanError, Unaskable) as fault:
                    raise wrong(str(fault)) from fault

        none_match = request.headers.get("if-none-match")
        return Lines(lines(), self.streams, lambda etag: _matches(none_match, etag))

    def _headers(self, number: int, route: Route) -> dict[str, str]:
        """What is told of an answer; one that is not for all readers is not to be kept."""
        if not route.tagged:
            return {"Cache-Control": "no-store"}
        day = f"-{date.today():%Y%m%d}" if route.daily else ""
        return {
            "ETag": f'"{number}-{self._maker}{day}"',
            "Cache-Control": "private, no-cache",
            "Vary": "Authorization, Cookie",
        }

    def _ask(
        self,
        route: Route,
        known: tuple[Parameter, ...],
        request: Request,
        given: dict[str, Any],
        caller: Token | None,
        body: Any = None,
    ) -> Ask:
        return Ask(
            store=self.store,
            vocabulary=self.vocabulary,
            parameters=known,
            given=given,
            path=request.path_params,
            caller=caller,
            reviewer=self._reviewer,
            body=body,
        )

    def _reviewer(self, author: str) -> Reviewer:
        """Somebody at work; his knowledge is loaded once."""
        if author not in self._reviewers:
            self._reviewers[author] = Reviewer(self.store, author, self.settings.knowledge, self.settings.scheme)
        return self._reviewers[author]

    def admitted(self, role: Role, request: Request, *, writes: bool = False) -> Token | None:
        """Who asks, if he may do what takes a role.

        Raises Problem otherwise.
        """
        caller = self.caller(request)
        if caller is None:
            if role is Role.READER and not writes and self.settings.open_to_read:
                return None
            raise _unknown("this needs a token: Authorization: Bearer ...")
        if not caller.role.may(role):
            detail = f"the token {caller.name} is a {caller.role.value}'s; this needs the role {role.value}"
            raise Problem(HTTPStatus.FORBIDDEN, detail)
        return caller

    def caller(self, request: Request) -> Token | None:
        """Who asks, by the token in the header or in the cookie of our page.

        Raises Problem for a token in the header that does not hold; a cookie that does not hold is as good as none.
        """
        header = request.headers.get("authorization")
        if header is not None:
            scheme, _, token = header.partition(" ")
            return self.holder(token.strip() if scheme.casefold() == "bearer" else "", request)
        token = cookies.token_of(request) or ""
        with self.store.reading() as connection:
            return tokens.known(connection, token) if token else None

    def holder(self, token: str, request: Request) -> Token:
        """Whose token it is.

        Raises Problem if it does not hold, or if too many of this address did not.
        """
        with self.store.reading() as connection:
            found = tokens.known(connection, token) if token else None
        if found is not None:
            return found
        address = address_of(request.scope)
        seconds = self._guesses.empty(address)
        if seconds:
            detail = "too many wrong tokens from this address"
            raise Problem(HTTPStatus.TOO_MANY_REQUESTS, detail, headers={"Retry-After": str(seconds)})
        self._guesses.take(address)
        raise _unknown("this token is not known, or was revoked")

    async def _body(self, route: Route, request: Request) -> Any:
        """What was sent: JSON as the route describes it, or bytes as they are."""
        if route.body is None and not route.raw:
            return None
        kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
        if kind in route.raw:
            return await bodies.read(request, self.settings.largest, self.settings.patience)
        if route.body is None or kind != JSON:
            takes = [*([JSON] if route.body else []), *route.raw]
            detail = f"send one of {', '.join(takes)}, and say which in Content-Type"
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, allowed=takes)
        largest = self.settings.largest if route.raw else _SMALL
        content = await bodies.read(request, largest, self.settings.patience)
        try:
            return msgspec.json.decode(content, type=route.body)
        except msgspec.ValidationError as fault:
            raise wrong(str(fault)) from fault
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            raise Problem(HTTPStatus.BAD_REQUEST, f"the body is not JSON: {fault}") from fault

    async def _beside(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        """Do something beside the event loop; faults that a caller can mend become problems."""
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, work)
        except (DragomanError, Unaskable) as fault:
            raise wrong(str(fault)) from fault
        except OperationalError as fault:
            _log.warning("the database does not answer: %s", fault.orig)
            raise busy("the database is busy, or cannot be reached", 5) from fault
        except DBAPIError as fault:
            _log.exception("the database refuses")
            raise Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "a fault of ours; it is in the server's log") from fault


def _name(request: Request) -> str:
    """What a question goes by: its address."""
    return f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}"


def _matches(asked: str | None, etag: str) -> bool:
    """Whether a client has this state already (RFC 9110, 13.1.2)."""
    if asked is None:
        return False
    return asked.strip() == "*" or etag in (one.strip().removeprefix("W/") for one in asked.split(","))


def _unknown(detail: str) -> Problem:
    return Problem(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": 'Bearer realm="dragoman"'})
