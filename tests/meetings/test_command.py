"""``dragoman meetings`` on a database of several articles."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.reading import Overrides, read_text
from dragoman.show import html, markdown
from dragoman.store import Store

ARTICLES = {
    "first": (
        "2025-09-03",
        "Turkish intelligence chief İbrahim Kalın met Syrian interim President Ahmed al-Sharaa in Damascus on Tuesday.",
    ),
    "visit": (
        "2025-09-18",
        "Kalın in Damascus\n\n"
        "Turkish intelligence chief İbrahim Kalın paid a visit to Damascus on Wednesday and met interim President "
        "Ahmed al-Sharaa. The talks focused on border security and the return of refugees. "
        "It was their second meeting this month.",
    ),
    "again": (
        "2025-09-19",
        "On 17 September, Türkiye's intelligence chief İbrahim Kalın met Syria's interim President Ahmed al-Sharaa "
        "in Damascus.",
    ),
    "call": (
        "2025-09-10",
        "Turkish President Recep Tayyip Erdoğan spoke by phone with Syrian interim President Ahmed al-Sharaa "
        "on 9 September.",
    ),
    "mediated": (
        "2025-04-10",
        "Qatar mediated talks between the Congolese government and the M23 rebels in Doha on 9 April.",
    ),
    "ahead": ("2025-07-09", "Russian Foreign Minister Sergey Lavrov will visit North Korea on 11 July."),
    "cancelled": ("2025-05-08", "Russian President Vladimir Putin cancelled a visit to Turkey."),
    "undated": ("2025-06-01", "Greece and Albania held talks."),
}


@pytest.fixture(scope="module")
def database(fresh, pipeline):
    path = fresh()
    with Store.open(path, create=True) as store:
        for address, (published, text) in ARTICLES.items():
            store.save(pipeline.code(read_text(text, address=address, overrides=Overrides(published=published))))
    return path


@pytest.fixture
def run(database):
    def run(*words):
        return CliRunner().invoke(app, ["meetings", *words, "--db", str(database)], env={"COLUMNS": "160"})

    return run


@pytest.fixture
def rows(run):
    def rows(*words):
        result = run(*words, "--format", "json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return rows


def test_meetings_held_come_latest_first_and_undated_ones_last(rows):
    assert [row["date"] for row in rows()] == ["2025-09-17", "2025-09-09", "2025-09-02", "2025-04-09", None]


def test_one_meeting_told_by_two_articles_is_shown_once(rows):
    [meeting] = rows("--since", "2025-09-17")
    assert len(meeting["articles"]) == 2
    assert meeting["form"] == "visit"
    assert meeting["agenda"] == ["border security", "the return of refugees"]


def test_a_meeting_has_its_place_in_the_series_of_its_sides(rows):
    latest, call, first = rows("--dyad", "TUR", "SYR")
    assert latest["count"] == {"kind": "meeting", "known": 2, "in_month": 2}
    assert first["count"] == {"kind": "meeting", "known": 1, "in_month": 1}
    assert call["count"] == {"kind": "call", "known": 1, "in_month": 1}
    assert latest["stated"] == ["second meeting this month"]


def test_the_series_is_counted_over_the_whole_store_whatever_is_asked_for(rows):
    [meeting] = rows("--since", "2025-09-15", "--level", "service-chief")
    assert meeting["count"]["known"] == 2


def test_filters(rows):
    assert [row["form"] for row in rows("--form", "call")] == ["call"]
    assert {row["level"] for row in rows("--level", "head")} == {"head"}
    assert [row["date"] for row in rows("--place", "Doha")] == ["2025-04-09"]
    assert [row["date"] for row in rows("--actor", "QAT")] == ["2025-04-09"]
    assert [row["date"] for row in rows("--dyad", "COD", "M23")] == ["2025-04-09"]
    assert [row["date"] for row in rows("--until", "2025-09-05")] == ["2025-09-02", "2025-04-09"]


def test_planned_meetings_are_listed_apart_and_cancelled_ones_not_at_all(rows):
    [ahead] = rows("--planned")
    assert (ahead["date"], ahead["planned"], ahead["host"]) == ("2025-07-11", True, "PRK")
    assert rows("--actor", "Putin") == []


def test_an_undated_meeting_is_not_left_out_silently(run):
    assert "1 more would fit but have no date" in run("--actor", "GRC", "--since", "2025").stderr


def test_the_table(run):
    shown = run("--dyad", "TUR", "SYR").stdout
    assert "İbrahim Kalın" in shown
    assert "service-chief" in shown
    assert "2nd known meeting of TUR and SYR, 2nd that month" in shown


def test_limit(run):
    result = run("--limit", "2")
    assert "2 of 5 shown" in result.stderr


def test_csv_has_the_sides_and_who_took_part(run):
    rows = list(csv.DictReader(io.StringIO(run("--form", "visit", "--format", "csv").stdout)))
    assert rows[0]["sides"] == "TUR;SYR"
    assert "İbrahim Kalın (intelligence chief)" in rows[0]["sides_participants"]
    assert rows[0]["count_known"] == "2"


def test_one_meeting_in_full(run, rows):
    [meeting] = rows("--since", "2025-09-17")
    shown = run(meeting["id"]).stdout
    for part in ("level.highest-of-lowest-side", "host.recipient-of-visit", "border security", "side.acts-for"):
        assert part in shown
    told = json.loads(run(meeting["id"], "--format", "json").stdout)
    assert told["level"]["value"] == "service-chief"


def test_an_event_that_tells_no_meeting_is_named(run, rows):
    document = rows("--form", "call")[0]["id"].partition(":")[0]
    result = run(f"{document}:e99")
    assert result.exit_code == 2
    assert "tells no meeting" in result.stderr


def test_a_level_that_there_is_not(run):
    result = run("--level", "ministre")
    assert result.exit_code == 2
    assert "minister" in result.stderr


def test_a_record_shows_its_meetings_in_every_format(pipeline):
    published, text = ARTICLES["visit"]
    record = pipeline.code(read_text(text, address="visit", overrides=Overrides(published=published)))
    for page in (markdown(record), html(record)):
        assert "level: service-chief" in page
        assert "border security; the return of refugees" in page


def test_a_record_whose_meetings_add_nothing_has_no_such_section(pipeline):
    _, text = ARTICLES["undated"]
    record = pipeline.code(read_text(text, address="undated", overrides=Overrides(published="2025-06-01")))
    assert "## Meetings" not in markdown(record)
