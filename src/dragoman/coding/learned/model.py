"""The learned model of event types: probabilities for a candidate, and the reasons in words.

A linear model over named features and pooled word vectors, in three steps: is there an event at all, which of
the types is it, and, for what the training data call a concession, promised or carried out. It is trained by
``training/`` (outside the package) and stored as plain arrays; ``docs/model-card.md`` says from what and how well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from dragoman import data
from dragoman.coding.learned import features
from dragoman.coding.learned.candidate import Candidate
from dragoman.coding.learned.features import ZONES, Features
from dragoman.data import marked_yaml
from dragoman.model.problems import KnowledgeFault

#: The outcome beside the ontology's types.
NO_EVENT = "NO EVENT"

#: What the larger of the training sets calls CONCEDE and RETREAT together.
CONCESSION = ("CONCEDE", "RETREAT")
JOINT = "YIELD"

#: The model's three steps, by the names under which they are stored.
SCORERS = ("existence", "types", "concession")

_VECTOR_WEIGHT = 0.15  # of each zone's unit vector beside the unit vector of the named features; by cross-validation

Floats: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the model leans to a type: a feature, the words it was read from, and its share in the score."""

    feature: str
    words: tuple[str, ...]
    weight: float  # in log-odds against the average type

    def __str__(self) -> str:
        family, _, value = self.feature.partition("=")
        wording = _wordings().get(family) or _wordings()[family.split(".")[0]]
        return wording.format(value=value, words=", ".join(dict.fromkeys(self.words)))


@cache
def _wordings() -> dict[str, str]:
    wordings: dict[str, str] = marked_yaml.load(data.path("learned", "wording.yaml"))
    return wordings


@dataclass(frozen=True, slots=True)
class Vector:
    """A candidate in numbers: columns of named features with their values, and pooled word vectors."""

    columns: npt.NDArray[np.int64]
    values: Floats
    pooled: Floats  # zones one after another


@dataclass(frozen=True)
class Encoder:
    """From features to numbers; the same in training and in use."""

    column: dict[str, int]  # feature name → column
    rarity: Floats  # inverse document frequency, by column
    word: dict[str, int]  # lemma → row of ``vectors``
    vectors: Floats

    def encode(self, found: Features) -> Vector:
        columns = np.array(sorted(self.column[name] for name in found.named if name in self.column), dtype=np.int64)
        values = self.rarity[columns]
        length = float(np.linalg.norm(values)) or 1.0
        pooled = [self._pool([t.lemma for t in found.zones.get(zone, ())]) for zone in ZONES]
        return Vector(columns, values / length, np.concatenate(pooled))

    def _pool(self, lemmas: list[str]) -> Floats:
        rows = [self.word[lemma] for lemma in lemmas if lemma in self.word]
        if not rows:
            return np.zeros(self.vectors.shape[1], dtype=np.float32)
        mean = self.vectors[rows].mean(axis=0)
        scaled: Floats = mean * np.float32(_VECTOR_WEIGHT / (float(np.linalg.norm(mean)) or 1.0))
        return scaled


@dataclass(frozen=True)
class Scorer:
    """A linear classifier on encoded candidates; scores are logits."""

    classes: tuple[str, ...]
    named: Floats  # one row a feature
    pooled: Floats  # one row a dimension of the pooled vectors
    bias: Floats

    def scores(self, vector: Vector) -> Floats:
        scores: Floats = vector.values @ self.named[vector.columns] + vector.pooled @ self.pooled + self.bias
        return scores

    def probabilities(self, vector: Vector) -> dict[str, float]:
        scores = self.scores(vector)
        shares = np.exp(scores - scores.max())
        return dict(zip(self.classes, (shares / shares.sum()).tolist(), strict=True))


