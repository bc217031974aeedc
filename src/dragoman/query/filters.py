"""What to look for, and the same as conditions on tables.

Everything a person asks for is bound as a value, never put into the SQL text.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, fields
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, CompoundSelect, Table, and_, exists, func, literal, or_, select, true, union
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from dragoman.store import search
from dragoman.store.days import days
from dragoman.store.folding import fold
from dragoman.store.tables import (
    ROLES,
    TEXT,
    actor_words,
    actors,
    article_words,
    events,
    metadata,
    place_words,
    places,
    reports,
    statement_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to look for. Several values in one field mean any of them; fields add up.

    An actor is a country code ("TUR": the state, and every person or body of that country), an actor's
    id, or words of its name. For statements the actor is the speaker and the recipient the addressee;
    for commitments they are the debtor and the beneficiary; for agreements the actor is a party; of positions the
    actor is the holder, or the one for whom the holder speaks. A statement is between two sides where one speaks to
    the other or about it.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    dyad: tuple[str, str] | None = None  # either way round, or both as actors of one deed
    party: tuple[str, ...] = ()  # takes part, as actor or recipient
    mediator: tuple[str, ...] = ()  # who brought an agreement about
    about: tuple[str, ...] = ()  # actors a statement names
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()  # of an agreement: legal, named, described
    topic: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    place: tuple[str, ...] = ()  # country code, gazetteer id, or words of the name
    level: tuple[str, ...] = ()  # of a meeting: minister, ...
    form: tuple[str, ...] = ()  # of a meeting: visit, call, ...
    since: str | None = None  # ISO day, month or year; from its first day
    until: str | None = None  # to its last day
    text: str | None = None  # all these words are in the article; for statements, in what was said
    after: int | None = None  # key of an article: only what articles stored later tell


#: What each kind of row can be asked by, and ``after``.
KNOWN = {
    "event": frozenset(
        {"actor", "recipient", "dyad", "type", "mode", "context", "status", "place", "since", "until", "text"}
    ),
    "meeting": frozenset({"party", "dyad", "place", "level", "form", "since", "until", "text"}),
    "statement": frozenset({"actor", "recipient", "dyad", "about", "since", "until", "text"}),
    "stance": frozenset({"actor", "topic", "stance", "since", "until", "text"}),
    "agreement": frozenset({"actor", "dyad", "mediator", "kind", "status", "since", "until", "text"}),
    "commitment": frozenset({"actor", "recipient", "dyad", "status", "since", "until", "text"}),
    "due": frozenset({"actor", "recipient", "dyad", "party", "since", "until", "text"}),
}


def to_json(wanted: Filter) -> str:
    """A query as JSON, to be kept: only what it asks for.

    >>> to_json(Filter(dyad=("TUR", "SYR"), since="2025"))
    '{"dyad":["TUR","SYR"],"since":"2025"}'
    """
    asked = {field.name: value for field in fields(wanted) if (value := getattr(wanted, field.name))}
    return msgspec.json.encode(asked).decode()


def from_json(kept: str) -> Filter:
    """The query that ``to_json`` kept.

    >>> from_json(to_json(Filter(type=("CONSULT",)))) == Filter(type=("CONSULT",))
    True
    """
    return msgspec.json.decode(kept, type=Filter)


_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)


class Holds(FunctionElement[bool]):
    """Whether the second text is part of the first, letter by letter."""

    inherit_cache = True  # and no type: SQLite would be asked whether a truth is 1


@compiles(Holds, "sqlite")
def _in_sqlite(element: Holds, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)}) > 0"


@compiles(Holds, "postgresql")
def _in_postgres(element: Holds, compiler: Any, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)}) > 0"


class Where:
    """The conditions of a filter on a table, those on dates apart.

    Raises ValueError if the filter asks for something this kind of row does not have.
    """

    def __init__(
        self,
        wanted: Filter,
        what: str,
        known: Set[str],
        *,
        actor: str | tuple[str, ...],
        recipient: str = "recipient",
    ) -> None:
        for field in fields(wanted):
            if getattr(wanted, field.name) and field.name not in {*known, "after"}:
                raise ValueError(f"a {what} has no {field.name}")
        self.what = what
        self.table = metadata.tables[f"{what}s"]
        self.links = metadata.tables[f"{what}_actors"]
        self.conditions: list[ColumnElement[bool]] = []
        self.dates: list[ColumnElement[bool]] = []
        doers = (actor,) if isinstance(actor, str) else actor
        self._in_role(wanted.actor, *doers)
        self._in_role(wanted.recipient, recipient)
        self._in_role(wanted.about, "about")
        self._in_role(wanted.mediator, "mediator")
        self._in_role(wanted.party, *doers, recipient)
        if wanted.dyad and what in ("event", "happening"):
            self._dyad(*wanted.dyad)
        elif wanted.dyad and what == "agreement":
            self._in_role(wanted.dyad[:1], *doers)
            self._in_role(wanted.dyad[1:], *doers)
        elif wanted.dyad:
            self._facing(*wanted.dyad, doers, (recipient, "about"))
        self._one_of("type", wanted.type)
        self._one_of("status", wanted.status)
        self._one_of("kind", wanted.kind)
        self._one_of("topic", wanted.topic)
        self._one_of("stance", wanted.stance)
        for column, codes in (("modes", wanted.mode), ("contexts", wanted.context)):
            if codes:
                quoted = (literal(msgspec.json.encode(code).decode(), TEXT) for code in codes)
                self.conditions.append(or_(*(Holds(self.table.c[column], code) for code in quoted)))
        if wanted.place:
            self.conditions.append(self.table.c.place.in_(_meant(places, place_words, wanted.place)))
        if wanted.text is not None:
            self.conditions.append(self._has_text(wanted.text))
        if wanted.after is not None:
            self.conditions.append(self._came_after(wanted.after))
        if wanted.since is not None:
            self.dates.append(self.table.c.last_day >= _range(wanted.since)[0])
        if wanted.until is not None:
            self.dates.append(self.table.c.first_day <= _range(wanted.until)[1])

    def dated(self) -> ColumnElement[bool]:
        """All conditions."""
        return and_(true(), *self.conditions, *self.dates)

    def undated(self) -> ColumnElement[bool]:
        """The conditions without those on dates, for rows that have none."""
        return and_(*self.conditions, self.table.c.first_day.is_(None))

    def _has_text(self, asked: str) -> ColumnElement[bool]:
        """The words are in its article, in one of its articles, or, for a statement, in what was said."""
        if self.what == "statement":
            return self.table.c.key.in_(search.matching(statement_words, asked))
        articles = search.matching(article_words, asked)
        if self.what != "happening":
            return self.table.c.document.in_(articles)
        heads = select(reports.c.head).join_from(reports, events).where(events.c.document.in_(articles))
        return self.table.c.key.in_(heads)

    def _came_after(self, document: int) -> ColumnElement[bool]:
        """Its article, or one of its articles, was stored after that of a key."""
        if self.what != "happening":
            return self.table.c.document > document
        heads = select(reports.c.head).join_from(reports, events).where(events.c.document > document)
        return self.table.c.key.in_(heads)

    def _one_of(self, column: str, values: tuple[str, ...]) -> None:
        if values:
            self.conditions.append(self.table.c[column].in_(values))

    def _in_role(self, names: tuple[str, ...], *roles: str) -> None:
        """Some actor has one of the roles."""
        if names:
            linked = select(self.links.c[self.what]).where(
                self.links.c.role.in_([ROLES.index(role) for role in roles]), self.links.c.actor.in_(_actors(names))
            )
            self.conditions.append(self.table.c.key.in_(linked))

    def _dyad(self, one: str, other: str) -> None:
        """One side acts on the other; or nobody is the recipient, and both act ("A and B met")."""
        own = self.what
        actor, recipient = ROLES.index("actor"), ROLES.index("recipient")
        x, y, z = (self.links.alias() for _ in range(3))
        alone = ~exists().where(z.c[own] == x.c[own], z.c.role == recipient)
        both_act = and_(x.c.role == actor, y.c.position != x.c.position, alone)
        between = (
            select(x.c[own])
            .join_from(x, y, and_(y.c[own] == x.c[own], or_(y.c.role != x.c.role, both_act)))
            .where(x.c.actor.in_(_actors([one])), y.c.actor.in_(_actors([other])))
        )
        self.conditions.append(self.table.c.key.in_(between))

    def _facing(self, one: str, other: str, doers: Iterable[str], others: Iterable[str]) -> None:
        """One side says or owes something, and it is to the other, or about it; either way round."""
        x, y = self.links.alias(), self.links.alias()
        ours, theirs = _actors([one]), _actors([other])
        between = (
            select(x.c[self.what])
            .join_from(x, y, y.c[self.what] == x.c[self.what])
            .where(
                x.c.role.in_([ROLES.index(role) for role in doers]),
                y.c.role.in_([ROLES.index(role) for role in others]),
                or_(
                    and_(x.c.actor.in_(ours), y.c.actor.in_(theirs)),
                    and_(x.c.actor.in_(theirs), y.c.actor.in_(ours)),
                ),
            )
        )
        self.conditions.append(self.table.c.key.in_(between))


def _actors(names: Iterable[str]) -> CompoundSelect[int]:
    return _meant(actors, actor_words, names)


def _meant(table: Table, words: Table, names: Iterable[str]) -> CompoundSelect[int]:
    """Actors or places that one of these names may mean: a country's code, an id, words of the name.

    One question for each, since each has an index of its own.
    """
    key = select(table.c.key)
    return union(
        *(
            key.where(condition)
            for name in names
            for condition in (
                table.c.country == name.upper(),
                is_id(table.c.id, name),
                and_(table.c.key.in_(search.matching(words, name)), has_words(table.c.folded, name)),
            )
        )
    )


def is_id(column: ColumnElement[str], id: str) -> ColumnElement[bool]:
    """Whether an id is this one, in capitals or not."""
    return func.lower(column, type_=TEXT) == id.translate(_SMALL)


def has_words(folded: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether a name has these words, one after the other."""
    space = literal(" ", TEXT)
    return Holds(space + folded + space, literal(f" {fold(name)} ", TEXT))


def _range(value: str) -> tuple[int, int]:
    found = days(value)
    if found is None:
        raise ValueError(f"{value!r} is not a date: write 2025, 2025-09 or 2025-09-17")
    return found
