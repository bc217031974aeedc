"""Agreements of the knowledge base: recognized, and completed with what it knows."""

import pytest

from conftest import ids
from dragoman.model.agreements import FROM_BASE
from dragoman.model.text import Basis

ENTRIES = [
    ("Ukraine buried the Minsk II agreement.", "MINSK-2", "agreement.known-by-name"),
    ("Croatia praised the Dayton peace deal.", "DAYTON", "agreement.known-by-name"),
    ("Iraq obeyed resolution 687.", "UNSC-687", "agreement.known-by-number"),
    ("France hopes that Iran will return to the nuclear deal.", "JCPOA", "agreement.known-by-context"),
    ("Israel and Egypt signed a peace treaty in 1979.", "ISR-EGY-PEACE", "agreement.known-by-parties"),
]


@pytest.mark.parametrize(("text", "entry", "rule"), ENTRIES)
def test_an_entry_is_found(one, text, entry, rule):
    found = one(text).entry
    assert (found.value, found.rule, found.basis) == (entry, rule, Basis.DERIVED)
    assert found.evidence


NO_ENTRY = [
    "Iraq cited General Assembly resolution 687.",
    "Qatar and Chad signed the Doha agreement last week.",  # not the one of 2020
    "Japan and India signed a trade deal in 1979.",
]


@pytest.mark.parametrize("text", NO_ENTRY)
def test_what_speaks_against_an_entry_counts(one, text):
    assert one(text).entry is None


def test_an_entry_is_not_known_before_its_time(one):
    text = "Britain defended the Brexit deal with the EU."
    assert one(text, published="2019-03-01").entry is None
    assert one(text, published="2021-03-01").entry.value == "BREXIT-WA"


def test_what_the_text_leaves_out_is_filled_in_and_marked(code):
    record = code("Greece praised the Prespa agreement.")
    (found,) = record.agreements
    assert found.date.value == "2018-06-17"
    assert found.date.rule == FROM_BASE
    added = [party for party in found.parties if party.rule == FROM_BASE]
    assert set(ids(added)) == {"GRC", "MKD"}
    assert all(party.basis is Basis.DERIVED and party.evidence for party in added)
    assert set(ids(found.parties)) <= {actor.id for actor in record.actors}
    assert found.status is None


def test_a_place_from_the_base_is_a_place_of_the_record(code):
    record = code("Croatia praised the Dayton Agreement.")
    (found,) = record.agreements
    assert found.place.rule == FROM_BASE
    (place,) = [p for p in record.places if p.id == found.place.value]
    assert place.name == "Paris"


def test_the_text_is_never_contradicted(one):
    found = one("The Minsk agreements, which Ukraine and Poland signed in 2016, failed.")
    assert set(ids(found.parties)) == {"UKR", "POL"}
    assert found.date.value == "2016"


def test_both_sides_of_something_else_are_no_parties_of_a_known_one(one):
    text = "Armenia and Azerbaijan met. Russia told both sides to honour the Iran nuclear deal."
    assert {"ARM", "AZE"}.isdisjoint(ids(one(text).parties))
