"""Events on a map: GeoJSON (RFC 7946), one feature for each.

Only a settlement or a facility is a point. What is known by country, region or sea has no geometry (RFC 7946, section
3.2: an unlocated feature), and its properties say which country or region it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.export.linked import json_lists
from dragoman.export.linked.records import Records, point_of
from dragoman.query import Filter, StoredHappening, with_reports
from dragoman.query.filters import that_happened
from dragoman.store import Store


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Write the events that fit; how many there are. If no status is asked for: those told as having taken place."""
    with store.reading():
        features = _features(store, that_happened(wanted))
        return json_lists.write(file, {"type": "FeatureCollection"}, ("features",), features)


def _features(store: Store, wanted: Filter) -> Iterator[dict[str, Any]]:
    records = Records(store)
    for event, reports in with_reports(store, wanted):
        kind = records.kind_of_place(event, reports)
        point = point_of(event.place, kind)
        yield {
            "type": "Feature",
            "id": event.id,
            "geometry": {"type": "Point", "coordinates": (point.longitude, point.latitude)} if point else None,
            "properties": _properties(event, kind, located=point is not None),
        }


def _properties(event: StoredHappening, kind: str | None, *, located: bool) -> dict[str, Any]:
    place = event.place
    return {
        "type": event.type,
        "modes": event.modes,
        "contexts": event.contexts,
        "status": event.status,
        "date": event.date,
        "actor": [party.name for party in event.actor],
        "actor_id": [party.id for party in event.actor],
        "recipient": [party.name for party in event.recipient],
        "recipient_id": [party.id for party in event.recipient],
        "place": place.name if place else None,
        "place_id": place.id if place else None,
        "place_kind": kind,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "known_by": "point" if located else kind or "nothing",
        "magnitudes": [
            {"kind": one.kind, "value": one.value, "unit": one.unit, "bound": one.bound} for one in event.magnitudes
        ],
        "confidence": event.confidence,
        "articles": event.articles,
        "sources": event.sources,
        "quote": event.quote,
        "title": event.title,
        "source": event.source,
        "published": event.published,
        "address": event.address,
    }
