"""Events with the articles that tell them, in the vocabulary of schema.org as JSON-LD 1.1.

The context is in the file, so that no program has to fetch it. Who took part in which role is told with ``Role``
(schema.org's own pattern), since its ``actor`` is somebody on a stage. An event that is denied, or only feared, is left
out: schema.org has no words for what did not take place. Nothing is claimed to be a fact check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from dragoman.export.linked import iris, json_lists, vocabularies
from dragoman.export.linked.json_lists import told
from dragoman.export.linked.records import Records, document_of, is_public, point_of
from dragoman.model.entities import Actor
from dragoman.model.events import HAPPENED
from dragoman.query import Filter, Location, Party, StoredEvent, StoredHappening, with_reports
from dragoman.store import Store

_AHEAD = "future"
_IDS = ("url", "eventStatus", "additionalType")
CONTEXT: dict[str, Any] = {"@vocab": "https://schema.org/", **{name: {"@type": "@id"} for name in _IDS}}


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Write the events that fit and took place, or are to take place; how many there are."""
    has_words = {*HAPPENED, _AHEAD}
    statuses = tuple(sorted(has_words & set(wanted.status) if wanted.status else has_words))
    if not statuses:
        return json_lists.write(file, {"@context": CONTEXT}, ("@graph",), ())
    with store.reading():
        events = _events(store, replace(wanted, status=statuses))
        return json_lists.write(file, {"@context": CONTEXT}, ("@graph",), events)


def _events(store: Store, wanted: Filter) -> Iterator[dict[str, Any]]:
    records = Records(store)
    for event, reports in with_reports(store, wanted):
        actors = records.actors(reports)
        parties = [("actor", party) for party in event.actor] + [("recipient", party) for party in event.recipient]
        shown = [(role, party) for role, party in parties if party.id in actors and is_public(actors[party.id])]
        start, _, end = (event.date or "").partition("/")
        yield told(
            {
                "@type": "Event",
                "@id": iris.of("event", event.id),
                "identifier": event.id,
                "name": _name(event, [party.name for _, party in shown]),
                "description": event.quote,
                "additionalType": iris.of("type", event.type),
                "keywords": [event.type, *event.modes, *event.contexts],
                "eventStatus": "https://schema.org/EventScheduled" if event.status == _AHEAD else None,
                "startDate": start,
                "endDate": end,
                "location": _place(event.place, records.kind_of_place(event, reports)),
                "about": [
                    {"@type": "Role", "roleName": role, "about": _party(party, actors[party.id])}
                    for role, party in shown
                ],
                "subjectOf": [_article(report) for report in reports],
            }
        )


def _name(event: StoredHappening, names: list[str]) -> str:
    return f"{event.type}: {', '.join(dict.fromkeys(names))}" if names else event.type


def _party(party: Party, actor: Actor) -> dict[str, Any]:
    return told(
        {
            "@type": vocabularies.of_actor(party.kind).schema_org,
            "@id": iris.of("actor", party.id),
            "identifier": party.id,
            "name": party.name,
            "jobTitle": list(dict.fromkeys(office.title for office in actor.offices)),
        }
    )


def _place(place: Location | None, kind: str | None) -> dict[str, Any] | None:
    if place is None or kind is None:
        return None
    point = point_of(place, kind)
    address = told({"addressCountry": vocabularies.alpha2(place.country), "addressRegion": place.admin1})
    return told(
        {
            "@type": "Country" if kind == "country" else "Place",
            "@id": iris.of("place", place.id),
            "name": place.name,
            "address": {"@type": "PostalAddress", **address} if address else None,
            "geo": {"@type": "GeoCoordinates", **point._asdict()} if point else None,
        }
    )


def _article(report: StoredEvent) -> dict[str, Any]:
    return told(
        {
            "@type": "NewsArticle",
            "@id": iris.of_article(report.address, document_of(report.id)),
            "url": iris.web(report.address),
            "headline": report.title,
            "datePublished": report.published,
            "publisher": told({"@type": "Organization", "name": report.source}) if report.source else None,
            "hasPart": {"@type": "Quotation", "@id": iris.of("report", report.id), "text": report.quote},
        }
    )
