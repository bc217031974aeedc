"""POLECAT: one row for each pair of actor and recipient of each report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman import ontology
from dragoman.export.form import Exporter
from dragoman.export.tabular import dates, delimited, layouts
from dragoman.export.tabular.layouts import country_code, country_names
from dragoman.export.tabular.sides import Side, pairs
from dragoman.export.tabular.told import Report, Telling, needs_plover, took_place
from dragoman.model.entities import ActorKind
from dragoman.query import Filter
from dragoman.store import Store

_NAME = "polecat"
_PEOPLE = (ActorKind.PERSON,)
_BODIES = (
    ActorKind.ORGANIZATION,
    ActorKind.IGO,
    ActorKind.ARMED_GROUP,
    ActorKind.PARTY,
    ActorKind.COMPANY,
    ActorKind.MEDIA,
)
_PARTED = ";"


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Raises DragomanError if a record is not coded in PLOVER."""
    rows = (row for report in Telling(store).reports(wanted) if took_place(report.row.status) for row in _rows(report))
    return delimited.write(file, layouts.columns(_NAME), layouts.under(_NAME, rows), delimiter="\t")


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    needs_plover(report.record)
    row, record, event = report.row, report.record, report.event
    common = {
        "Event Date": dates.day(row.date),
        "Event Type": row.type,
        "Event Mode": _PARTED.join(row.modes),
        "Intensity": event.score,
        "Quad Code": ontology.plover().types[row.type].quad.upper(),
        "Contexts": _PARTED.join(row.contexts),
        **_where(report),
        "Source": row.source,
        "Publication Date": dates.day(row.published),
        "Story People": _PARTED.join(actor.name for actor in record.actors if actor.kind in _PEOPLE),
        "Story Organizations": _PARTED.join(actor.name for actor in record.actors if actor.kind in _BODIES),
        "Story Locations": _PARTED.join(place.name for place in record.places),
        "Language": record.document.language,
        "Version": record.version,
    }
    for n, (actor, recipient) in enumerate(pairs(row.actor, row.recipient, record, event), 1):
        id = row.id if n == 1 else f"{row.id}/{n}"
        yield {"Event ID": id, **common, **_who("Actor", actor), **_who("Recipient", recipient)}


def _who(role: str, side: Side | None) -> dict[str, Any]:
    if side is None:
        return {}
    return {
        f"{role} Name": side.party.name,
        f"{role} Country": side.party.country,
        f"{role} COW": country_code(side.party.country, "cow"),
        f"Primary {role} Sector": side.sectors[0] if side.sectors else None,
        f"{role} Sectors": _PARTED.join(side.sectors),
        f"{role} Title": side.title,
        f"{role} Name Raw": side.words,
    }


def _where(report: Report) -> dict[str, Any]:
    place, words = report.place, report.event.place
    if place is None:
        return {}
    return {
        "Placename": place.name,
        "City": place.name if place.kind == "city" else None,
        "Province": place.admin1,
        "Country": country_names().get(place.country or ""),
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": place.id.removeprefix("geonames:") if place.id.startswith("geonames:") else None,
        "Raw Placename": words.evidence[0].text if words and words.evidence else None,
        "Feature Type": place.kind,
    }


POLECAT = Exporter(
    name=_NAME,
    suffix=".tsv",
    media_type="text/tab-separated-values",
    gloss="the columns of POLECAT: PLOVER events, a row for each dyad of each report",
    write=write,
)
