"""People with an account: a name that they sign with, a role, a password.

Rows are never taken away: a name in the log of corrections or in the audit log means one person for ever.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import Row

from dragoman.model.problems import DragomanError
from dragoman.store import passwords, secrets, sessions
from dragoman.store import tokens as kept
from dragoman.store.roles import Role
from dragoman.store.serving_tables import people, tokens

_CODE_HOLDS = timedelta(days=3)
_NOT_IN_NAMES = ":/"  # the first stands between a person and what a token is for, the second in addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is told of a person."""

    name: str
    role: Role
    made: str  # ISO 8601, UTC
    disabled: str | None = None  # since when
    removed: str | None = None  # when; for ever
    has_password: bool = False


def add(connection: Connection, name: str, role: Role, password: str | None = None) -> Person:
    """Make an account; without a password nobody signs in, until one is chosen by a code.

    Raises DragomanError if the name is taken, or is none, or the password is too easy.
    """
    kept.check_name(name)
    if any(mark in name for mark in _NOT_IN_NAMES):
        raise DragomanError(f"a person's name has none of {' '.join(_NOT_IN_NAMES)} in it")
    if same := [one for one in every(connection) if folded(one.name) == folded(name)]:
        was = " was, and names are not given again" if same[0].removed else " is"
        raise DragomanError(f"there{was} somebody called {same[0].name}; take another name")
    if any(folded(one.name) == folded(name) and not one.revoked for one in kept.every(connection)):
        raise DragomanError(
            f"a token writes as {name}: revoke it first ('dragoman tokens revoke'), or take another name"
        )
    hash = None if password is None else passwords.hashed(password, name)
    connection.execute(insert(people).values(name=name, role=role.value, password=hash, made=secrets.now()))
    return find(connection, name)


def every(connection: Connection) -> list[Person]:
    """All people there are and were, by name."""
    return [_person(row) for row in connection.execute(select(people).order_by(people.c.name))]


def find(connection: Connection, name: str) -> Person:
    """The person of this name.

    Raises DragomanError if there is nobody.
    """
    return _person(_row(connection, name))


def called(connection: Connection, name: str) -> tuple[str, str] | None:
    """Who may sign in under a name, however it is written, and what is kept of the password."""
    for row in connection.execute(select(people).where(people.c.disabled.is_(None), people.c.password.is_not(None))):
        if folded(row.name) == folded(name):
            return row.name, row.password
    return None


def set_role(connection: Connection, name: str, role: Role) -> Person:
    """Give somebody another role; it holds at once, for sessions and tokens too."""
    if role is not Role.ADMIN:
        _leaves_an_admin(connection, name)
    return _changed(connection, name, role=role.value)


def set_password(connection: Connection, name: str, password: str, *, but: str | None = None) -> Person:
    """Give somebody another password; all sessions end, ``but`` one."""
    hash = passwords.hashed(password, name)
    changed = _changed(connection, name, password=hash, code=None, code_until=None)
    sessions.end_all(connection, name, but=but)
    return changed


def make_code(connection: Connection, name: str) -> str:
    """A code by which a person may choose a password, once and soon; the last one made holds."""
    code = secrets.made()
    _changed(connection, name, code=secrets.hash_of(code), code_until=secrets.now(_CODE_HOLDS))
    return code


def has_code(connection: Connection, name: str, code: str) -> bool:
    """Whether a code is this person's, and holds."""
    row = connection.execute(select(people).where(people.c.name == name)).first()
    return bool(row and row.code == secrets.hash_of(code) and row.code_until >= secrets.now() and not row.disabled)


def disable(connection: Connection, name: str) -> Person:
    """Let somebody in no more, until ``enable``: no password, no session, no token."""
    _leaves_an_admin(connection, name)
    sessions.end_all(connection, name)
    return _changed(connection, name, disabled=secrets.now())


def enable(connection: Connection, name: str) -> Person:
    """Let somebody in again."""
    return _changed(connection, name, disabled=None)


def remove(connection: Connection, name: str) -> Person:
    """Take an account away for ever, with its password and tokens; what the person wrote stays, with the name."""
    _leaves_an_admin(connection, name)
    sessions.end_all(connection, name)
    now = secrets.now()
    gone = update(tokens).where(tokens.c.person == name, tokens.c.revoked.is_(None)).values(revoked=now)
    connection.execute(gone)
    return _changed(connection, name, password=None, code=None, code_until=None, disabled=now, removed=now)


def folded(name: str) -> str:
    """A name without what looks alike or only differs in case."""
    return unicodedata.normalize("NFKC", name).casefold()


def _leaves_an_admin(connection: Connection, name: str) -> None:
    admins = [one.name for one in every(connection) if one.role is Role.ADMIN and not one.disabled]
    if admins == [name]:
        raise DragomanError(f"{name} is the only admin; make another one first")


def _changed(connection: Connection, name: str, **values: Any) -> Person:
    if _row(connection, name).removed:
        raise DragomanError(f"{name} was removed; names are not given again")
    connection.execute(update(people).where(people.c.name == name).values(**values))
    return find(connection, name)


def _row(connection: Connection, name: str) -> Row[Any]:
    row = connection.execute(select(people).where(people.c.name == name)).first()
    if row is None:
        raise DragomanError(f"there is nobody called {name}; 'dragoman users list' shows who there is")
    return row


def _person(row: Row[Any]) -> Person:
    return Person(
        name=row.name,
        role=Role(row.role),
        made=row.made,
        disabled=row.disabled,
        removed=row.removed,
        has_password=row.password is not None,
    )
