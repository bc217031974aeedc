"""Fit the weights of how alike two reports are worded: ``python -m training.wording``.

Learns from the training half of ECB+: pairs of mentions from different articles on one topic. Prints the area under the
ROC curve on that half by cross-validation over topics, and of the sameness of the trigger beside it.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from dragoman.evaluate.gold import folder
from dragoman.model.problems import DragomanError
from dragoman.model.text import Span
from dragoman.resolve.coreference.wording import Report, signs

FILE = Path("src/dragoman/data/learned/likeness-of-wording.yaml")
EVERY = 3  # pairs are many; one in so many will do


def main() -> None:
    """Write the weights and print the figures."""
    try:
        rows = [json.loads(line) for line in (folder() / "ecbplus" / "train.jsonl").open(encoding="utf-8")]
    except (DragomanError, OSError) as fault:
        sys.exit(f"{fault}. The weights that are there stay as they are.")
    names, table, same, topics = compared(rows, EVERY)
    fitting = LogisticRegression(C=1.0, max_iter=2000)
    chances = cross_val_predict(fitting, table, same, groups=topics, cv=GroupKFold(5), method="predict_proba")[:, 1]
    fitted = fitting.fit(table, same)
    weights = {"bias": float(fitted.intercept_[0]), **dict(zip(names, fitted.coef_[0].tolist(), strict=True))}
    lines = [
        "# How alike two reports are worded: weights of a logistic function, fitted by `python -m training.wording`.",
        *(f"{name}: {weight:.4f}" for name, weight in weights.items()),
    ]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    alone = roc_auc_score(same, table[:, names.index("same trigger")])
    sys.stdout.write(f"area under the curve {roc_auc_score(same, chances):.3f}, the same trigger alone {alone:.3f}\n")


def compared(rows: list[dict[str, Any]], every: int = 1) -> tuple[list[str], np.ndarray, np.ndarray, list[str]]:
    """Signs of pairs of mentions of one topic and different articles, whether they are of one event, their topics."""
    mentions = [
        (row["topic"], row["doc_id"], m["chain"], Report(row["text"], Span(m["start"], m["end"])))
        for row in rows
        for m in row["mentions"]
        if m["kind"] == "event"
    ]
    pairs = [(a, b) for a, b in combinations(mentions, 2) if a[0] == b[0] and a[1] != b[1]][::every]
    found = [signs(a[3], b[3]) for a, b in pairs]
    table = np.array([list(row.values()) for row in found])
    return list(found[0]), table, np.array([a[2] == b[2] for a, b in pairs]), [a[0] for a, _ in pairs]


if __name__ == "__main__":
    main()
