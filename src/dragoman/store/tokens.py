"""Tokens: secrets by which programs, or people without an account, may do something through a server.

A token of a person does what that person may, or less, and writes in the person's name. Rows are never taken away: a
name in the audit log means one token for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import Row

from dragoman.model.problems import DragomanError
from dragoman.store import secrets
from dragoman.store.roles import Role
from dragoman.store.serving_tables import people, tokens

PREFIX = "drg_"  # so that scanners for secrets know one that was published by mistake
_LONGEST = 100  # characters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is known of a token; the token itself is not."""

    name: str
    role: Role
    made: str  # ISO 8601, UTC
    revoked: str | None = None
    person: str | None = None  # whose it is


def check_name(name: str) -> None:
    """Raises DragomanError if it is no name."""
    if not name.strip() or not name.isprintable() or len(name) > _LONGEST or name != name.strip():
        raise DragomanError(
            f"{name!r} is no name: write up to {_LONGEST} letters, digits, hyphens, spaces between them"
        )


def add(connection: Connection, name: str, role: Role, *, person: str | None = None) -> str:
    """Make a token; it comes back this once and is kept nowhere. That of a person is called ``person:name``.

    Raises DragomanError if the name is taken, or is none, or if there is no such person.
    """
    check_name(name)
    if person is None and connection.execute(select(people.c.name).where(people.c.name == name)).first():
        raise DragomanError(f"{name} has an account: 'dragoman tokens add WHAT-FOR --person {name}'")
    if person is not None:
        if not connection.execute(_enabled(person)).first():
            raise DragomanError(f"nobody called {person} has an account; 'dragoman users list' shows who has")
        if "/" in name:
            raise DragomanError(f"{name!r} is no name for a token: it has no / in it")
        name = f"{person}:{name}"
    if connection.execute(select(tokens.c.name).where(tokens.c.name == name)).first():
        raise DragomanError(f"there is, or was, a token {name}; give this one another name")
    token = secrets.made(PREFIX)
    row = {"name": name, "role": role.value, "hash": secrets.hash_of(token), "made": secrets.now(), "person": person}
    connection.execute(insert(tokens).values(row))
    return token


def every(connection: Connection) -> list[Token]:
    """All tokens there are and were, by name."""
    return [_token(row) for row in connection.execute(select(tokens).order_by(tokens.c.name))]


def of(connection: Connection, person: str) -> list[Token]:
    """Those of a person that hold, by name."""
    mine = select(tokens).where(tokens.c.person == person, tokens.c.revoked.is_(None))
    return [_token(row) for row in connection.execute(mine.order_by(tokens.c.name))]


def known(connection: Connection, token: str) -> Token | None:
    """The token, if it is one of ours and holds."""
    row = connection.execute(_holding().where(tokens.c.hash == secrets.hash_of(token))).first()
    return _token(row) if row else None


def named(connection: Connection, name: str) -> Token | None:
    """The token of a name, if it holds."""
    row = connection.execute(_holding().where(tokens.c.name == name)).first()
    return _token(row) if row else None


def revoke(connection: Connection, name: str, *, person: str | None = None) -> Token:
    """Make a token invalid, for ever; only one of this person's, where one is named.

    Raises DragomanError if there is none of this name, or it was revoked before.
    """
    gone = update(tokens).where(tokens.c.name == name, tokens.c.revoked.is_(None)).values(revoked=secrets.now())
    if person is not None:
        gone = gone.where(tokens.c.person == person)
    if not connection.execute(gone).rowcount:
        raise DragomanError(f"no token {name} holds; 'dragoman tokens list' shows them")
    return _token(connection.execute(select(tokens).where(tokens.c.name == name)).one())


def _holding() -> Any:
    return select(tokens).where(tokens.c.revoked.is_(None))


def _enabled(person: str) -> Any:
    return select(people.c.name).where(people.c.name == person, people.c.disabled.is_(None))


def _token(row: Row[Any]) -> Token:
    return Token(name=row.name, role=Role(row.role), made=row.made, revoked=row.revoked, person=row.person)
