"""What people said of actors across articles: who is one, and who is to be kept apart."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from dragoman.model.corrections import Correction
from dragoman.model.entities import Actor
from dragoman.resolve import correcting
from dragoman.store import correction_log
from dragoman.store.newcomer_tables import newcomers
from dragoman.store.tables import documents

_KINDS = ("merge-actors", "keep-apart", "undo")


def merged(connection: Connection) -> dict[str, str]:
    """The id that an actor goes by, for each actor who was merged into another."""
    return correcting.actor_names(correction_log.every(connection, kinds=_KINDS))


def kept_apart(connection: Connection) -> frozenset[tuple[str, str]]:
    """Pairs of ids of actors who are two, the smaller id first."""
    return correcting.kept_apart(correction_log.every(connection, kinds=_KINDS))


def leads(connection: Connection) -> dict[str, Actor]:
    """The actor that stands for each who was merged into another, by the other's id."""
    log = correction_log.every(connection, kinds=_KINDS)
    told = {actor.id: actor for one in log for actor in one.actors}
    return {id: told[lead] for id, lead in correcting.actor_names(log).items()}


def articles(connection: Connection, logged: Iterable[Correction]) -> set[str]:
    """Addresses of the current articles that name an actor of whom these corrections speak."""
    ids = {actor.id for one in logged for actor in _meant(connection, one).actors}
    if not ids:
        return set()
    naming = select(documents.c.address).join_from(newcomers, documents, newcomers.c.document == documents.c.key)
    return set(connection.execute(naming.where(newcomers.c.actor.in_(sorted(ids)))).scalars())


def _meant(connection: Connection, one: Correction) -> Correction:
    """The correction itself; of an undoing, what it undoes in the end."""
    while one.kind == "undo" and one.undoes:
        one = correction_log.find(connection, one.undoes)
    return one
