"""How well reports of one deed are told from reports of others.

Comes in: a table of reports, a sentence or two each, with the deed that each is of; reports of one scene are held
against each other. Goes out: precision and recall over the pairs, and the pairs that came out wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from dragoman.model.happenings import Comparison
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_text
from dragoman.resolve.happenings import Sketch, compare, sketches


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of the table."""

    scene: str
    deed: str
    type: str
    strength: str
    text: str
    found: tuple[Sketch, ...]  # what the program reads in it, of its type; none where it misses the event


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of one scene, and what the program makes of them."""

    one: Telling
    other: Telling
    comparison: Comparison | None  # of the two events most alike; None where an event was not read

    @property
    def same(self) -> bool:
        """Whether they are of one deed."""
        return self.one.deed == self.other.deed

    @property
    def joined(self) -> bool:
        """Whether the program takes them for one."""
        return self.comparison is not None and self.comparison.same


def tellings(table: Path, pipeline: Pipeline) -> list[Telling]:
    """The reports of a table, read by the program."""
    found = []
    with table.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            given = Overrides(published=row["published"], source=row["source"])
            record = pipeline.code(read_text(row["text"], address=f"{table.name}:{number}", overrides=given))
            drawn = sketches(record)
            of_type = tuple(sketch for sketch in drawn if sketch.type == row["type"])
            found.append(Telling(row["scene"], row["deed"], row["type"], row["strength"], row["text"], of_type))
    return found


def pairs(told: list[Telling]) -> Iterator[Pair]:
    """Every two reports of a scene."""
    for one, other in combinations(told, 2):
        if one.scene == other.scene:
            compared = [compare(a, b) for a in one.found for b in other.found]
            best = max(compared, key=lambda c: (c.bar is None, c.points - c.needed), default=None)
            yield Pair(one, other, best)


def score(found: list[Pair]) -> dict[str, float]:
    """Pairwise figures: over all pairs, and recall over those whose events were both read."""
    joined = [pair for pair in found if pair.joined]
    same = [pair for pair in found if pair.same]
    both = [pair for pair in joined if pair.same]
    read = [pair for pair in same if pair.comparison is not None]
    precision = len(both) / len(joined) if joined else 1.0
    recall = len(both) / len(same) if same else 1.0
    return {
        "pairs": len(found),
        "of one event": len(same),
        "both read": len(read),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "recall of those read": round(len(both) / len(read), 3) if read else 1.0,
        "F1": round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0,
    }
