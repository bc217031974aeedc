"""Made-up corpora: the same seed, the same articles, and true to what they say of themselves."""

from itertools import islice

import pytest

from bench.generated import generate
from bench.scale import pairwise


@pytest.fixture(scope="module")
def articles():
    return list(generate(400, seed=1))


def test_the_same_seed_gives_the_same_articles(articles):
    assert list(islice(generate(10_000, seed=1), 400)) == articles
    assert list(generate(50, seed=2)) != articles[:50]


def test_copies_are_nearly_the_article_they_copy(articles):
    by_id = {one.id: one for one in articles}
    copies = [one for one in articles if one.role == "copy"]
    assert len(copies) > 50
    for one in copies:
        original = by_id[one.story]
        shared = set(one.text.split()) & set(original.text.split())
        assert len(shared) > 0.8 * len(set(original.text.split()))
        assert (one.deed, one.story != one.id) == (original.deed, True)


def test_retellings_tell_the_deed_in_other_words(articles):
    by_id = {one.id: one for one in articles}
    told = [one for one in articles if one.role == "retelling"]
    assert len(told) > 50
    for one in told:
        assert one.story == one.id
        assert one.deed in by_id
        assert one.text != by_id[one.deed].text


def test_conflicts_say_what_they_contradict(articles):
    conflicts = {one.conflict for one in articles if one.role == "conflict"}
    assert {"number", "date"} <= conflicts
    assert all(not one.conflict for one in articles if one.role in ("new", "retelling"))


def test_clusters_are_scored_by_their_pairs():
    truth = {"a": 1, "b": 1, "c": 1, "d": 2}
    assert pairwise(truth, truth)["f1"] == 1.0
    assert pairwise(truth, {})["recall"] == 0.0
    assert pairwise(truth, dict.fromkeys(truth, 0))["precision"] == 0.5
