"""A digest reminds of what falls due soon, and tells once what has become overdue."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman import digest as digests
from dragoman import query
from dragoman.model.follows import Follow, Mark
from dragoman.ontology import plover
from dragoman.store import Store


@pytest.fixture(scope="module")
def made(fresh, readings, save):
    """The digest of what is owed, made on a day, after one that had told of all articles on another."""
    place = fresh()
    save(place, readings[0])

    def made(day, last=None):
        follow = Follow(name="owed", what=("commitments",), filter='{"actor":["TUR"]}', made="")
        with Store.open(place) as store:
            since = Mark(document=query.newest(store), made=f"{last}T12:00:00+00:00") if last else None
            return digests.make(store, follow, plover(), since=since, today=date.fromisoformat(day))

    return made


def owed(digest):
    return {one.heading: [line.quotation for line in one.lines] for one in digest.sections}


WHEAT, POSTS = "send 200 tonnes of wheat to Syria", "hand over 12 border posts"


def test_what_falls_due_within_two_weeks_is_a_reminder_and_no_news(made):
    digest = made("2025-09-20", last="2025-09-19")
    assert owed(digest) == {"Falling due within 14 days": [WHEAT]}
    assert digest.is_empty
    assert owed(made("2025-10-01", last="2025-09-30")) == {"Falling due within 14 days": [WHEAT, POSTS]}
    assert owed(made("2025-09-10", last="2025-09-09")) == {}


def test_what_has_become_overdue_is_told_once(made):
    late = made("2025-10-02", last="2025-10-01")
    assert owed(late)["Overdue since the last digest"] == [WHEAT]
    assert not late.is_empty
    assert "by 2025-10-01 (“by October 1”): overdue." in late.sections[-1].lines[0].sentence
    assert owed(made("2025-10-03", last="2025-10-02")) == {"Falling due within 14 days": [POSTS]}
    assert owed(made("2025-10-20", last="2025-10-10"))["Overdue since the last digest"] == [POSTS]


def test_what_is_new_and_overdue_is_told_as_new(made):
    digest = made("2025-10-20")
    assert set(owed(digest)) == {"New commitments"}
    assert [line.sentence.rpartition(": ")[2] for line in digest.sections[0].lines[:2]] == ["overdue."] * 2
