"""Cue phrases kept as data, looked for among the words of a clause in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.model.syntax import Token


@dataclass(frozen=True, slots=True)
class Found:
    """A label, and the first and last word of the cue that gave it."""

    label: str
    first: Token
    last: Token


class Phrases:
    """Labels with their cue phrases (lemmas separated by spaces)."""

    def __init__(self, cues: dict[str, list[str]]) -> None:
        self._index: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for label, phrases in cues.items():
            for phrase in phrases:
                first, *rest = phrase.split()
                self._index[first].append((label, tuple(rest)))

    def find(self, tokens: Iterable[Token]) -> list[Found]:
        """Labels named among the tokens in text order, each once."""
        found: dict[str, Found] = {}
        for one in self.occurrences(tokens):
            found.setdefault(one.label, one)
        return list(found.values())

    def occurrences(self, tokens: Iterable[Token]) -> Iterator[Found]:
        """Every place where a cue stands among the tokens, in text order."""
        words = sorted(tokens, key=lambda t: t.i)
        for position, token in enumerate(words):
            for form in {token.lemma, token.lower}:
                for label, rest in self._index.get(form, ()):
                    following = words[position + 1 : position + 1 + len(rest)]
                    if [w for t, w in zip(following, rest, strict=False) if w in (t.lemma, t.lower)] == list(rest):
                        yield Found(label, token, following[-1] if following else token)
