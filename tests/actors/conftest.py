from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.annotate import parser
from dragoman.annotate.actors.finder import ActorFinder, ActorsFound
from dragoman.model.syntax import Parse
from dragoman.model.text import Attested, Basis, Document


class Reader:
    """A text with its parse and actors, asked by the words in it."""

    def __init__(self, document: Document, parse: Parse, found: ActorsFound) -> None:
        self.document = document
        self.parse = parse
        self.found = found
        self.actors = {actor.id: actor for actor in found.actors}

    def head(self, words: str, occurrence: int = 1) -> int:
        """The token that ends the n-th occurrence of some words."""
        end = 0
        for _ in range(occurrence):
            end = self.document.text.index(words, end) + len(words)
        return self.parse.tokens_in(end - 1, end)[0].i

    def reference(self, words: str, occurrence: int = 1):
        head = self.head(words, occurrence)
        return next((reference for reference in self.found.references if reference.head == head), None)

    def ids(self, words: str, occurrence: int = 1) -> set[str]:
        reference = self.reference(words, occurrence)
        return set(reference.actors) if reference else set()

    def actor(self, words: str, occurrence: int = 1):
        (id,) = self.ids(words, occurrence)
        return self.actors[id]


@pytest.fixture(scope="session")
def finder() -> ActorFinder:
    return ActorFinder.load()


@pytest.fixture(scope="session")
def read(finder: ActorFinder) -> Callable[..., Reader]:
    def read_text(text: str, published: str | None = "2025-09-18") -> Reader:
        date = Attested(value=published, basis=Basis.STATED, rule="given.published") if published else None
        document = Document(id="d", address="test", text=text, digest="", published=date)
        parse = parser.parse(text)
        return Reader(document, parse, finder.find(document, parse))

    return read_text
