"""Words that may tell of the same deed: "hit" and "strike", "dismiss" and "dismissal", "shoot" and "murder".

From WordNet 3.1 (Fellbaum 1998): verbs and nouns for acts and happenings, with the meanings they have, those of the
words derived from them, and the meanings above. ``training/kin.py`` draws the table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from dragoman import data
from dragoman.model.problems import KnowledgeFault

_PAIRS = 1 << 17  # of words, kept
_ENDINGS = ("", "s", "es", "ed", "d", "ing")  # headlines leave forms that the lemmatizer takes for names


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a word may mean: meaning → its place among the word's meanings (1 the commonest), and the meanings above."""

    own: dict[int, int]
    above: frozenset[int]


@dataclass(frozen=True, slots=True)
class Kinship:
    """How two words are related; each from 0 to 1."""

    same: float  # a meaning in common; 1 if it is the commonest of both
    wider: float  # one names a kind of what the other names
    sisters: float  # share of the meanings above that both are under


_UNKNOWN = Meanings({}, frozenset())


@lru_cache(_PAIRS)
def kinship(first: str, second: str) -> Kinship:
    """How two lemmas are related by what they may mean; the same either way."""
    a, b = _meanings(first), _meanings(second)
    same = max((1 / math.sqrt(a.own[m] * b.own[m]) for m in a.own.keys() & b.own.keys()), default=0.0)
    wider = max(
        [1 / a.own[m] for m in a.own.keys() & b.above] + [1 / b.own[m] for m in b.own.keys() & a.above], default=0.0
    )
    sisters = len(a.above & b.above) / (1 + min(len(a.above), len(b.above)))
    return Kinship(same, wider, sisters)


@cache
def _meanings(word: str) -> Meanings:
    table = _table()
    forms = (word.removesuffix(ending) for ending in _ENDINGS)
    return next((table[form] for form in forms if form in table), _UNKNOWN)


@cache
def _table() -> dict[str, Meanings]:
    path = data.path("learned", "word-kin.npz")
    try:
        with np.load(path, allow_pickle=False) as stored:
            words = stored["words"].tobytes().decode("utf-8").split("\n")
            own, above, places = (stored[name].tolist() for name in ("own", "above", "places"))
            own_ends, above_ends = stored["own.ends"].tolist(), stored["above.ends"].tolist()
    except (OSError, KeyError, ValueError) as fault:
        raise KnowledgeFault(f"{path}: no table of word meanings ({fault}); install the program anew") from fault
    table: dict[str, Meanings] = {}
    own_start = above_start = 0
    for word, own_end, above_end in zip(words, own_ends, above_ends, strict=True):
        meanings = dict(zip(own[own_start:own_end], places[own_start:own_end], strict=True))
        table[word] = Meanings(meanings, frozenset(above[above_start:above_end]))
        own_start, above_start = own_end, above_end
    return table


def stored(table: dict[str, Meanings]) -> dict[str, Any]:
    """A table as plain arrays."""
    words = sorted(table)
    own = [sorted(table[word].own.items()) for word in words]
    above = [sorted(table[word].above) for word in words]
    return {
        "words": np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        "own": np.array([meaning for row in own for meaning, _ in row], dtype=np.int32),
        "places": np.array([place for row in own for _, place in row], dtype=np.int8),
        "own.ends": np.cumsum([len(row) for row in own]).astype(np.int32),
        "above": np.array([meaning for row in above for meaning in row], dtype=np.int32),
        "above.ends": np.cumsum([len(row) for row in above]).astype(np.int32),
    }
