"""Which words tell like articles apart: common words say little, and so do those that all of them have.

Of ten articles on an earthquake, "earthquake" says nothing of which earthquake is meant, and "Aceh" does.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np

from dragoman.resolve.coreference import lexis
from dragoman.resolve.coreference.lexis import Floats, unit
from dragoman.resolve.coreference.telling import Article, Words

_FEW = 3  # so many articles more that point nowhere: two or three have no middle yet


class Company:
    """Articles that are compared with one another."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = tuple(articles)
        self._weights: dict[str, float] = {}

    @cached_property
    def _found_in(self) -> Counter[str]:
        return Counter(word for article in self.articles for word in article.words)

    def spread(self, word: str) -> float:
        """Share of the articles in which a word stands."""
        return self._found_in[word] / max(1, len(self.articles))

    def is_shared(self, word: str) -> bool:
        """Whether more than one of the articles has the word."""
        return self._found_in[word] > 1

    @cached_property
    def directions(self) -> dict[str, Floats]:
        """By id of the article: where its words point that those of the others do not."""
        return _from_the_middle({article.id: article.direction for article in self.articles})

    @cached_property
    def contexts(self) -> dict[str, Floats]:
        """The same of its text as the embedding model reads it."""
        return _from_the_middle({article.id: article.context for article in self.articles})

    def weight(self, word: str) -> float:
        """What a word says here, from 0 to about 1."""
        if word not in self._weights:
            count, articles = self._found_in[word], len(self.articles)
            seldom = math.log((articles + 1) / (count + 0.5 if count > 1 else 1.5)) / math.log(articles + 2)
            self._weights[word] = max(0.0, seldom) * lexis.weight(word)
        return self._weights[word]

    def total(self, words: Words) -> float:
        """What some words say together."""
        return math.fsum(map(self.weight, words))

    def likeness(self, first: Words, second: Words) -> float:
        """How much of what either says both say, 0 to 1; below 0 where one of them says nothing."""
        both = self.total(first) * self.total(second)
        return self.total(first & second) / math.sqrt(both) if both > 0 else UNKNOWN


def _from_the_middle(vectors: Mapping[str, Floats | None]) -> dict[str, Floats]:
    known = {id: vector for id, vector in vectors.items() if vector is not None}
    if not known:
        return {}
    middle = np.sum(list(known.values()), axis=0) / np.float32(len(known) + _FEW)
    return {id: unit(vector - middle) for id, vector in known.items()}


UNKNOWN = -0.1  # apart from "nothing in common"


def common(words: Words) -> float:
    """What some words say in whatever company."""
    return math.fsum(map(lexis.weight, words))


def covered(first: Words, second: Words) -> float:
    """How much of what the one that says less says the other says, too, in whatever company."""
    least = min(common(first), common(second))
    return common(first & second) / least if least > 0 else 0.0


def agreement(first: Words, second: Words) -> float:
    """What both say, of all that either says, in whatever company."""
    all_words = common(first | second)
    return common(first & second) / all_words if all_words > 0 else 0.0


def differing(first: Words, second: Words) -> int:
    """How many each of two has that the other has not, at least."""
    return min(len(first - second), len(second - first))
