"""Who somebody is, by a token or a session: looked up each time, so that what is taken away is gone at once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from dragoman.store import sessions, tokens
from dragoman.store.roles import Caller, Role
from dragoman.store.serving_tables import people
from dragoman.store.tokens import Token


def by_token(connection: Connection, token: str) -> Caller | None:
    """Whose token it is; nobody's if it does not hold."""
    found = tokens.known(connection, token) if token else None
    return _bearer(connection, found) if found else None


def by_session(connection: Connection, cookie: str) -> tuple[Caller, bool] | None:
    """Whose session it is, and whether its use is to be noted; nobody's if it is over."""
    found = sessions.whose(connection, cookie)
    if found is None:
        return None
    id, person, token, unseen = found
    if token:
        held = tokens.named(connection, token)
        caller = _bearer(connection, held) if held else None
    else:
        role = _role(connection, person or "")
        caller = Caller(name=person, role=role, person=person) if person and role else None
    return (replace(caller, session=id), unseen) if caller else None


def _bearer(connection: Connection, token: Token) -> Caller | None:
    if token.person is None:
        return Caller(name=token.name, role=token.role)
    role = _role(connection, token.person)
    if role is None:
        return None
    return Caller(name=token.person, role=min(role, token.role, key=lambda one: one.rank), person=token.person)


def _role(connection: Connection, person: str) -> Role | None:
    """The role of a person who may come in."""
    found = select(people.c.role).where(people.c.name == person, people.c.disabled.is_(None))
    role = connection.execute(found).scalar()
    return Role(role) if role else None
