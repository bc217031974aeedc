from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge import compiled
from dragoman.knowledge.gazetteer import Gazetteer, contains, haversine
from dragoman.knowledge.spelling import key
from dragoman.model.problems import KnowledgeFault


@pytest.mark.parametrize(
    ("spellings", "country"),
    [
        (("Kyiv", "Kiev", "KYIV"), "UKR"),
        (("Kharkiv", "Kharkov"), "UKR"),
        (("Deir ez-Zor", "Deir Ezzor", "Deir al-Zor", "Deir az-Zawr", "Deir al-Zour"), "SYR"),
        (("Idlib", "Idleb"), "SYR"),
        (("Raqqa", "al-Raqqa", "Ar-Raqqah"), "SYR"),
        (("Türkiye", "Turkey", "TURKIYE"), "TUR"),
        (("Burma", "Myanmar"), "MMR"),
        (("U.S.", "US", "United States", "America"), "USA"),
        (("Khan Younis", "Khan Yunis"), "PSE"),
        (("İzmir", "Izmir"), "TUR"),
    ],
)
def test_spellings_of_a_place_give_one_entry(gazetteer: Gazetteer, spellings: tuple[str, ...], country: str) -> None:
    entries = [gazetteer.lookup(spelling)[0] for spelling in spellings]
    assert {entry.country for entry in entries} == {country}
    assert max(haversine(_point(entries[0]), _point(entry)) for entry in entries) < 161


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Damascus", "SYR", 33.51, 36.29),
        ("Doha", "QAT", 25.29, 51.53),
        ("Bab al-Hawa", "SYR", 36.24, 36.70),
        ("Ain al-Asad", "IRQ", 33.79, 42.44),
        ("Rafah crossing", "PSE", 31.25, 34.26),
        ("Bakhmut", "UKR", 48.60, 38.00),
        ("Pristina", "KOS", 42.67, 21.17),
        ("Texas", "USA", 31.2, -100.0),
        ("Black Sea", None, 43.4, 34.3),
    ],
)
def test_best_known_reading_lies_where_it_should(
    gazetteer: Gazetteer, name: str, country: str | None, latitude: float, longitude: float
) -> None:
    best = gazetteer.lookup(name)[0]
    assert best.country == country
    assert haversine(_point(best), (latitude, longitude)) < 100


@pytest.mark.parametrize("name", ["North", "South", "West", "East", "Northern", "Central", "Far North"])
def test_a_direction_is_no_region(gazetteer: Gazetteer, name: str) -> None:
    assert not [entry for entry in gazetteer.lookup(name) if entry.kind == "region"]


@pytest.mark.parametrize(
    ("name", "country", "division"),
    [
        ("Huliaipole", "UKR", "Zaporizhzhia"),
        ("Gulyaypole", "UKR", "Zaporizhzhia"),
        ("Ain Issa", "SYR", "Raqqa"),
        ("Maroun al-Ras", "LBN", "Nabatieh"),
        ("Bunagana", "COD", "North Kivu"),
        ("Maungdaw", "MMR", "Rakhine"),
        ("Al-Tanf", "SYR", "Homs"),
        ("Chechnya", "RUS", "Chechnya"),
        ("England", "GBR", "England"),
        ("Bekaa Valley", "LBN", "Bekaa"),
    ],
)
def test_places_of_the_news_have_a_division(gazetteer: Gazetteer, name: str, country: str, division: str) -> None:
    best = gazetteer.lookup(name)[0]
    assert best.country == country
    assert division in (gazetteer.division_name(best.admin1 or "") or "")


@pytest.mark.parametrize("code", ["KOS", "PSE", "TWN", "XKX"])
def test_states_that_not_all_recognize_have_entries(gazetteer: Gazetteer, code: str) -> None:
    names = {"KOS": "Kosovo", "PSE": "Palestine", "TWN": "Taiwan", "XKX": "Kosovo"}
    codes = {e.country for e in gazetteer.lookup(names[code]) if e.kind == "country"}
    assert (code in codes) is (code != "XKX")


def test_a_people_is_not_looked_up_as_a_place(gazetteer: Gazetteer) -> None:
    assert not gazetteer.lookup("Israelis")
    assert gazetteer.readings(["Israelis"])["israelis"][0].entry.country == "ISR"


def test_containment_follows_country_and_division(gazetteer: Gazetteer) -> None:
    texas = next(e for e in gazetteer.lookup("Texas") if e.kind == "region")
    insides = {e.country: contains(texas, e) for e in gazetteer.lookup("Paris") if e.admin1 in ("US.TX", "FR.11")}
    assert insides == {"USA": True, "FRA": False}


def test_missing_file_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeFault, match="make kb"):
        compiled.connect(tmp_path / "knowledge.db")


@given(st.text(max_size=30))
def test_key_is_stable_and_blind_to_case(name: str) -> None:
    assert key(key(name)) == key(name)


@given(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
def test_distance_is_symmetric_and_bounded(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert haversine(a, b) == pytest.approx(haversine(b, a))
    assert 0 <= haversine(a, b) <= 20_016


def _point(entry: object) -> tuple[float, float]:
    return entry.latitude, entry.longitude  # type: ignore[attr-defined]
