"""Actors of stored records, by the words people call them by."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from dragoman.model.entities import Actor, ActorKind
from dragoman.model.text import Attested, Basis
from dragoman.store.folding import fold
from dragoman.store.tables import actors


def called(connection: Connection, words: str) -> tuple[Actor, ...]:
    """The actor with this id, else all with this name, each id once."""
    question = select(actors).where(or_(actors.c.id == words, actors.c.folded == fold(words))).order_by(actors.c.key)
    found: dict[str, Actor] = {}
    for row in connection.execute(question):
        country = Attested(value=row.country, basis=Basis.ASSUMED, rule="given.store") if row.country else None
        found.setdefault(row.id, Actor(id=row.id, name=row.name, kind=ActorKind(row.kind), country=country, sectors=()))
    return (found[words],) if words in found else tuple(found.values())


def names(connection: Connection) -> dict[str, str]:
    """Ids of all actors by their names."""
    named = connection.execute(select(actors.c.name, actors.c.id).order_by(actors.c.key))
    return {row.name: row.id for row in named}
