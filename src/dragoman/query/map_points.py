"""Where on a map events took place: points, and how many events each stands for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select

from dragoman.model.entities import POINTS
from dragoman.ontology import Ontology, plover
from dragoman.query.filters import Filter, that_happened
from dragoman.query.happenings import told
from dragoman.query.pages import count
from dragoman.store import Store
from dragoman.store.tables import happenings, places


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that is a point on a map, and the events there."""

    id: str
    name: str
    country: str | None
    latitude: float
    longitude: float
    events: int
    articles: int
    conflict: int  # of the events, those of a conflictual quad class


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """Places with events, those with the most first."""

    rows: tuple[Spot, ...]
    events: int  # at all of these places
    unplaced: int  # that fit, but are known by no place, or only by a country or another area


def spots(store: Store, wanted: Filter, ontology: Ontology | None = None) -> Spots:
    """Where events that fit took place; what is known by its country only is at no spot, but counted.

    What has not taken place is at none, unless the filter asks for its status. ``ontology``: whose types and quad
    classes events have, by default PLOVER's. Raises Unaskable if the filter asks for what an event does not have.
    """
    ontology = ontology or plover()
    conflictual = [type.name for type in ontology.types.values() if type.quad.endswith("conflict")]
    chosen = that_happened(wanted)
    with store.reading() as connection:
        where = told(connection, chosen, ontology)
        fitting = select(where.key).select_from(where.source).where(where.dated())
        own = places.c
        question = (
            select(
                own.id,
                func.min(own.name).label("name"),
                func.min(own.country).label("country"),
                func.min(own.latitude).label("latitude"),
                func.min(own.longitude).label("longitude"),
                func.count().label("events"),
                func.sum(happenings.c.articles).label("articles"),
                func.sum(case((happenings.c.type.in_(conflictual), 1), else_=0)).label("conflict"),
            )
            .join_from(happenings, places, happenings.c.place == own.key)
            .where(happenings.c.key.in_(fitting), own.kind.in_(POINTS), own.latitude.is_not(None))
            .group_by(own.id)
            .order_by(func.count().desc(), own.id)
        )
        rows = tuple(
            Spot(
                id=row.id,
                name=row.name,
                country=row.country or None,
                latitude=row.latitude,
                longitude=row.longitude,
                events=row.events,
                articles=int(row.articles),
                conflict=int(row.conflict),
            )
            for row in connection.execute(question)
        )
        events = sum(spot.events for spot in rows)
        return Spots(rows=rows, events=events, unplaced=count(connection, where.source, where.dated()) - events)
