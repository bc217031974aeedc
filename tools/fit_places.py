"""Fit the weights of place recognition and resolution on geoparsing corpora.

Comes in: JSON lines with ``text`` and ``places`` (start, end, lat, lon), one file or more; those named with
``--no-demonyms`` do not count "Israeli" for Israel. Goes out: weights in the form of ``data/places/weights.yaml``, on
standard output, to be judged before they are pasted in. Features in HELD keep the weight they have.

    python tools/fit_places.py lgl/dev.jsonl trnews/dev.jsonl --no-demonyms geovirus/dev.jsonl
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.annotate import parser
from dragoman.annotate.places import resolution
from dragoman.annotate.places.cues import Cues, Weights
from dragoman.annotate.places.toponyms import Candidate, Recognizer
from dragoman.knowledge.gazetteer import Form, Gazetteer, haversine
from dragoman.model.syntax import Parse

Array = NDArray[np.float64]
HELD = {
    "kind-facility", "listed", "kind-said", "named-after-its-town", "sure-elsewhere", "described", "distance-said",
    "country-of-actors",
}  # fmt: skip
HIT_KM = 161  # 100 miles, the measure of the field
RIDGE = 2.0
ROUNDS, STEPS, STEP = 3, 400, 0.02


@dataclass
class Article:
    """One annotated article; each corpus weighs as much as any other."""

    row: dict[str, Any]
    parse: Parse
    recognizer: Recognizer
    candidates: list[Candidate]
    weight: float

    def span(self, candidate: Candidate) -> tuple[int, int]:
        tokens = self.parse.tokens
        return tokens[candidate.first].start, tokens[candidate.last - 1].end


def articles(paths: list[Path], gazetteer: Gazetteer, cues: Cues, *, demonyms: bool) -> Iterator[Article]:
    """Parsed articles of the corpora with their candidates."""
    for path in paths:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        places = sum(len(row["places"]) for row in rows)
        for row in rows:
            parse = parser.parse(row["text"])
            recognizer = Recognizer(parse, gazetteer, cues)
            counted = [c for c in recognizer.candidates() if demonyms or not _is_demonym(c)]
            yield Article(row, parse, recognizer, counted, 1000 / places)


def _is_demonym(candidate: Candidate) -> bool:
    return bool(candidate.readings) and all(r.form is Form.DEMONYM for r in candidate.readings)


def _place_at(article: Article, candidate: Candidate) -> dict[str, Any] | None:
    """The annotated place whose words the candidate has, give or take a designator."""
    start, end = article.span(candidate)
    for place in article.row["places"]:
        if place["lat"] is not None and abs(place["start"] - start) <= 4 and abs(place["end"] - end) <= 2:
            return place  # type: ignore[no-any-return]
    return None


def _truth(article: Article, candidate: Candidate) -> float:
    """1 for the annotated words, half for words that overlap them, since the scorers count those as found."""
    start, end = article.span(candidate)
    overlaps = any(p["start"] < end and start < p["end"] for p in article.row["places"] if p["lat"] is not None)
    return 1.0 if _place_at(article, candidate) else 0.5 * overlaps


def fit_recognition(corpus: list[Article], held: Weights) -> Weights:
    """Logistic regression with ridge, by Newton's method; the held weights enter as an offset."""
    pairs = [(a, c) for a in corpus for c in a.candidates]
    found = [a.recognizer.features(c) for a, c in pairs]
    names = sorted({name for features in found for name in features} - HELD)
    table = np.array([[1.0, *(features.get(name, 0.0) for name in names)] for features in found])
    offset = np.array([sum(held.get(name, 0.0) * features.get(name, 0.0) for name in HELD) for features in found])
    truth = np.array([_truth(a, c) for a, c in pairs])
    weight = np.array([a.weight for a, _ in pairs])
    weight /= weight.mean()
    fitted = np.zeros(table.shape[1])
    ridge = RIDGE * np.diag([0.0, *np.ones(len(names))])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-(table @ fitted + offset)))
        gradient = table.T @ (weight * (odds - truth)) + ridge @ fitted
        curvature = (table * (weight * odds * (1 - odds))[:, None]).T @ table + ridge
        fitted -= np.linalg.solve(curvature + 1e-9 * np.eye(len(fitted)), gradient)
    return dict(zip(["bias", *names], fitted.tolist(), strict=True))


def fit_resolution(corpus: list[Article], weights: Weights) -> Weights:
    """Conditional logit over the readings of each name, the articles read again after each round."""
    names = list(weights)
    free = np.array([name not in HELD for name in names], float)
    fitted = np.array([weights[name] for name in names])
    for _ in range(ROUNDS):
        groups = list(_choices(corpus, dict(zip(names, fitted.tolist(), strict=True)), names))
        mean = sum(weight for _, _, weight in groups) / len(groups)
        step = STEP * 8 / len(groups) ** 0.5
        for _ in range(STEPS):
            gradient = 0.3 * fitted
            for table, right, weight in groups:
                chance = np.exp(table @ fitted - (table @ fitted).max())
                chance /= chance.sum()
                gradient += weight / mean * (table.T @ (chance - chance * right / (chance * right).sum()))
            fitted = fitted - step * free * gradient
    return dict(zip(names, fitted.tolist(), strict=True))


def _choices(corpus: list[Article], weights: Weights, names: list[str]) -> Iterator[tuple[Array, Array, float]]:
    """For each ambiguous name: features of its readings, which of them are right, the article's weight."""
    for article in corpus:
        gold = {i: place for i, c in enumerate(article.candidates) if (place := _place_at(article, c))}
        toponyms = [article.recognizer.toponym(article.candidates[i]) for i in gold]
        resolver = resolution.Resolver(toponyms, weights)
        resolver.resolve()
        context, senses = resolver.context(), resolver.senses()
        for toponym, place in zip(toponyms, gold.values(), strict=True):
            name = resolution.sense_of(toponym)
            if not toponym.readings or name not in senses:
                continue
            sense = senses.pop(name)
            point = place["lat"], place["lon"]
            right = np.array([_lies_at(r.entry.latitude, r.entry.longitude, point) for r in sense.readings], float)
            if 0 < right.sum() < len(right):
                found = [resolution.features(r, name, sense, context) for r in sense.readings]
                yield np.array([[f.get(n, 0.0) for n in names] for f in found]), right, article.weight


def _lies_at(latitude: float, longitude: float, point: tuple[float, float]) -> bool:
    return haversine((latitude, longitude), point) <= HIT_KM


def main() -> None:
    """Read the corpora named on the command line; print the weights."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpora", nargs="*", type=Path)
    arguments.add_argument("--no-demonyms", nargs="*", type=Path, default=[])
    given = arguments.parse_args()
    gazetteer, cues = Gazetteer.load(), Cues.load()
    corpus = [
        *articles(given.corpora, gazetteer, cues, demonyms=True),
        *articles(given.no_demonyms, gazetteer, cues, demonyms=False),
    ]
    fits = {
        "recognition": (fit_recognition(corpus, cues.recognition), cues.recognition),
        "resolution": (fit_resolution(corpus, cues.resolution), cues.resolution),
    }
    for section, (fitted, present) in fits.items():
        sys.stdout.write(f"{section}:\n")
        for name, value in {**{n: present[n] for n in HELD & present.keys()}, **fitted}.items():
            sys.stdout.write(f"  {name}: {value:.2f}\n")


if __name__ == "__main__":
    main()
