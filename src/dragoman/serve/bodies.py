"""The body of a request, read up to a limit of bytes and of time."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from starlette.requests import Request

from dragoman.serve.problems import Problem

_SLOWEST = 100_000  # bytes a second, for a large one
_CLOSE = {"Connection": "close"}  # what is still on its way is not read


async def read(request: Request, largest: int, patience: float) -> bytes:
    """The body, whether its length was said before or not.

    Raises Problem if it is too large, or too slow.
    """
    said = request.headers.get("content-length", "")
    announced = int(said) if said.isdecimal() else 0
    if announced > largest:
        raise _too_large(largest)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(patience + announced / _SLOWEST):
            async for part in request.stream():
                size += len(part)
                if size > largest:
                    raise _too_large(largest)
                parts.append(part)
    except TimeoutError as fault:
        raise Problem(HTTPStatus.REQUEST_TIMEOUT, "the body came too slowly", headers=_CLOSE) from fault
    return b"".join(parts)


def _too_large(largest: int) -> Problem:
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {largest:,} bytes", headers=_CLOSE)
