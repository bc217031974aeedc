"""Events and who takes part in them, with the articles that tell them, as entities of FollowTheMoney.

Events and articles are written as they are met; actors at the end, with all that the articles together say of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from dragoman.export.linked import iris, vocabularies
from dragoman.export.linked.ftm.actors import Cast
from dragoman.export.linked.ftm.entity import NAMED, Entity, country, date, entity, id_of, line, population, tag
from dragoman.export.linked.records import Records, document_of, point_of
from dragoman.model.events import HAPPENED
from dragoman.query import Filter, Location, StoredEvent, StoredHappening, with_reports
from dragoman.store import Store

#: Roles of an event, which are those of links to it.
ROLES = ("actor", "recipient")
_LONGEST_NAME = 384


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Write the entities of the events that fit, one JSON object a line; how many there are."""
    count = 0
    with store.reading():
        for one in _entities(store, wanted):
            file.write(msgspec.json.encode(one) + b"\n")
            count += 1
    return count


def _entities(store: Store, wanted: Filter) -> Iterator[Entity]:
    records = Records(store)
    cast = Cast()
    places: set[str] = set()
    articles: set[str] = set()
    for event, reports in with_reports(store, wanted):
        for report in reports:
            document = document_of(report.id)
            cast.take_in(records.load(document), report)
            if document not in articles:
                articles.add(document)
                yield _article(report, document)
        kind = records.kind_of_place(event, reports)
        if event.place is not None and kind is not None and event.place.id not in places:
            places.add(event.place.id)
            yield _place(event.place, kind)
        yield from _event(event, reports, cast)
    yield from cast.entities()


def _event(event: StoredHappening, reports: Sequence[StoredEvent], cast: Cast) -> Iterator[Entity]:
    id = id_of("event", event.id)
    parties = [(role, party) for role in ROLES for party in getattr(event, role) if cast.has(party.id)]
    names = ", ".join(dict.fromkeys(party.name for _, party in parties))
    begin, _, end = (event.date or "").partition("/")
    place = event.place
    yield entity(
        "Event",
        id,
        name=line(_name(event, names)),
        recordId=event.id,
        keywords=[
            tag("type", event.type),
            *(tag("mode", mode) for mode in event.modes),
            *(tag("context", context) for context in event.contexts),
            tag("status", event.status),
            *_populations(event),
        ],
        date=date(begin) if not end else None,
        startDate=date(begin) if end else None,
        endDate=date(end),
        location=line(place.name) if place else None,
        addressEntity=id_of("place", place.id) if place else None,
        country=country(place.country) if place else None,
        summary=line(event.quote),
        notes=[f"{one.kind}: {one.bound.replace('_', ' ')} {one.value:g} {one.unit}" for one in event.magnitudes],
        involved=[id_of("actor", party.id) for _, party in parties],
        sourceUrl=[iris.web(report.address) for report in reports],
        publisher=[line(report.source) for report in reports],
    )
    for role, party in parties:
        yield entity(
            "UnknownLink",
            id_of("part", event.id, role, party.id),
            subject=id_of("actor", party.id),
            object=id,
            role=role,
            summary=line(party.name),  # as this event has it; "the ministry" of another may be a fuller name
        )
    for report in reports:
        yield entity(
            "Documentation",
            id_of("report", report.id),
            document=id_of("article", document_of(report.id)),
            entity=id,
            role="report",
            recordId=report.id,
            summary=line(report.quote),
            date=date(report.published),
        )


def _populations(event: StoredHappening) -> Iterator[str]:
    """Those who take part and are no body that could be an entity ("civilians")."""
    for role in ROLES:
        for party in getattr(event, role):
            if vocabularies.of_actor(party.kind).ftm is None:
                yield tag(population(role), NAMED.join((party.id, line(party.name) or "")))


def _name(event: StoredHappening, names: str) -> str:
    """A caption, which says so where the event is not told as having taken place."""
    what = event.type if event.status in HAPPENED else f"{event.type} ({event.status})"
    return f"{what}: {names}"[:_LONGEST_NAME] if names else what


def _article(report: StoredEvent, document: str) -> Entity:
    return entity(
        "Article",
        id_of("article", document),
        title=line(report.title),
        fileName=line(report.address) or document,
        sourceUrl=iris.web(report.address),
        publisher=line(report.source),
        publishedAt=date(report.published),
    )


def _place(place: Location, kind: str) -> Entity:
    point = point_of(place, kind)
    return entity(
        "Address",
        id_of("place", place.id),
        full=line(place.name) or place.id,
        keywords=tag("id", place.id),
        country=country(place.country),
        region=line(place.admin1),
        latitude=str(point.latitude) if point else None,
        longitude=str(point.longitude) if point else None,
        remarks=f"known by {kind}" if not point else None,
    )
