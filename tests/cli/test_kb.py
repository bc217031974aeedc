"""The commands about what is known: run as a user runs them, in a folder of their own."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str):
        return CliRunner().invoke(app, ["kb", *arguments])

    return run


def test_show_tells_names_parents_offices_and_sources(run):
    shown = run("show", "YPG").stdout
    assert "part of     Syrian Democratic Forces (SDF)" in shown
    offices = json.loads(run("show", "hakan-fidan", "--json").stdout)[0]["offices"]
    minister = next(office for office in offices if office["title"] == "Foreign Minister")
    assert (minister["start"], minister["organization"]) == ("2023-06-03", "TUR-FOREIGN-MINISTRY")
    assert minister["source"]
    assert "2023-06-03" in run("show", "hakan-fidan").stdout


def test_show_of_a_day_has_the_offices_of_that_day(run):
    shown = json.loads(run("show", "TUR", "--on", "2024-05-03", "--json").stdout)
    assert "hakan-fidan" in {office["person"] for office in shown[0]["offices"]}
    assert "mevlut-cavusoglu" not in {office["person"] for office in shown[0]["offices"]}


def test_show_of_an_agreement(run):
    shown = run("show", "Abraham Accords").stdout
    assert "Israel (ISR)" in shown
    assert "2020-09-15" in shown


def test_search_finds_actors_agreements_and_places(run):
    assert {found["id"] for found in json.loads(run("search", "astana", "--json").stdout)} >= {"ASTANA"}
    assert "geonames:170654" in {found["id"] for found in json.loads(run("search", "DAMASCUS", "--json").stdout)}


def test_what_is_not_there_is_said_with_the_way_out(run):
    nothing = run("show", "Nobody At All")
    assert nothing.exit_code == 3
    assert "dragoman kb search" in nothing.stderr


def test_who_says_unknown_rather_than_guess(run):
    assert run("who", "Turkey", "foreign minister", "2024-05-03").stdout.strip() == "Hakan Fidan"
    later = run("who", "TUR", "foreign minister", "2099-01-01")
    assert (later.stdout.strip(), later.exit_code) == ("unknown", 1)
    assert "is known up to" in later.stderr


def test_who_of_an_organization(run):
    assert run("who", "NATO", "secretary general", "2011-03-31").stdout.strip() == "Anders Fogh Rasmussen"


def test_what_is_added_is_found_and_read(run, tmp_path):
    assert run("add", "person", "Ann Example", "--country", "LUX", "--alias", "Annie Example").exit_code == 0
    office = ("add", "office", "ann-example", "Foreign Minister", "--country", "LUX", "--source", "a list")
    added = run(*office, "--start", "2031-01-01", "--as-of", "2031-06-01")
    assert "dragoman-knowledge/offices.csv" in added.stderr
    assert run("who", "LUX", "foreign minister", "2031-02-01").stdout.strip() == "Ann Example"
    body = ("add", "body", "Freedom Now", "--kind", "armed_group", "--country", "LUX", "--sector", "REB")
    assert run(*body, "--acronym", "FNW", "--source", "a list").exit_code == 0
    assert "FREEDOM-NOW" in run("search", "FNW").stdout
    assert run("add", "place", "Kopstal Camp", "-49.66", "6.07", "--country", "LUX").exit_code == 0
    assert "place:kopstal-camp" in run("search", "Kopstal Camp").stdout
    assert (
        run("add", "agreement", "Kopstal Accord", "--kind", "treaty", "--party", "LUX", "--source", "a list").exit_code
        == 0
    )
    assert "Luxembourg (LUX)" in run("show", "Kopstal Accord").stdout
    assert run("check", str(tmp_path / "dragoman-knowledge")).exit_code == 0


def test_a_faulty_addition_is_refused_and_nothing_is_lost(run, tmp_path):
    run("add", "person", "Ann Example", "--country", "LUX")
    before = (tmp_path / "dragoman-knowledge" / "people.csv").read_bytes()
    refused = run("add", "person", "Ann Example", "--country", "LUX")
    assert refused.exit_code == 3
    assert "dragoman-knowledge/people.csv:4: the person_id 'ann-example' stands twice" in refused.stderr
    assert (tmp_path / "dragoman-knowledge" / "people.csv").read_bytes() == before
    wrong = run("add", "body", "X", "--kind", "gang", "--country", "LUX", "--source", "s")
    assert "no kind 'gang'" in wrong.stderr
    assert not (tmp_path / "dragoman-knowledge" / "groups.yaml").exists()
    assert "2031-13-01" in run("add", "office", "ann-example", "X", "--country", "LUX", "--source", "s", "--start",
                               "2031-13-01").stderr  # fmt: skip


def test_check_names_file_and_line(run, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "groups.yaml").write_text("- {id: X, name: Y, kind: party, country: XXX, source: s}\n")
    checked = run("check", "mine")
    assert checked.exit_code == 1
    assert checked.stdout.startswith("mine/groups.yaml:1: X: no country 'XXX'")
