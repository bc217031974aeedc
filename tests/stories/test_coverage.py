"""A reader is told when an outlet was silent, and not when it only rests."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dragoman.resolve.stories.coverage import coverage

MONDAY = date(2025, 3, 3)


def days(numbers: range | list[int], articles: int = 2) -> dict[date, int]:
    return {MONDAY + timedelta(days=number): articles for number in numbers}


def test_a_daily_paper_that_misses_a_week_has_a_gap():
    found = coverage(days(range(30)) | days(range(37, 90)))
    [gap] = found.gaps
    assert (gap.first, gap.last) == (MONDAY + timedelta(days=30), MONDAY + timedelta(days=36))
    assert 12 < gap.expected < 14
    assert (found.articles, found.first, found.last) == (166, MONDAY, MONDAY + timedelta(days=89))
    assert gap.overlaps(gap.last, gap.last + timedelta(days=9))
    assert not gap.overlaps(MONDAY, MONDAY + timedelta(days=29))


def test_an_outlet_that_rests_at_weekends_has_no_gaps():
    workdays = [number for number in range(365) if number % 7 < 5]
    assert coverage(days(workdays, 6)).gaps == ()


def test_a_weekly_is_not_silent_between_its_issues():
    assert coverage(days(range(0, 365, 7), 9)).gaps == ()


def test_an_outlet_with_few_articles_has_no_gaps():
    assert coverage(days([0, 200])).gaps == ()
    assert coverage(days([0])).gaps == ()


def test_silence_at_the_end_is_a_gap_up_to_the_end_of_the_corpus():
    until = MONDAY + timedelta(days=60)
    assert coverage(days(range(40))).gaps == ()
    [gap] = coverage(days(range(40)), until).gaps
    assert (gap.first, gap.last) == (MONDAY + timedelta(days=40), until)


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 30), min_size=1))
def test_gaps_hold_no_article_and_lie_within_the_span(counted: dict[int, int]):
    by_day = {MONDAY + timedelta(days=number): articles for number, articles in counted.items()}
    found = coverage(by_day)
    for gap in found.gaps:
        assert found.first < gap.first <= gap.last < found.last
        assert not any(gap.first <= day <= gap.last for day in by_day)
        assert gap.chance < 0.01
