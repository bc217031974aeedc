"""Names are found in any script, case and spelling, and a user's entries win."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.mark.parametrize(
    ("text", "words", "entry"),
    [
        ("Ankara'da İBRAHİM KALIN konuştu.", "İBRAHİM KALIN", "ibrahim-kalin"),
        ("Prime Minister  Lee\nMyung Bak spoke.", "Lee\nMyung Bak", "lee-myung-bak"),
        ("قالت الولايات المتحدة إنها", "الولايات المتحدة", "USA"),
        ("Турция и Россия", "Россия", "RUS"),
        ("La Turquie a dit", "Turquie", "TUR"),
        ("Ahmed al\u2011Sharaa met him.", "Ahmed al\u2011Sharaa", "ahmed-al-sharaa"),
        ("“Türkiye” said", "Türkiye", "TUR"),
        ("the e\u0301migre\u0301s of Sy\u0301ria", "Sy\u0301ria", "SYR"),
    ],
)
def test_a_name_is_found_where_it_stands(knowledge: Knowledge, text: str, words: str, entry: str):
    found = {text[hit.start : hit.end]: {sense.entry for sense in hit.values} for hit in knowledge.scan(text)}
    assert entry in found[words]


@pytest.mark.parametrize("text", ["They asked us to stay.", "Mithridates fled.", "It was a turkey.", "The chad hung."])
def test_no_name_is_found_in_other_words(knowledge: Knowledge, text: str):
    assert not {s.entry for hit in knowledge.scan(text) for s in hit.values} & {"USA", "TUR-MIT", "TUR", "TCD"}


def test_a_users_entries_win(tmp_path: Path):
    (tmp_path / "people.csv").write_text(
        "person_id,name,aliases,country\nhakan-fidan,Hakan Fidan,The Fidan,TUR\nann,Ann Example,,TUR\n", "utf-8"
    )
    (tmp_path / "offices.csv").write_text(
        "person_id,title,organization,country,sector,start,end,source,as_of\n"
        "ann,Foreign Minister,TUR-FOREIGN-MINISTRY,TUR,GOV,2030-01-01,,mine,2030-06\n",
        "utf-8",
    )
    (tmp_path / "groups.yaml").write_text("- {id: NATO, name: Atlantic Club, kind: igo, source: mine}\n", "utf-8")
    mine, ours = Knowledge.load(tmp_path), Knowledge.load()
    assert {s.entry for s in mine.candidates("The Fidan")} == {"hakan-fidan"}
    assert mine.people["hakan-fidan"].offices == ours.people["hakan-fidan"].offices
    assert [o.title for o in mine.people["ann"].offices] == ["Foreign Minister"]
    assert mine.bodies["NATO"].name == "Atlantic Club"
    assert "NATO" not in {s.entry for s in mine.candidates("North Atlantic Treaty Organization")}
    assert mine.countries == ours.countries


def test_a_users_place_wins(tmp_path: Path):
    (tmp_path / "places.csv").write_text(
        "kind,country,latitude,longitude,names,source\ncity,SYR,35.1,36.2,Paris;New Paris,mine\n", "utf-8"
    )
    gazetteer = Gazetteer.load(tmp_path)
    assert (gazetteer.lookup("Paris")[0].country, gazetteer.lookup("new paris")[0].latitude) == ("SYR", 35.1)
    assert "FRA" in {entry.country for entry in gazetteer.lookup("Paris")}
