"""Floors on a sample of public geoparsing corpora, scored as their scorer does."""

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path

import pytest

from dragoman.annotate.places.finder import PlaceFinder
from dragoman.evaluate.places import COUNTS_DEMONYMS, HIT_KM, on_gold_spans, predictions
from dragoman.knowledge.gazetteer import haversine

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).resolve().parents[3] / "shared"))
DOCUMENTS = 20


@pytest.mark.parametrize(
    ("corpus", "floor", "floor_on_gold_spans"), [("trnews", 0.7, 0.8), ("geovirus", 0.68, 0.8), ("lgl", 0.65, 0.78)]
)
def test_places_found_and_resolved(finder: PlaceFinder, corpus: str, floor: float, floor_on_gold_spans: float) -> None:
    gold = SHARED / "gold" / corpus / "dev.jsonl"
    if not gold.is_file():
        pytest.skip(f"{gold} is not there; set DRAGOMAN_SHARED")
    with gold.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, DOCUMENTS)]
    predicted = list(predictions(rows, finder, demonyms=COUNTS_DEMONYMS[corpus]))
    assert on_gold_spans(rows, predicted) >= floor_on_gold_spans
    hits = expected = found = 0
    for row, prediction in zip(rows, predicted, strict=True):
        places = [p for p in row["places"] if p["lat"] is not None]
        ours = [p for p in prediction["places"] if p["lat"] is not None]
        expected, found = expected + len(places), found + len(ours)
        hits += sum(any(_same(place, our) for our in ours) for place in places)
    assert 2 * hits / (expected + found) >= floor


def _same(gold: dict[str, float], ours: dict[str, float]) -> bool:
    overlap = gold["start"] < ours["end"] and ours["start"] < gold["end"]
    return overlap and haversine((gold["lat"], gold["lon"]), (ours["lat"], ours["lon"])) <= HIT_KM
