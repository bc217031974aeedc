"""Actors of the store: found by the beginning of a name, and one of them with what is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Table, and_, exists, func, literal, select

from dragoman.query.names import Holds
from dragoman.query.order import Order, Sort
from dragoman.query.pages import Behind, Page, count, found
from dragoman.store import Store
from dragoman.store.folding import fold
from dragoman.store.tables import (
    ROLES,
    TEXT,
    agreement_actors,
    commitment_actors,
    happening_actors,
    stance_actors,
    statement_actors,
)
from dragoman.store.tables import actors as rows

_TOLD = {
    "events": happening_actors,
    "statements": statement_actors,
    "positions": stance_actors,
    "agreements": agreement_actors,
    "commitments": commitment_actors,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedActor:
    """Somebody or something that acts."""

    id: str
    name: str
    kind: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRole:
    """How many entries of a kind have an actor in a role."""

    what: str  # events, statements, positions, agreements, commitments
    role: str  # actor, recipient, speaker, debtor, ...
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorInFull:
    """One actor: its names, and how much is told of it."""

    id: str
    name: str
    kind: str
    country: str | None
    names: tuple[str, ...]  # all by which articles know it
    told: tuple[ToldRole, ...]


def named_actors(
    store: Store,
    *,
    text: str | None = None,
    country: str | None = None,
    limit: int | None = None,
    behind: Behind | None = None,
) -> Page[NamedActor]:
    """Actors, each id once, the shortest names first. ``text``: the beginning of a word of the name, or of several."""
    other = rows.alias()
    first = ~exists().where(other.c.id == rows.c.id, other.c.key < rows.c.key)
    fitting: ColumnElement[bool] = first
    if text is not None:
        fitting = and_(fitting, Holds(literal(" ", TEXT) + rows.c.folded, literal(f" {fold(text)}", TEXT)))
    if country is not None:
        fitting = and_(fitting, rows.c.country == country.upper())
    order = Order(then=(Sort(func.length(rows.c.folded)), Sort(rows.c.key)))
    with store.reading() as connection:
        some = found(connection, rows, rows.c.key, fitting, order, limit, behind)
        total = count(connection, rows, fitting) if behind is None else behind.total
        by_key = {
            row.key: NamedActor(id=row.id, name=row.name, kind=row.kind, country=row.country or None)
            for row in connection.execute(select(rows).where(rows.c.key.in_(some.keys)))
        }
    return Page(total=total, undated=0, rows=iter([by_key[key] for key in some.keys]), last=some.last)


def actor_in_full(store: Store, id: str) -> ActorInFull | None:
    """The actor of an id; None where no article names it."""
    with store.reading() as connection:
        found = connection.execute(select(rows).where(rows.c.id == id).order_by(rows.c.key)).all()
        if not found:
            return None
        keys = [row.key for row in found]
        told = [
            ToldRole(what=what, role=ROLES[role], entries=entries)
            for what, links in _TOLD.items()
            for role, entries in connection.execute(_roles(links, keys))
        ]
    return ActorInFull(
        id=id,
        name=found[0].name,
        kind=found[0].kind,
        country=found[0].country or None,
        names=tuple(dict.fromkeys(row.name for row in found)),
        told=tuple(told),
    )


def _roles(links: Table, keys: list[int]) -> Select[int, int]:
    entry = links.c[links.name.removesuffix("_actors")]
    counted = func.count(entry.distinct())
    return select(links.c.role, counted).where(links.c.actor.in_(keys)).group_by(links.c.role).order_by(links.c.role)
