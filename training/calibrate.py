"""Calibrate the confidence of coded events on sentences that the model has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from dragoman.coding.confidence import signs
from dragoman.model.events import Status
from dragoman.model.text import Attested, Span
from training.examples import Example, joint

FILE = Path("src/dragoman/data/learned/confidence.yaml")
BINS = 10

#: What speaks for and against a coded event, whether it is right, and the text it is from.
Judged = tuple[dict[str, float], bool, str]


def judged(held_out: Sequence[tuple[Example, dict[str, float]]]) -> list[Judged]:
    """Events that the frames code between a marked pair, each right if its type is the one annotated."""
    found: list[Judged] = []
    for example, shares in held_out:
        ends = example.candidate.actor, example.candidate.recipient
        for event in example.events:
            sides = _spans(event.actor), _spans(event.recipient) or _spans(event.actor[1:])
            if event.status.value in (Status.HYPOTHETICAL, Status.NEGATED):
                continue
            if all(
                end is not None and any(end.overlaps(s) for s in side) for end, side in zip(ends, sides, strict=True)
            ):
                found.append((signs(event, shares), joint(event.type.value) == joint(example.label), example.group))
    return found


def _spans(role: tuple[Attested[str], ...]) -> list[Span]:
    return [Span(words.start, words.end) for filled in role for words in filled.evidence]


def _table(events: Sequence[Judged]) -> tuple[np.ndarray, np.ndarray, list[str]]:
    values = np.array([list(sign.values()) for sign, _, _ in events])
    return values, np.array([right for _, right, _ in events]), [group for _, _, group in events]


def fit(events: Sequence[Judged]) -> dict[str, float]:
    """The weight of each sign."""
    values, right, _ = _table(events)
    fitted = LogisticRegression(C=1.0).fit(values, right)
    return {"bias": float(fitted.intercept_[0]), **dict(zip(events[0][0], fitted.coef_[0].tolist(), strict=True))}


def reliability(events: Sequence[Judged]) -> dict[str, object]:
    """By cross-validation: how often events of each confidence are right, and the expected calibration error.

    The error is that of Naeini et al. 2015: the mean distance of confidence and share of right ones over bins.
    """
    values, right, groups = _table(events)
    trust = cross_val_predict(
        LogisticRegression(C=1.0), values, right, groups=groups, cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    bins = np.minimum((trust * BINS).astype(int), BINS - 1)
    table, error = [], 0.0
    for n in range(BINS):
        inside = bins == n
        if inside.any():
            mean, share = float(trust[inside].mean()), float(right[inside].mean())
            error += abs(mean - share) * float(inside.mean())
            table.append({"events": int(inside.sum()), "confidence": round(mean, 3), "right": round(share, 3)})
    return {
        "events": len(events),
        "right": round(float(right.mean()), 3),
        "expected calibration error": round(error, 3),
        "bins": table,
    }


def write(weights: dict[str, float]) -> None:
    """Store the weights where the program reads them."""
    lines = [
        "# What makes an event's confidence: weights of a logistic function, fitted by `make train`.",
        "# `model`: log-odds that the learned model gives the coded type; `model agrees`: it thinks no other type",
        "# likelier; `by convention`: a codebook rule changed the type; `roles derived`: an actor was not named by the",
        "# words of its slot; `background`: the sentence tells the deed as background.",
        *(f"{name}: {value:.4f}" for name, value in weights.items()),
    ]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
