"""Rows of a geoparsing corpus to rows with the places we find, for the corpus's own scorer.

Comes in: gold rows (``doc_id``, ``text``). Goes out: ``{doc_id, places: [{start, end, text, lat, lon, geonames_id}]}``
in the same order. Corpora differ in what they count: GeoVirus does not take "Israeli" for the
country, the others do, so the caller names the convention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.annotate import parser
from dragoman.annotate.places.finder import PlaceFinder
from dragoman.annotate.places.resolution import Resolution
from dragoman.model.syntax import Parse

COUNTS_DEMONYMS = {"lgl": True, "trnews": True, "geovirus": False, "geowebnews": True}


def predictions(rows: Iterable[dict[str, Any]], finder: PlaceFinder, *, demonyms: bool) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    for row in rows:
        parse = parser.parse(row["text"])
        yield {"doc_id": row["doc_id"], "places": places(parse, finder, demonyms=demonyms)}


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
        "lat": entry.latitude if entry else None,
        "lon": entry.longitude if entry else None,
        "geonames_id": geonames,
    }
