"""The commands: correct, merge, split, undo, corrections, reviewers, review."""

import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.store import Store
from store.builders import raid, visit

from .conftest import entry

VISIT, RAID = visit().document.id, raid().document.id


@pytest.fixture
def database(fresh):
    path = fresh()
    with Store.open(path, create=True) as store:
        store.save(visit())
        store.save(raid())
    return path


@pytest.fixture
def run(database):
    environment = {"DRAGOMAN_DB": str(database), "DRAGOMAN_AUTHOR": "jane", "COLUMNS": "140"}

    def run(*words, given=None):
        return CliRunner().invoke(app, [str(word) for word in words], input=given, env=environment)

    return run


def event(database, id):
    with Store.open(database) as store:
        return entry(store.load(VISIT), id)


def test_fields_are_set_and_it_can_be_undone(run, database):
    done = run("correct", f"{VISIT[:6]}:e1", "--set", "type=accuse", "--set", "actor=TUR", "--set", "actor=kalin")
    assert done.exit_code == 0, done.output
    assert "r1" in done.stderr
    assert event(database, "e1").type.value == "ACCUSE"
    assert [one.value for one in event(database, "e1").actor] == ["TUR", "kalin"]
    assert run("undo", "r1").exit_code == 0
    assert event(database, "e1").type.value == "CONSULT"


def test_entries_are_confirmed_rejected_turned_round_and_added(run, database):
    assert run("correct", f"{VISIT}:s1", "--confirm").exit_code == 0
    assert run("correct", f"{VISIT}:e2", "--reject", "--reason", "they did not meet").exit_code == 0
    assert run("correct", f"{VISIT}:e1", "--swap").exit_code == 0
    added = run("correct", VISIT, "--add", "agreed", "--set", "type=AGREE", "--set", "actor=SYR")
    assert added.exit_code == 0, added.output
    listed = run("list", "--format", "json")
    assert json.loads(listed.stdout)[1]["events"] == 3
    assert "they did not meet" in run("explain", f"{VISIT}:e2").stdout


def test_faults_are_one_line_with_the_way_out(run):
    assert "near: recipient" in run("correct", f"{VISIT}:e1", "--set", "recipent=TUR").stderr
    assert run("correct", f"{VISIT}:e1", "--set", "type").exit_code == 2
    assert run("correct", f"{VISIT}:e1", "--confirm", "--reject").exit_code == 2
    assert "no correction r7" in run("undo", "r7").stderr


def test_the_log_says_what_became_of_each_correction(run):
    run("correct", f"{VISIT}:e1", "--set", "date=2025-09-15", "--reason", "a day before")
    run("merge", f"{VISIT}:e1", f"{RAID}:e1")
    run("split", f"{VISIT}:e2", "--from", f"{RAID}:e1", "--author", "john")
    run("merge", "kalin", "farouk", "--actors")
    run("split", "kalin", "--from", "sharaa", "--actors")
    run("undo", "r1")
    rows = json.loads(run("corrections", "--format", "json").stdout)
    assert [(row["id"], row["what"], row["state"]) for row in rows] == [
        ("r1", "edit date=2025-09-15", "undone"),
        ("r2", "merge", "applied"),
        ("r3", "split", "applied"),
        ("r4", "merge-actors kalin, farouk", "applied"),
        ("r5", "keep-apart kalin, sharaa", "applied"),
        ("r6", "undo r1", "applied"),
    ]
    assert rows[0]["entry"] == f"{VISIT}:e1"
    assert "a day before" in run("corrections").stdout
    assert len(json.loads(run("corrections", "--author", "john", "--format", "json").stdout)) == 1
    assert json.loads(run("corrections", "--stranded", "--format", "json").stdout) == []


def test_corrections_are_exported(run, tmp_path):
    run("correct", f"{VISIT}:e1", "--confirm")
    done = run("corrections", "--export", tmp_path / "tests.jsonl")
    assert "1 lines" in done.stderr
    (line,) = (tmp_path / "tests.jsonl").read_text().splitlines()
    assert json.loads(line)["entries"][0]["fields"]["type"] == "CONSULT"
    assert run("corrections", "--export", tmp_path / "train.jsonl", "--training").exit_code == 0


def test_answers_can_be_piped_and_the_next_sitting_goes_on(run, database):
    first = run("review", given="t ACUSE\nt ACCUSE\nc\nx no meeting\nq\n")
    assert first.exit_code == 0, first.output
    assert "near: ACCUSE" in first.stderr
    assert "2 of 4 judged" in first.stderr
    assert "1 of 4" in first.stdout
    second = run("review", given="r ISR; +Homs Brigade (armed_group, SYR)\nd -\ns\nu\ne\nn\nc\n")
    assert "4 of 4 judged" in second.stderr, second.output
    rows = json.loads(run("corrections", "--format", "json").stdout)
    assert [row["kind"] for row in rows] == ["edit", "confirm", "reject", "edit", "edit", "edit", "undo", "confirm"]
    assert run("review", given="").stdout == ""


def test_the_event_is_shown_with_its_words_marked(run):
    shown = run("review", "--type", "THREATEN", given="q\n").stdout
    assert "Türkiye did not «threaten» Syria" in shown.replace("\n", " ")
    assert "Türkiye (TUR)" in shown
    assert "negated" in shown


def test_two_reviewers_are_compared(run):
    assert "No entry was judged by two" in run("reviewers").stdout
    run("review", given="c\nc\nc\nc\n")
    done = run("review", "--second", "--author", "john", given="c\nc\nx\nc\n")
    assert "4 of 4 judged" in done.stderr, done.output
    rows = json.loads(run("reviewers", "--format", "json").stdout)
    assert (rows[0]["field"], rows[0]["units"], rows[0]["alike"]) == ("verdict", 4, 0.75)
    assert rows[0]["alpha"] == pytest.approx(0)
    assert "verdict" in run("reviewers", "jane", "john").stdout
