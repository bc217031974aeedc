"""``dragoman events``, ``dragoman event`` and ``dragoman settings``."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.reading import Overrides, read_text
from dragoman.store import Store

ARTICLES = (
    ("Agency", "2022-08-18", "An explosion at a mosque in Kabul killed 21 people on Wednesday, police said."),
    ("Paper", "2022-08-18", "A blast at a Kabul mosque on Wednesday killed at least 10 people."),
    ("Herald", "2022-08-19", "The explosion in a mosque in Kabul on Wednesday killed 27 people."),
    ("Herald", "2022-08-18", "A blast at a mosque in Herat killed 18 people on Wednesday."),
)


@pytest.fixture(scope="module")
def records(pipeline):
    return [
        pipeline.code(
            read_text(text, address=f"https://{source}/{n}", overrides=Overrides(published=day, source=source))
        )
        for n, (source, day, text) in enumerate(ARTICLES)
    ]


@pytest.fixture
def run(records, tmp_path, monkeypatch):
    path = tmp_path / "dragoman.db"
    monkeypatch.setenv("DRAGOMAN_DB", str(path))
    with Store.open(path, create=True) as store:
        for record in records:
            store.save(record)

    def run(*words):
        return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "140"})

    return run


def kabul(run):
    rows = json.loads(run("events", "--place", "Kabul", "-f", "json").stdout)
    assert len(rows) == 1
    return rows[0]


def test_an_event_is_listed_once_with_how_many_tell_it(run):
    shown = run("events").stdout
    assert "3 articles, 3 independent sources" in shown
    assert "(10 to 27)" in shown
    assert kabul(run)["articles"] == 3
    rows = list(csv.DictReader(io.StringIO(run("events", "-f", "csv", "--place", "Kabul").stdout)))
    assert [(row["sources"], row["magnitudes"]) for row in rows] == [("3", "killed exact 21 persons (10 to 27)")]


def test_the_reports_of_single_articles_are_listed_on_request(run):
    assert len(json.loads(run("events", "--reports", "-f", "json", "--place", "Kabul").stdout)) == 3


def test_one_event_shows_who_differs_by_which_rule_and_why_reports_are_one(run):
    shown = run("event", kabul(run)["id"]).stdout
    assert "27 persons (differs: Herald)" in shown
    assert "median: Agency" in shown
    assert "same day (2022-08-17) +2" in shown
    assert "21 people" in shown


def test_any_report_leads_to_its_event(run):
    reports = json.loads(run("events", "--reports", "-f", "json", "--place", "Kabul").stdout)
    found = {json.loads(run("event", row["id"], "-f", "jsonl").stdout)["happening"]["id"] for row in reports}
    assert found == {kabul(run)["id"]}


def test_an_event_as_markdown_is_a_page_with_its_reports(run):
    page = run("event", kabul(run)["id"], "-f", "markdown").stdout
    assert page.startswith("# ASSAULT explosives, 3 articles, 3 independent sources\n")
    assert "| killed | 21 persons | median: Agency |" in page


def test_what_was_not_joined_is_told_with_the_reason(run):
    assert "they are 640 km apart" in run("event", kabul(run)["id"]).stdout


def test_a_rule_can_be_set_and_taken_back(run):
    assert "event.numbers=largest  (or median" in run("settings", "event.numbers=largest").stdout
    assert kabul(run)["magnitudes"][0]["value"] == 27
    run("settings", "event.numbers=")
    assert kabul(run)["magnitudes"][0]["value"] == 21


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["settings", "event.numbers"], "write event.numbers=VALUE"),
        (["settings", "event.numbers=mean"], "cannot be 'mean'; one of median"),
        (["settings", "numbers=median"], "no field 'numbers'; one of event.type"),
        (["event", "e4"], "e.g. 3f2a91:e4"),
        (["event", "ffffff:e4"], "no document ffffff"),
    ],
)
def test_wrong_usage_says_what_would_be_right(run, words, complaint):
    result = run(*words)
    assert result.exit_code in (2, 3)
    assert complaint in result.stderr
