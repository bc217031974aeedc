"""Fit the model of which tellings are of one event, and print its figures: ``python -m training.coreference``.

It learns from the training half of ECB+ (Cybulska & Vossen 2014), ``ecbplus/train.jsonl`` in the folder with the gold
data, which is no part of the project. All steps are seeded. Figures are by cross-validation over topics: the
model that joins the tellings of a topic has seen neither its articles nor its tellings. There are two models: one with
the figures of the embedding model, for which the extra ``embeddings`` must be installed, and one without.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from dragoman.evaluate.coreference import gold_tellings
from dragoman.evaluate.gold import folder
from dragoman.model.problems import DragomanError
from dragoman.pipeline import Pipeline
from dragoman.resolve.coreference import features
from dragoman.resolve.coreference.clusters import average_link, grouped
from dragoman.resolve.coreference.company import Company
from dragoman.resolve.coreference.contexts import ContextReader
from dragoman.resolve.coreference.model import EVENT, IN_CONTEXT, PLAIN, STORY, CoreferenceModel, blocks, write
from dragoman.resolve.coreference.telling import Article, Telling
from dragoman.resolve.coreference.trees import Trees

LEARNED = Path("src/dragoman/data/learned")
FIGURES = Path("docs/coreference.json")
FOLDS = 4
#: Each split of an event's trees looks at few figures: topics are few, and with all at hand trees learn them by heart.
STORIES = {"max_iter": 60, "learning_rate": 0.1, "max_leaf_nodes": 8, "min_samples_leaf": 60}
#: The mean of several fits hangs less on which figures these are.
EVENTS = {"max_iter": 150, "learning_rate": 0.1, "max_leaf_nodes": 15, "min_samples_leaf": 100, "max_features": 0.15}
SEEDS = (7, 1, 2)

Figures = dict[str, float]


def main() -> None:
    """Fit on all topics, store the trees, and print what cross-validation says."""
    try:
        rows = [json.loads(line) for line in (folder() / "ecbplus" / "train.jsonl").open(encoding="utf-8")]
    except (DragomanError, OSError) as fault:
        sys.exit(f"{fault}. The trees that are there stay as they are.")
    contexts = ContextReader.load()
    if contexts is None:
        sys.exit("the extra `embeddings` is not installed. The trees that are there stay as they are.")
    articles, tellings = gold_tellings(rows, Pipeline.load(), contexts)
    scores: dict[str, Any] = {}
    for file, how, left_out in ((PLAIN, "from words", features.NEED_CONTEXTS), (IN_CONTEXT, "in context", frozenset())):
        corpus = Corpus(rows, articles, tellings, left_out)
        stories, split = corpus.stories()
        events, clusters = corpus.events(split)
        write(CoreferenceModel(stories, events), LEARNED / file)
        scores[f"events {how}, by cross-validation over topics"] = corpus.score(clusters)
    FIGURES.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(scores, indent=1) + "\n")


class Corpus:
    """Articles and tellings with what the annotators say of them; some figures are left out of the trees."""

    def __init__(
        self, rows: list[dict[str, Any]], articles: list[Article], tellings: list[Telling], left_out: frozenset[str]
    ) -> None:
        self.articles, self.tellings, self.left_out = articles, tellings, left_out
        self.topic = {row["doc_id"]: row["topic"] for row in rows}
        self.story = {row["doc_id"]: row["subtopic"] for row in rows}
        self.chain = {mention["id"]: mention["chain"] for row in rows for mention in row["mentions"]}

    def stories(self) -> tuple[Trees, list[Company]]:
        """The trees for articles, and stories that trees have made which know nothing of their topics."""
        found: list[tuple[Company, list[tuple[int, int]]]] = []
        table: list[Figures] = []
        for block in blocks(self.articles):
            pairs = list(combinations(range(len(block.articles)), 2))
            found.append((block, pairs))
            table += [features.of_articles(block.articles[a], block.articles[b], block) for a, b in pairs]
        ends = [(block.articles[a], block.articles[b]) for block, pairs in found for a, b in pairs]
        labels = [self.story[a.id] == self.story[b.id] for a, b in ends]
        trees, chances = self._fitted(table, labels, [self.topic[a.id] for a, _ in ends], STORIES)
        split: list[Company] = []
        start = 0
        for block, pairs in found:
            alike = dict(zip(pairs, chances[start : start + len(pairs)], strict=True))
            start += len(pairs)
            groups = average_link(len(block.articles), alike, STORY)
            split += [Company(group) for group in grouped(block.articles, groups)]
        return trees, split

    def events(self, split: Sequence[Company]) -> tuple[Trees, list[list[Telling]]]:
        """The trees for tellings, and clusters that trees have made which know nothing of their topics."""
        found: list[tuple[list[Telling], list[tuple[int, int]]]] = []
        table: list[Figures] = []
        for story in split:
            inside = {article.id for article in story.articles}
            told = [telling for telling in self.tellings if telling.article.id in inside]
            pairs = list(combinations(range(len(told)), 2))
            found.append((told, pairs))
            table += [features.of_tellings(told[a], told[b], story) for a, b in pairs]
        ends = [(told[a], told[b]) for told, pairs in found for a, b in pairs]
        labels = [self.chain[a.id] == self.chain[b.id] for a, b in ends]
        trees, chances = self._fitted(table, labels, [self.topic[a.article.id] for a, _ in ends], EVENTS)
        clusters: list[list[Telling]] = []
        start = 0
        for told, pairs in found:
            alike = dict(zip(pairs, chances[start : start + len(pairs)], strict=True))
            start += len(pairs)
            clusters += grouped(told, average_link(len(told), alike, EVENT))
        return trees, clusters

    def score(self, clusters: list[list[Telling]]) -> dict[str, Any]:
        """The corpus's own figures for clusters of its training half."""
        sys.path.insert(0, str(folder() / "tools"))
        from scorelib import coref_scores

        found = {telling.id: n for n, cluster in enumerate(clusters) for telling in cluster}
        scores: dict[str, Any] = coref_scores({id: self.chain[id] for id in found}, found)
        return scores

    def _fitted(
        self, table: list[Figures], labels: list[bool], topics: list[str], settings: dict[str, Any]
    ) -> tuple[Trees, list[float]]:
        """Trees from all rows, and the chance of each row by trees from other topics."""
        names = tuple(name for name in table[0] if name not in self.left_out)
        rows = np.array([[row[name] for name in names] for row in table], dtype=np.float32)
        known = np.array(labels)
        chances = np.zeros(len(rows))
        for seen, unseen in GroupKFold(FOLDS).split(rows, known, topics):
            fits = _boosted(rows[seen], known[seen], settings)
            scores = np.mean([fit.decision_function(rows[unseen]) for fit in fits], axis=0)
            chances[unseen] = 1 / (1 + np.exp(-scores))
        return as_arrays(_boosted(rows, known, settings), names), chances.tolist()


