"""Deadlines: their words, their last day, and the event they hang on. Articles are of 20 September 2025, a Saturday."""

import pytest

KNOWN = [
    ("by October 1", "2025-10-01"),
    ("no later than October 1", "2025-10-01"),
    ("before the end of this year", "2025-12-31"),
    ("before March 2026", "2026-02-28"),
    ("before December 5", "2025-12-05"),
    ("by the end of the month", "2025-09-30"),
    ("within 60 days", "2025-11-19"),
    ("within three months", "2025-12-20"),
    ("in two weeks", "2025-10-04"),
    ("on Monday", "2025-09-22"),
    ("next month", "2025-10-31"),
    ("in 2027", "2027-12-31"),
    ("ahead of Christmas", "2025-12-25"),
    ("before the summit in July 2026", "2026-07-31"),
]


@pytest.mark.parametrize(("words", "due"), KNOWN)
def test_the_last_day_is_worked_out_and_the_words_are_kept(code, words, due):
    (commitment,) = code(f"Iran promised to release the sailors {words}.").commitments
    assert commitment.deadline is not None
    assert commitment.deadline.value == due
    assert commitment.term.words.text == words
    assert commitment.action.text == "release the sailors"


HANGING = [
    ("before the next summit", "the next summit", True, None),
    ("no later than the next summit", "the next summit", True, None),
    ("within 60 days of the signing", "the signing", False, "P60D"),
    ("30 days after the ratification of the treaty", "the ratification of the treaty", False, "P30D"),
    ("after the elections", "the elections", False, None),
]


@pytest.mark.parametrize(("words", "event", "before", "span"), HANGING)
def test_a_deadline_that_hangs_on_an_event_says_so(code, words, event, before, span):
    (commitment,) = code(f"Iran promised to release the sailors {words}.").commitments
    assert commitment.deadline is None
    assert commitment.term.words.text == words
    assert commitment.term.anchor.text == event
    assert (commitment.term.before, commitment.term.duration) == (before, span)
    assert commitment.action.text == "release the sailors"


def test_a_span_after_the_signing_runs_from_the_agreement_where_its_date_is_known(code):
    text = "Under the March 10 agreement with Iran, Iraq must return the ships within 90 days of the signing."
    (commitment,) = code(text, "2025-03-12").commitments
    assert commitment.deadline.value == "2025-06-08"


def test_a_day_that_has_passed_is_no_deadline(code):
    (commitment,) = code("On September 2, Iran promised to release the sailors.").commitments
    assert commitment.deadline is None
    assert commitment.term is None


def test_a_day_inside_a_name_is_no_deadline(code):
    (commitment,) = code("Iran promised to send observers to the 2027 elections.").commitments
    assert commitment.deadline is None
