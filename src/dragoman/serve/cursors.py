"""Where a list goes on, as an opaque word: what the last row was sorted by, and the figures of the whole list."""

from __future__ import annotations

import base64
import binascii
from http import HTTPStatus

import msgspec

from dragoman.query import Behind
from dragoman.serve.problems import Problem

_MOST = 2**63  # what a database can hold


class _Cursor(msgspec.Struct, array_like=True):
    position: tuple[int | float | str | None, ...]
    total: int
    undated: int


_decoder = msgspec.msgpack.Decoder(_Cursor)


def written(behind: Behind) -> str:
    """The word for a place in a list."""
    cursor = _Cursor(behind.position, behind.total, behind.undated)
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(cursor)).decode().rstrip("=")


def read(cursor: str) -> Behind:
    """The place that a word stands for.

    Raises Problem if it is none of ours.
    """
    try:
        found = _decoder.decode(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
    except (msgspec.MsgspecError, binascii.Error, ValueError) as fault:
        raise unfit() from fault
    if any(isinstance(value, int) and not -_MOST <= value < _MOST for value in (*found.position, found.total)):
        raise unfit()
    if found.total < 0 or not 0 <= found.undated < _MOST:
        raise unfit()
    return Behind(position=found.position, total=found.total, undated=found.undated)


def unfit() -> Problem:
    """A cursor that fits no list, or not this one."""
    detail = "this is no cursor of this list; take the one that the page before it gives as 'next'"
    return Problem(HTTPStatus.BAD_REQUEST, detail, parameter="cursor")