def _boosted(rows: np.ndarray, known: np.ndarray, settings: dict[str, Any]) -> list[HistGradientBoostingClassifier]:
    models = [
        HistGradientBoostingClassifier(l2_regularization=5.0, early_stopping=False, random_state=seed, **settings)
        for seed in SEEDS
    ]
    return [model.fit(rows, known) for model in models]


def as_arrays(fits: list[HistGradientBoostingClassifier], names: tuple[str, ...]) -> Trees:
    """The nodes of all fits' trees in one row, so that they give the mean; scikit-learn has no public way to them."""
    parts: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
    roots: list[int] = []
    for predictor in (predictor for fit in fits for (predictor,) in fit._predictors):
        first = len(parts["value"])
        roots.append(first)
        values = _means(predictor.nodes)
        for n, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            parts["feature"].append(0 if leaf else int(node["feature_idx"]))
            parts["threshold"].append(0.0 if leaf else float(node["num_threshold"]))
            parts["left"].append(first + (n if leaf else int(node["left"])))
            parts["right"].append(first + (n if leaf else int(node["right"])))
            parts["value"].append(values[n] / len(fits))
    return Trees(
        features=names,
        roots=np.array(roots, dtype=np.int32),
        feature=np.array(parts["feature"], dtype=np.int32),
        threshold=np.array(parts["threshold"], dtype=np.float32),
        left=np.array(parts["left"], dtype=np.int32),
        right=np.array(parts["right"], dtype=np.int32),
        value=np.array(parts["value"], dtype=np.float32),
        bias=float(np.mean([np.ravel(fit._baseline_prediction)[0] for fit in fits])),
    )


def _means(nodes: np.ndarray) -> list[float]:
    """What each node stands for: a leaf's value, above it the mean of the rows that pass."""
    values = [0.0] * len(nodes)
    for n in reversed(range(len(nodes))):  # children stand behind their parents
        node = nodes[n]
        if node["is_leaf"]:
            values[n] = float(node["value"])
        else:
            sides = [int(node["left"]), int(node["right"])]
            counts = [int(nodes[side]["count"]) for side in sides]
            values[n] = sum(values[s] * c for s, c in zip(sides, counts, strict=True)) / sum(counts)
    return values


if __name__ == "__main__":
    main()
