"""Two files with records compared without a database."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.explain.record_files import paired_records
from dragoman.model.problems import DragomanError
from dragoman.model.record import to_json
from store.builders import raid, stated, visit

ERROR = b'{"id":"x","error":{"line":3,"reason":"not a line we can read"}}'


def otherwise(record):
    return replace(record, version="2", events=tuple(replace(one, type=stated("REJECT")) for one in record.events))


@pytest.fixture
def files(tmp_path):
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_bytes(b"\n".join([to_json(visit()), ERROR, to_json(raid())]) + b"\n")
    new.write_bytes(b"\n".join([to_json(raid()), b"", to_json(otherwise(visit()))]))
    return old, new


def run(*words):
    return CliRunner().invoke(app, ["diff", *map(str, words)], env={"COLUMNS": "160"})


def test_records_are_paired_by_their_article_whatever_their_order(files):
    assert list(paired_records(*files)) == [(raid(), raid()), (visit(), otherwise(visit()))]


def test_an_article_in_one_file_only_is_counted_apart(files):
    old, new = files
    new.write_bytes(to_json(raid()))
    assert list(paired_records(old, new)) == [(raid(), raid()), (visit(), None)]
    assert "1 article compared, 0 coded otherwise; 1 article not coded by both" in run(old, new).stdout


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_the_counts_come_first_then_each_change_with_its_reason(files, format):
    result = run(*files, "--field", "type", "-f", format)
    assert result.exit_code == 0
    counts, _, changes = result.stdout.partition("Spy chief in Damascus")
    assert "2 articles compared, 1 coded otherwise" in counts
    assert "CONSULT → REJECT" in changes
    assert "frame test" in changes


def test_changes_can_be_narrowed_to_a_type_and_an_article(files):
    assert {one["type"] for one in changes(*files, "--type", "THREATEN")} == {"THREATEN"}
    assert changes(*files, "--document", raid().document.id) == []


def changes(*words):
    return json.loads(run(*words, "-f", "json").stdout)["changes"]


def test_a_line_that_is_no_record_is_named(files):
    old, new = files
    new.write_bytes(to_json(raid()) + b"\n{\n")
    with pytest.raises(DragomanError, match=r"new\.jsonl:2: no record"):
        list(paired_records(old, new))
    assert run(old, new).exit_code == 3


def test_markup_in_an_article_cannot_steer_what_is_printed(tmp_path):
    one = visit()
    one = replace(one, document=replace(one.document, title=stated("<b>|[x]\x1b[31m")))
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_bytes(to_json(one))
    new.write_bytes(to_json(otherwise(one)))
    assert "\x1b" not in run(old, new).stdout
    assert "<b>" not in run(old, new, "-f", "markdown").stdout
