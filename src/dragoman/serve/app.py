"""The application that a web server runs: every route of the API, behind the gate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from multiprocessing import parent_process
from threading import Thread

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Router
from starlette.routing import Route as Path
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.serve import beside, exports, openapi, sessions
from dragoman.serve.gate import Gate
from dragoman.serve.pages import Pages
from dragoman.serve.parameters import Parameter
from dragoman.serve.problems import Problem, missing
from dragoman.serve.route import Route
from dragoman.serve.routes import ROUTES
from dragoman.serve.server import JSON, Server
from dragoman.serve.settings import Settings
from dragoman.serve.vocabulary import Vocabulary
from dragoman.store import Store
from dragoman.workers import end_with_parent

API = "/api/v1"
Endpoint = Callable[[Request], Awaitable[Response]]
_ROUTES = (*ROUTES, *sessions.ROUTES)
_Known = list[tuple[Route, tuple[Parameter, ...]]]


def found() -> ASGIApp:
    """The application, as the environment says; what a web server's processes call."""
    if parent_process() is not None:
        Thread(target=end_with_parent, daemon=True).start()
    return application(Settings.found())


def application(settings: Settings) -> ASGIApp:
    """The application for a store.

    Raises DragomanError if the database cannot be opened, or a file of the user's has faults.
    """
    vocabulary = Vocabulary.load(settings)
    server = Server(Store.open(settings.db), settings, vocabulary)
    known: _Known = [(route, route.parameters(vocabulary)) for route in _ROUTES]

    @asynccontextmanager
    async def life(_: object) -> AsyncIterator[None]:
        yield
        server.close()

    api = Router(_paths(server, known), redirect_slashes=False, default=_nothing)
    everything = Router([Mount(API, api)], redirect_slashes=False, default=_behind(Pages()), lifespan=life)
    return Gate(everything, settings)


def described(settings: Settings) -> bytes:
    """The OpenAPI document, as JSON."""
    vocabulary = Vocabulary.load(settings)
    return _description([(route, route.parameters(vocabulary)) for route in _ROUTES], vocabulary)


def _description(known: _Known, vocabulary: Vocabulary) -> bytes:
    return msgspec.json.encode(openapi.document(known, list(beside.operations(vocabulary))))


def _paths(server: Server, known: _Known) -> list[BaseRoute]:
    """One path for each address, that knows all of its methods; literal ones before those with names in them."""
    by_path: dict[str, dict[str, Endpoint]] = {}
    for route, parameters in known:
        by_path.setdefault(route.path, {})[route.method] = _endpoint(server, route, parameters)
    description = _description(known, server.vocabulary)

    async def describe(_: Request) -> Response:
        return Response(description, media_type=JSON)

    by_path["/openapi.json"] = {"GET": describe}
    by_path["/exports"] = {"GET": partial(exports.forms, server)}
    by_path["/exports/{form}"] = {"GET": partial(exports.export, server)}
    ordered = sorted(by_path, key=lambda path: ("{" in path, path))
    return [Path(path, _one_of(by_path[path]), methods=_METHODS) for path in ordered]


_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"]


def _endpoint(server: Server, route: Route, parameters: tuple[Parameter, ...]) -> Endpoint:
    if route.own is not None:
        return partial(route.own, server)

    async def answer(request: Request) -> Response:
        return await (server.write if route.writes else server.read)(route, parameters, request)

    return answer


def _one_of(by_method: dict[str, Endpoint]) -> Endpoint:
    allowed = ", ".join(sorted({*by_method, *(["HEAD"] if "GET" in by_method else [])}))

    async def answer(request: Request) -> Response:
        endpoint = by_method.get("GET" if request.method == "HEAD" else request.method)
        if endpoint is None:
            detail = f"{request.method} is not for this address; {allowed}"
            raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, detail, headers={"Allow": allowed})
        return await endpoint(request)

    return answer


def _behind(pages: Pages) -> ASGIApp:
    """What answers where no route of the API leads."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            await _nothing(scope, receive, send)
        else:
            await pages(scope, receive, send)

    return answer


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """Where no route leads."""
    if scope["type"] == "http":
        raise missing(f"there is nothing at {scope['path']}; {API}/openapi.json says what there is")
