"""Run the program on public gold corpora and score it with each corpus's own scorer.

The corpora are not part of the project. They lie in one folder, each with a ``score.py`` and a file of
rows in JSON lines; a held-back half is scored by naming its file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.annotate.actors.incumbents import Incumbents
from dragoman.annotate.places.finder import PlaceFinder
from dragoman.evaluate import (
    actors,
    copies,
    coreference,
    isaf,
    linking,
    muc4,
    places,
    plover,
    plv,
    statements,
    times,
    tota,
    visits,
)
from dragoman.evaluate import causes as errors
from dragoman.knowledge.base import Knowledge
from dragoman.model.problems import DragomanError
from dragoman.pipeline import Pipeline

Rows = Iterable[dict[str, Any]]
Predict = Callable[[Rows], Iterator[dict[str, Any]]]


def _places(name: str) -> tuple[Predict, tuple[str, ...]]:
    demonyms = places.COUNTS_DEMONYMS[name]
    return lambda rows: places.predictions(rows, PlaceFinder.load(), demonyms=demonyms), ("--brief",)


#: Corpus → how to predict its rows, and the options of its scorer.
CORPORA: dict[str, tuple[Predict, tuple[str, ...]]] = {
    "plover_gsr": (lambda rows: plover.predict(rows, Pipeline.load()), ("--json",)),
    "plover_plv": (plv.predict, ()),
    "tempeval3": (times.predict, ("--brief",)),
    "wikiwars": (times.predict, ("--brief",)),
    **{name: _places(name) for name in places.COUNTS_DEMONYMS},
    "polnear": (statements.rows, ("--brief",)),
    "muc4": (lambda rows: muc4.predict(rows, Pipeline.load()), ("--brief",)),
    "re3d": (lambda rows: actors.predictions(rows, Pipeline.load()), ("--brief",)),
    "el_newsfair": (lambda rows: linking.predictions(rows, Pipeline.load()), ("--brief",)),
    "tota": (lambda rows: tota.predict(rows, Knowledge.load()), ("--brief",)),
    "demo_dups": (copies.predict, ("--brief",)),
    "isaf": (lambda rows: isaf.predict(rows, Pipeline.load()), ("--brief",)),
    "ecbplus": (lambda rows: coreference.predictions(rows, Pipeline.load()), ("--brief",)),
    "meantime": (lambda rows: coreference.predictions(rows, Pipeline.load()), ("--brief",)),
}


def _visits(rows: Rows) -> dict[str, Any]:
    pipeline = Pipeline.load()
    incumbents = Incumbents(pipeline.actors.knowledge, pipeline.actors.book)
    return visits.score(rows, pipeline.annotate, incumbents)


def _on_gold_spans(rows: Rows, answers: Rows) -> dict[str, Any]:
    return {"accuracy on gold spans": places.on_gold_spans(rows, answers)}


#: Corpora without a scorer of their own → ours.
OWN: dict[str, Callable[[Rows], dict[str, Any]]] = {"state_visits": _visits}

#: Corpus → figures of ours beside its scorer's, from gold rows and predictions.
OWN_FIGURES: dict[str, Callable[[Rows, Rows], dict[str, Any]]] = {
    "el_newsfair": linking.known_links,
    "polnear": statements.cue_figures,
    "tota": tota.where_told,
    **dict.fromkeys(places.COUNTS_DEMONYMS, _on_gold_spans),
}

#: Corpora of which the scorer is asked again, for what the program finds where the gold mentions are not given.
FROM_TEXT_ALONE: dict[str, Predict] = {
    name: lambda rows: coreference.own_tellings(rows, Pipeline.load()) for name in ("ecbplus", "meantime")
}


def folder() -> Path:
    """Where the corpora lie: ``DRAGOMAN_SHARED`` or ``../shared``, in its folder ``gold``.

    Raises DragomanError if it is not there.
    """
    found = Path(os.environ.get("DRAGOMAN_SHARED", "../shared")) / "gold"
    if not found.is_dir():
        raise DragomanError(f"no gold data in {found}; name its parent folder in DRAGOMAN_SHARED")
    return found


def rows_of(name: str, gold: Path | None = None) -> tuple[Path, list[dict[str, Any]]]:
    """The file with a corpus's gold rows, the development half by default, and the rows.

    Raises DragomanError for an unknown corpus or a missing file.
    """
    if name not in CORPORA and name not in OWN:
        raise DragomanError(f"no corpus {name!r}; there are {', '.join((*CORPORA, *OWN))}")
    halves = (folder() / name / file for file in ("dev.jsonl", "records.jsonl"))
    gold = gold or next((half for half in halves if half.is_file()), folder() / name / "dev.jsonl")
    if not gold.is_file():
        raise DragomanError(f"{gold}: no such file; give the gold rows with --gold")
    return gold, [json.loads(line) for line in gold.read_text(encoding="utf-8").split("\n") if line.strip()]


def score(name: str, gold: Path | None = None) -> dict[str, Any]:
    """What the corpus's scorer says of the program's predictions for a file of its form.

    ``gold``: the rows to predict; the development half by default. Raises DragomanError for an unknown
    corpus, a missing file or a scorer that fails.
    """
    gold, rows = rows_of(name, gold)
    if name in OWN:
        return OWN[name](rows)
    predict, options = CORPORA[name]
    answers = list(predict(rows))
    figures = _by_its_scorer(name, gold, answers, options)
    if name in OWN_FIGURES:
        figures |= OWN_FIGURES[name](rows, answers)
    if name in FROM_TEXT_ALONE:
        figures["from the text alone"] = _by_its_scorer(name, gold, FROM_TEXT_ALONE[name](rows), options)
    return figures


def _by_its_scorer(name: str, gold: Path, answers: Rows, options: tuple[str, ...]) -> dict[str, Any]:
    """What a corpus's scorer says of some answers."""
    with tempfile.TemporaryDirectory() as scratch:
        predicted = Path(scratch) / "predicted.jsonl"
        with predicted.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in answers)
        command = [sys.executable, str(folder() / name / "score.py"), str(gold), str(predicted), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DragomanError(f"the scorer of {name} failed: {done.stderr.strip().splitlines()[-1]}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def causes(gold: Path | None = None) -> dict[str, list[str]]:
    """What goes wrong on annotated PLOVER sentences: cause → ids of the sentences. Raises as ``score`` does."""
    _, rows = rows_of("plover_gsr", gold)
    return errors.causes(rows, CORPORA["plover_gsr"][0](rows))
