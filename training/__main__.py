"""``make train``: cross-validate the event-type model, fit it on all examples, store weights and figures.

The sentences with a marked pair lie in ``plover_plv/dev.jsonl`` of the folder with the gold data (see
``dragoman.evaluate.gold.folder``); they may not be redistributed, so they are no part of the project.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from dragoman.coding.learned import features
from dragoman.coding.learned.features import Features
from dragoman.coding.learned.model import Encoder, word_table, write
from dragoman.evaluate.gold import folder
from dragoman.model.problems import DragomanError
from training import calibrate, fit
from training.examples import Example, Reader

WEIGHTS = Path("src/dragoman/data/learned/event-types.npz")
FIGURES = Path("docs/event-types.json")

_WORDS = ("word=", "words=", "before=", "between=")
_FRAMES = ("frame.", "talk.")


def main() -> None:
    """Train, and write the weights and the figures."""
    try:
        marked = folder() / "plover_plv" / "dev.jsonl"
    except DragomanError as fault:
        sys.exit(f"{fault}. The weights that are there stay as they are.")
    reader = Reader()
    examples = [*reader.marked_pairs(marked), *reader.lexicon(), *reader.negatives(), *reader.ordinary()]
    rows = [(example, features.read(example.candidate)) for example in examples]
    words = word_table()
    figures = {name: _figures(variant(rows, words)) for name, variant in VARIANTS.items()}
    held_out = fit.cross_validated(rows, words)
    events = calibrate.judged(held_out)
    trust = calibrate.fit(events)
    figures["confidence of coded events"] = calibrate.reliability(events)
    write(fit.model(rows, words), WEIGHTS)
    calibrate.write(trust)
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.stdout.writelines(f"{name:32} {json.dumps(figure)}\n" for name, figure in figures.items())


def _figures(found: list[tuple[Example, dict[str, float]]]) -> dict[str, float]:
    accuracy, macro = fit.accuracy(found)
    return {"accuracy": round(accuracy, 3), "macro F1": round(macro, 3)}


def _only(rows: fit.Rows, keep: tuple[str, ...] | None, drop: tuple[str, ...] = ()) -> list[tuple[Example, Features]]:
    """Rows with some of their named features."""
    return [
        (
            example,
            Features(
                {
                    n: t
                    for n, t in found.named.items()
                    if (keep is None or n.startswith(keep)) and not n.startswith(drop or "\0")
                },
                found.zones,
            ),
        )
        for example, found in rows
    ]


def _without_vectors(words: Encoder) -> Encoder:
    return replace(words, word={}, vectors=np.zeros((0, words.vectors.shape[1]), dtype=np.float32))


VARIANTS = {
    "words alone": lambda rows, words: fit.cross_validated(_only(rows, _WORDS), _without_vectors(words)),
    "words and dependencies": lambda rows, words: fit.cross_validated(
        _only(rows, None, _FRAMES), _without_vectors(words)
    ),
    "word vectors alone": lambda rows, words: fit.cross_validated(_only(rows, ()), words),
    "words, dependencies and vectors": lambda rows, words: fit.cross_validated(_only(rows, None, _FRAMES), words),
    "frames alone": lambda rows, words: fit.cross_validated(_only(rows, _FRAMES), _without_vectors(words)),
    "all but vectors": lambda rows, words: fit.cross_validated(rows, _without_vectors(words)),
    "all": fit.cross_validated,
}

if __name__ == "__main__":
    main()
