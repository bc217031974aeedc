"""Accounts: one's own, and for admins those of everybody."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from dragoman.serve.problems import wrong
from dragoman.serve.route import Ask, Made, Route
from dragoman.store import people, sessions, tokens
from dragoman.store.people import Person
from dragoman.store.roles import Role
from dragoman.store.sessions import Session
from dragoman.store.tokens import Token

_Short = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Who you are here."""

    name: str
    role: Role
    has_account: bool  # false for a token that is nobody's
    session: str | None  # the id of this one
    sessions: list[Session]  # browsers that are signed in, the last used first
    tokens: list[Token]


class OwnToken(msgspec.Struct, forbid_unknown_fields=True):
    """A token to make for oneself."""

    name: _Short  # what it is for
    role: Role | None = None  # no more than your own, which it has by default


class OwnMadeToken(msgspec.Struct, frozen=True):
    """A new token of yours. It is shown this once, and kept nowhere."""

    name: str
    role: Role
    token: str


class Ended(msgspec.Struct, frozen=True):
    """How many sessions ended."""

    sessions: int


class NewPerson(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody to let in."""

    name: _Short
    role: Role


class ChangedPerson(msgspec.Struct, forbid_unknown_fields=True):
    """What is to be different about somebody."""

    role: Role | UnsetType = UNSET
    disabled: bool | UnsetType = UNSET


class People(msgspec.Struct, frozen=True):
    """All people with accounts, and those who had one."""

    rows: list[Person]


class Invited(msgspec.Struct, frozen=True):
    """The code by which a person chooses a password, once, within three days. It is shown this once."""

    person: Person
    code: str


def _account(ask: Ask) -> Account:
    me = ask.author
    with ask.store.reading() as connection:
        mine = (sessions.of(connection, me.person), tokens.of(connection, me.person)) if me.person else ([], [])
    return Account(
        name=me.name,
        role=me.role,
        has_account=me.person is not None,
        session=me.session,
        sessions=mine[0],
        tokens=mine[1],
    )


def _own(ask: Ask) -> str:
    """Whose account it is. Raises Problem for a token that is nobody's."""
    if ask.author.person is None:
        raise wrong("this token is nobody's; only people with an account have tokens and sessions")
    return ask.author.person


def _make_token(ask: Ask) -> Made:
    person, role = _own(ask), ask.body.role or ask.author.role
    if not ask.author.role.may(role):
        raise wrong(f"you are {ask.author.role.value}; a token of yours may be no more")
    with ask.store.writing(quiet=True) as connection:
        token = tokens.add(connection, ask.body.name, role, person=person)
    name = f"{person}:{ask.body.name}"
    return Made(value=OwnMadeToken(name, role, token), subject=name)


def _revoke_token(ask: Ask) -> Made:
    person = _own(ask)
    with ask.not_found(), ask.store.writing(quiet=True) as connection:
        gone = tokens.revoke(connection, ask.path["name"], person=person)
    return Made(value=gone, subject=gone.name)


def _end_session(ask: Ask) -> Made:
    person = _own(ask)
    with ask.store.writing(quiet=True) as connection:
        ended = sessions.end(connection, ask.path["id"], person=person)
    return Made(value=Ended(int(ended)), subject=person)


def _end_sessions(ask: Ask) -> Made:
    person = _own(ask)
    with ask.store.writing(quiet=True) as connection:
        return Made(value=Ended(sessions.end_all(connection, person)), subject=person)


def _people(ask: Ask) -> People:
    with ask.store.reading() as connection:
        return People(people.every(connection))


def _add(ask: Ask) -> Made:
    with ask.store.writing(quiet=True) as connection:
        people.add(connection, ask.body.name, ask.body.role)
        return _invited(ask, ask.body.name)


def _invite(ask: Ask) -> Made:
    return _invited(ask, ask.path["name"])


def _invited(ask: Ask, name: str) -> Made:
    with ask.not_found(), ask.store.writing(quiet=True) as connection:
        person = people.find(connection, name)
        code = people.make_code(connection, name)
    return Made(value=Invited(person, code), subject=name)


def _change(ask: Ask) -> Made:
    name = ask.path["name"]
    with ask.store.writing(quiet=True) as connection:
        with ask.not_found():
            person = people.find(connection, name)
        if ask.body.role is not UNSET:
            person = people.set_role(connection, name, ask.body.role)
        if ask.body.disabled is not UNSET:
            person = (people.disable if ask.body.disabled else people.enable)(connection, name)
    return Made(value=person, subject=name)


def _remove(ask: Ask) -> Made:
    name = ask.path["name"]
    with ask.store.writing(quiet=True) as connection:
        with ask.not_found():
            people.find(connection, name)
        return Made(value=people.remove(connection, name), subject=name)


ROUTES = (
    Route(
        path="/account",
        name="account",
        about="Who you are, with your sessions and tokens",
        gives=Account,
        answer=_account,
        known=True,
        personal=True,
    ),
    Route(
        path="/account/tokens",
        name="own token",
        about="Make a token of your own; what is written with it bears your name",
        gives=OwnMadeToken,
        answer=_make_token,
        method="POST",
        body=OwnToken,
        status=201,
    ),
    Route(
        path="/account/tokens/{name}",
        name="own token",
        about="Make a token of your own invalid, for ever",
        gives=Token,
        answer=_revoke_token,
        method="DELETE",
    ),
    Route(
        path="/account/sessions",
        name="own sessions",
        about="Sign out everywhere",
        gives=Ended,
        answer=_end_sessions,
        method="DELETE",
    ),
    Route(
        path="/account/sessions/{id}",
        name="own session",
        about="Sign out one browser of yours",
        gives=Ended,
        answer=_end_session,
        method="DELETE",
    ),
    Route(path="/people", name="people", about="Who has an account", gives=People, answer=_people, role=Role.ADMIN),
    Route(
        path="/people",
        name="person",
        about="Make an account; the code in the answer is for the person, who chooses a password with it",
        gives=Invited,
        answer=_add,
        method="POST",
        role=Role.ADMIN,
        body=NewPerson,
        status=201,
    ),
    Route(
        path="/people/{name}",
        name="person",
        about="Change somebody's role, or let somebody in no more, or again",
        gives=Person,
        answer=_change,
        method="PATCH",
        role=Role.ADMIN,
        body=ChangedPerson,
    ),
    Route(
        path="/people/{name}",
        name="person",
        about="Take an account away for ever; what the person wrote stays",
        gives=Person,
        answer=_remove,
        method="DELETE",
        role=Role.ADMIN,
    ),
    Route(
        path="/people/{name}/code",
        name="code",
        about="A code by which somebody chooses a password anew",
        gives=Invited,
        answer=_invite,
        method="POST",
        role=Role.ADMIN,
    ),
)
