"""What a digest says of an event, in plain words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dragoman import data, scheme
from dragoman.digest import sentences
from dragoman.model.events import Status
from dragoman.model.happenings import Range
from dragoman.ontology import plover
from dragoman.query import Location, Party, StoredHappening

TURKEY = Party(id="TUR", name="Türkiye", kind="state", country="TUR")
SYRIA = Party(id="SYR", name="Syria", kind="state", country="SYR")
VISIT = StoredHappening(
    id="d:e1",
    type="CONSULT",
    modes=("visit",),
    contexts=(),
    actor=(TURKEY,),
    recipient=(SYRIA,),
    status="actual",
    date="2025-09-15/2025-09-17",
    place=Location(id="1", name="Damascus", country="SYR", admin1=None, latitude=None, longitude=None),
    magnitudes=(),
    confidence=None,
    articles=1,
    sources=1,
    quote="",
    title=None,
    source=None,
    published=None,
    address="a",
)


def test_who_did_what_to_whom_where_and_when():
    told = "2025-09-15 to 2025-09-17: Türkiye (TUR) made a visit to Syria (SYR) in Damascus."
    assert sentences.event(VISIT, plover()) == told


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("future", "is to make a visit to"),
        ("hypothetical", "may make a visit to"),
        ("negated", "did not make a visit to"),
        ("ongoing", "made a visit to Syria (SYR) in Damascus, which goes on"),
    ],
)
def test_what_is_not_done_is_not_told_as_done(status, told):
    assert told in sentences.event(replace(VISIT, status=status), plover())


def test_two_who_met_are_both_named_and_a_deed_of_nobody_has_no_name():
    both = replace(VISIT, modes=(), actor=(TURKEY, SYRIA), recipient=(), place=None, date=None)
    assert sentences.event(both, plover()) == "Türkiye (TUR) and Syria (SYR) held talks."
    assert sentences.event(replace(both, actor=()), plover()) == "Somebody who is not named held talks."


def test_numbers_are_told():
    raid = replace(VISIT, type="ASSAULT", modes=("aerial",), date=None, place=None)
    dead = Range(kind="killed", value=12, unit="persons", bound="at_least", least=12, most=15)
    told = sentences.event(replace(raid, magnitudes=(dead,)), plover())
    assert told == "Türkiye (TUR) carried out an air attack on Syria (SYR) (at least 12 persons killed (12 to 15))."


def test_every_type_and_mode_of_our_ontology_can_be_said_in_every_status():
    phrases = data.content("digest", "sentences.yaml")
    assert phrases.keys() == plover().types.keys()
    for type, known in plover().types.items():
        assert phrases[type].keys() - {"_"} == known.modes.keys()
        for mode in (None, *known.modes):
            for status in Status:
                for recipient in ((), (SYRIA,)):
                    row = replace(
                        VISIT, type=type, modes=(mode,) if mode else (), status=status.value, recipient=recipient
                    )
                    told = sentences.event(row, plover())
                    assert not re.search(r"[\[\]{}/]| {2}| ,", told.removeprefix("2025-09-15 to 2025-09-17")), told


def test_a_type_of_another_scheme_is_said_by_its_gloss():
    told = sentences.event(replace(VISIT, type="042", modes=()), scheme.Scheme.load("cameo").ontology)
    assert "Türkiye (TUR) → Syria (SYR) – 042 Make a visit in Damascus" in told
