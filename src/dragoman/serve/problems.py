"""What went wrong, told as RFC 9457 has it (``application/problem+json``)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Details(msgspec.Struct, kw_only=True, omit_defaults=True, rename={"kind": "type"}):
    """A problem."""

    kind: str = "about:blank"
    title: str
    status: int
    detail: str
    parameter: str | None = None  # of the query, that is wrong
    allowed: list[str] | None = None  # what it may be


class Problem(Exception):
    """A request that cannot be answered, and what to do about it."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        parameter: str | None = None,
        allowed: list[str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = dict(headers or {})
        self.details = Details(
            title=status.phrase, status=int(status), detail=detail, parameter=parameter, allowed=allowed
        )

    def response(self) -> Response:
        body = msgspec.json.encode(self.details)
        return Response(body, status_code=int(self.status), headers=self.headers, media_type=MEDIA_TYPE)


def missing(detail: str) -> Problem:
    """There is no such thing."""
    return Problem(HTTPStatus.NOT_FOUND, detail)


def wrong(detail: str, *, parameter: str | None = None, allowed: list[str] | None = None) -> Problem:
    """What was sent can be read, but cannot be."""
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, parameter=parameter, allowed=allowed)


def busy(detail: str, seconds: int) -> Problem:
    """Too much to do just now."""
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers={"Retry-After": str(seconds)})
