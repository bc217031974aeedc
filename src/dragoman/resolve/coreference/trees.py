"""Gradient-boosted trees (Friedman 2001) as plain arrays: what ``training/coreference.py`` has fitted, applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.resolve.coreference.lexis import Floats

Integers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Trees:
    """Yes or no by many small trees. Their nodes stand in one row of arrays; a leaf is its own child on both sides."""

    features: tuple[str, ...]
    roots: Integers
    feature: Integers
    threshold: Floats  # up to here to the left
    left: Integers
    right: Integers
    value: Floats  # log-odds that a node stands for
    bias: float

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """How likely "yes" is for each row of named figures."""
        if not rows:
            return []
        table = np.array([[row[name] for name in self.features] for row in rows], dtype=np.float32)
        score = np.full(len(rows), self.bias)
        numbers = np.arange(len(rows))
        for root in self.roots:
            place = np.full(len(rows), root)
            while True:
                goes_left = table[numbers, self.feature[place]] <= self.threshold[place]
                below = np.where(goes_left, self.left[place], self.right[place])
                if (below == place).all():
                    break
                place = below
            score += self.value[place]
        chances: list[float] = (1 / (1 + np.exp(-score))).tolist()
        return chances

    def why(self, row: Mapping[str, float]) -> dict[str, float]:
        """What each figure adds to the log-odds on the way down the trees (Saabas 2014), the weightiest first."""
        shares = dict.fromkeys(self.features, 0.0)
        for root in self.roots.tolist():
            place = root
            while True:
                name = self.features[self.feature[place]]
                side = self.left if np.float32(row[name]) <= self.threshold[place] else self.right
                if side[place] == place:
                    break
                shares[name] += float(self.value[side[place]] - self.value[place])
                place = int(side[place])
        weighty = ((name, share) for name, share in shares.items() if share)
        return dict(sorted(weighty, key=lambda item: (-abs(item[1]), item[0])))

    def stored(self, name: str) -> dict[str, Any]:
        """The trees as arrays under names that begin with ``name``."""
        arrays = {part: getattr(self, part) for part in _ARRAYS}
        arrays["bias"] = np.array(self.bias)
        arrays["features"] = np.frombuffer("\n".join(self.features).encode("utf-8"), dtype=np.uint8)
        return {f"{name}.{part}": array for part, array in arrays.items()}

    @classmethod
    def read(cls, stored: Mapping[str, Any], name: str) -> Trees:
        """The trees that ``stored`` gave; KeyError if they are not there."""
        features = stored[f"{name}.features"].tobytes().decode("utf-8").split("\n")
        arrays = {part: stored[f"{name}.{part}"] for part in _ARRAYS}
        return cls(features=tuple(features), bias=float(stored[f"{name}.bias"]), **arrays)


_ARRAYS = ("roots", "feature", "threshold", "left", "right", "value")
