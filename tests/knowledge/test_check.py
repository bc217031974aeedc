"""Our knowledge files are sound, and each rule of the check names file, line and fault of a file that is not."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from dragoman import data
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.check import faults

PEOPLE = "person_id,name,aliases,country\n"
OFFICES = "person_id,title,organization,country,sector,start,end,source,as_of\n"


def test_our_own_files_have_no_fault():
    assert faults() == []


@pytest.fixture
def found(tmp_path: Path):
    """Faults of a folder with the files given, without the folder's name."""

    def check(**files: str) -> list[str]:
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
        return [fault.replace(f"{tmp_path}/", "") for fault in faults(tmp_path)]

    return check


def only(found: list[str]) -> str:
    assert len(found) == 1, found
    return found[0]


def test_two_heads_of_state_at_one_time(found):
    fault = only(
        found(
            people_csv=PEOPLE + "ann,Ann Example,,LUX\nbob,Bob Example,,LUX\n",
            offices_csv=OFFICES
            + "ann,Regent,,LUX,GOV,1900-01-01,1904-05-01,a list,1905\nbob,Regent,,LUX,GOV,1904-04,1905,a list,1905\n",
        )
    )
    assert fault.startswith("offices.csv:3: LUX Regent: bob from 1904-04 and ann until 1904-05-01")


def test_two_holders_may_share_the_day_on_which_one_follows_the_other(found):
    assert not found(
        people_csv=PEOPLE + "ann,Ann Example,,LUX\nbob,Bob Example,,LUX\n",
        offices_csv=OFFICES
        + "ann,Regent,,LUX,GOV,1900,1904-05-01,a list,1905\nbob,Regent,,LUX,GOV,1904-05-01,1905,a list,1905\n",
    )


def test_an_end_before_the_start(found):
    row = "ann,Regent,,LUX,GOV,1904-05,1904-03,a list,1905\n"
    fault = only(found(people_csv=PEOPLE + "ann,Ann Example,,LUX\n", offices_csv=OFFICES + row))
    assert fault == "offices.csv:2: the end 1904-03 is before the start 1904-05"


def test_a_missing_source(found):
    row = "ann,Regent,,LUX,GOV,1904,1905,,1905\n"
    assert only(found(people_csv=PEOPLE + "ann,Ann Example,,LUX\n", offices_csv=OFFICES + row)).endswith(
        "source is empty"
    )
    assert only(found(offices_csv=OFFICES, bodies_yaml="- {id: LUX-X, name: Extra, kind: organization}\n")) == (
        "bodies.yaml:1: source is missing"
    )


def test_nothing_is_claimed_beyond_the_date_it_is_known_to(found):
    row = "ann,Regent,,LUX,GOV,1904,1907,a list,1905\n"
    fault = only(found(people_csv=PEOPLE + "ann,Ann Example,,LUX\n", offices_csv=OFFICES + row))
    assert "end 1907 is after as_of 1905" in fault


def test_an_open_office_says_up_to_when_it_is_known(found):
    row = "ann,Regent,,LUX,GOV,1904,,a list,\n"
    assert "as_of is empty" in only(found(people_csv=PEOPLE + "ann,Ann Example,,LUX\n", offices_csv=OFFICES + row))


def test_a_name_that_two_actors_bear_without_a_rule_for_choosing(found):
    fault = only(found(groups_yaml="- {id: X, name: Hezbollah, kind: party, country: LUX, source: a list}\n"))
    assert "X shares 'hezbollah' with" in fault


def test_a_name_marked_as_ambiguous_in_both(found):
    entry = "- {{id: {}, name: Freedom Now, kind: party, country: LUX, ambiguous: true, source: a list}}\n"
    assert not found(groups_yaml=entry.format("X") + entry.format("Y"))


