"""``dragoman export`` and ``dragoman import``."""

import json

import pandas
import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.cli.files import whole
from dragoman.store import Store
from store.builders import raid, visit


@pytest.fixture
def filled(tmp_path, monkeypatch):
    path = tmp_path / "dragoman.db"
    monkeypatch.setenv("DRAGOMAN_DB", str(path))
    with Store.open(path, create=True) as store:
        store.save(visit())
        store.save(raid())
    return tmp_path


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


def test_a_table_on_standard_output(filled):
    done = run("export", "events.csv", "--type", "ASSAULT")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2
    assert "1 row" in done.stderr


def test_a_file(filled):
    done = run("export", "polecat", "--actor", "TUR", "-o", filled / "out.tsv")
    assert done.exit_code == 0, done.stderr
    assert set(pandas.read_csv(filled / "out.tsv", sep="\t")["Actor Country"]) == {"TUR"}
    assert f"2 rows in {filled / 'out.tsv'}" in done.stderr


def test_formats_are_listed(filled):
    done = run("export", "--list")
    assert done.exit_code == 0
    for name in ("plover", "polecat", "gdelt-mentions", "events.xlsx"):
        assert name in done.stdout


def test_an_unknown_format_gives_near_names(filled):
    for asked, near in (("polecatt", "polecat"), ("gdelt", "gdelt-events, gdelt-mentions"), ("xlsx", "events.xlsx")):
        done = run("export", asked)
        assert done.exit_code == 2
        assert near in " ".join(done.stderr.split())


def test_a_filter_that_does_not_go_with_the_format_is_wrong_usage(filled):
    done = run("export", "statements.csv", "--type", "CONSULT", "-o", filled / "out.csv")
    assert done.exit_code == 2
    assert "a statement has no type" in done.stderr
    assert sorted(path.name for path in filled.iterdir() if path.suffix != "" and "db" not in path.name) == []


def test_a_file_that_cannot_be_finished_leaves_the_older_one(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(TypeError), whole(path) as file:
        file.writelines([b"half", None])
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]


def test_a_place_that_cannot_be_written_to_is_named(filled):
    done = run("export", "plover", "-o", filled / "none" / "out.jsonl")
    assert done.exit_code == 3
    assert "out.jsonl: No such file or directory; name a place you may write to" in done.stderr


def test_there_and_back(filled, monkeypatch):
    run("export", "plover", "-o", filled / "a.jsonl")
    monkeypatch.setenv("DRAGOMAN_DB", str(filled / "other.db"))
    done = run("import", filled / "a.jsonl")
    assert done.exit_code == 0, done.stderr
    assert "2 articles (2 new)" in done.stderr
    run("export", "plover", "-o", filled / "b.jsonl")
    assert (filled / "a.jsonl").read_bytes() == (filled / "b.jsonl").read_bytes()
    assert "2 articles (2 known)" in run("import", filled / "a.jsonl").stderr
    assert len(json.loads(run("events", "--format", "json").stdout)) == 4


def test_a_file_that_is_no_export_is_named_with_its_line(filled):
    (filled / "x.jsonl").write_text('{"a": 1}\n')
    done = run("import", filled / "x.jsonl")
    assert done.exit_code == 3
    assert "x.jsonl:1: no object 'dragoman': only what 'dragoman export plover' wrote can be read back" in done.stderr
