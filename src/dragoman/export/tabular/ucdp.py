"""A table like UCDP GED: violence in which people were killed, by stated rules (``data/export/tabular/ucdp.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import Any, BinaryIO

from dragoman.export.form import Exporter
from dragoman.export.tabular import dates, delimited, layouts
from dragoman.export.tabular.layouts import country_code, country_names, vocabulary
from dragoman.export.tabular.sides import Side, is_state, kind_of_side, pairs
from dragoman.export.tabular.told import Telling, Told, needs_plover, took_place
from dragoman.query import Filter
from dragoman.store import Store

_NAME = "ucdp-ged"


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Raises DragomanError if a record is not coded in PLOVER."""
    rows = (row for one in Telling(store).events(wanted) for row in _rows(one))
    return delimited.write(file, layouts.columns(_NAME), layouts.under(_NAME, rows))


def _rows(one: Told) -> Iterator[dict[str, Any]]:
    """One row, or none where UCDP holds no such event."""
    needs_plover(one.record)
    words, row = vocabulary("ucdp"), one.row
    dead = next((n for n in row.magnitudes if n.kind == words["killed"] and n.value >= 1), None)
    if row.type != words["type"] or not took_place(row.status) or dead is None:
        return
    first, second = next(pairs(row.actor, row.recipient, one.record, one.event))
    covered = dates.edges(row.date)
    names = [side.party.name for side in (first, second) if side]
    yield {
        "id": one.key,
        "relid": row.id,
        "year": dates.year(row.date),
        "type_of_violence": words["violence"].get(" ".join(kind_of_side(s).get("side", "") for s in (first, second))),
        "dyad_name": " - ".join(names) if len(names) == 2 else None,
        "side_a": first.party.name if first else None,
        "side_b": second.party.name if second else None,
        "number_of_sources": row.sources,
        "source_article": row.address,
        "source_office": row.source,
        "source_date": dates.day(row.published),
        "source_headline": row.title,
        **_where(one),
        "date_prec": _precision(row.date),
        "date_start": covered[0] if covered else None,
        "date_end": covered[1] if covered else None,
        "deaths_unknown": int(dead.value),  # whose dead they are, the record does not say
        "best": int(dead.value),
        "high": int(dead.most),
        "low": int(dead.least),
        "gwnoa": _state(first),
        "gwnob": _state(second),
    }


def _state(side: Side | None) -> str | None:
    return country_code(side.party.country, "gw") if side and is_state(side) else None


def _precision(value: str | None) -> str | None:
    """How exact a date is, by the days it covers."""
    covered = dates.edges(value)
    if covered is None:
        return None
    length = (covered[1] - covered[0]).days + 1
    return next((code for most, code in vocabulary("ucdp")["date_precision"].items() if length <= int(most)), None)


def _where(one: Told) -> dict[str, Any]:
    found = one.row.place
    if found is None:
        return {}
    place, words = one.place, one.event.place
    named = words is not None and words.value == found.id and words.evidence
    point = found.latitude is not None and found.longitude is not None
    return {
        "where_prec": vocabulary("ucdp")["place_precision"].get(place.kind) if place else None,
        "where_coordinates": found.name,
        "where_description": words.evidence[0].text if words is not None and named else None,
        "adm_1": found.admin1,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "geom_wkt": f"POINT ({found.longitude} {found.latitude})" if point else None,
        "priogrid_gid": _cell(found.latitude, found.longitude),
        "country": country_names().get(found.country or ""),
        "country_id": country_code(found.country, "gw"),
    }


def _cell(latitude: float | None, longitude: float | None) -> int | None:
    """The cell of PRIO-GRID: half degrees, counted from the south-west (Tollefsen, Strand and Buhaug 2012).

    >>> _cell(33.5102, 36.2913)
    178273
    """
    if latitude is None or longitude is None:
        return None
    row, column = (
        min(floor((degrees + half) * 2), half * 4 - 1) for degrees, half in ((latitude, 90), (longitude, 180))
    )
    return row * 720 + column + 1


UCDP_GED = Exporter(
    name=_NAME,
    suffix=".csv",
    media_type="text/csv",
    gloss="like UCDP GED: violence that took place and in which people are said to have been killed",
    write=write,
)
