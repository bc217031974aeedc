"""Tokens: who may do what through a server.

A token is 256 random bits, so nobody can guess it from its hash, and SHA-256 is enough to keep it. A slow hash
(Argon2id, RFC 9106) protects words that people think up; here it would only make every request dear, and let
strangers keep the server busy. Rows are never taken away: a name in the audit log means one token for ever.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import Row

from dragoman.model.problems import DragomanError
from dragoman.store.serving_tables import tokens

PREFIX = "drg_"  # so that scanners for secrets know one that was published by mistake
_LONGEST = 100  # characters of a name


class Role(StrEnum):
    """What a token may do; each may what those before it may."""

    READER = "reader"  # read
    CODER = "coder"  # send articles to be coded
    EDITOR = "editor"  # correct, and keep queries
    ADMIN = "admin"  # give tokens, see what others wrote

    @property
    def rank(self) -> int:
        return list(Role).index(self)

    def may(self, needed: Role) -> bool:
        """Whether this role is enough where another one is needed."""
        return self.rank >= needed.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is known of a token; the token itself is not."""

    name: str
    role: Role
    made: str  # ISO 8601, UTC
    revoked: str | None = None


def add(connection: Connection, name: str, role: Role) -> str:
    """Make a token; it comes back this once and is kept nowhere.

    Raises DragomanError if the name is taken, or is none.
    """
    if not name.strip() or not name.isprintable() or len(name) > _LONGEST or name != name.strip():
        raise DragomanError(
            f"{name!r} is no name: write up to {_LONGEST} letters, digits, hyphens, spaces between them"
        )
    if connection.execute(select(tokens.c.name).where(tokens.c.name == name)).first():
        raise DragomanError(f"there is, or was, a token {name}; give this one another name")
    token = PREFIX + secrets.token_urlsafe(32)
    connection.execute(insert(tokens).values(name=name, role=role.value, hash=_hash(token), made=_now()))
    return token


def every(connection: Connection) -> list[Token]:
    """All tokens there are and were, by name."""
    return [_token(row) for row in connection.execute(select(tokens).order_by(tokens.c.name))]


def known(connection: Connection, token: str) -> Token | None:
    """The token, if it is one of ours and holds."""
    found = select(tokens).where(tokens.c.hash == _hash(token), tokens.c.revoked.is_(None))
    row = connection.execute(found).first()
    return _token(row) if row else None


def revoke(connection: Connection, name: str) -> Token:
    """Make a token invalid, for ever.

    Raises DragomanError if there is none of this name, or it was revoked before.
    """
    gone = update(tokens).where(tokens.c.name == name, tokens.c.revoked.is_(None)).values(revoked=_now())
    if not connection.execute(gone).rowcount:
        raise DragomanError(f"no token {name} holds; 'dragoman tokens list' shows them")
    return _token(connection.execute(select(tokens).where(tokens.c.name == name)).one())


def _token(row: Row[Any]) -> Token:
    return Token(name=row.name, role=Role(row.role), made=row.made, revoked=row.revoked)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
