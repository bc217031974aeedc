"""The year of a text that gives no published date."""

from __future__ import annotations

import pytest

from dragoman.annotate import parser
from dragoman.annotate.times import TimeFinder, infer_published
from dragoman.model.text import Attested, Basis

from .conftest import document


def inferred(finder: TimeFinder, text: str) -> Attested[str] | None:
    parse = parser.parse(text)
    given = document(text, None)
    return infer_published(given, parse, finder.find(given, parse))


NEWS = (
    "The minister met the envoy on April 9. They spoke of the truce of March 3. "
    "The governor fled after the fall of the city in November 2021. The army must leave before the end of this year."
)


def test_news_lies_in_the_year_after_the_last_event_that_needs_its_year_said(finder: TimeFinder):
    year = inferred(finder, NEWS)
    assert year is not None
    assert (year.value, year.basis) == ("2022", Basis.DERIVED)
    assert "November 2021" in [e.text for e in year.evidence]


def test_inferred_year_dates_the_news(finder: TimeFinder):
    found = {t.evidence.text: t.value for t in finder.find(document(NEWS, None), parser.parse(NEWS))}
    assert found["April 9"] == "2022-04-09"
    assert found["March 3"] == "2022-03-03"
    assert found["the end of this year"] == "2022"


def test_news_that_goes_on_from_a_full_date_is_of_the_same_year(finder: TimeFinder):
    year = inferred(finder, "The ministers met on May 2, 2021 in Rome. They met again on May 5 and agreed.")
    assert year is not None
    assert year.value == "2021"


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met on May 2 in Rome.",  # nothing gives a year
        "The ministers met in November 2021.",  # nothing leaves the year out
        "The ministers met on May 2. The pact of 1990 is dead.",  # a year alone is too old a fact to count from
        "The ministers met on May 2. The pact will end in March 2031.",  # what will be does not bound the news
    ],
)
def test_without_dated_facts_no_year_is_inferred(finder: TimeFinder, text: str):
    assert inferred(finder, text) is None
