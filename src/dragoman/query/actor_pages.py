"""Actors of the store: who is named in stored articles, and in how many events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, true

from dragoman.query.filters import has_words, is_id
from dragoman.query.pages import Page
from dragoman.store import Store, search, tables
from dragoman.store.tables import actor_words, event_actors


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredActor:
    """One actor, by the id that all articles share."""

    id: str
    name: str
    kind: str
    country: str | None
    events: int  # of single articles, in which it has a part


def actors(
    store: Store,
    *,
    name: str | None = None,
    ids: Sequence[str] = (),
    country: Sequence[str] = (),
    kind: Sequence[str] = (),
    limit: int | None = None,
) -> Page[StoredActor]:
    """Actors of stored articles, those with the most events first.

    ``name``: an id, or words of a name; an actor with one of these ``ids`` has it, too. ``country``: codes; ``kind``:
    as in ``ActorKind``.
    """
    own = tables.actors.c
    fitting: list[ColumnElement[bool]] = [true()]
    if name is not None:
        words = and_(own.key.in_(search.matching(actor_words, name)), has_words(own.folded, name))
        fitting.append(or_(is_id(own.id, name), own.id.in_(ids), words))
    if country:
        fitting.append(own.country.in_([code.upper() for code in country]))
    if kind:
        fitting.append(own.kind.in_(kind))
    told = (
        select(event_actors.c.actor, func.count(event_actors.c.event.distinct()).label("events"))
        .where(event_actors.c.actor.in_(select(own.key).where(*fitting)))
        .group_by(event_actors.c.actor)
        .subquery()
    )
    # An actor has a row for every name and country that articles gave it; the one in most events is shown.
    count = func.coalesce(told.c.events, 0)
    of_id = func.row_number().over(partition_by=own.id, order_by=(count.desc(), own.key)).label("place")
    in_all = func.sum(count).over(partition_by=own.id).label("events")
    each = (
        select(own.id, own.name, own.kind, own.country, in_all, of_id)
        .select_from(tables.actors.outerjoin(told, told.c.actor == own.key))
        .where(*fitting)
        .subquery()
    )
    listed = select(each).where(each.c.place == 1).order_by(each.c.events.desc(), each.c.id).limit(limit)
    with store.reading() as connection:
        total = connection.execute(select(func.count(own.id.distinct())).where(*fitting)).scalar_one()
        rows = connection.execute(listed).all()
    return Page(total=total, undated=0, rows=map(_actor, rows))


def _actor(row: Row[*tuple[object, ...]]) -> StoredActor:
    return StoredActor(id=row.id, name=row.name, kind=row.kind, country=row.country or None, events=int(row.events))
