"""``dragoman due`` over several articles: what falls due, what is overdue, who says what of it."""

import json
from datetime import date

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.reading import Overrides, read_text
from dragoman.store import Store

ARTICLES = [
    (
        "signed",
        "2025-09-18",
        "Turkey and Syria signed the Azaz border agreement in Damascus on Wednesday. Under the Azaz border agreement, "
        "Turkey will hand over 12 border posts by October 15. Syrian forces must leave the town of Azaz within "
        "60 days of the signing.\n\nThe Turkish defence minister said Turkey would send 200 tonnes of wheat to Syria "
        "by Friday.\n\nQatar pledged to pay the salaries of Syrian teachers before the next summit with Syria.",
    ),
    (
        "again",
        "2025-09-19",
        "Turkey will hand over 12 border posts by October 15, under the Azaz border agreement with Syria, "
        "the Turkish president said.",
    ),
    (
        "missed",
        "2025-10-20",
        "Syria accused Turkey of failing to hand over the border posts. Turkey denied violating the Azaz border "
        "agreement.\n\nTurkey has delivered the 200 tonnes of wheat it had promised to Syria, "
        "the Syrian minister said.",
    ),
    ("summit", "2025-11-03", "The presidents of Qatar and Syria met at a summit in Doha on November 2."),
]


@pytest.fixture(scope="module")
def path(fresh, pipeline):
    file = fresh()
    with Store.open(file, create=True) as store:
        for address, published, text in ARTICLES:
            overrides = Overrides(published=published)
            store.save(pipeline.code(read_text(text, address=f"https://example.org/{address}", overrides=overrides)))
    return file


@pytest.fixture(scope="module")
def due(path):
    """Rows of the command, by the first words of what is owed."""

    def run(*words):
        result = CliRunner().invoke(app, ["due", "--db", str(path), "-f", "json", *words], env={"COLUMNS": "200"})
        assert result.exit_code == 0, result.stderr
        return {row["action"].split()[0]: row for row in json.loads(result.stdout)}

    return run


def test_what_is_due_comes_in_the_order_of_its_days(due):
    assert list(due("--today", "2025-09-18")) == ["send", "hand", "pay", "leave"]


def test_only_what_falls_due_within_a_time_is_listed(due):
    assert list(due("--within", "10d", "--today", "2025-09-18")) == ["send"]
    assert list(due("--within", "4w", "--today", "2025-09-18")) == ["send", "hand"]


def test_an_actor_is_found_on_either_side(due):
    assert list(due("--actor", "QAT")) == ["pay"]
    assert {"send", "hand"} <= due("--actor", "SYR").keys()


def test_two_articles_about_one_thing_are_one_row(due):
    assert len(due()["hand"]["tellings"]) == 2


def test_who_is_right_is_left_open(due):
    row = due("--today", "2025-11-01")["hand"]
    assert row["status"] == "disputed"
    assert [(c["status"], c["claimant"][0]["country"]) for c in row["claims"]] == [
        ("violated", "SYR"),
        ("disputed", "TUR"),
    ]
    assert row["claims"][0]["deed"] == "failing to hand over the border posts"


def test_what_is_said_to_be_kept_is_not_overdue(due):
    rows = due("--today", "2025-11-01")
    assert rows["send"]["status"] == "fulfilled"
    assert "send" not in due("--overdue", "--today", "2025-11-01")
    assert "hand" in due("--overdue", "--today", "2025-11-01")


def test_a_deadline_that_hangs_on_an_event_has_its_day_when_that_is_known(due):
    rows = due()
    assert rows["leave"]["deadline"] == "2025-11-16"  # 60 days from the Wednesday of the signing
    assert rows["pay"]["deadline"] == "2025-11-02"
    assert rows["pay"]["deadline_by"].startswith("settled by ")


def test_a_calendar_holds_every_day_that_is_known(path, tmp_path):
    file = tmp_path / "due.ics"
    result = CliRunner().invoke(app, ["due", "--db", str(path), "--ical", str(file)])
    assert result.exit_code == 0
    entries = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    days = {entry["summary"].split(": ")[1].split()[0]: entry["dtstart"].dt for entry in entries}
    assert days["hand"] == date(2025, 10, 15)
    assert days["send"] == date(2025, 9, 19)
    assert all(entry["url"].startswith("https://example.org/") for entry in entries)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--within", "soon"], "90d, 12w, 3m or 1y"),
        (["--within", "30d", "--overdue"], "one of --within and --overdue"),
        (["--today", "tomorrow"], "not a date"),
    ],
)
def test_a_wrong_option_is_told(path, words, complaint):
    result = CliRunner().invoke(app, ["due", "--db", str(path), *words], env={"COLUMNS": "200"})
    assert result.exit_code == 2
    assert complaint in " ".join(result.stderr.replace("│", " ").split())
