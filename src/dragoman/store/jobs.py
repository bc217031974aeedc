"""Articles that were sent to a server and wait to be coded: kept until they are stored, whatever happens meanwhile."""

from __future__ import annotations

import secrets as random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, func, insert, or_, select, update
from sqlalchemy.engine import Row

from dragoman.model.problems import Failure
from dragoman.model.text import Document
from dragoman.store import keys, secrets
from dragoman.store.serving_tables import jobs

State = Literal["waiting", "done", "failed", "cancelled"]
_LONGEST = 300  # characters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent: bytes of an article, or of a file with many, and what the sender says of it."""

    content: bytes = b""
    document: Document | None = None  # instead: an article that was in such a file, as it was read
    name: str = ""  # of the file, whose suffix helps to tell the kind
    address: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    charset: str | None = None  # that a server named
    fetched: str | None = None  # when it was had from there


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of it."""

    document: str | None = None  # id of the article
    outcome: str | None = None  # new, changed, recoded, known
    reason: str | None = None  # why there is none
    articles: int | None = None  # in a file with many, each of which is a job of its own
    failures: int | None = None  # parts of such a file that are no articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One article on its way."""

    id: str
    author: str
    state: State
    made: str
    ended: str | None
    result: Result | None
    name: str | None = None  # what the sender knows it by
    parent: str | None = None  # id of the file that it was in
    begun: bool = False  # it is being coded, or was


def add(connection: Connection, author: str, sent: Sent, name: str | None = None) -> Job:
    """Take an article in, or a file with many."""
    return _added(connection, author, name, None, sent, None)


def unpack(connection: Connection, id: str, found: Iterable[Document | Failure]) -> None:
    """Make jobs of what was found in a file with many articles, and end its own job; nothing if it was cancelled."""
    file = find(connection, id)
    if file is None or file.state != "waiting":
        return
    articles = failures = 0
    for one in found:
        if isinstance(one, Failure):
            failures += 1
            _added(connection, file.author, one.address, id, None, Result(reason=one.reason))
        else:
            articles += 1
            name = one.title.value if one.title else one.address
            _added(connection, file.author, name, id, Sent(document=one), None)
    end(connection, id, Result(articles=articles, failures=failures))


def _added(
    connection: Connection, author: str, name: str | None, parent: str | None, sent: Sent | None, result: Result | None
) -> Job:
    id, now = random.token_hex(8), secrets.now()
    # Names of files are whatever somebody writes: marks that turn text round have no place in a list.
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in name or "")[:_LONGEST] or None
    row = {
        "key": next(keys.following(connection, jobs)),
        "id": id,
        "author": author,
        "state": "waiting" if result is None else "failed",
        "tries": 0,
        "made": now,
        "ended": now if result else None,
        "content": msgspec.msgpack.encode(sent) if sent else None,
        "result": msgspec.json.encode(result).decode() if result else None,
        "name": shown,
        "parent": parent,
    }
    connection.execute(insert(jobs).values(row))
    return _job(connection.execute(select(jobs).where(jobs.c.id == id)).one())


def waiting(connection: Connection) -> int:
    """How many wait."""
    return int(connection.execute(select(func.count()).select_from(jobs).where(jobs.c.state == "waiting")).scalar_one())


def first(connection: Connection) -> tuple[str, int, Sent] | None:
    """The one that waits longest: its id, how often it was begun, and what was sent.

    What came in a file with many comes after what was sent by itself, so that nobody waits for another's archive.
    """
    packed = jobs.c.parent.is_not(None)
    question = select(jobs).where(jobs.c.state == "waiting").order_by(packed, jobs.c.key).limit(1)
    row = connection.execute(question).first()
    return (row.id, row.tries, msgspec.msgpack.decode(row.content, type=Sent)) if row else None


def begun(connection: Connection, id: str) -> None:
    """Count one more try."""
    connection.execute(update(jobs).where(jobs.c.id == id).values(tries=jobs.c.tries + 1))


def waits(connection: Connection, id: str) -> bool:
    """Whether it still waits: it may have been cancelled since it was begun."""
    return connection.execute(select(jobs.c.state).where(jobs.c.id == id)).scalar() == "waiting"


def cancel(connection: Connection, id: str) -> int:
    """Let an article, or all of a file that are left, not be coded; how many that were."""
    mine = or_(jobs.c.id == id, jobs.c.parent == id)
    gone = update(jobs).where(mine, jobs.c.state == "waiting")
    return connection.execute(gone.values(state="cancelled", ended=secrets.now(), content=None)).rowcount


def end(connection: Connection, id: str, result: Result) -> None:
    """Say what became of it; what was sent is needed no more."""
    state = "done" if result.document or result.articles else "failed"
    row = {"state": state, "ended": secrets.now(), "content": None, "result": msgspec.json.encode(result).decode()}
    connection.execute(update(jobs).where(jobs.c.id == id, jobs.c.state == "waiting").values(row))


def find(connection: Connection, id: str) -> Job | None:
    """The job of an id."""
    row = connection.execute(select(jobs).where(jobs.c.id == id)).first()
    return _job(row) if row else None


def latest(connection: Connection, author: str | None, limit: int, parent: str | None = None) -> list[Job]:
    """The latest jobs, of one author or of all, the last first; with a file's id those of what was in it."""
    question = select(jobs).order_by(jobs.c.key.desc()).limit(limit)
    question = question.where(jobs.c.parent.is_(None) if parent is None else jobs.c.parent == parent)
    if author is not None:
        question = question.where(jobs.c.author == author)
    return [_job(row) for row in connection.execute(question)]


def _job(row: Row[Any]) -> Job:
    result = msgspec.json.decode(row.result, type=Result) if row.result else None
    return Job(
        id=row.id,
        author=row.author,
        state=row.state,
        made=row.made,
        ended=row.ended,
        result=result,
        name=row.name,
        parent=row.parent,
        begun=row.tries > 0,
    )
