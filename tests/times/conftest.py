"""Texts read for their times, with the real parser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.annotate import parser
from dragoman.annotate.times import TimeFinder
from dragoman.model.entities import Timex
from dragoman.model.text import Attested, Basis, Document

Read = Callable[..., tuple[Timex, ...]]
FRIDAY = "1998-02-13"


def document(text: str, published: str | None = FRIDAY) -> Document:
    given = Attested(value=published, basis=Basis.STATED, rule="given.published") if published else None
    return Document(id="d", address="", text=text, digest="", published=given)


@pytest.fixture(scope="session")
def finder() -> TimeFinder:
    return TimeFinder.load()


@pytest.fixture(scope="session")
def read(finder: TimeFinder) -> Read:
    """Times of a text that was published on Friday 13 February 1998, unless said otherwise."""

    def read_text(text: str, published: str | None = FRIDAY) -> tuple[Timex, ...]:
        return finder.find(document(text, published), parser.parse(text))

    return read_text
