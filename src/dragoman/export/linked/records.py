"""What the records of articles say beyond the rows of queries: kinds of places, sectors and offices of actors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dragoman.model.entities import POINTS, Actor, ActorKind, Place
from dragoman.model.record import Record
from dragoman.query import Location, StoredEvent, StoredHappening
from dragoman.store import Store

_KEPT = 64  # records in memory: reports of one article come near each other


def document_of(id: str) -> str:
    """The article of a report ("document:event") or another entry."""
    return id.partition(":")[0]


def is_public(actor: Actor) -> bool:
    """Whether an actor is a body or a public figure: somebody the knowledge base has, or the holder of an office.

    Others are people whom the news only happens to name; nothing is told of them apart from the article.
    """
    return actor.kind is not ActorKind.PERSON or actor.known or bool(actor.offices)


class Point(NamedTuple):
    """A point on the earth (WGS 84), in degrees."""

    latitude: float
    longitude: float


def point_of(place: Location | None, kind: str | None) -> Point | None:
    """Where a place is, if it is of a kind that a point stands for."""
    if place is None or kind is None or kind not in POINTS:
        return None
    if place.latitude is None or place.longitude is None:
        return None
    on_earth = abs(place.latitude) <= 90 and abs(place.longitude) <= 180
    return Point(place.latitude, place.longitude) if on_earth else None


class Records:
    """The records of a store, a few of them kept at hand."""

    def __init__(self, store: Store) -> None:
        self.load = lru_cache(maxsize=_KEPT)(store.load)
        self._kinds: dict[tuple[str, float | None, float | None], str] = {}

    def actors(self, reports: Iterable[StoredEvent]) -> dict[str, Actor]:
        """The actors of the articles of some reports by id, each as the first of them has it."""
        found: dict[str, Actor] = {}
        for record in self._of(reports):
            for actor in record.actors:
                found.setdefault(actor.id, actor)
        return found

    def kind_of_place(self, event: StoredHappening, reports: Iterable[StoredEvent]) -> str | None:
        """Whether an event's place is a city, a country, ...; None if no place is told."""
        if event.place is None:
            return None
        key = event.place.id, event.place.latitude, event.place.longitude
        if key not in self._kinds:
            self._kinds[key] = self._place(event.place.id, reports).kind
        return self._kinds[key]

    def _place(self, id: str, reports: Iterable[StoredEvent]) -> Place:
        return next(place for record in self._of(reports) for place in record.places if place.id == id)

    def _of(self, reports: Iterable[StoredEvent]) -> Iterable[Record]:
        return map(self.load, dict.fromkeys(document_of(report.id) for report in reports))