@dataclass(frozen=True)
class EventTypeModel:
    """What kind of deed joins two actors."""

    encoder: Encoder
    existence: Scorer  # NO_EVENT or an event
    types: Scorer  # with JOINT in place of the two
    concession: Scorer  # CONCEDE or RETREAT

    @classmethod
    def load(cls, path: Path | None = None) -> EventTypeModel:
        """Read the weights; ours by default.

        Raises KnowledgeFault if the file is missing or not of this form.
        """
        path = path or data.path("learned", "event-types.npz")
        return _load(path)

    def probabilities(self, candidate: Candidate) -> dict[str, float]:
        """A probability for each event type and for ``NO_EVENT``; they sum to one."""
        vector = self.encoder.encode(features.read(candidate))
        nothing = self.existence.probabilities(vector)[NO_EVENT]
        given = self._given_event(vector)
        return {**{name: share * (1 - nothing) for name, share in given.items()}, NO_EVENT: nothing}

    def given_event(self, candidate: Candidate) -> dict[str, float]:
        """A probability for each event type where it is known that there is an event."""
        return self._given_event(self.encoder.encode(features.read(candidate)))

    def _given_event(self, vector: Vector) -> dict[str, float]:
        shares = self.types.probabilities(vector)
        joint = shares.pop(JOINT)
        halves = self.concession.probabilities(vector)
        return {**shares, **{name: joint * halves[name] for name in CONCESSION}}

    def why(self, candidate: Candidate, event_type: str, limit: int = 5) -> tuple[Reason, ...]:
        """The features that speak most for a type, strongest first; of alike ones on the same words only one."""
        found = features.read(candidate)
        return self._why(found, self.encoder.encode(found), event_type, limit)

    def opinion(self, candidate: Candidate, event_type: str, limit: int) -> tuple[dict[str, float], tuple[Reason, ...]]:
        """``given_event`` and, for a type the model knows, ``why``, from one reading of the candidate."""
        found = features.read(candidate)
        vector = self.encoder.encode(found)
        shares = self._given_event(vector)
        return shares, self._why(found, vector, event_type, limit) if event_type in shares else ()

    def _why(self, found: Features, vector: Vector, event_type: str, limit: int) -> tuple[Reason, ...]:
        scorer = self.types
        index = scorer.classes.index(JOINT if event_type in CONCESSION else event_type)
        named = {self.encoder.column[name]: name for name in found.named if name in self.encoder.column}
        weights = scorer.named[vector.columns]
        shares = vector.values * (weights[:, index] - weights.mean(axis=1))
        reasons = [
            Reason(name, tuple(t.text for t in found.named[name]), float(share))
            for share, name in zip(shares, (named[c] for c in vector.columns.tolist()), strict=True)
        ]
        reasons += self._vector_reasons(found, vector, index)
        strongest: dict[tuple[str, tuple[str, ...]], Reason] = {}
        for reason in sorted((r for r in reasons if r.weight > 0), key=lambda r: -r.weight):
            strongest.setdefault((reason.feature.partition("=")[0].partition(".")[0], reason.words), reason)
        return tuple(strongest.values())[:limit]

    def _vector_reasons(self, found: Features, vector: Vector, index: int) -> list[Reason]:
        """One reason a zone: that its words are like those of a type."""
        size = self.encoder.vectors.shape[1]
        weights = self.types.pooled[:, index] - self.types.pooled.mean(axis=1)
        reasons: list[Reason] = []
        for n, zone in enumerate(ZONES):
            part = slice(n * size, (n + 1) * size)
            words = tuple(t.text for t in found.zones.get(zone, ()) if t.lemma in self.encoder.word)
            if words:
                reasons.append(Reason(f"like.{zone}", words, float(vector.pooled[part] @ weights[part])))
        return reasons


@cache
def word_table() -> Encoder:
    """The word vectors, without features: what training begins with.

    Raises KnowledgeFault if the file is missing or not of this form.
    """
    path = data.path("learned", "word-vectors.npz")
    try:
        with np.load(path, allow_pickle=False) as stored:
            vectors = stored["vectors"].astype(np.float32) / np.float32(stored["scale"])
            words = {lemma: n for n, lemma in enumerate(_lines(stored["words"]))}
    except (OSError, KeyError, ValueError) as fault:
        raise KnowledgeFault(f"{path}: no table of word vectors ({fault}); install the program anew") from fault
    return Encoder({}, np.zeros(0, dtype=np.float32), words, vectors)


@cache
def _load(path: Path) -> EventTypeModel:
    try:
        with np.load(path, allow_pickle=False) as stored:
            column = {name: n for n, name in enumerate(_lines(stored["features"]))}
            encoder = replace(word_table(), column=column, rarity=stored["rarity"].astype(np.float32))
            return EventTypeModel(encoder, *(_scorer(stored, name) for name in SCORERS))
    except (OSError, KeyError, ValueError) as fault:
        raise KnowledgeFault(
            f"{path}: no weights of the event-type model ({fault}); make them with `make train`"
        ) from fault


def _lines(stored: npt.NDArray[np.uint8]) -> list[str]:
    return stored.tobytes().decode("utf-8").split("\n")


def write(model: EventTypeModel, path: Path) -> None:
    """Store a model as plain arrays, weights in half precision."""
    parts: dict[str, npt.NDArray[Any]] = {
        "features": _bytes(list(model.encoder.column)),
        "rarity": model.encoder.rarity.astype(np.float16),
    }
    for name in SCORERS:
        scorer: Scorer = getattr(model, name)
        parts[f"{name}.classes"] = _bytes(list(scorer.classes))
        parts[f"{name}.named"] = scorer.named.astype(np.float16)
        parts[f"{name}.pooled"] = scorer.pooled.astype(np.float16)
        parts[f"{name}.bias"] = scorer.bias
    np.savez_compressed(path, allow_pickle=False, **parts)


def _bytes(lines: list[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


def _scorer(stored: np.lib.npyio.NpzFile, name: str) -> Scorer:
    return Scorer(
        tuple(_lines(stored[f"{name}.classes"])),
        stored[f"{name}.named"].astype(np.float32),
        stored[f"{name}.pooled"].astype(np.float32),
        stored[f"{name}.bias"].astype(np.float32),
    )
