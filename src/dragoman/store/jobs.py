"""Articles that were sent to a server and wait to be coded: kept until they are stored, whatever happens meanwhile."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.engine import Row

from dragoman.store import keys
from dragoman.store.serving_tables import jobs

State = Literal["waiting", "done", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent: bytes of one article, and what the sender says of it."""

    content: bytes
    name: str = ""  # of the file, whose suffix helps to tell the kind
    address: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of it."""

    document: str | None = None  # id of the article
    outcome: str | None = None  # new, changed, recoded, known
    reason: str | None = None  # why there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One article on its way."""

    id: str
    author: str
    state: State
    made: str
    ended: str | None
    result: Result | None


def add(connection: Connection, author: str, sent: Sent) -> Job:
    """Take an article in."""
    made = Job(id=secrets.token_hex(8), author=author, state="waiting", made=_now(), ended=None, result=None)
    row = {
        "key": next(keys.following(connection, jobs)),
        "id": made.id,
        "author": author,
        "state": made.state,
        "tries": 0,
        "made": made.made,
        "content": msgspec.msgpack.encode(sent),
    }
    connection.execute(insert(jobs).values(row))
    return made


def waiting(connection: Connection) -> int:
    """How many wait."""
    return int(connection.execute(select(func.count()).select_from(jobs).where(jobs.c.state == "waiting")).scalar_one())


def first(connection: Connection) -> tuple[str, int, Sent] | None:
    """The one that waits longest: its id, how often it was begun, and what was sent."""
    question = select(jobs).where(jobs.c.state == "waiting").order_by(jobs.c.key).limit(1)
    row = connection.execute(question).first()
    return (row.id, row.tries, msgspec.msgpack.decode(row.content, type=Sent)) if row else None


def begun(connection: Connection, id: str) -> None:
    """Count one more try."""
    connection.execute(update(jobs).where(jobs.c.id == id).values(tries=jobs.c.tries + 1))


def end(connection: Connection, id: str, result: Result) -> None:
    """Say what became of it; what was sent is needed no more."""
    state = "failed" if result.document is None else "done"
    row = {"state": state, "ended": _now(), "content": None, "result": msgspec.json.encode(result).decode()}
    connection.execute(update(jobs).where(jobs.c.id == id, jobs.c.state == "waiting").values(row))


def find(connection: Connection, id: str) -> Job | None:
    """The job of an id."""
    row = connection.execute(select(jobs).where(jobs.c.id == id)).first()
    return _job(row) if row else None


def latest(connection: Connection, author: str | None, limit: int) -> list[Job]:
    """The latest jobs, of one author or of all, the last first."""
    question = select(jobs).order_by(jobs.c.key.desc()).limit(limit)
    if author is not None:
        question = question.where(jobs.c.author == author)
    return [_job(row) for row in connection.execute(question)]


def _job(row: Row[Any]) -> Job:
    result = msgspec.json.decode(row.result, type=Result) if row.result else None
    return Job(id=row.id, author=row.author, state=row.state, made=row.made, ended=row.ended, result=result)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
