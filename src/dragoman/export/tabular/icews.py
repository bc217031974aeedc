"""ICEWS Coded Event Data: one row for each pair of source and target of each report, in CAMEO."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.export.form import Exporter
from dragoman.export.tabular import dates, delimited, layouts
from dragoman.export.tabular.cameo import Cameo
from dragoman.export.tabular.layouts import country_names, vocabulary
from dragoman.export.tabular.numbers import article_number, row_number
from dragoman.export.tabular.sides import Side, pairs
from dragoman.export.tabular.told import Report, Telling, took_place
from dragoman.query import Filter
from dragoman.store import Store

_NAME = "icews"


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Raises DragomanError if a record is coded neither in PLOVER nor in CAMEO."""
    cameo = Cameo()
    rows = (
        row
        for report in Telling(store).reports(wanted)
        if took_place(report.row.status)
        for row in _rows(report, cameo)
    )
    return delimited.write(file, layouts.columns(_NAME), layouts.under(_NAME, rows), delimiter="\t")


def _rows(report: Report, cameo: Cameo) -> Iterator[dict[str, Any]]:
    row, place = report.row, report.place
    code = cameo.code(report.record, report.event, type=row.type, modes=row.modes, contexts=row.contexts)
    if code is None:
        return
    common = {
        "Event Date": dates.day(row.date),
        "Event Text": code.gloss,
        "CAMEO Code": code.code,
        "Intensity": code.score(_NAME),
        "Story ID": article_number(report.key),
        "Publisher": row.source,
        "City": place.name if place and place.kind == "city" else None,
        "Province": place.admin1 if place else None,
        "Country": country_names().get(place.country or "") if place else None,
        "Latitude": place.latitude if place else None,
        "Longitude": place.longitude if place else None,
    }
    for n, (actor, recipient) in enumerate(pairs(row.actor, row.recipient, report.record, report.event)):
        yield {"Event ID": row_number(report.key, n), **common, **_who("Source", actor), **_who("Target", recipient)}


def _who(role: str, side: Side | None) -> dict[str, Any]:
    if side is None:
        return {}
    names = vocabulary("actors")["icews_sectors"]
    return {
        f"{role} Name": side.party.name,
        f"{role} Sectors": ",".join(names[sector] for sector in side.sectors if sector in names),
        f"{role} Country": country_names().get(side.party.country or ""),
    }


ICEWS = Exporter(
    name=_NAME,
    suffix=".tsv",
    media_type="text/tab-separated-values",
    gloss="the columns of ICEWS Coded Event Data: CAMEO codes and intensities, a row for each dyad of each report",
    write=write,
)
