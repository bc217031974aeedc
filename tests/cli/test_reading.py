"""``read`` and ``code``, with the real program behind them."""

import json

import pytest

from dragoman import query
from dragoman.model.record import from_json
from dragoman.pipeline import Pipeline
from dragoman.store import Store

TALKS = "Talks on the river end\n\nThe ministers of both countries met in Geneva on Monday and agreed on a date."


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "talks.txt"
    path.write_text(TALKS)
    return path


def stored(database):
    with Store.open(database) as store:
        return list(query.documents(store, versions=True).rows)


def test_one_article_is_coded_stored_and_shown(article, database, run):
    result = run("read", article, "--published", "2025-03-05", "--source", "The Courier")
    assert result.exit_code == 0
    assert "Talks on the river end" in result.stdout
    (row,) = stored(database)
    assert (row.published, row.source) == ("2025-03-05", "The Courier")


def test_the_same_article_again_changes_nothing_and_says_so(article, database, run):
    run("read", article)
    before = stored(database)
    result = run("read", article)
    assert result.exit_code == 0
    assert f"already stored as {before[0].id}" in result.stderr
    assert stored(database) == before


def test_a_changed_article_is_a_new_version(article, database, run):
    run("read", article)
    article.write_text(TALKS + " They left.")
    assert run("read", article).exit_code == 0
    new, old = stored(database)
    assert (new.replaces, new.current, old.current) == (old.id, True, False)


def test_a_record_can_be_printed_as_json(article, database, run):
    result = run("read", article, "--json")
    record = from_json(result.stdout)
    assert record.document.text == TALKS
    assert record.version == Pipeline.load().version


def test_of_several_articles_each_has_a_line_and_failures_end_the_summary(article, tmp_path, database, run):
    (tmp_path / "empty.txt").write_text("")
    other = tmp_path / "other.txt"
    other.write_text("Nothing happened.")
    result = run("read", article, tmp_path / "empty.txt", tmp_path / "missing.txt", other)
    assert result.exit_code == 1
    assert [line.split()[0] for line in result.stdout.splitlines()] == [row.id for row in reversed(stored(database))]
    *failures, summary = result.stderr.splitlines()
    assert ["empty.txt" in failures[0], "missing.txt" in failures[1]] == [True, True]
    assert summary == "dragoman: 4 articles: 2 new, 2 failed"


def test_a_folder_read_twice_is_coded_once(article, database, run):
    (article.parent / "lines.jsonl").write_text('{"id": "a", "text": "They met."}\n{"id": "b", "text": "They left."}\n')
    assert "3 articles: 3 new" in run("read", article.parent).stderr
    again = run("read", article.parent)
    assert "3 articles: 3 stored already" in again.stderr
    assert again.exit_code == 0


def test_where_all_inputs_fail_nothing_was_done(tmp_path, database, run):
    assert run("read", tmp_path / "missing.txt").exit_code == 3
    assert run("read", tmp_path / "missing.txt", tmp_path / "gone.txt").exit_code == 3


def test_a_failure_leaves_what_is_stored(article, tmp_path, database, run):
    run("read", article)
    before = stored(database)
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    assert run("read", tmp_path / "binary.txt").exit_code == 3
    assert stored(database) == before


def test_quiet_says_only_what_failed(article, tmp_path, database, run):
    result = run("read", article, tmp_path / "missing.txt", "--quiet")
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "missing.txt" in result.stderr


def test_standard_input_is_an_article(database, run):
    assert "Talks on the river end" in run("read", "-", given=TALKS).stdout
    assert len(stored(database)) == 1


def test_a_date_that_is_none_is_wrong_usage(article, database, run):
    result = run("read", article, "--published", "someday")
    assert result.exit_code == 2
    assert "--published" in result.stderr
    assert not database.exists()


def test_fields_of_json_have_the_names_one_gives_them(tmp_path, database, run):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"key": 7, "body": "They met.", "head": "Talks", "day": "2025-03-05"}) + "\n")
    fields = ["--id-field", "key", "--text-field", "body", "--title-field", "head", "--published-field", "day"]
    assert run("read", path, *fields).exit_code == 0
    (row,) = stored(database)
    assert (row.address, row.title, row.published) == ("7", "Talks", "2025-03-05")


def test_code_gives_a_line_for_each_line_in_order(run):
    given = [
        json.dumps({"id": "first", "text": "They met.", "published": "2025-03-05", "title": "Talks"}),
        "not json",
        "",
        json.dumps({"id": 4}),
        json.dumps({"id": "empty", "text": " "}),
        json.dumps({"id": "when", "text": "They met.", "published": "someday"}),
        json.dumps({"id": "last", "text": "They left."}),
    ]
    result = run("code", given="\n".join(given))
    first, malformed, no_text, empty, no_date, last = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert (first["document"]["address"], last["document"]["address"]) == ("first", "last")
    assert first["document"]["published"]["value"] == "2025-03-05"
    assert [malformed["id"], no_text["id"], empty["id"], no_date["id"]] == [None, "4", "empty", "when"]
    assert [error["error"]["line"] for error in (malformed, no_text, empty, no_date)] == [2, 4, 5, 6]
    assert "text" in no_text["error"]["reason"]


def test_code_of_nothing_gives_nothing(run):
    result = run("code", given="")
    assert (result.exit_code, result.stdout) == (0, "")


def test_code_of_wrong_lines_only_did_nothing(run):
    assert run("code", given="wrong\n").exit_code == 3
