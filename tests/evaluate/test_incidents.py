"""Reports of violence become templates: who did it, with what, to whom, where and when."""

import pytest

from dragoman.evaluate import isaf, muc4

REPORT = (
    "BOGOTA, 12 MAY 90 (EFE) -- [TEXT] UNIDENTIFIED MEN EXPLODED A CAR BOMB OUTSIDE THE OFFICES OF A BANK IN MEDELLIN "
    "ON 10 MAY.  POLICE SAID THAT JUDGE MARIA SALAS WAS KILLED IN THE EXPLOSION."
)


@pytest.fixture(scope="module")
def template_row(pipeline):
    row = {"doc_id": "made-up", "text": REPORT, "dct": "1990-05-12"}
    return next(muc4.predict([row], pipeline))


def fillers(row, slot):
    return {wording for filler in row["roles"][slot] for wording in filler}


def test_doers_weapons_victims_and_targets_are_named_by_their_phrases(template_row):
    assert "car bomb" in fillers(template_row, "Weapon")
    assert "unidentified men" in fillers(template_row, "PerpInd")
    assert "maria salas" in fillers(template_row, "Victim")
    assert fillers(template_row, "Target") & {"offices", "offices of a bank"}


def test_police_who_tell_of_it_took_no_part(template_row):
    assert not any("police" in fillers(template_row, slot) for slot in template_row["roles"])


def test_a_bombing_has_its_day_and_country(template_row):
    bombing = next(t for t in template_row["templates"] if t["incident_type"] == "BOMBING")
    assert bombing["date"] == "10 MAY 90"
    assert bombing["location"] == "COLOMBIA"


def test_a_report_of_no_violence_gives_no_template(pipeline):
    text = "LIMA, 3 MAY 90 (EFE) -- THE MINISTER OF TRADE OPENED A FAIR OF WOOL AND COTTON IN LIMA TODAY."
    row = next(muc4.predict([{"doc_id": "fair", "text": text, "dct": "1990-05-03"}], pipeline))
    assert row["templates"] == []
    assert not any(row["roles"].values())


def test_a_raid_is_counted_by_the_corpus_conventions(pipeline):
    text = (
        "KABUL, Afghanistan (June 8, 2011)\nIn search of a Taliban commander, Afghan and coalition troops killed two "
        "gunmen and detained several suspected insurgents in Ghazni province yesterday."
    )
    record = next(isaf.predict([{"doc_id": "raid", "text": text}], pipeline))["record"]
    assert record["start_date"] == "2011-06-07"
    assert record["province"] == ["ghazni"]
    assert (record["min_killed"], record["min_captured"]) == (2, 3)
    assert record["event_type"] == ["captureandkill"]
    assert record["target_group"] == ["taliban"]


def test_arrests_that_did_not_happen_are_not_counted(pipeline):
    text = "KABUL, Afghanistan (June 8, 2011)\nTroops searched a house in Ghazni but did not detain any insurgent."
    record = next(isaf.predict([{"doc_id": "none", "text": text}], pipeline))["record"]
    assert not record["captureq"]
    assert record["min_captured"] == 0
