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
from dragoman.serve import bodies
from dragoman.serve.access import Access
from dragoman.serve.guesses import Guesses
from dragoman.serve.kept import Kept
from dragoman.serve.parameters import Parameter, parsed
from dragoman.serve.problems import Problem, busy, wrong
from dragoman.serve.route import Ask, Made, Route
from dragoman.serve.settings import Settings
from dragoman.serve.streams import Lines
from dragoman.serve.vocabulary import Vocabulary
from dragoman.store import Store, audit, changes, tables
from dragoman.store.roles import Caller

T = TypeVar("T")
JSON = "application/json"
_READERS, _WRITERS, _STREAMS = 6, 2, 4  # threads; each has a connection while it works
_APART = 4  # threads for what takes long and needs no store, such as pages of other servers
_MOST_WAITING = 20  # for such a thread, or for the one that compares passwords
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
        self._apart = ThreadPoolExecutor(_APART, "apart")
        self._passwords = ThreadPoolExecutor(1, "password")  # each takes 64 MiB
        self._waiting = {self._apart: 0, self._passwords: 0}
        self.guesses = Guesses(settings.rate)
        self.access = Access(store, settings, self.guesses, self._writers)
        self._under_way: dict[str, asyncio.Future[Response]] = {}  # questions that are being answered
        self._reviewers: dict[str, Reviewer] = {}
        made_by = f"{version('dragoman')} {tables.DERIVED_VERSION} {settings.scheme} {settings.knowledge}"
        self._maker = sha256(made_by.encode()).hexdigest()[:8]

    def close(self) -> None:
        """End the threads, each after what it is at."""
        self._readers.shutdown(cancel_futures=True)
        self._writers.shutdown(cancel_futures=True)
        self._apart.shutdown(wait=False, cancel_futures=True)
        self._passwords.shutdown(cancel_futures=True)
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
        caller = await self._beside(
            self._readers, lambda: self.access.admitted(route.role, request, known=route.needs_caller)
        )
        given = parsed(request.scope["query_string"], known)
        body = await self._body(route, request)
        prepare = route.before
        if prepare is not None:
            body = await self._beside(self._apart, lambda: prepare(self.settings, body))

        def work() -> Made:
            with self.store.writing(quiet=True) as connection:
                ask = self._ask(route, known, request, given, caller, body)
                made: Made = _answered(route, ask)
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

    async def change(self, work: Callable[[], T]) -> T:
        """Do what writes, beside the event loop."""
        return await self._beside(self._writers, work)

    async def slowly(self, work: Callable[[], T]) -> T:
        """Compare passwords beside the event loop, one after the other."""
        return await self._beside(self._passwords, work)

    async def ask(self, question: Callable[[], T]) -> T:
        """The answer to a question of the program's own, worked out beside the event loop."""
        return await self._beside(self._readers, question)

    # How

    def _answer(self, route: Route, known: tuple[Parameter, ...], request: Request) -> Response:
        with self.store.reading() as connection:
            caller = self.access.admitted(route.role, request, known=route.needs_caller)
            headers = self._headers(changes.number(connection), route)
            etag = headers.get("ETag", "")
            if etag and _matches(request.headers.get("if-none-match"), etag):
                return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
            name = _name(request)
            kept = bool(etag) and not route.personal
            body = self._kept.find(name, etag) if kept else None
            if body is None:
                given = parsed(request.scope["query_string"], known)
                body = msgspec.json.encode(_answered(route, self._ask(route, known, request, given, caller)))
                if kept:
                    self._kept.keep(name, etag, body)
        return Response(body, headers=headers, media_type=JSON)

    async def _lines(self, route: Route, known: tuple[Parameter, ...], request: Request) -> Response:
        if self.streams.locked():
            raise busy("too many long lists at once", 30)
        given = parsed(request.scope["query_string"], known)
        caller = await self._beside(
            self._readers, lambda: self.access.admitted(route.role, request, known=route.needs_caller)
        )

        def lines() -> Iterator[bytes | dict[str, str]]:
            """First the headers, then the rows, all from one view of the store."""
            with self.store.reading() as connection:
                yield self._headers(changes.number(connection), route)
                try:
                    for row in _answered(route, self._ask(route, known, request, given, caller)):
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
        caller: Caller | None,
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
        if self._waiting.get(threads, 0) >= _MOST_WAITING:
            raise busy("too much to do at once", 10)
        if threads in self._waiting:
            self._waiting[threads] += 1
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
        finally:
            if threads in self._waiting:
                self._waiting[threads] -= 1


def _answered(route: Route, ask: Ask) -> Any:
    assert route.answer is not None, route.path
    return route.answer(ask)


def _name(request: Request) -> str:
    """What a question goes by: its address."""
    return f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}"


def _matches(asked: str | None, etag: str) -> bool:
    """Whether a client has this state already (RFC 9110, 13.1.2)."""
    if asked is None:
        return False
    return asked.strip() == "*" or etag in (one.strip().removeprefix("W/") for one in asked.split(","))
