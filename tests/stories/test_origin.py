"""A reader sees whose text an article is, and sources are counted by that."""

from __future__ import annotations

import re

import pytest

from dragoman import data
from dragoman.resolve.stories.origin import Origin, Printed, credit, origin, outlet
from stories.articles import TALKS, article

EXAMPLES = data.content("stories", "agencies.yaml")
MARKED = re.compile(r"\[(?P<words>[^\]]+)\](?:\((?P<agency>\w+)\))?")


@pytest.mark.parametrize("example", EXAMPLES["yes"])
def test_the_agency_that_a_text_credits_is_found_with_its_words(example: str):
    marked = MARKED.search(example)
    assert marked is not None
    found = credit(article(MARKED.sub(r"\g<words>", example)))
    assert found is not None
    assert found.evidence is not None
    assert (found.agency, found.evidence.start, found.evidence.text) == (
        marked["agency"],
        marked.start(),
        marked["words"],
    )


@pytest.mark.parametrize("example", EXAMPLES["several"])
def test_a_text_made_from_several_agencies_is_nobodys(example: str):
    marked = MARKED.search(example)
    found = credit(article(MARKED.sub(r"\g<words>", example)))
    assert marked is not None
    assert found is not None
    assert found.evidence is not None
    assert (found.agency, found.evidence.text) == (None, marked["words"])


@pytest.mark.parametrize("example", EXAMPLES["no"])
def test_a_text_that_speaks_of_an_agency_is_not_its_text(example: str):
    assert credit(article(example)) is None
    assert credit(article(f"{TALKS}\n\n{example}\n\n{TALKS}")) is None


def test_the_source_given_with_an_article_may_be_an_agency():
    found = credit(article(TALKS, source="Anadolu Agency"))
    assert found is not None
    assert (found.agency, found.rule) == ("anadolu", "origin.source")
    assert credit(article(TALKS, source="Varen Courier")) is None


def test_an_outlet_is_the_given_source_or_the_host():
    assert outlet(article(TALKS, source="Varen Courier")) == "Varen Courier"
    assert outlet(article(TALKS, "https://www.courier.example/talks")) == "courier.example"
    assert outlet(article(TALKS, "line-7")) is None


def printed(id: str, outlet: str | None, day: str | None = None, agency: str | None = None) -> Printed:
    return Printed(id=id, outlet=outlet, published=day, agency=agency)


def test_a_story_is_the_agencys_if_one_article_says_so():
    copies = [printed("1", "Courier", "2025-03-01"), printed("2", "Herald", "2025-03-02", "AFP")]
    assert origin(copies) == Origin(kind="wire", name="AFP")


def test_a_story_without_an_agency_is_the_outlets_that_had_it_first():
    copies = [printed("1", "Courier", "2025-03-02"), printed("2", "Herald", "2025-03-01"), printed("3", None)]
    assert origin(copies) == origin(reversed(copies)) == Origin(kind="outlet", name="Herald")
    assert origin([printed("3", None)]) == Origin(kind="article", name="3")
