"""Commands that ask the database."""

import csv
import io
import json

import pytest

from dragoman import __name__ as package
from dragoman.model.record import from_json
from dragoman.store import Store
from store.builders import document, raid, record, visit


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_events_are_shown_as_a_table(filled, run):
    result = run("events", "--actor", "TUR", "--recipient", "SYR", "--type", "consult", "--since", "2025-09-01")
    assert result.exit_code == 0
    assert "İbrahim Kalın (TUR)" in result.stdout
    assert f"{visit().document.id[:6]}:e1" in result.stdout
    assert "THREATEN" not in result.stdout


def test_a_table_says_how_many_rows_it_leaves_out(filled, run):
    result = run("events", "--limit", 1, "--since", "2020")
    assert "1 of 3 shown; --limit 0 shows all" in result.stderr
    assert "1 more would fit but have no date" in result.stderr
    assert "shown" not in run("events", "--limit", 0).stderr


def test_a_table_without_rows_says_so(filled, run):
    result = run("events", "--actor", "FRA")
    assert (result.exit_code, result.stdout.strip()) == (0, "No event fits.")


def test_events_as_json_lines_and_json_are_the_same_rows(filled, run):
    rows = lines(run("events", "-f", "jsonl"))
    assert rows == json.loads(run("events", "-f", "json").stdout)
    assert [row["type"] for row in rows] == ["CONSULT", "CONSULT", "ASSAULT", "THREATEN"]
    assert rows[0]["actor"] == [{"id": "kalin", "name": "İbrahim Kalın", "kind": "person", "country": "TUR"}]
    assert json.loads(run("events", "-f", "json", "--actor", "FRA").stdout) == []
    assert run("events", "-f", "jsonl", "--actor", "FRA").stdout == ""


def test_events_as_csv_have_a_column_for_each_part(filled, run):
    rows = list(csv.DictReader(io.StringIO(run("events", "-f", "csv").stdout)))
    assert rows[0]["actor_country"] == "TUR"
    assert rows[0]["place"] == "Damascus"
    assert rows[0]["contexts"] == "intelligence;military"
    assert rows[1]["actor"] == "İbrahim Kalın;Ahmad al-Sharaa"
    assert rows[2]["magnitudes"] == "killed exact 12 persons"
    assert rows[3]["date"] == ""
    assert run("events", "-f", "csv", "--actor", "FRA").stdout.startswith("id,type,")


def test_a_dyad_takes_two_sides(filled, run):
    assert len(lines(run("events", "--dyad", "SYR", "TUR", "-f", "jsonl"))) == 3


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--type", "CONSULTT"], "CONSULT"),
        (["--mode", "nothing"], "one of"),
        (["--context", "militarry"], "military"),
        (["--status", "actaul"], "actual"),
        (["--since", "yesterday"], "not a date"),
        (["--limit", "-1"], "--limit"),
        (["--format", "xml"], "--format"),
    ],
)
def test_wrong_usage_says_what_would_be_right(filled, run, words, complaint):
    result = run("events", *words)
    assert result.exit_code == 2
    assert complaint in result.stderr


def test_statements_and_commitments_are_listed(filled, run):
    said = run("statements", "--speaker", "TUR")
    assert "We cannot leave Syria … alone" in said.stdout
    owed = run("commitments", "--debtor", "SYR")
    assert "open the border (March 10 agreement)" in owed.stdout
    assert "2025-09-19" in owed.stdout
    assert "leave" not in owed.stdout


def test_articles_are_listed_the_last_stored_first(filled, run):
    ids = [row["id"] for row in lines(run("list", "-f", "jsonl"))]
    assert ids == [raid().document.id, visit().document.id]
    assert "Spy chief in Damascus" in run("list").stdout
    assert len(lines(run("list", "-f", "jsonl", "--text", "bombed"))) == 1


def test_superseded_versions_are_listed_on_request(filled, run):
    with Store.open(filled) as store:
        store.save(record(document("https://example.org/raid", "Israel bombed Syria and killed 13.")))
    assert len(lines(run("list", "-f", "jsonl"))) == 2
    assert "(superseded)" in run("list", "--versions").stdout


def test_show_takes_the_beginning_of_an_id(filled, run):
    id = visit().document.id
    assert "Spy chief in Damascus" in run("show", id[:6]).stdout
    assert from_json(run("show", id[:6], "--format", "jsonl").stdout) == visit()
    assert from_json(run("show", id[:6], "--format", "json").stdout) == visit()
    assert run("show", id, "--format", "markdown").stdout.startswith("#")
    assert "<html" in run("show", id, "--format", "html").stdout


def test_a_document_that_is_not_there_is_an_error_of_one_line(filled, run):
    result = run("show", "ffffff")
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1
    assert "no document ffffff" in result.stderr


def test_an_ambiguous_id_lists_what_it_may_be(filled, run):
    result = run("show", "")
    assert result.exit_code == 3
    assert visit().document.id in result.stderr
    assert raid().document.id in result.stderr


def test_explain_finds_the_event_in_its_record(filled, run):
    result = run("explain", f"{visit().document.id[:6]}:e1")
    assert result.exit_code == 0
    assert "visited" in result.stdout
    assert "test.yaml:1" in result.stdout
    assert json.loads(run("explain", f"{visit().document.id}:e1", "--json").stdout)


@pytest.mark.parametrize(
    ("entry", "way_out"),
    [
        ("e1", "document and entry, e.g. 3f2a91:e4"),
        (f"{visit().document.id}:e9", "has no e9; its entries: e1, e2, e3"),
        (f"{visit().document.id}:", "its entries: e1, e2, e3, s1, a1, c1, c2"),
    ],
)
def test_explain_says_how_to_name_an_entry(filled, run, entry, way_out):
    result = run("explain", entry)
    assert result.exit_code == 2
    assert way_out in " ".join(result.stderr.replace("│", " ").split())


def test_a_commitment_is_explained_field_by_field(filled, run):
    shown = run("explain", f"{visit().document.id}:c1").stdout
    assert "open the border" in shown
    assert "Syria [SYR]" in shown
    assert "2025-09-19" in shown


@pytest.mark.parametrize("command", ["list", "events", "statements", "commitments"])
def test_without_a_database_there_is_one_line_and_no_file(database, run, command):
    result = run(command)
    assert result.exit_code == 3
    assert result.stderr.startswith("dragoman: ")
    assert "no such database" in result.stderr
    assert not database.exists()


def test_a_file_that_is_no_database_is_named(database, run):
    database.write_text("something else")
    result = run("events")
    assert result.exit_code == 3
    assert "not a database" in result.stderr


def test_the_schema_is_json_and_describes_a_record(run):
    schema = json.loads(run("schema").stdout)
    assert schema["title"] == "Dragoman record"


def test_the_version_is_printed(run):
    assert run("--version").stdout.startswith(f"{package} ")
