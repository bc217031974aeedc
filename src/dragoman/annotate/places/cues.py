"""The words and weights that recognition and resolution go by, read from ``data/places``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman import data
from dragoman.data import marked_yaml

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Cues:
    """Word sets of ``cues.yaml``, each by its name there, and the weights of ``weights.yaml``."""

    words: dict[str, frozenset[str]]
    kind_before_of: dict[str, str]  # "city" in "the city of X" -> kind
    kind_after: dict[str, str]  # "province" in "X province" -> kind
    kilometres: dict[str, float]  # how long a unit of distance is
    recognition: Weights
    resolution: Weights

    @classmethod
    def load(cls) -> Cues:
        cues = _without_lines(marked_yaml.load(data.path("places", "cues.yaml")))
        weights = _without_lines(marked_yaml.load(data.path("places", "weights.yaml")))
        return cls(
            words={name: frozenset(words) for name, words in cues.items() if isinstance(words, list)},
            kind_before_of=_kind_by_word(cues["kind-before-of"]),
            kind_after=_kind_by_word(cues["kind-after"]),
            kilometres={unit: float(length) for unit, length in cues["kilometres"].items()},
            recognition={name: float(value) for name, value in weights["recognition"].items()},
            resolution={name: float(value) for name, value in weights["resolution"].items()},
        )


def _without_lines(mapping: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _without_lines(value) if isinstance(value, dict) else value
        for name, value in mapping.items()
        if name != marked_yaml.LINE
    }


def _kind_by_word(by_kind: dict[str, list[str]]) -> dict[str, str]:
    return {word: kind for kind, words in by_kind.items() for word in words}


def total(features: dict[str, float], weights: Weights) -> float:
    """The weighted sum of named features; one without a weight counts nothing."""
    return weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in features.items())
