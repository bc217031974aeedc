"""Spans stay true whatever stands around an expression, and no text breaks the finder."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.annotate import parser
from dragoman.annotate.times import TimeFinder

from .conftest import document

PIECES = st.sampled_from(
    [
        *("İstanbul’da ", "ıslak ", "ﬁn ", "e\u0301té ", "😀 ", "العام الماضي ", "\r\n", "\n\n", "“", "”"),
        *("ſept. 3", "MAY", "17 Eylül ", "Sept. 17", "SEPT. 17, 2025", "last\u00a0Friday", "two days later"),
        *("the end of ", "this year", " ", ", ", ". ", "(", ")", "10 p.m.", "1990-08-15", "32/13/1999", "Feb. 30"),
        *("0", "999999999999 years", "the 99th century", "2000 men", "’98", "3-4 May", "AD 1", "9999 BC"),
        *("Ramadan 2060", "a couple of ", "twenty-", "one hundred thousand years ago", "next decade", "Monday"),
    ]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(PIECES, max_size=14).map("".join),
    st.sampled_from([None, "2025", "2025-09", "2025-09-18", "0001-01-01", "9999-12-31"]),
)
def test_every_span_is_the_slice_it_says_and_spans_never_overlap(finder: TimeFinder, text: str, published: str | None):
    found = finder.find(document(text, published), parser.parse(text))
    position = 0
    for timex in found:
        words = timex.evidence
        assert text[words.start : words.end] == words.text
        assert position <= words.start < words.end
        assert (timex.begin is None) == (timex.end is None)
        assert timex.begin is None or timex.begin <= (timex.end or "")
        position = words.end


def test_case_folding_that_changes_length_moves_nothing(finder: TimeFinder):
    text = "İİİİ ﬃ ŞİŞLİ on Sept. 17, 2025, İstanbul"
    (timex,) = finder.find(document(text), parser.parse(text))
    assert timex.evidence.text == "Sept. 17, 2025"
    assert timex.value == "2025-09-17"


def test_carriage_returns_and_hard_spaces_are_white_space(finder: TimeFinder):
    text = "The ministers of both countries met in the capital on Sept.\u00a017,\r\n2025 and agreed."
    (timex,) = finder.find(document(text), parser.parse(text))
    assert timex.value == "2025-09-17"


def test_no_expression_runs_over_a_blank_line(finder: TimeFinder):
    text = "The office was shut until Sept.\n\n17 people were hurt."
    assert all("\n\n" not in t.evidence.text for t in finder.find(document(text), parser.parse(text)))


def test_text_without_a_time_word_gives_nothing(finder: TimeFinder):
    text = "The minister praised her colleague."
    assert finder.find(document(text), parser.parse(text)) == ()
