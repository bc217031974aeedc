"""Sessions: browsers that are signed in, each until it is not used for a while, or is old, or is ended.

The cookie holds a secret of ours, the table its hash. Who it is, and what role that is, is looked up each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from dragoman.store import secrets
from dragoman.store.serving_tables import sessions

IDLE = timedelta(hours=12)  # without use
OLD = timedelta(days=7)  # however much it is used
_SEEN = timedelta(minutes=5)  # between two notes that it is used
_BROWSER = 200  # characters that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser that is signed in."""

    id: str
    made: str  # ISO 8601, UTC
    seen: str
    browser: str


def begin(connection: Connection, browser: str, *, person: str | None = None, token: str | None = None) -> str:
    """Sign a browser in; what its cookie is to hold. Sessions that are over are taken away."""
    over = or_(sessions.c.seen < secrets.now(-IDLE), sessions.c.made < secrets.now(-OLD))
    connection.execute(delete(sessions).where(over))
    made, now = secrets.made(), secrets.now()
    row = {
        "hash": secrets.hash_of(made),
        "id": id_of(made),
        "person": person,
        "token": token,
        "made": now,
        "seen": now,
        "browser": "".join(letter for letter in browser if letter.isprintable())[:_BROWSER],
    }
    connection.execute(insert(sessions).values(row))
    return made


def id_of(cookie: str) -> str:
    """The id of the session whose secret a cookie holds, if there is one."""
    return secrets.hash_of(cookie)[:16]


def whose(connection: Connection, cookie: str) -> tuple[str, str | None, str | None, bool] | None:
    """Of a session that is not over: its id, the person, or else the token; and whether its use is to be noted."""
    found = select(sessions).where(
        sessions.c.hash == secrets.hash_of(cookie),
        sessions.c.seen >= secrets.now(-IDLE),
        sessions.c.made >= secrets.now(-OLD),
    )
    row = connection.execute(found).first()
    return (row.id, row.person, row.token, _is_unseen(row.seen)) if row else None


def _is_unseen(seen: str) -> bool:
    return datetime.fromisoformat(seen) < datetime.fromisoformat(secrets.now(-_SEEN))


def note(connection: Connection, id: str) -> None:
    """Note that it is used."""
    connection.execute(update(sessions).where(sessions.c.id == id).values(seen=secrets.now()))


def of(connection: Connection, person: str) -> list[Session]:
    """The sessions of a person, the last used first."""
    mine = select(sessions).where(
        sessions.c.person == person, sessions.c.seen >= secrets.now(-IDLE), sessions.c.made >= secrets.now(-OLD)
    )
    rows = connection.execute(mine.order_by(sessions.c.seen.desc(), sessions.c.id))
    return [Session(id=row.id, made=row.made, seen=row.seen, browser=row.browser) for row in rows]


def end(connection: Connection, id: str, *, person: str | None = None) -> bool:
    """End a session, of a person where one is named; whether there was any."""
    mine = delete(sessions).where(sessions.c.id == id)
    if person is not None:
        mine = mine.where(sessions.c.person == person)
    return bool(connection.execute(mine).rowcount)


def end_all(connection: Connection, person: str, *, but: str | None = None) -> int:
    """End all sessions of a person, but one; how many that were."""
    return connection.execute(
        delete(sessions).where(sessions.c.person == person, sessions.c.id != (but or ""))
    ).rowcount
