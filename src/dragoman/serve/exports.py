"""Exports: what is asked for, as a file in the form that another program reads."""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

import msgspec
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from dragoman.export import exporters, write
from dragoman.model.problems import DragomanError
from dragoman.query import Filter
from dragoman.serve import parameters
from dragoman.serve.problems import busy, missing, wrong
from dragoman.serve.server import JSON, Server
from dragoman.store.roles import Role

#: What files can be asked for by.
FIELDS = frozenset(Filter.__dataclass_fields__) - {"after"}


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form of files."""

    name: str
    suffix: str
    gloss: str


class Forms(msgspec.Struct, frozen=True, kw_only=True):
    """All forms of files."""

    rows: list[Form]


async def forms(_: Server, __: Request) -> Response:
    """Which forms there are."""
    rows = [Form(name=one.name, suffix=one.suffix, gloss=one.gloss) for one in exporters().values()]
    return Response(msgspec.json.encode(Forms(rows=rows)), media_type=JSON)


async def export(server: Server, request: Request) -> Response:
    """Write a file, whole, and send it."""
    name = request.path_params["form"]
    form = exporters().get(name)
    if form is None:
        raise missing(f"no form {name!r}; there are {', '.join(exporters())}")
    await server.ask(lambda: server.access.admitted(Role.READER, request))
    known = parameters.of_filter("", server.vocabulary, FIELDS)
    wanted = parameters.filtered(parameters.parsed(request.scope["query_string"], known), known)
    if server.streams.locked():
        raise busy("too many long answers at once", 30)
    file = NamedTemporaryFile(suffix=form.suffix)  # noqa: SIM115 - closed when it is sent

    def written() -> None:
        try:
            write(server.store, form, wanted, cast(BinaryIO, file))
        except (ValueError, DragomanError) as fault:
            raise wrong(f"{form.name}: {fault}") from fault
        file.flush()

    try:
        async with server.streams:
            await server.ask(written)
    except BaseException:
        file.close()
        raise
    return FileResponse(
        file.name,
        filename=f"dragoman-{form.name.partition('.')[0]}{form.suffix}",
        media_type=form.media_type,
        headers={"Cache-Control": "no-store"},
        background=BackgroundTask(file.close),
    )
