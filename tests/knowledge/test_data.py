"""The knowledge files agree with themselves, with each other and with the ontology."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman import data
from dragoman.annotate.phrases import fold
from dragoman.model.entities import ActorKind

Entry = dict[str, Any]

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_NAME_KEYS = ("names", "adjectives", "people", "metonyms", "cities", "aliases", "acronyms")


def _yaml(*parts: str) -> Any:
    return yaml.load(data.path(*parts).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def _csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


COUNTRIES: list[Entry] = _yaml("knowledge", "countries.yaml")
BODIES: list[Entry] = [*_yaml("knowledge", "bodies.yaml"), *_yaml("knowledge", "groups.yaml")]
AGREEMENTS: list[Entry] = _yaml("knowledge", "agreements.yaml")
PEOPLE = _csv(data.path("knowledge", "people.csv"))
OFFICES = _csv(data.path("knowledge", "offices.csv"))
ONTOLOGY: Entry = _yaml("ontology", "plover.yaml")
SUFFIXES = {entry["suffix"] for entry in _yaml("roles", "bodies.yaml") if "suffix" in entry}

CODES = {country["code"] for country in COUNTRIES}
BODY_IDS = {body["id"] for body in BODIES}
ACTOR_CODES = CODES | set(ONTOLOGY["codes"])
ORGANIZATIONS = BODY_IDS | {f"{code}-{suffix}" for code in CODES for suffix in SUFFIXES}


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _names(entry: Entry) -> Iterator[str]:
    yield entry["name"]
    if "capital" in entry:
        yield entry["capital"]
    for key in _NAME_KEYS:
        yield from entry.get(key, [])


def _shared(named: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Names, case and diacritics aside, with the ids of all entries that bear them, where these are several."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for id, name in named:
        owners[fold(name)].add(id)
    return {name: ids for name, ids in owners.items() if len(ids) > 1}


def _before(earlier: str, later: str) -> bool:
    """Whether one date is surely earlier than another, as far as both are exact."""
    common = min(len(earlier), len(later))
    return earlier[:common] < later[:common]


def test_every_id_is_used_once() -> None:
    ids = [*(c["code"] for c in COUNTRIES), *(b["id"] for b in BODIES), *(p["person_id"] for p in PEOPLE)]
    assert not _repeated(ids)
    assert not _repeated(agreement["id"] for agreement in AGREEMENTS)


@pytest.mark.parametrize("key", ["name", "kind", "source"])
def test_every_body_and_agreement_says(key: str) -> None:
    assert not [entry["id"] for entry in (*BODIES, *AGREEMENTS) if not entry.get(key)]


def test_kinds_are_those_of_the_model() -> None:
    assert {body["kind"] for body in BODIES} <= set(ActorKind)


def test_the_partially_recognized_take_the_country_plover_gives_them() -> None:
    country = {body["id"]: body["country"] for body in BODIES}
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
    assert {id: country[id] for id in expected} == expected


def test_country_codes_are_known() -> None:
    used = {entry["country"] for entry in (*BODIES, *PEOPLE, *OFFICES) if entry.get("country")}
    assert used <= ACTOR_CODES


def test_former_states_lead_to_a_present_one() -> None:
    present = {country["code"] for country in COUNTRIES if "now" not in country}
    assert {country["now"] for country in COUNTRIES if "now" in country} <= present


def test_sectors_are_those_of_the_ontology() -> None:
    used = {sector for body in BODIES for sector in body.get("sectors", [])}
    used |= {office["sector"] for office in OFFICES if office["sector"]}
    assert used <= set(ONTOLOGY["sectors"])


def test_parents_exist_and_nothing_contains_itself() -> None:
    parents = {body["id"]: body["part_of"] for body in BODIES if "part_of" in body}
    assert set(parents.values()) <= BODY_IDS
    for start in parents:
        seen, at = {start}, parents[start]
        while at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        assert at not in seen, start


def test_nothing_ends_before_it_begins() -> None:
    wrong = [
        entry.get("id") or entry["code"]
        for entry in (*COUNTRIES, *BODIES)
        if "from" in entry and "to" in entry and entry["to"] < entry["from"]
    ]
    wrong += [f"{o['person_id']} {o['title']}" for o in OFFICES if o["end"] and _before(o["end"], o["start"])]
    assert not wrong


def test_dates_are_iso() -> None:
    dates = [office[key] for office in OFFICES for key in ("start", "end", "as_of") if office[key]]
    dates += [agreement["date"] for agreement in AGREEMENTS]
    assert not [date for date in dates if not _DATE.fullmatch(date)]


def test_a_name_that_two_entries_bear_is_marked_in_both() -> None:
    marked = {e.get("id") or e["code"] for e in (*COUNTRIES, *BODIES) if e.get("ambiguous") == "true"}
    named = [(e.get("id") or e["code"], name) for e in (*COUNTRIES, *BODIES) for name in _names(e)]
    assert not {name: ids for name, ids in _shared(named).items() if not ids <= marked}


def test_a_full_name_that_two_people_bear_is_noted() -> None:
    noted = {person["person_id"] for person in PEOPLE if "ambiguous" in person["note"]}
    named = [
        (person["person_id"], name)
        for person in PEOPLE
        for name in (person["name"], *person["aliases"].split("|"))
        if " " in name
    ]
    assert not {name: ids for name, ids in _shared(named).items() if not ids <= noted}


def test_no_two_agreements_share_a_name() -> None:
    assert not _shared((agreement["id"], name) for agreement in AGREEMENTS for name in _names(agreement))


def test_parties_to_agreements_are_known() -> None:
    parties = {party for agreement in AGREEMENTS for party in agreement.get("parties", [])}
    assert parties <= CODES | BODY_IDS


def test_every_office_has_a_known_holder_and_organization_and_a_source() -> None:
    people = {person["person_id"] for person in PEOPLE}
    assert {office["person_id"] for office in OFFICES} <= people
    assert {office["organization"] for office in OFFICES if office["organization"]} <= ORGANIZATIONS
    assert not [o for o in OFFICES if not (o["title"] and o["country"] and o["source"] and o["as_of"])]


def test_nothing_is_claimed_beyond_the_date_it_is_known_to() -> None:
    late = [o for o in OFFICES for key in ("start", "end") if o[key] and _before(o["as_of"], o[key])]
    assert not late


def test_one_office_has_one_holder_at_a_time() -> None:
    """Two holders may share the day on which one follows the other."""
    tenures: defaultdict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for office in OFFICES:
        if office["start"] and not office["title"].startswith("co-"):
            tenures[office["country"], office["title"], office["organization"]].append(office)
    overlapping = [
        (former["person_id"], latter["person_id"], *office)
        for office, held in tenures.items()
        for former, latter in pairwise(sorted(held, key=lambda tenure: tenure["start"]))
        if not former["end"] or _before(latter["start"], former["end"])
    ]
    assert not overlapping


def test_two_people_who_are_easily_taken_for_one_are_two() -> None:
    ids = {person["name"]: person["person_id"] for person in PEOPLE}
    alike = [("Ahmed al-Sharaa", "Farouk al-Sharaa"), ("Hafez al-Assad", "Bashar al-Assad")]
    alike += list(combinations(("George H. W. Bush", "George W. Bush"), 2))
    for one, other in alike:
        assert ids[one] != ids[other]
