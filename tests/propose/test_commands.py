"""``propose``, ``proposals``, ``accept`` and ``diff`` as a user meets them."""

import json

import pytest
from typer.testing import CliRunner

from dragoman import cli
from dragoman.store import Store

from .conftest import ARTICLE, answer, event, statement
from .talker import Reply

GOOD = answer(events=[event(), event(type="MEETING")], statements=[statement()])


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def run(tmp_path, model, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_DB", str(tmp_path / "dragoman.db"))
    settings = tmp_path / "llm.toml"
    settings.write_text(
        f'endpoint = "{model.url}"\nmodel = "test-1"\ntimeout = 1\nwait = 0.01\nprice_in = 1\nprice_out = 2\n'
    )
    monkeypatch.setenv("DRAGOMAN_LLM_SETTINGS", str(settings))

    def run(*words):
        return CliRunner().invoke(cli.app, [str(word) for word in words], env={"COLUMNS": "140"})

    return run


def test_an_article_is_read_asked_about_and_the_two_compared(run, model, article, tmp_path):
    model.say(GOOD)
    done = run("propose", article)
    assert done.exit_code == 0, done.output
    assert "p1: proposed by a model, not part of the record  llm:test-1@" in done.stdout
    assert "CONSULT visit" in done.stdout
    assert "Refused: 1 event" in done.stdout
    assert "type “MEETING” is no type of PLOVER" in done.stdout
    assert "1 call, 1,000 tokens sent, 200 received, 0.0014 USD by your prices" in done.stdout
    compare = next(line for line in done.stderr.splitlines() if "to compare" in line).partition("dragoman diff ")[2]
    diff = run("diff", *compare.split(), "--format", "json")
    assert diff.exit_code == 0, diff.output
    told = json.loads(diff.stdout)
    assert told["summary"]["articles"] == 1
    parts = {change["part"] for change in told["changes"]}
    assert parts <= {"event", "statement", "commitment"}
    assert any("proposed.test-1" in change["why"] for change in told["changes"])
    # The record is as it was read without a model.
    with Store.open(tmp_path / "dragoman.db") as store:
        record = store.load(store.find(""))
    assert not record.version.startswith("llm:")
    assert "proposed" not in run("show", record.document.id[:8]).stdout
    assert "llm:" not in run("versions").stdout
    back = run("recode", "--to", "llm:test-1")
    assert back.exit_code == 3
    assert "is no version here" in back.stderr


def test_a_stored_article_is_named_by_its_id_and_not_asked_about_twice(run, model, article):
    model.say(GOOD)
    assert run("read", article).exit_code == 0
    id = json.loads(run("list", "-f", "json").stdout)[0]["id"]
    assert run("propose", id[:8], "--quiet").output == ""
    second = run("propose", id[:8])
    assert second.exit_code == 0
    assert "was asked before, see p1; --again asks anew" in second.stderr
    assert len(model.seen) == 1
    told = json.loads(run("propose", id[:8], "--again", "--json").stdout)
    assert (told["id"], told["inquiry"]["spent"]["calls"]) == ("p2", 1)
    assert "is no type of PLOVER" in [one["reason"] for one in told["inquiry"]["refusals"]]
    assert len(model.seen) == 2
    listed = json.loads(run("proposals", "-f", "json").stdout)
    assert [one["id"] for one in listed] == ["p2", "p1"]
    assert (listed[0]["events"], listed[0]["statements"], listed[0]["refused"]) == (1, 1, 1)
    assert listed[0]["cost"] == pytest.approx(0.0014)
    assert "p2" in run("proposals", "--document", id[:8]).stdout
    assert "is no type of PLOVER" in run("proposals", "p1").stdout
    assert json.loads(run("proposals", "p1", "-f", "json").stdout)["record"]["events"][0]["type"]["value"] == "CONSULT"


def test_one_command_takes_entries_over(run, model, article):
    model.say(answer(events=[event(trigger="Damascus", type="AGREE", modes=[])], statements=[]))
    run("propose", article)
    before = len(json.loads(run("events", "--type", "AGREE", "-f", "json").stdout))
    taken = run("accept", "p1:e1", "--author", "jane")
    assert taken.exit_code == 0, taken.output
    assert "p1:e1 is added as r1; 'dragoman undo r1' takes it back" in taken.stderr
    assert len(json.loads(run("events", "--type", "AGREE", "-f", "json").stdout)) == before + 1
    document = json.loads(run("list", "-f", "json").stdout)[0]["id"]
    assert "proposed.test-1" in run("explain", f"{document}:e-r1").stdout
    assert run("undo", "r1").exit_code == 0
    assert len(json.loads(run("events", "--type", "AGREE", "-f", "json").stdout)) == before
    assert run("accept", "p1").exit_code == 2
    assert run("accept", "p9:e1").exit_code == 3


def test_where_the_endpoint_fails_the_article_stays_and_the_calls_are_told(run, model, article):
    model.say(Reply(b"down", 500))
    done = run("propose", article)
    assert done.exit_code == 3
    assert "answered 500 Internal Server Error again and again" in done.stderr
    assert "3 calls (3 failed)" in done.stderr
    assert len(json.loads(run("list", "-f", "json").stdout)) == 1
    assert json.loads(run("proposals", "-f", "json").stdout) == []


def test_one_article_that_fails_does_not_end_the_run(run, model, article, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Iran condemned Israel in a statement that was published on Friday by the foreign ministry.")
    model.say(Reply(b"no", 400), Reply(b"no", 400), answer())
    done = run("propose", other, tmp_path / "none.txt", article)
    assert done.exit_code == 1
    assert "p1" in done.stdout
    assert "none.txt: is no file or address either" in done.stderr
    assert "in all: 3 calls (2 failed)" in done.stderr


def test_the_run_ends_at_its_limits(run, model, article):
    model.say(answer())
    done = run("propose", article, article, "--again", "--max-calls", "1")
    assert done.exit_code == 1
    assert "the limit of 1 calls is reached; raise max_calls to go on" in done.stderr
    assert len(model.seen) == 1


def test_a_dry_run_sends_nothing_and_stores_nothing(run, model, article, monkeypatch):
    model.say(GOOD)
    done = run("propose", article, "--dry-run", "--key-env", "NOT_SET_ANYWHERE")
    assert done.exit_code == 0, done.output
    ((system, user),) = json.loads(done.stdout)
    assert "CONSULT" in system["content"]
    assert ARTICLE.strip() in user["content"]
    assert not model.seen
    assert json.loads(run("list", "-f", "json").stdout) == []


def test_the_key_is_nowhere_to_be_seen(run, model, article, monkeypatch, tmp_path):
    monkeypatch.setenv("MY_KEY", "sk-secret-123")
    model.say(answer(events=[event(type="sk-secret-123")], statements=[statement(cue="sk-secret-123")]))
    done = run("propose", article, "--key-env", "MY_KEY")
    shown = run("proposals", "p1", "-f", "json")
    assert done.exit_code == shown.exit_code == 0
    assert model.heads[0]["authorization"] == "Bearer sk-secret-123"
    assert "sk-secret" not in done.output + shown.output
    assert "***" in shown.stdout
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("dragoman.db"))
    assert b"sk-secret" not in kept
