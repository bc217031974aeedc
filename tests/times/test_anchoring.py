"""What relative and partial dates mean, from the publication, the last date, or nothing."""

from __future__ import annotations

import pytest

from dragoman.annotate import parser
from dragoman.annotate.times.feasts import Feasts
from dragoman.reading import read_text

from .conftest import Read, document


def only(read: Read, text: str, published: str | None = "1998-02-13"):
    found = read(text, published)
    assert len(found) == 1, [t.evidence.text for t in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Monday.", "1998-02-09"),
        ("They will meet on Monday.", "1998-02-16"),
        ("The talks are scheduled for Monday.", "1998-02-16"),
        ("The vote was postponed until Tuesday.", "1998-02-17"),
        ("He did not speak until Tuesday.", "1998-02-10"),
        ("The truce expires on Sunday.", "1998-02-15"),
        ("He denounced Wednesday's ruling.", "1998-02-11"),
        ("They said on Friday that it was over.", "1998-02-13"),
    ],
)
def test_weekday_follows_the_tense(read: Read, text: str, value: str):
    assert only(read, text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met in November.", "1997-11"),
        ("They will meet in November.", "1998-11"),
        ("They met on Dec. 31.", "1997-12-31"),
        ("They will leave on March 30.", "1998-03-30"),
        ("The deadline is Feb. 20.", "1998-02-20"),
    ],
)
def test_date_without_year_is_the_nearest_that_the_tense_allows(read: Read, text: str, value: str):
    assert only(read, text).value == value


@pytest.mark.parametrize(("published", "value"), [("2025-09-18", "2025-03-10"), ("2025-12-20", "2025-03-10")])
def test_what_is_named_by_its_date_is_past(read: Read, published: str, value: str):
    assert only(read, "They must comply with the March 10 agreement.", published).value == value


def test_range_lies_in_one_year(read: Read):
    assert [t.value for t in read("The Jan. 6-8 talks failed.", "2025-09-18")] == ["2025-01-06", "2025-01-08"]


def test_deadline_at_the_end_of_this_year_ends_with_its_last_day(read: Read):
    timex = only(read, "It must join the army before the end of this year.", "2025-09-18")
    assert (timex.value, timex.mod, timex.begin, timex.end) == ("2025", "END", "2025-01-01", "2025-12-31")
    assert timex.evidence.text == "the end of this year"


def test_history_counts_from_the_last_date_not_from_its_publication(read: Read):
    text = (
        "Poland was attacked on 1 September 1939. Two days later Britain declared war. The next month Poland fell. "
        "In November 1941 the front froze. In January the army fell back. By 1945 it was over."
    )
    found = {t.evidence.text: t.value for t in read(text, "2009-12-19")}
    assert found["Two days later"] == "1939-09-03"
    assert found["The next month"] == "1939-10"
    assert found["January"] == "1942-01"


def test_news_counts_from_its_publication_past_an_old_date(read: Read):
    found = read("The bomb of 1988 killed 270. On Tuesday the court met.")
    assert [t.value for t in found] == ["1988", "1998-02-10"]


def test_look_back_does_not_move_the_story(read: Read):
    text = "It fell in May 1904. Two years earlier it had been built. The following month it was rebuilt."
    assert [t.value for t in read(text, None)] == ["1904-05", "1902", "1904-06"]


def test_nothing_is_guessed_without_an_anchor(read: Read):
    found = read("They met on Monday, on Sept. 17 and last week.", None)
    assert [(t.value, t.begin, t.end) for t in found] == [(None, None, None)] * 3


def test_year_alone_dates_what_only_needs_a_year(read: Read):
    found = {
        t.evidence.text: t.value
        for t in read("They met on Sept. 17 and on Monday, and they will meet again this year.", "2025")
    }
    assert found == {"Sept. 17": "2025-09-17", "this year": "2025", "Monday": None}


@pytest.mark.parametrize(
    ("text", "words", "mod"),
    [
        ("It fell in late September 1990.", "late September 1990", "END"),
        ("It fell in mid-2024.", "mid-2024", "MID"),
        ("It fell at the beginning of 1990.", "the beginning of 1990", "START"),
        ("It took more than 20 years.", "more than 20 years", "MORE_THAN"),
        ("It took at least 30 days.", "at least 30 days", "EQUAL_OR_MORE"),
        ("It took nearly an hour.", "nearly an hour", "LESS_THAN"),
    ],
)
def test_words_that_bound_an_expression_belong_to_it(read: Read, text: str, words: str, mod: str):
    timex = only(read, text, "2025-01-01")
    assert (timex.evidence.text, timex.mod) == (words, mod)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He died at 10 p.m. Wednesday.", "10 p.m. Wednesday", "1998-02-11T22:00"),
        ("He died on Saturday, April 25, 1998.", "Saturday, April 25, 1998", "1998-04-25"),
        ("He left in June last year.", "June last year", "1997-06"),
        ("Sales fell in the third quarter of 1984.", "the third quarter of 1984", "1984-Q3"),
        ("He died on July 25 of that year, after 1861.", "July 25 of that year", None),
    ],
)
def test_neighbours_make_one_expression(read: Read, text: str, words: str, value: str | None):
    found = {t.evidence.text: t.value for t in read(text)}
    assert words in found
    assert value is None or found[words] == value


def test_movable_feasts_have_their_days():
    feasts = Feasts.load()
    assert [d.isoformat() for d in feasts.days("ramadan", 2025) or ()] == ["2025-03-01", "2025-03-29"]
    assert [d.isoformat() for d in feasts.days("memorial-day", 2024) or ()] == ["2024-05-27", "2024-05-27"]
    assert feasts.days("ramadan", 1950) is None


def test_every_dated_feast_falls_once_a_year_from_2000_to_2030():
    feasts = Feasts.load()
    missing = [(name, year) for name in feasts.names() for year in range(2000, 2031) if not feasts.days(name, year)]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They left two days after the attack on 3 March 1997.", "1997-03-05"),
        ("They left a week before the vote of 8 May 1997.", "1997-05-01"),
        ("He spoke a month after the raid of January 31, 1997.", "1997-02-28"),
    ],
)
def test_a_length_counted_from_a_date_knows_its_day(read: Read, text: str, day: str):
    length = read(text)[0]
    assert (length.type, length.begin, length.end) == ("DURATION", day, day)


def test_a_length_is_not_counted_from_a_date_of_another_sentence(read: Read):
    assert read("They left two days after the attack. It fell on 3 March 1997.")[0].begin is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They fought from 3 to 7 June 1997.", ("1997-06-03", "1997-06-07")),
        ("They fought between January and March 1997.", ("1997-01-01", "1997-03-31")),
        ("They met on May 4-6, 1997.", ("1997-05-04", "1997-05-06")),
    ],
)
def test_two_dates_bound_an_interval(finder, text: str, days: tuple[str, str]):
    article = document(text)
    timexes = finder.find(article, parser.parse(text))
    (interval,) = finder.intervals(article, timexes)
    assert (interval.begin, interval.until) == days


def test_two_dates_side_by_side_bound_none(finder):
    text = "They met on May 4 and May 6, 1997."
    article = document(text)
    assert not finder.intervals(article, finder.find(article, parser.parse(text)))


def test_the_date_of_a_dateline_is_not_that_of_the_deed(pipeline):
    text = "Talks\n\nANKARA, 8 October 2025 - Turkish Foreign Minister Hakan Fidan met Asaad al-Shaibani on Tuesday."
    (meeting,) = pipeline.code(read_text(text, address="test")).events
    assert (meeting.date.value, meeting.date.evidence[0].text) == ("2025-10-07", "Tuesday")
