"""Marks on the tokens of one text: at most one kind for a stretch of words, the first that was set.

A state that acts is the exception: it is a place and a group at once, and may be marked as both.
"""

from __future__ import annotations

from dragoman.model.mentions import MentionKind, ThingMention
from dragoman.model.syntax import Parse
from dragoman.model.text import Document


class Marks:
    """Gathers mentions by their tokens ``[first, last)``."""

    def __init__(self, document: Document, parse: Parse) -> None:
        self.document = document
        self.parse = parse
        self._found: dict[tuple[int, int, MentionKind], ThingMention] = {}
        self._kinds: dict[tuple[int, int], list[MentionKind]] = {}
        self._at: dict[int, set[MentionKind]] = {}  # by token

    def add(
        self,
        first: int,
        last: int,
        kind: MentionKind,
        rule: str,
        *,
        actors: tuple[str, ...] = (),
        certain: bool = True,
        also: bool = False,
    ) -> None:
        """Mark tokens, unless they are marked already; ``also`` adds a second kind."""
        kinds = self._kinds.setdefault((first, last), [])
        if kind in kinds or (kinds and not also):
            return
        kinds.append(kind)
        for i in range(first, last):
            self._at.setdefault(i, set()).add(kind)
        evidence = self.document.evidence(self.parse.tokens[first].start, self.parse.tokens[last - 1].end)
        mention = ThingMention(evidence=evidence, kind=kind, rule=rule, actors=actors, certain=certain)
        self._found[(first, last, kind)] = mention

    def is_marked(self, first: int, last: int) -> bool:
        """Whether exactly these tokens are marked."""
        return bool(self._kinds.get((first, last)))

    def covers(self, i: int, *kinds: MentionKind) -> bool:
        """Whether a token is inside a mark, of one of the kinds if any are given."""
        found = self._at.get(i, set())
        return not found.isdisjoint(kinds) if kinds else bool(found)

    def in_order(self) -> tuple[ThingMention, ...]:
        """All mentions by position, longer ones first."""
        return tuple(sorted(self._found.values(), key=lambda m: (m.evidence.start, -m.evidence.end, m.kind)))
