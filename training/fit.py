"""Fit the event-type model: encoders and linear classifiers from examples; all steps are seeded.

Multinomial logistic regression on tf-idf weighted named features beside pooled word vectors; features are
written in ``dragoman.coding.learned.features``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from dragoman.coding.learned.features import Features
from dragoman.coding.learned.model import CONCESSION, NO_EVENT, Encoder, EventTypeModel, Scorer
from training.examples import Example, joint

SEED = 7
FOLDS = 5
STRENGTH = 30.0  # inverse of the regularization; by cross-validation
LEAST = 2  # examples in which a feature stands
LEXICON_WEIGHT = 0.1  # of our short examples against sentences of the press; by cross-validation

Rows = Sequence[tuple[Example, Features]]


def encoder(rows: Rows, words: Encoder) -> Encoder:
    """The encoder of a training set: which features have columns, and how rare each is."""
    counts = Counter(name for _, found in rows for name in found.named)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    rarity = np.array([np.log((1 + len(rows)) / (1 + counts[name])) + 1 for name in names], dtype=np.float32)
    return replace(words, column={name: n for n, name in enumerate(names)}, rarity=rarity)


def matrix(rows: Rows, encoder: Encoder) -> sparse.csr_matrix:
    """Examples as rows, named features and then pooled vectors as columns."""
    encoded = [encoder.encode(found) for _, found in rows]
    starts = np.cumsum([0, *(len(vector.columns) for vector in encoded)])
    named = sparse.csr_matrix(
        (
            np.concatenate([vector.values for vector in encoded]),
            np.concatenate([vector.columns for vector in encoded]),
            starts,
        ),
        shape=(len(encoded), len(encoder.column)),
    )
    return sparse.hstack([named, np.stack([vector.pooled for vector in encoded])]).tocsr()


def scorer(rows: Rows, labels: list[str], encoder: Encoder, strength: float = STRENGTH) -> Scorer:
    """A linear classifier for these labels."""
    weights = [LEXICON_WEIGHT if example.origin == "lexicon" else 1.0 for example, _ in rows]
    fitted = LogisticRegression(C=strength, max_iter=1000).fit(matrix(rows, encoder), labels, sample_weight=weights)
    weight, bias = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:  # one row of weights says how far the second class is from the first
        weight, bias = np.vstack([np.zeros_like(weight), weight]), np.concatenate([[0.0], bias])
    columns = len(encoder.column)
    return Scorer(
        tuple(str(name) for name in fitted.classes_),
        weight[:, :columns].T.astype(np.float32),
        weight[:, columns:].T.astype(np.float32),
        bias.astype(np.float32),
    )


def model(rows: Rows, words: Encoder) -> EventTypeModel:
    """The whole model from all rows: is there an event, of which type, and promised or carried out."""
    events = [row for row in rows if row[0].label != NO_EVENT]
    yielding = [row for row in events if row[0].label in CONCESSION]
    own = encoder(rows, words)
    return EventTypeModel(
        own,
        existence=scorer(rows, ["EVENT" if e.label != NO_EVENT else NO_EVENT for e, _ in rows], own, strength=3.0),
        types=scorer(events, [joint(e.label) for e, _ in events], own),
        concession=scorer(yielding, [e.label for e, _ in yielding], own, strength=3.0),
    )


def cross_validated(rows: Rows, words: Encoder) -> list[tuple[Example, dict[str, float]]]:
    """For each marked example, the type probabilities of a model that has not seen its text."""
    marked = [row for row in rows if row[0].origin == "marked"]
    others = [row for row in rows if row[0].origin == "lexicon"]
    labels = [joint(example.label) for example, _ in marked]
    groups = [example.group for example, _ in marked]
    found: list[tuple[Example, dict[str, float]]] = []
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for train, test in folds.split(labels, labels, groups):
        seen = [*(marked[i] for i in train), *others]
        own = encoder(seen, words)
        types = scorer(seen, [joint(example.label) for example, _ in seen], own)
        for i in test:
            example, features = marked[i]
            found.append((example, types.probabilities(own.encode(features))))
    return found


def accuracy(found: Sequence[tuple[Example, dict[str, float]]]) -> tuple[float, float]:
    """Accuracy and macro-averaged F1 of the likeliest types."""
    pairs = [(joint(example.label), max(shares, key=lambda name: shares[name])) for example, shares in found]
    gold, predicted, right = Counter(g for g, _ in pairs), Counter(p for _, p in pairs), Counter()
    right.update(g for g, p in pairs if g == p)
    scores = [2 * right[name] / (gold[name] + predicted[name]) for name in gold]
    return sum(right.values()) / len(pairs), sum(scores) / len(scores)
