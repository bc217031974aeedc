"""GDELT 2.0: the event table, one row for each dyad of each event, and the mentions of each row in articles.

Neither has a header, as GDELT's own files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from dragoman.export.form import Exporter
from dragoman.export.tabular import dates, delimited, layouts
from dragoman.export.tabular.cameo import Cameo, actor_codes
from dragoman.export.tabular.layouts import country_code, country_names, vocabulary
from dragoman.export.tabular.numbers import row_number
from dragoman.export.tabular.sides import Pair, Side, pairs
from dragoman.export.tabular.told import Report, Telling, Told, took_place
from dragoman.query import Filter
from dragoman.store import Store

_EVENTS, _MENTIONS = "gdelt-events", "gdelt-mentions"
_WEB = ("http", "https")


def write_events(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Raises DragomanError if a record is coded neither in PLOVER nor in CAMEO."""
    cameo = Cameo()
    rows = (row for one in Telling(store).events(wanted) for row in _event_rows(one, cameo))
    return delimited.write(file, None, layouts.under(_EVENTS, rows), delimiter="\t")


def write_mentions(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Raises DragomanError if a record is coded neither in PLOVER nor in CAMEO."""
    cameo = Cameo()
    telling = Telling(store)
    rows = (row for one in telling.events(wanted) for row in _mention_rows(telling, one, cameo))
    return delimited.write(file, None, layouts.under(_MENTIONS, rows), delimiter="\t")


def _event_rows(one: Told, cameo: Cameo) -> Iterator[dict[str, Any]]:
    row, happened = one.row, dates.day(one.row.date)
    code = cameo.code(one.record, one.event, type=row.type, modes=row.modes, contexts=row.contexts)
    if code is None or not took_place(row.status):
        return
    common = {
        "SQLDATE": f"{happened:%Y%m%d}" if happened else None,
        "MonthYear": dates.month(row.date),
        "Year": dates.year(row.date),
        "FractionDate": _fraction(happened) if happened else None,
        "IsRootEvent": int(_leads(one)),
        "EventCode": code.code,
        "EventBaseCode": code.base,
        "EventRootCode": code.root,
        "QuadClass": code.quad_class,
        "GoldsteinScale": code.score("gdelt"),
        "NumMentions": len(one.reports),
        "NumSources": row.sources,
        "NumArticles": row.articles,
        **_where(one),
        "DATEADDED": _moment(one.stored),
        "SOURCEURL": row.address,
    }
    for n, (actor, recipient) in enumerate(_pairs(one)):
        yield {"GLOBALEVENTID": row_number(one.key, n), **common, **_who(1, actor), **_who(2, recipient)}


def _mention_rows(telling: Telling, one: Told, cameo: Cameo) -> Iterator[dict[str, Any]]:
    """Each report beside each row of the event; where an actor stands, only if that report names it."""
    row = one.row
    code = cameo.code(one.record, one.event, type=row.type, modes=row.modes, contexts=row.contexts)
    if code is None or not took_place(row.status):
        return
    both = [[side.party.id if side else None for side in pair] for pair in _pairs(one)]
    for report in telling.reports_of(one.reports):
        starts = {side.party.id: side.start for pair in _all_pairs(report) for side in pair if side}
        web = urlsplit(report.row.address)
        is_web = web.scheme in _WEB
        confidence = report.row.confidence
        for n, (actor, recipient) in enumerate(both):
            yield {
                "GLOBALEVENTID": row_number(one.key, n),
                "EventTimeDate": _moment(one.stored),
                "MentionTimeDate": _moment(report.stored),
                "MentionType": vocabulary("gdelt")["mention_of_web"] if is_web else None,
                "MentionSourceName": web.hostname if is_web else report.row.source,
                "MentionIdentifier": report.row.address,
                "Actor1CharOffset": starts.get(actor) if actor else None,
                "Actor2CharOffset": starts.get(recipient) if recipient else None,
                "ActionCharOffset": report.event.triggers[0].start,
                "InRawText": 1,  # nothing but the text as it stands is read
                "Confidence": round(100 * confidence) if confidence is not None else None,
                "MentionDocLen": len(report.record.document.text),
            }


def _pairs(one: Told) -> Iterable[Pair]:
    return pairs(one.row.actor, one.row.recipient, one.record, one.event)


def _all_pairs(report: Report) -> Iterable[Pair]:
    return pairs(report.row.actor, report.row.recipient, report.record, report.event)


def _who(number: int, side: Side | None) -> dict[str, Any]:
    if side is None:
        return {}
    parts = actor_codes(side)
    return {
        f"Actor{number}Code": "".join(part for part in parts.values() if part),
        f"Actor{number}Name": side.party.name.upper(),
        f"Actor{number}CountryCode": parts.get("country"),
        f"Actor{number}KnownGroupCode": parts.get("group"),
        **{f"Actor{number}Type{n}Code": parts.get(f"type{n}") for n in (1, 2, 3)},
    }


def _where(one: Told) -> dict[str, Any]:
    """The place; its type only where the record of the report that leads knows what kind of place it is."""
    found = one.row.place
    if found is None:
        return {}
    kind = one.place.kind if one.place else ""
    types = vocabulary("gdelt")["place_type_us" if found.country == "USA" else "place_type"]
    parts = [found.name, found.admin1, country_names().get(found.country or "")]
    return {
        "ActionGeo_Type": types.get(kind),
        "ActionGeo_FullName": ", ".join(dict.fromkeys(part for part in parts if part)),
        "ActionGeo_CountryCode": country_code(found.country, "fips"),
        "ActionGeo_Lat": found.latitude,
        "ActionGeo_Long": found.longitude,
    }


def _fraction(happened: date) -> float:
    """GDELT's measure of the year completed by a day, as its codebook gives it.

    >>> _fraction(date(2025, 9, 17))
    2025.7863
    """
    return round(happened.year + (happened.month * 30 + happened.day) / 365, 4)


def _leads(one: Told) -> bool:
    """Whether it is told in the first paragraph of the article whose report leads."""
    text = one.record.document.text
    first = text.find("\n", len(text) - len(text.lstrip()))
    return first < 0 or one.event.triggers[0].start < first


def _moment(stored: str) -> str:
    return f"{datetime.fromisoformat(stored):%Y%m%d%H%M%S}"


GDELT_EVENTS = Exporter(
    name=_EVENTS,
    suffix=".tsv",
    media_type="text/tab-separated-values",
    gloss="the event table of GDELT 2.0: CAMEO, Goldstein, GDELT's quad classes, a row for each dyad; no header",
    write=write_events,
)
GDELT_MENTIONS = Exporter(
    name=_MENTIONS,
    suffix=".tsv",
    media_type="text/tab-separated-values",
    gloss="the mentions table of GDELT 2.0: which article tells which row of gdelt-events; no header",
    write=write_mentions,
)
