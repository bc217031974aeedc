"""A telling: the words in which one sentence of one article tells of one event, taken apart for comparison.

Values only; ``reading.py`` makes them from an annotation. Words are lemmas in small letters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dragoman.resolve.coreference import lexis
from dragoman.resolve.coreference.lexis import Floats

Words = frozenset[str]
NOTHING: Words = frozenset()


@dataclass(frozen=True, eq=False, kw_only=True)
class Article:
    """The words of a whole article: what its tellings have around them."""

    id: str
    words: Mapping[str, int]  # content word → how often it stands there
    names: Words = NOTHING
    numbers: Words = NOTHING
    days: Words = NOTHING  # values of its dates
    places: Words = NOTHING
    context: Floats | None = None  # its text as the embedding model reads it

    @cached_property
    def length(self) -> float:
        """What its words say, squared: the square of a vector's length."""
        return math.fsum(count * lexis.weight(word) ** 4 for word, count in self.words.items())

    @cached_property
    def direction(self) -> Floats | None:
        """Where its words point, as one vector."""
        return lexis.mean(self.words)


@dataclass(frozen=True, eq=False, kw_only=True)
class Senses:
    """A trigger as the embedding model reads it, each time with more or less around it."""

    in_article: Floats | None
    in_sentence: Floats | None
    alone: Floats
    sentence: Floats  # the whole of it


@dataclass(frozen=True, eq=False, kw_only=True)
class Telling:
    """One telling. What an event is told by is ``trigger``; its head, or the noun of a light verb, is ``deed``."""

    id: str
    article: Article
    sentence: int
    deed: str
    trigger: Words
    is_verb: bool
    types: Words = NOTHING  # event types that the lexicon knows the deed's word for
    doers: Words = NOTHING  # words of the phrases that stand as subject
    undergoers: Words = NOTHING  # as object
    others: Words = NOTHING  # behind prepositions, as modifier or possessive
    around: Words = NOTHING  # content words of the sentence but the trigger's
    names: Words = NOTHING  # in the sentence
    numbers: Words = NOTHING
    days: Words = NOTHING
    places: Words = NOTHING
    senses: Senses | None = None

    @cached_property
    def parts(self) -> Words:
        """Words of all phrases that take part in the event."""
        return self.doers | self.undergoers | self.others

    @cached_property
    def direction(self) -> Floats | None:
        """Where the words around the trigger point, as one vector."""
        return lexis.mean(self.around)