def test_a_full_name_that_two_people_bear(found):
    people = PEOPLE + "ann,Ann Example,,LUX\nann-2,Ann Example,,BEL\n"
    assert "ann-2 shares 'ann example' with ann" in found(people_csv=people)[0]


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("country: XXX", "no country 'XXX'"),
        ("sectors: [WIZ]", "no sector 'WIZ'"),
        ("part_of: NOBODY", "part_of 'NOBODY' is no body"),
        ("part_of: X", "X is part of itself"),
        ('from: "2001", to: "1999"', "X ends in 1999"),
        ("wikidata: q5", "'q5' is no id of Wikidata"),
        ("colour: red", "there is no key 'colour'"),
        ("aliases: Extra", "aliases must be a list"),
    ],
)
def test_what_an_entry_says_must_make_sense(found, entry, what):
    fault = only(found(groups_yaml=f"- {{id: X, name: Freedom Now, kind: party, source: a list, {entry}}}\n"))
    assert fault.startswith("groups.yaml:1: ")
    assert what in fault


def test_an_unknown_kind(found):
    assert "no kind 'gang'; use one of state" in only(found(groups_yaml="- {id: X, name: Y, kind: gang, source: s}\n"))


def test_an_id_used_twice(found):
    entry = "- {id: X, name: Freedom Now, kind: party, source: a list}\n"
    assert only(found(groups_yaml=entry * 2)).startswith("groups.yaml:2: the id 'X' stands twice")


def test_an_office_of_nobody(found):
    row = "nobody,Regent,,LUX,GOV,1904,1905,a list,1905\n"
    assert "nobody in people.csv has this person_id" in only(found(offices_csv=OFFICES + row))


def test_a_table_without_a_column(found):
    fault = only(found(people_csv="person_id,name\nann,Ann Example\n"))
    assert fault.startswith("people.csv:1: no column 'aliases'")


def test_a_file_that_is_no_yaml_and_one_that_is_not_utf8(found, tmp_path):
    (tmp_path / "people.csv").write_bytes(b"person_id,name,aliases,country\nann,Andr\xe9,,LUX\n")
    yaml, csv = found(groups_yaml="- id: [X\n")
    assert yaml.startswith("groups.yaml:2:")
    assert "not UTF-8 at byte" in csv


def test_the_partially_recognized_take_the_country_plover_gives_them():
    expected = {
        "ABKHAZIA": "GEO",
        "DPR": "UKR",
        "LPR": "UKR",
        "NAGORNO-KARABAKH": "AZE",
        "NORTHERN-CYPRUS": "CYP",
        "SOMALILAND": "SOM",
        "SOUTH-OSSETIA": "GEO",
        "TRANSNISTRIA": "MDA",
        "WESTERN-SAHARA": "MAR",
    }
    bodies = Knowledge.load().bodies
    assert {id: bodies[id].country for id in expected} == expected


def test_two_people_who_are_easily_taken_for_one_are_two():
    ids = {person.name: person.id for person in Knowledge.load().people.values()}
    alike = [("Ahmed al-Sharaa", "Farouk al-Sharaa"), ("Hafez al-Assad", "Bashar al-Assad")]
    alike += list(combinations(("George H. W. Bush", "George W. Bush"), 2))
    for one, other in alike:
        assert ids[one] != ids[other]


def test_what_is_asked_of_the_base_is_there():
    """Issue-sized promises: 600 bodies and groups, every state with a name beside English, historic states."""
    knowledge = Knowledge.load()
    armed_and_others = [body for body in knowledge.bodies.values() if body.country]
    assert len(armed_and_others) > 1400
    assert len(knowledge.agreements) > 300
    today = [country for country in knowledge.countries.values() if country.now is None]
    assert len(today) > 190
    few = [c.code for c in today if sum(facet == "name" for _, facet in c.forms) < 3]
    assert not few
    assert {"SUN", "YUG", "CSK", "DDR"} <= knowledge.countries.keys()


def test_the_compiled_file_has_what_the_files_have():
    from dragoman.knowledge.files import Tables

    fresh = Knowledge.of_files(Tables.read(data.path("knowledge")))
    compiled = Knowledge.load()
    assert compiled.people == fresh.people
    assert compiled.bodies == fresh.bodies
    assert compiled.countries == fresh.countries
    assert set(compiled.names()) == set(fresh.names())
