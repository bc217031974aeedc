"""How much a word says, and how alike two words are, from the table of word vectors; no context is read."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from dragoman.coding.learned.model import word_table

Floats: TypeAlias = npt.NDArray[np.float32]

_STEM = 4  # letters that words of one stem have in common, at least
_STEM_SHARE = 0.6  # of the shorter word
_KEPT = 1 << 17  # words and pairs of words


@lru_cache(_KEPT)
def weight(word: str) -> float:
    """From 0 for the commonest word to 1 for one too rare for the table, which most names are."""
    words = word_table().word
    return math.log(1 + words[word]) / math.log(len(words)) if word in words else 1.0


@lru_cache(_KEPT)
def vector(word: str) -> Floats | None:
    """The word's unit vector; of a plural or third person that the table lacks ("kills"), its stem's."""
    table = word_table()
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed")):
        if form in table.word:
            return unit(table.vectors[table.word[form]])
    return None


@lru_cache(_KEPT)
def alike(first: str, second: str) -> float:
    """Cosine of two words' vectors, 1 for the same word, 0 for words without."""
    if first == second:
        return 1.0
    a, b = vector(first), vector(second)
    return float(a @ b) if a is not None and b is not None else 0.0


@lru_cache(_KEPT)
def same_stem(first: str, second: str) -> bool:
    """Whether two words begin alike: "acquire" and "acquisition".

    >>> same_stem("explode", "explosion"), same_stem("arrest", "area")
    (True, False)
    """
    common = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return common >= _STEM and common >= _STEM_SHARE * min(len(first), len(second))


def mean(words: Iterable[str]) -> Floats | None:
    """The direction in which some words point, weighed by what they say; None if none has a vector."""
    found = [it * np.float32(weight(word)) for word in sorted(words) if (it := vector(word)) is not None]
    if not found:
        return None
    return unit(np.sum(found, axis=0))


def unit(vector: Floats) -> Floats:
    """The vector of length 1 that points the same way."""
    return vector / np.float32(np.linalg.norm(vector) or 1.0)
