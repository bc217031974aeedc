"""Roles, and who somebody is to a server."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do; each may what those before it may."""

    READER = "reader"  # read
    CODER = "coder"  # send articles to be coded
    EDITOR = "editor"  # correct, and keep queries
    ADMIN = "admin"  # give accounts and tokens, see what others wrote

    @property
    def rank(self) -> int:
        return list(Role).index(self)

    def may(self, needed: Role) -> bool:
        """Whether this role is enough where another one is needed."""
        return self.rank >= needed.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks or writes."""

    name: str  # that is signed with: a person's, or that of a token that is nobody's
    role: Role
    person: str | None = None  # whose account it is
    session: str | None = None  # id of the session, where it is one
