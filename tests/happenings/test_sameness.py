"""One event where several articles report it, and several where they report several."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluate import happenings as scorer
from dragoman.reading import Overrides, read_text
from dragoman.resolve.happenings import compare, sketches

REPORTS = Path(__file__).parents[2] / "eval" / "happenings" / "reports.csv"


@pytest.fixture(scope="module")
def report(pipeline):
    """The first report of a type in a text, as one of another article than any before."""

    def report(text, published, type="ASSAULT"):
        document = read_text(text, address=f"{published} {text}", overrides=Overrides(published=published))
        return next(s for s in sketches(pipeline.code(document)) if s.type == type)

    return report


def test_labelled_pairs_come_out_right(pipeline):
    found = list(scorer.pairs(scorer.tellings(REPORTS, pipeline)))
    figures = scorer.score(found)
    assert figures["precision"] >= 0.97, figures
    assert figures["recall of those read"] >= 0.85, figures


def test_an_army_and_its_state_are_one_side(report):
    one = report("Israeli jets bombed a depot near Homs on Monday.", "2025-09-16")
    other = report("Israel struck a weapons depot outside Homs on Monday, killing seven soldiers.", "2025-09-16")
    assert compare(one, other).same
    assert "same day (2025-09-15)" in compare(one, other).told()


def test_every_day_of_a_war_is_a_day_of_its_own(report):
    monday = report("Russian forces shelled Kharkiv on Monday.", "2024-05-14")
    tuesday = report("Russian forces shelled Kharkiv on Tuesday.", "2024-05-15")
    sunday = report("Russian forces shelled Kharkiv on Sunday.", "2024-05-14")
    assert not compare(monday, tuesday).same
    assert not compare(monday, sunday).same


def test_two_towns_on_one_day_are_two_attacks(report):
    one = report("Russian forces shelled Kharkiv on Monday.", "2024-05-14")
    other = report("Russian forces shelled Odesa on Monday.", "2024-05-14")
    assert "Kharkiv is not Odesa" in (compare(one, other).bar or "")


def test_a_deed_denied_or_feared_is_not_the_deed_done(report):
    deed = report("Israel attacked military sites in Iran on Saturday.", "2024-10-26")
    denied = report("Israel did not attack military sites in Iran on Saturday.", "2024-10-26")
    feared = report("Israel could attack military sites in Iran.", "2024-10-25")
    assert "told as negated" in (compare(deed, denied).bar or "")
    assert "told as hypothetical" in (compare(deed, feared).bar or "")


def test_an_article_without_a_day_reports_what_was_new_when_it_came_out(report):
    dated = report("Israel attacked military sites in Iran on Saturday.", "2024-10-26")
    soon = report("Israel attacked military sites in Iran.", "2024-10-27")
    late = report("Israel attacked military sites in Iran.", "2024-11-15")
    assert compare(dated, soon).same
    assert not compare(dated, late).same


def test_without_any_day_only_a_copy_is_the_same(report):
    text = "Israel attacked missile factories, air defence batteries and a fuel depot in Iran with stealth bombers."
    first, copy = report(text, None), report(text + " The oil price rose.", None)
    other = report("Israel attacked missile factories in Iran.", None)
    assert compare(first, copy).same
    assert compare(first, other).bar == "no day is told, and no day of publication bounds it"


def test_a_meeting_is_one_whoever_is_named_first(report):
    one = report("Vladimir Putin met Xi Jinping in Beijing on Thursday.", "2024-05-16", "CONSULT")
    other = report("Xi Jinping hosted Vladimir Putin in Beijing on Thursday.", "2024-05-17", "CONSULT")
    assert compare(one, other).same


def test_other_people_of_the_same_states_meet_apart(report):
    one = report("Vladimir Putin met Xi Jinping in Beijing on Thursday.", "2024-05-16", "CONSULT")
    other = report("Sergei Lavrov met Wang Yi in Beijing on Thursday.", "2024-05-16", "CONSULT")
    assert "is not" in (compare(one, other).bar or "")


def test_who_did_it_may_be_disputed_where_all_else_agrees(report):
    one = report("Russian forces shelled the nuclear plant at Enerhodar on Friday, Ukraine said.", "2022-08-06")
    other = report("Ukrainian forces shelled the nuclear plant at Enerhodar on Friday, Russia said.", "2022-08-06")
    elsewhere = report("Ukrainian forces shelled Nikopol on Friday, Russia said.", "2022-08-06")
    assert compare(one, other).same
    assert not compare(one, elsewhere).same


def test_two_ministers_of_one_state_do_two_things(report):
    one = report("US President Joe Biden condemned Russia on Monday.", "2024-02-20", "ACCUSE")
    other = report("US Secretary of State Antony Blinken condemned Russia on Monday.", "2024-02-20", "ACCUSE")
    state = report("The United States condemned Russia on Monday.", "2024-02-20", "ACCUSE")
    assert "is not" in (compare(one, other).bar or "")
    assert compare(one, state).same
