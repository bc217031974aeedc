"""Each field of a filter finds what it should, in events, reports and statements."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman import query
from dragoman.query import Filter
from dragoman.store import Store
from store.builders import visit

from .world import article, given, told

NEWS = (
    article(
        "https://example.org/1",
        told("CONSULT", ("fidan",), ("SYR",), "2025-09-17", place="geonames:170654", confidence=0.9),
        told("ASSAULT", ("ISR",), ("syrian-army",), "2025-09-16", place="geonames:170063", confidence=0.5),
        told("AID", ("TUR",), ("SYR",), None, place="place:nowhere"),
        source="The Agency",
        words="Wheat was unloaded.",
    ),
    article(
        "https://example.org/2",
        told("ASSAULT", ("ISR",), ("syrian-army",), "2025-09-16", place="geonames:170063", confidence=0.8),
        source="Daily Paper",
    ),
    article(
        "https://www.island.example/3",
        told("AGREE", ("TUR", "ISR"), (), "2025", place="geonames:2110498", status="future"),
        source=None,
    ),
)
VISIT, RAID, AID, PLAN = "CONSULT", "ASSAULT", "AID", "AGREE"


@pytest.fixture(scope="module")
def filled(fresh):
    with Store.open(fresh(), create=True) as opened:
        for record in NEWS:
            opened.save(record)
        yield opened


FOUND = [
    (Filter(), {VISIT, RAID, AID, PLAN}),
    (Filter(actor=("TUR",)), {VISIT, AID, PLAN}),
    (Filter(actor=("tur",)), {VISIT, AID, PLAN}),
    (Filter(actor=("fidan",)), {VISIT}),
    (Filter(actor=("ISR", "fidan")), {VISIT, RAID, PLAN}),
    (Filter(actor=("TUR",), recipient=("SYR",)), {VISIT, AID}),
    (Filter(actor=("SYR",), recipient=("TUR",)), set()),
    (Filter(recipient=("SYR",)), {VISIT, RAID, AID}),
    (Filter(party=("SYR",)), {VISIT, RAID, AID}),
    (Filter(party=("ISR",)), {RAID, PLAN}),
    (Filter(party=("ISR", "SYR")), {VISIT, RAID, AID, PLAN}),
    (Filter(dyad=("SYR", "TUR")), {VISIT, AID}),
    (Filter(dyad=("ISR", "TUR")), {PLAN}),
    (Filter(dyad=("TUR", "ISR"), actor=("TUR",)), {PLAN}),
    (Filter(dyad=("TUR", "Syrian army")), set()),
    (Filter(dyad=("ISR", "Syrian army")), {RAID}),
    (Filter(dyad=("TUR", "TUR")), set()),
    (Filter(actor=("TUR",), party=("ISR",)), {PLAN}),
    (Filter(sector=("MIL",)), {RAID}),
    (Filter(sector=("MIL", "GOV")), {VISIT, RAID, AID, PLAN}),
    (Filter(actor_sector=("MIL",)), set()),
    (Filter(recipient_sector=("MIL",)), {RAID}),
    (Filter(sector=("REB",)), set()),
    (Filter(quad=("material conflict",)), {RAID}),
    (Filter(quad=("verbal cooperation", "material cooperation")), {VISIT, AID, PLAN}),
    (Filter(quad=("verbal cooperation",), type=("AGREE", "AID")), {PLAN}),
    (Filter(status=("future",)), {PLAN}),
    (Filter(actor=("TUR",), status=("actual",), type=("CONSULT", "AGREE")), {VISIT}),
    (Filter(near="Damascus", within=10), {VISIT}),
    (Filter(near="geonames:170654", within=10), {VISIT}),
    (Filter(near="33.5,36.3", within=309), {VISIT}),
    (Filter(near="33.5102,36.29128", within=0), {VISIT}),
    (Filter(near="Damascus", within=310), {VISIT, RAID}),
    (Filter(near="-18.1,-179.5", within=220), {PLAN}),  # over the 180th meridian
    (Filter(near="0,0", within=30_000), {VISIT, RAID, PLAN}),  # the whole earth, but not nowhere
    (Filter(actor=("TUR",), near="Damascus", within=10), {VISIT}),
    (Filter(source=("the agency",)), {VISIT, RAID, AID}),
    (Filter(source=("Daily Paper",)), {RAID}),
    (Filter(source=("island.example",)), {PLAN}),
    (Filter(source=("Paper",)), set()),
    (Filter(least_confidence=0.85), {VISIT}),
    (Filter(least_sources=1), {VISIT, RAID, AID, PLAN}),
    (Filter(least_sources=2), {RAID}),
    (Filter(text="WHEAT"), {VISIT, RAID, AID}),
    (Filter(recipient=("SYR",), text="wheat", least_sources=2), {RAID}),
    (Filter(dyad=("SYR", "TUR"), since="2025-09"), {VISIT}),
    (Filter(party=("TUR",), until="2025-01"), {PLAN}),
    (Filter(since="2025-09-17"), {VISIT, PLAN}),
]


@pytest.mark.parametrize(("wanted", "expected"), FOUND)
def test_events_are_found_by_every_field(filled, wanted, expected):
    page = query.events_told(filled, wanted)
    assert (page.total, {row.type for row in page.rows}) == (len(expected), expected)


@pytest.mark.parametrize(("wanted", "expected"), FOUND)
def test_reports_are_found_by_the_same_fields(filled, wanted, expected):
    found = {row.type for row in query.events(filled, wanted).rows}
    assert found == expected - ({RAID} if wanted.least_confidence else set())


def test_the_latest_come_first_and_what_has_no_date_is_told(filled):
    page = query.events_told(filled, Filter(actor=("TUR",)), limit=2)
    assert [row.type for row in page.rows] == [VISIT, PLAN]
    assert page.total == 3
    page = query.events_told(filled, Filter(actor=("TUR",), since="2025"))
    assert (page.total, page.undated) == (2, 1)


def test_statements_are_found_by_sector_and_outlet(store):
    made = visit()
    actors = tuple(replace(one, sectors=(given("SPY"),)) if one.id == "kalin" else one for one in made.actors)
    document = replace(made.document, source=given("The Agency"))
    store.save(replace(made, actors=actors, document=document))
    for wanted, expected in (
        (Filter(sector=("SPY",)), 1),
        (Filter(sector=("MIL",)), 0),
        (Filter(actor_sector=("SPY",)), 1),
        (Filter(recipient_sector=("SPY",)), 0),
        (Filter(party=("TUR",)), 1),
        (Filter(source=("THE AGENCY",)), 1),
        (Filter(source=("Other",)), 0),
    ):
        assert query.statements(store, wanted).total == expected, wanted
    assert query.commitments(store, Filter(source=("The Agency",))).total == 2
    assert query.agreements(store, Filter(source=("The Agency",))).total == 1


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Filter(near="Damascus"), "near and within go together"),
        (Filter(within=20), "near and within go together"),
        (Filter(near="Xyzzyburg", within=20), "no place 'Xyzzyburg' in the gazetteer"),
        (Filter(near="geonames:1", within=20), "no place"),
        (Filter(near="91,0", within=20), "latitude from -90 to 90"),
        (Filter(near="0,0", within=-1), "kilometres"),
        (Filter(quad=("great conflict",)), "one of material conflict"),
        (Filter(least_confidence=1.5), "from 0 to 1"),
        (Filter(level=("minister",)), "no level"),
        (Filter(since="soon"), "not a date"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(filled, wanted, message):
    with pytest.raises(ValueError, match=message):
        query.events_told(filled, wanted)


def test_a_filter_is_kept_as_it_is():
    wanted = Filter(sector=("GOV",), near="33.5,36.3", within=20, least_sources=2, least_confidence=0.5, quad=("x",))
    assert query.from_json(query.to_json(wanted)) == wanted
