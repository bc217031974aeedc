"""The vocabulary of things: which noun names a person, a place, a weapon.

In: the files under ``data/mentions``. Out: the kind a lemma names, and small word classes.
"""

from __future__ import annotations

import re
from functools import cache

from dragoman import data
from dragoman.model.mentions import MentionKind
from dragoman.model.syntax import Token


class ThingBook:
    """Kinds by lemma, and word classes by name."""

    def __init__(self) -> None:
        nouns = data.content("mentions", "nouns.yaml")
        self.kinds = {lemma: MentionKind(kind) for kind, lemmas in reversed(nouns.items()) for lemma in lemmas}
        self.patterns = {
            name: tuple(map(re.compile, listed)) for name, listed in data.content("mentions", "patterns.yaml").items()
        }
        self.words = {name: frozenset(listed) for name, listed in data.content("mentions", "words.yaml").items()}

    def kind_of(self, token: Token) -> MentionKind | None:
        """What a noun names; several persons are a group.

        >>> load().kinds["commander"], load().kinds["excavator"], "hope" in load().kinds
        (<MentionKind.PERSON: 'person'>, <MentionKind.VEHICLE: 'vehicle'>, False)
        """
        kind = self.kinds.get(token.lemma) or self.kinds.get(token.lower)
        if kind is MentionKind.PERSON and (token.is_plural_noun or token.lemma == "people"):
            return MentionKind.GROUP
        return kind


@cache
def load() -> ThingBook:
    """The vocabulary, read once."""
    return ThingBook()
