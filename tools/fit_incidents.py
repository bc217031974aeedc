"""Learn the weights of ``coding/incidents``: python tools/fit_incidents.py TRAIN.jsonl

Reads texts with the fillers of their incidents (``roles``: lists of alternative wordings by slot) in the form of
the fourth Message Understanding Conference; writes ``data/coding/incident_weights.csv``. Needs scikit-learn.
The same rows and knowledge give the same weights. Traits with names in them are left out.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.annotate.case import is_common
from dragoman.coding.clause import Grammar
from dragoman.coding.incidents.things import Thing, find_things
from dragoman.coding.incidents.traits import Traits
from dragoman.coding.incidents.weights import ALWAYS
from dragoman.coding.incidents.wording import extents
from dragoman.coding.lexicon import Lexicon
from dragoman.evaluate.muc4 import SLOTS, annotate, words
from dragoman.pipeline import Pipeline

RARE = 3  # a trait of fewer things than this is not looked at
STRENGTH = 0.5  # inverse of the L1 penalty; chosen on held-out training texts
AFTER_HEAD = re.compile(
    r"\b(of|in|at|on|from|with|who|which|that|dressed|riding|wearing|for|near|to|by|belonging|located)\b"
)


def plain(phrase: str) -> str:
    """Small letters, words only."""
    return " ".join(re.findall(r"\w+", phrase.lower()))


def main(path: Path) -> None:
    """Read the texts, learn, write the table."""
    pipeline, lexicon = Pipeline.load(), Lexicon.load()
    samples: list[set[str]] = []
    labels: list[set[str]] = []
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        annotation = annotate(row, pipeline)
        grammar = Grammar(annotation.parse, lexicon.words)
        traits = Traits(annotation, grammar, lexicon)
        for thing in find_things(annotation, grammar):
            samples.append(traits.of(thing))
            labels.append(roles_of(thing, annotation, row))
    write(fit(samples, labels))


def roles_of(thing: Thing, annotation: Annotation, row: dict[str, Any]) -> set[str]:
    """Roles whose fillers are worded like one of the thing's mentions, or share its head."""
    mine = {
        plain(words(annotation.document.evidence(span.start, span.end)))
        for phrase in thing.phrases
        for span in extents(annotation, phrase)
    }
    heads = {phrase.head.lower for phrase in thing.phrases}
    found = set()
    for role, slot in SLOTS.items():
        for filler in (row.get("roles") or {}).get(slot, []):
            if any(answers(plain(wording), mine, heads) for wording in filler):
                found.add(role.value)
    return found


def answers(wording: str, mine: set[str], heads: set[str]) -> bool:
    """Whether a filler is worded like a mention, or has its head and no other words."""
    if wording in mine:
        return True
    short = AFTER_HEAD.split(wording)[0].split() or wording.split()
    if not short or short[-1] not in heads:
        return False
    return any(set(one.split()) <= set(wording.split()) or set(short) <= set(one.split()) for one in mine)


def names_somebody(trait: str) -> bool:
    """Whether a trait has a word that English does not write in small letters: a name, which nothing may learn."""
    if trait.startswith("ending "):
        return False
    return not all(is_common(word) for word in trait.split() if word.isalpha() and word.islower() and len(word) > 2)


def fit(samples: list[set[str]], labels: list[set[str]]) -> list[tuple[str, str, float]]:
    """Weights by role and trait: one regression a role, most weights nought."""
    counts = Counter(trait for sample in samples for trait in sample)
    traits = sorted(trait for trait, count in counts.items() if count >= RARE and not names_somebody(trait))
    column = {trait: i for i, trait in enumerate(traits)}
    pointers, columns = [0], []
    for sample in samples:
        columns += sorted(column[trait] for trait in sample if trait in column)
        pointers.append(len(columns))
    matrix = csr_matrix(([1.0] * len(columns), columns, pointers), shape=(len(samples), len(traits)))
    rows: list[tuple[str, str, float]] = []
    for role in SLOTS:
        model = LogisticRegression(C=STRENGTH, l1_ratio=1.0, solver="liblinear", max_iter=200, random_state=0)
        model.fit(matrix, [role.value in label for label in labels])
        rows.append((role.value, ALWAYS, float(model.intercept_[0])))
        rows += [(role.value, traits[i], float(w)) for i, w in enumerate(model.coef_[0]) if abs(w) > 1e-3]
    return rows


def write(rows: list[tuple[str, str, float]]) -> None:
    """Write the table."""
    with data.path("coding", "incident_weights.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("role", "trait", "weight"))
        table.writerows((role, trait, f"{weight:.3f}") for role, trait, weight in rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
