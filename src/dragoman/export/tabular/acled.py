"""A table like ACLED's: the events that it would hold, by stated rules (``data/export/tabular/acled.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from dragoman.export.form import Exporter
from dragoman.export.tabular import dates, delimited, layouts
from dragoman.export.tabular.layouts import country_code, country_names, vocabulary
from dragoman.export.tabular.sides import Pair, Side, kind_of_side, pairs
from dragoman.export.tabular.told import Telling, Told, needs_plover, took_place
from dragoman.query import Filter, Party
from dragoman.store import Store

_NAME = "acled"
_WEEK = 7  # days
_MONTH = 31


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Raises DragomanError if a record is not coded in PLOVER."""
    rows = (row for one in Telling(store).events(wanted) for row in _rows(one))
    return delimited.write(file, layouts.columns(_NAME), layouts.under(_NAME, rows))


def _rows(one: Told) -> Iterator[dict[str, Any]]:
    """One row, or none where ACLED holds no such event."""
    needs_plover(one.record)
    words, row = vocabulary(_NAME), one.row
    first, second = next(pairs(row.actor, row.recipient, one.record, one.event))
    rule = _rule(one, (first, second))
    if rule is None:
        return
    event, sub = rule["event"], rule["sub"]
    disorder = words["disorder_of_sub"].get(sub) or words["disorder"][event]
    country = row.place.country if row.place else None
    types = [_type(first, event, country, doer=True), _type(second, event, country, doer=False)]
    attacked = kind_of_side(second).get("side") == "civilians" and "Political violence" in disorder
    happened = dates.day(row.date)
    yield {
        "event_id_cnty": f"{country or ''}{one.key}",
        "event_date": happened,
        "year": dates.year(row.date),
        "time_precision": _precision(row.date),
        "disorder_type": disorder,
        "event_type": event,
        "sub_event_type": sub,
        "actor1": first.party.name if first else None,
        "assoc_actor_1": _others(row.actor, first) if row.recipient else None,  # else each may face each
        "inter1": types[0],
        "actor2": second.party.name if second else None,
        "assoc_actor_2": _others(row.recipient, second),
        "inter2": types[1],
        "interaction": "-".join(filter(None, types)) if all(types) else None,
        "civilian_targeting": words["civilian_targeting"] if attacked else None,
        **_where(one),
        "source": row.source,
        "notes": row.quote,
        "fatalities": next((int(number.value) for number in row.magnitudes if number.kind == "killed"), None),
        "timestamp": int(datetime.fromisoformat(one.stored).timestamp()),
    }


def _rule(one: Told, sides: Pair) -> dict[str, Any] | None:
    """The first rule that fits the event, if it took place."""
    words, row = vocabulary(_NAME), one.row
    if not took_place(row.status):
        return None
    actor, recipient = (kind_of_side(side).get("side") for side in sides)
    harmed = any(number.kind in words["harm"] and number.value > 0 for number in row.magnitudes)
    for rule in words["rules"]:
        if (
            rule["type"] == row.type
            and ("modes" not in rule or not set(rule["modes"]).isdisjoint(row.modes))
            and ("actor" not in rule or actor in rule["actor"])
            and ("recipient" not in rule or recipient in rule["recipient"])
            and ("harmed" not in rule or harmed)
        ):
            return rule  # type: ignore[no-any-return]
    return None


def _type(side: Side | None, event: str, country: str | None, *, doer: bool) -> str | None:
    """The actor type, where it follows: crowds by what they do, forces abroad by where they are."""
    words, kind = vocabulary(_NAME), kind_of_side(side)
    if side is None:
        return None
    if doer and event in words["crowds"] and kind.get("side") == "civilians":
        return words["crowds"][event]  # type: ignore[no-any-return]
    if kind.get("side") == "state" and country and side.party.country and side.party.country != country:
        return words["foreign"]  # type: ignore[no-any-return]
    return kind.get("acled")


def _others(role: tuple[Party, ...], named: Side | None) -> str:
    return "; ".join(party.name for party in role if named is None or party.id != named.party.id)


def _precision(value: str | None) -> int | None:
    """1 for a day, 2 within a week, 3 within a month."""
    covered = dates.edges(value)
    if covered is None:
        return None
    length = (covered[1] - covered[0]).days + 1
    return 1 if length == 1 else 2 if length <= _WEEK else 3 if length <= _MONTH else None


def _where(one: Told) -> dict[str, Any]:
    found = one.row.place
    if found is None:
        return {}
    kind = one.place.kind if one.place else ""
    return {
        "iso": country_code(found.country, "numeric"),
        "country": country_names().get(found.country or ""),
        "admin1": found.admin1,
        "location": found.name,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "geo_precision": vocabulary(_NAME)["precision"].get(kind),
    }


ACLED = Exporter(
    name=_NAME,
    suffix=".csv",
    media_type="text/csv",
    gloss="like ACLED: violence, demonstrations and strategic developments that took place, by stated rules",
    write=write,
)
