"""Quality on annotated news and history, where the corpora are at hand; a sample, for speed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dragoman.evaluate.times import predict

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / "shared"))
# Measured when the floors were set: 0.93 and 0.88, 0.89 and 0.96. Raise them, never lower them.
FLOORS = [("tempeval3", slice(0, 40), 0.90, 0.85), ("wikiwars", slice(0, 2), 0.87, 0.93)]


@pytest.mark.parametrize(("corpus", "part", "spans", "values"), FLOORS)
def test_times_of_gold_texts_are_found_and_resolved(corpus: str, part: slice, spans: float, values: float):
    path = SHARED / "gold" / corpus / "dev.jsonl"
    if not path.exists():
        pytest.skip(f"no gold corpus at {path}; set DRAGOMAN_SHARED to the folder that holds gold/")
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()][part]
    found = {row["doc_id"]: row["timex"] for row in predict(gold)}
    wanted = {(r["doc_id"], t["start"], t["end"]): t["value"] for r in gold for t in r["timex"]}
    got = {(name, t["start"], t["end"]): t["value"] for name, row in found.items() for t in row}
    both = wanted.keys() & got.keys()
    assert 2 * len(both) / (len(wanted) + len(got)) >= spans
    right = sum(wanted[key] == got[key] for key in both)
    assert right / len(both) >= values
