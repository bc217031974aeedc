"""What ``dragoman stories`` and ``dragoman outlets`` tell a reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dragoman import query
from dragoman.cli import app
from dragoman.model.record import Record
from dragoman.resolve.stories.differences import differences
from dragoman.show import coverage
from dragoman.store import Store
from stories.articles import BODIES, TALKS, article

Run = Callable[..., Result]


@pytest.fixture
def news(fresh: Callable[[], Path | str]) -> Path | str:
    path = fresh()
    corrected = TALKS.replace("214 prisoners", "241 prisoners")
    with Store.open(path, create=True) as store:
        for address, text, given in (
            ("https://courier.example/1", TALKS, {"published": "2025-03-04", "title": "Talks in Port Varen"}),
            ("https://herald.example/1", corrected, {"published": "2025-03-05", "title": "Envoys meet at last"}),
            ("https://courier.example/2", BODIES["grain"], {"published": "2025-03-05", "title": "Poor harvest"}),
        ):
            store.save(Record(document=article(text, address, **given), version="1"))
    return path


@pytest.fixture
def run(news: Path | str) -> Run:
    def run(*words: object) -> Result:
        return CliRunner().invoke(app, [*map(str, words), "--db", str(news)], env={"COLUMNS": "160"})

    return run


def test_a_story_is_listed_once_with_what_its_copies_have_otherwise(run: Run):
    shown = run("stories", "--min-articles", 2).output
    assert "from courier.example" in shown
    assert "214 → 241" in shown or "241 → 214" in shown
    assert "Envoys meet at last" in shown
    assert "Poor harvest" not in shown


def test_stories_as_json_hold_their_articles(run: Run):
    [first, second] = json.loads(run("stories", "--format", "json").output)
    assert (first["articles"], first["outlets"]) == (2, ["courier.example", "herald.example"])
    assert (first["first"], first["last"]) == ("2025-03-04", "2025-03-05")
    assert len(first["copies"]) == 2
    assert (second["articles"], second["origin"], second["origin_kind"]) == (1, "courier.example", "outlet")


def test_stories_of_a_period(run: Run):
    assert len(json.loads(run("stories", "--until", "2025-03-04", "--format", "json").output)) == 1
    assert len(json.loads(run("stories", "--since", "2025-03-05", "--format", "json").output)) == 2
    assert "No story fits" in run("stories", "--since", "2026").output


def test_outlets_are_listed_with_their_stories(run: Run):
    rows = json.loads(run("outlets", "--format", "json").output)
    assert [(row["outlet"], row["articles"], row["stories"]) for row in rows] == [
        ("courier.example", 2, 2),
        ("herald.example", 1, 1),
    ]
    assert "courier.example" in run("outlets").output
    assert run("outlets", "--format", "csv").output.splitlines()[0] == "outlet,articles,stories,first,last,rate,gaps"


def test_a_silence_is_noted_for_the_period_it_falls_into(fresh: Callable[[], Path | str]):
    monday = date(2025, 3, 3)
    with Store.open(fresh(), create=True) as store:
        for number in [*range(30), *range(42, 60)]:
            day = (monday + timedelta(days=number)).isoformat()
            text = f"{BODIES['railway']} Day {number} of the works in {'abcdefgh'[number % 8] * 5}."
            given = {"published": day, "source": "Varen Courier"}
            store.save(Record(document=article(text, f"https://courier.example/{number}", **given), version="1"))
        [silence] = query.silences(store, date(2025, 4, 1), date(2025, 4, 30))
        assert coverage.note(silence.outlet, silence.gap) == "Varen Courier silent 2–13 April 2025 (usually 9 articles)"
        assert query.silences(store, date(2025, 5, 1), date(2025, 5, 30)) == []


def test_only_figures_in_the_same_words_are_called_changed():
    added = article(TALKS + " Some 90 boats lay in the harbour.")
    assert differences(article(TALKS), added).figures == ()
    assert differences(article(TALKS), article(TALKS.replace("eleven", "twelve"))).figures == (("eleven", "twelve"),)
