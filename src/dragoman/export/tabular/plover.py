"""PLOVER as JSON lines: one event of one article a line, in PLOVER's words, and beside them all that is needed to read
it back (``plover_import``).

The object ``dragoman`` of a line holds the event as the record has it, and on the first line of an article the rest of
its record: text, actors, places, statements. What is outside it is for readers, and follows from what is inside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import msgspec

from dragoman import ontology
from dragoman.export.form import Exporter
from dragoman.export.tabular.told import Report, Telling, needs_plover
from dragoman.model.events import Event, Status
from dragoman.model.record import Record
from dragoman.query import Filter, Party
from dragoman.store import Store

NAME = "plover"
# PLOVER's auxiliary modes by status; what is done or under way has none.
_AUXILIARY = {
    Status.HISTORICAL: "historical",
    Status.FUTURE: "future",
    Status.HYPOTHETICAL: "hypothetical",
    Status.NEGATED: "negation",
}
_encoder = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a line carries for reading it back."""

    document: str  # id
    event: Event
    article: Record | None = None  # without its events; on the first line of an article


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Raises DragomanError if a record is not coded in PLOVER."""
    count, last = 0, ""
    for report in Telling(store).reports(wanted):
        needs_plover(report.record)
        document = report.record.document.id
        file.write(_encoder.encode(_line(report, first=document != last)) + b"\n")
        last = document
        count += 1
    return count


def _line(report: Report, *, first: bool) -> dict[str, Any]:
    event, record, place = report.event, report.record, report.place
    return {
        "id": report.row.id,
        "date": event.date.value if event.date else None,
        "type": event.type.value,
        "modes": [mode.value for mode in event.modes],
        "auxiliary": _AUXILIARY.get(event.status.value),
        "contexts": [context.value for context in event.contexts],
        "quad": ontology.plover().types[event.type.value].quad,
        "score": event.score,
        "actor": [_party(party, record) for party in report.row.actor],
        "recipient": [_party(party, record) for party in report.row.recipient],
        "place": {name: getattr(place, name) for name in ("name", "country", "latitude", "longitude")}
        if place
        else None,
        "magnitudes": [
            {name: getattr(one, name) for name in ("kind", "value", "unit", "bound")} for one in event.magnitudes
        ],
        "text": report.row.quote,
        "title": report.row.title,
        "source": report.row.source,
        "published": report.row.published,
        "address": report.row.address,
        "dragoman": Carried(document=record.document.id, event=event, article=_article(record) if first else None),
    }


def _party(party: Party, record: Record) -> dict[str, Any]:
    sectors = next((actor.sectors for actor in record.actors if actor.id == party.id), ())
    return {
        "id": party.id,
        "name": party.name,
        "country": party.country,
        "sectors": [sector.value for sector in sectors],
    }


def _article(record: Record) -> Record:
    """A record without its events, and without the version that its article replaced, which does not travel."""
    return replace(record, events=(), document=replace(record.document, replaces=None))


PLOVER = Exporter(
    name=NAME,
    suffix=".jsonl",
    media_type="application/x-ndjson",
    gloss="PLOVER as JSON lines, one event of one article a line; 'dragoman import' reads it back without loss",
    write=write,
)
