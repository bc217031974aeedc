"""Tokens, the audit log, and what is taken for true where reports differ."""

from __future__ import annotations

from typing import Annotated

import msgspec

from dragoman.query import Behind, Page
from dragoman.query.order import OtherOrder
from dragoman.resolve.happenings import allowed
from dragoman.serve.problems import missing, wrong
from dragoman.serve.route import Ask, Listing, Made, Route
from dragoman.store import audit, happenings, settings, tokens
from dragoman.store.audit import Written
from dragoman.store.roles import Role
from dragoman.store.tokens import Token

_Short = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class NewToken(msgspec.Struct, forbid_unknown_fields=True):
    """A token to make."""

    name: _Short  # whose it is
    role: Role


class MadeToken(msgspec.Struct, frozen=True):
    """A new token. It is shown this once, and kept nowhere."""

    name: str
    role: Role
    token: str


class Tokens(msgspec.Struct, frozen=True):
    """All tokens there are and were; not the tokens themselves."""

    rows: list[Token]


class Setting(msgspec.Struct, frozen=True):
    """What is taken for true of a field where reports differ."""

    name: str
    value: str
    allowed: list[str]  # the default first


class Settings(msgspec.Struct, frozen=True):
    """All settings."""

    rows: list[Setting]


class NewSetting(msgspec.Struct, forbid_unknown_fields=True):
    """The value of a setting; null takes the default again."""

    value: str | None


def _tokens(ask: Ask) -> Tokens:
    with ask.store.reading() as connection:
        return Tokens(tokens.every(connection))


def _make(ask: Ask) -> Made:
    with ask.store.writing(quiet=True) as connection:
        token = tokens.add(connection, ask.body.name, ask.body.role)
    return Made(value=MadeToken(ask.body.name, ask.body.role, token), subject=ask.body.name)


def _revoke(ask: Ask) -> Made:
    with ask.not_found(), ask.store.writing(quiet=True) as connection:
        gone = tokens.revoke(connection, ask.path["name"])
    return Made(value=gone, subject=gone.name)


def _audit(ask: Ask) -> Listing[Written]:
    def page(limit: int, behind: Behind | None) -> Page[Written]:
        with ask.store.reading() as connection:
            total = audit.count(connection) if behind is None else behind.total
            before = None if behind is None else behind.position[0]
            if not (before is None or isinstance(before, int)):
                raise OtherOrder("a position of another list")
            found = audit.before(connection, before, limit + 1)
        last = (found[limit - 1].number,) if len(found) > limit else None
        return Page(total=total, undated=0, rows=iter(found[:limit]), last=last)

    return ask.page(page)


def _settings(ask: Ask) -> Settings:
    with ask.store.reading() as connection:
        here = settings.current(connection)
    return Settings([Setting(name, here.get(name, rules[0]), list(rules)) for name, rules in allowed().items()])


def _set(ask: Ask) -> Made:
    name = ask.path["name"]
    if name not in allowed():
        raise missing(f"there is no setting {name}; there are {', '.join(allowed())}")
    if ask.body.value is not None and ask.body.value not in allowed()[name]:
        raise wrong(f"{name} cannot be {ask.body.value!r}", allowed=list(allowed()[name]))
    with ask.store.writing() as connection:
        happenings.set_rules(connection, {name: ask.body.value})
    return Made(value=_settings(ask), subject=name)


ROUTES = (
    Route(
        path="/settings",
        name="settings",
        about="Which of several values told is taken for true",
        gives=Settings,
        answer=_settings,
    ),
    Route(
        path="/settings/{name}",
        name="setting",
        about="Change a setting",
        gives=Settings,
        answer=_set,
        method="PUT",
        role=Role.ADMIN,
        body=NewSetting,
    ),
    Route(path="/tokens", name="tokens", about="All tokens, by name", gives=Tokens, answer=_tokens, role=Role.ADMIN),
    Route(
        path="/tokens",
        name="token",
        about="Make a token",
        gives=MadeToken,
        answer=_make,
        method="POST",
        role=Role.ADMIN,
        body=NewToken,
        status=201,
    ),
    Route(
        path="/tokens/{name}",
        name="token",
        about="Make a token invalid, for ever",
        gives=Token,
        answer=_revoke,
        method="DELETE",
        role=Role.ADMIN,
    ),
    Route(
        path="/audit",
        name="audit",
        about="Who wrote what, the last first",
        gives=Listing[Written],
        answer=_audit,
        role=Role.ADMIN,
        paged=True,
    ),
)
