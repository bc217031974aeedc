"""The records of a fixed set of texts, to see what a change of the program does to them: ``python -m bench.records``.

The texts are the samples, made-up articles, and the public corpora of the gold data where these lie beside the project.
``--out FILE`` writes one line of JSON for each, ``--against FILE`` tells how an older file differs.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from bench.corpus import Article, shared
from bench.generated import generate
from dragoman.coding.incidents.finder import IncidentFinder
from dragoman.model.record import to_json
from dragoman.pipeline import Pipeline

_ROOT = Path(__file__).parents[1]
_GENERATED = 200
_DIGITS = re.compile(r"(probability=\d\.\d{9})\d*")
#: Corpus of the gold data → its file, and how many of its texts.
_GOLD = {
    "demo_wikinews": ("articles.jsonl", 120),
    "plover_gsr": ("dev.jsonl", 1000),
    "plover_plv": ("dev.jsonl", 300),
    "muc4": ("dev.jsonl", 60),
    "isaf": ("dev.jsonl", 60),
    "meantime": ("dev.jsonl", 30),
    "polnear": ("dev.jsonl", 30),
    "el_newsfair": ("dev.jsonl", 40),
    "re3d": ("dev.jsonl", 40),
    "lgl": ("dev.jsonl", 30),
}


def main() -> None:
    """Write the records, or tell what changed."""
    arguments = argparse.ArgumentParser(prog="python -m bench.records", description=__doc__)
    arguments.add_argument("--out", type=Path, required=True, help="the file of records")
    arguments.add_argument("--against", type=Path, help="an older file; what differs is told")
    arguments.add_argument("--shown", type=int, default=10, help="how many differences are shown in full")
    given = arguments.parse_args()
    lines = list(_lines())
    given.out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines):,} records")
    if given.against:
        before = given.against.read_text(encoding="utf-8").rstrip("\n").split("\n")
        _compare(before, lines, given.shown)


def texts() -> Iterator[Article]:
    """The fixed set."""
    for path in sorted((_ROOT / "samples").glob("*.[tm][xd]*")):
        yield Article(path.name, path.read_text(encoding="utf-8"), "2025-09-18")
    for one in generate(_GENERATED, seed=9):
        yield Article(f"generated-{one.id}", one.text, one.published, one.title)
    for corpus, (file, count) in _GOLD.items():
        path = shared() / "gold" / corpus / file
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                for number, line in enumerate(islice(lines, count)):
                    row = json.loads(line)
                    published = str(row.get("dct") or "2020-01-15")[:10]
                    yield Article(f"{corpus}-{number}", row["text"], published, row.get("title"))


def _lines() -> Iterator[str]:
    pipeline, incidents = Pipeline.load(), IncidentFinder.load()
    for article in texts():
        document = article.read()
        annotation = pipeline.annotate(document)
        parts = {
            "id": article.address,
            "record": msgspec.Raw(to_json(pipeline.code(document))),
            "things": pipeline.mentions(annotation),
            "references": annotation.references,
            # A sum over a set differs in its last digit from one run of Python to another.
            "incidents": _DIGITS.sub(r"\1", repr(incidents.find(annotation))),
        }
        yield msgspec.json.encode(parts).decode()


def _compare(before: list[str], after: list[str], shown: int) -> None:
    """How many records changed, in which parts, and the first few of them."""
    old = {row["id"]: row for row in map(json.loads, before)}
    changed: Counter[str] = Counter()
    for row in map(json.loads, after):
        was = old.pop(row["id"], None)
        if was is None:
            changed["texts that are new"] += 1
            continue
        differences = list(_differences(was, row, ""))
        changed.update({"records that differ": 1} if differences else {})
        changed.update({place.split("[")[0] for place, _, _ in differences})
        for place, one, other in differences[:3] if changed["records that differ"] <= shown else ():
            print(f"{row['id']}{place}\n  - {_short(one)}\n  + {_short(other)}")
    changed["texts that are gone"] += len(old)
    for what, count in changed.most_common():
        if count:
            print(f"{count:5} {what}")
    if not +changed:
        print("no record differs")


def _differences(one: Any, other: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """Places in two values where they differ; lists of other lengths differ as wholes."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            yield from _differences(one.get(key), other.get(key), f"{place}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (a, b) in enumerate(zip(one, other, strict=True)):
            yield from _differences(a, b, f"{place}[{number}]")
    elif one != other:
        yield place, one, other


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:600]


if __name__ == "__main__":
    main()
