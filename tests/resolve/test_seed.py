"""The first real article comes out right; where its annotation is not at hand, this is skipped."""

import pytest

from dragoman.evaluate.record import run


@pytest.fixture(scope="module")
def counts(shared):
    folder = shared / "inputs"
    return {c.label: c for c in run(folder / "seed.expected.json", folder / "seed.txt").counts()}


def test_events_with_the_right_actors(counts):
    assert counts["events with the right actor countries"].right >= 9


def test_hardly_an_event_too_many(counts):
    assert counts["events not in the annotation"].right <= 3


def test_statements_with_the_right_speaker(counts):
    assert counts["statements with the right speaker"].right >= 6


def test_the_year_is_inferred(counts):
    assert counts["document: year"].right == 1


def test_the_deadline_is_read(counts):
    assert counts["commitments with the right deadline"].right >= 1
