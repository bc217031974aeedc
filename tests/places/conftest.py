from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.annotate.parser import parse
from dragoman.annotate.places.finder import PlaceFinder
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model.entities import Place
from dragoman.model.text import Document

Find = Callable[[str], dict[str, Place]]


@pytest.fixture(scope="session")
def finder() -> PlaceFinder:
    return PlaceFinder.load()


@pytest.fixture(scope="session")
def gazetteer(finder: PlaceFinder) -> Gazetteer:
    return finder.gazetteer


@pytest.fixture(scope="session")
def find(finder: PlaceFinder) -> Find:
    """Places of a text by each of the words that name them."""

    def places_by_words(text: str) -> dict[str, Place]:
        document = Document(id="d", address="d", text=text, digest="")
        return {m.text: place for place in finder.find(document, parse(text)) for m in place.mentions}

    return places_by_words
