"""Rows of a geoparsing corpus to rows with the places we find, for the corpus's own scorer.

Comes in: gold rows (``doc_id``, ``text``, ``places``). Goes out, in the same order: ``{doc_id, places: [{start, end,
text, lat, lon, geonames_id}], at_gold}``; ``at_gold`` has what the words of each gold place mean if they are taken for
a place, so that resolution can be judged without recognition. Corpora differ in what they count: LGL and TR-News
take "Israeli" for the country, the others do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.annotate import parser
from dragoman.annotate.places.finder import PlaceFinder
from dragoman.annotate.places.resolution import Resolution
from dragoman.knowledge.gazetteer import haversine
from dragoman.model.syntax import Parse

COUNTS_DEMONYMS = {"lgl": True, "trnews": True, "geovirus": False, "geowebnews": False}
HIT_KM = 161  # 100 miles, the measure of the field


def predictions(rows: Iterable[dict[str, Any]], finder: PlaceFinder, *, demonyms: bool) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    for row in rows:
        parse = parser.parse(row["text"])
        spans = [(place["start"], place["end"]) for place in row["places"]]
        at_gold = [_point(resolution) for resolution in finder.resolutions_at(parse, spans)]
        yield {"doc_id": row["doc_id"], "places": places(parse, finder, demonyms=demonyms), "at_gold": at_gold}


def on_gold_spans(rows: Iterable[dict[str, Any]], predicted: Iterable[dict[str, Any]]) -> float:
    """The part of the gold places with coordinates whose words, given, are resolved within 161 km.

    Words that nothing is known of count as wrong.

    >>> gold = {"places": [{"lat": 36.2, "lon": 37.2}, {"lat": 33.5, "lon": 36.3}, {"lat": None, "lon": None}]}
    >>> on_gold_spans([gold], [{"at_gold": [{"lat": 36.3, "lon": 37.1}, {"lat": None, "lon": None}, {}]}])
    0.5
    """
    pairs = [
        (place, ours)
        for row, prediction in zip(rows, predicted, strict=True)
        for place, ours in zip(row["places"], prediction["at_gold"], strict=True)
        if place["lat"] is not None
    ]
    hits = sum(
        ours["lat"] is not None and haversine((place["lat"], place["lon"]), (ours["lat"], ours["lon"])) <= HIT_KM
        for place, ours in pairs
    )
    return round(hits / len(pairs), 4) if pairs else 0.0


def _point(resolution: Resolution | None) -> dict[str, float | None]:
    entry = resolution.lies_at if resolution else None
    return {"lat": entry.latitude if entry else None, "lon": entry.longitude if entry else None}


def places(parse: Parse, finder: PlaceFinder, *, demonyms: bool) -> list[dict[str, Any]]:
    """The toponyms of one text in the corpora's form; demonyms only where the corpus counts them."""
    return [_row(r, parse) for r in finder.resolutions(parse) if demonyms or not r.toponym.is_demonym]


def _row(resolution: Resolution, parse: Parse) -> dict[str, Any]:
    start = parse.tokens[resolution.toponym.first].start
    end = parse.tokens[resolution.toponym.last - 1].end
    entry = resolution.entry
    geonames = entry.id.removeprefix("geonames:") if entry and entry.id.startswith("geonames:") else None
    return {
        "start": start,
        "end": end,
        "text": parse.text[start:end],
        **_point(resolution),
        "geonames_id": geonames,
    }
