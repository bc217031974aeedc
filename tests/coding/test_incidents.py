"""The weights by which incidents are read speak of words, not of people."""

import csv

from dragoman import data
from dragoman.annotate.case import is_common
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Facet


def traits():
    with data.path("coding", "incident_weights.csv").open(encoding="utf-8", newline="") as file:
        return [row["trait"] for row in csv.DictReader(file) if not row["trait"].startswith("ending ")]


def test_no_weight_is_for_a_word_that_english_writes_with_a_capital():
    words = {
        word for trait in traits() for word in trait.split() if word.isalpha() and word.islower() and len(word) > 2
    }
    assert sorted(word for word in words if not is_common(word)) == []


def test_no_weight_is_for_the_whole_name_of_somebody_known():
    known = Knowledge.load()
    named = [
        t
        for t in traits()
        for s in known.candidates(t.partition(" ")[2])
        if s.facet is Facet.NAME and s.entry in known.people
    ]
    assert named == []
