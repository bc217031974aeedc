"""``dragoman positions`` and ``topics`` over articles in which a state changes its mind."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.reading import Overrides, read_text
from dragoman.store import Store

ARTICLES = [
    ("2024-02-10", "ANKARA\n\n“We oppose Sweden's membership in NATO,” Turkish Foreign Minister Hakan Fidan said. "
     "Türkiye did not change its mind.\n"),
    ("2024-06-01", "ANKARA\n\nTürkiye reacted. Turkish Foreign Minister Hakan Fidan said Sweden had to do more against "
     "terrorism. Russia opposes NATO enlargement.\n"),
    ("2025-01-15", "ANKARA\n\n“We support Sweden's membership in NATO,” Turkish President Recep Tayyip Erdoğan said. "
     "He said Türkiye supports the safe return of refugees to Syria.\n"),
    ("2025-05-02", "DAMASCUS\n\nSyria called for the return of all refugees. Türkiye said that the membership talks "
     "had lasted a year.\n"),
]  # fmt: skip


@pytest.fixture(scope="module")
def database(pipeline, fresh):
    path = fresh()
    with Store.open(path, create=True) as store:
        for number, (day, text) in enumerate(reversed(ARTICLES)):
            document = read_text(text, address=f"article-{number}", overrides=Overrides(published=day))
            store.save(pipeline.code(document))
    return path


@pytest.fixture
def run(database):
    def run(*words):
        return CliRunner().invoke(app, [*map(str, words)], env={"DRAGOMAN_DB": str(database), "COLUMNS": "150"})

    return run


def rows(result):
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_change_of_position_is_seen(run):
    found = rows(run("positions", "--actor", "TUR", "--topic", "alliance-membership", "-f", "jsonl"))
    assert [(row["date"], row["stance"], row["before"]) for row in found] == [
        ("2024-02-10", "opposes", None),
        ("2025-01-15", "supports", "opposes"),
        ("2025-05-02", "neutral", None),
    ]
    assert [row["holder"][0]["id"] for row in found] == ["hakan-fidan", "recep-tayyip-erdogan", "TUR"]
    assert {party["id"] for row in found for party in row["represents"]} == {"TUR"}
    assert "opposes → supports" in run("positions", "--actor", "TUR", "--topic", "alliance-membership").stdout


def test_a_change_is_told_though_the_other_stance_is_filtered_out(run):
    (row,) = rows(
        run("positions", "-a", "TUR", "--topic", "alliance-membership", "--stance", "supports", "-f", "jsonl")
    )
    assert row["before"] == "opposes"


def test_a_wider_topic_finds_what_is_within_it(run):
    found = rows(run("positions", "--topic", "migration", "-f", "jsonl"))
    assert {(row["represents"][0]["id"], row["topic"], row["stance"]) for row in found} == {
        ("TUR", "refugee-return", "supports"),
        ("SYR", "refugee-return", "demands"),
    }


def test_positions_of_one_side_on_one_topic_stand_together_in_time(run):
    found = rows(run("positions", "-f", "jsonl"))
    keys = [(row["represents"][0]["id"], row["topic"], row["date"]) for row in found]
    assert keys == sorted(keys)
    assert len({side for side, _, _ in keys}) > 2


def test_dates_and_words_filter(run):
    assert {row["date"] for row in rows(run("positions", "--until", "2024", "-f", "jsonl"))} == {
        "2024-02-10",
        "2024-06-01",
    }
    assert rows(run("positions", "--since", "2026", "-f", "jsonl")) == []
    assert rows(run("positions", "--actor", "hakan-fidan", "-f", "jsonl"))[0]["holder"][0]["id"] == "hakan-fidan"
    assert run("positions", "--actor", "FRA").stdout.strip() == "No position fits."


def test_rows_come_as_csv_and_say_what_they_leave_out(run):
    (first, *_) = csv.DictReader(io.StringIO(run("positions", "-f", "csv", "--topic", "refugee-return").stdout))
    assert (first["topic"], first["stance"], first["represents_id"]) == ("refugee-return", "demands", "SYR")
    assert "shown; --limit 0 shows all" in run("positions", "--limit", 1).stderr


def test_an_unknown_topic_or_stance_is_told_with_those_there_are(run):
    for option, wrong, right in [("--topic", "ceasefires", "ceasefire"), ("--stance", "oposes", "opposes")]:
        result = run("positions", option, wrong)
        assert result.exit_code == 2
        assert right in result.stderr
    result = run("positions", "--topic", "zzz")
    assert "sanctions-relief" in " ".join(result.stderr.split())


def test_a_position_is_explained_by_its_words(run):
    (row,) = rows(run("positions", "--topic", "alliance-membership", "--until", "2024-03", "-f", "jsonl"))
    shown = " ".join(run("explain", row["id"]).stdout.split())
    assert "topic alliance-membership stated topic.words “membership”" in shown
    assert "stance opposes derived stance.verb “oppose”" in shown
    assert "represents Türkiye [TUR]" in shown
    assert json.loads(run("explain", row["id"], "--json").stdout)["id"] == row["id"].partition(":")[2]
    assert "entries: p1" in " ".join(run("explain", row["id"] + "9").stderr.split())


def test_a_record_shows_its_positions(run):
    (row,) = rows(run("positions", "--topic", "alliance-membership", "--until", "2024-03", "-f", "jsonl"))
    for view in ("terminal", "markdown", "html"):
        shown = run("show", row["id"].partition(":")[0], "--format", view).stdout
        assert "Positions" in shown
        assert "alliance-membership" in shown


def test_topics_are_listed_with_what_they_are(run):
    listed = {row["id"]: row for row in json.loads(run("topics", "--json").stdout)}
    assert listed["refugee-return"]["within"] == "refugees"
    assert listed.keys() >= {"military", "two-state-solution"}
    assert "Refugees and displaced people return home." in run("topics").stdout


MINE = """\
- id: canal
  gloss: The great canal and who may use it.
  within: sea-rights
  words: [great canal]
  yes: ["The great canal must stay open."]
  no: ["The root canal hurt."]
- id: ceasefire
  gloss: Only the truce of the north.
  words: [northern truce]
"""


def test_a_users_topics_are_laid_over_ours(run, tmp_path):
    (tmp_path / "topics.yaml").write_text(MINE)
    listed = {row["id"]: row for row in json.loads(run("topics", "--knowledge", tmp_path, "--json").stdout)}
    assert listed["canal"]["within"] == "sea-rights"
    assert listed["ceasefire"]["gloss"] == "Only the truce of the north."
    assert run("positions", "--topic", "canal", "--knowledge", tmp_path).exit_code == 0
    assert run("positions", "--topic", "canal").exit_code == 2


def test_the_examples_of_a_users_topics_are_tried(run, tmp_path):
    (tmp_path / "topics.yaml").write_text(MINE.replace("The root canal", "The great canal"))
    result = run("topics", "--check", "--knowledge", tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / 'topics.yaml'}:1: canal: the topic is named in 'The great canal hurt.'" in result.stdout
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("topic", "fault"),
    [
        ("- id: canal\n  words: [canal]", "gloss is missing"),
        ("- id: canal\n  gloss: x", "nothing can name this topic"),
        ("- id: Big Canal\n  gloss: x\n  words: [canal]", "small letters"),
        ("- id: canal\n  gloss: x\n  words: canal", "words must be a list"),
        ("- id: canal\n  gloss: x\n  words: [canal]\n  within: seas", "no topic or context 'seas'"),
        ("- id: canal\n  gloss: x\n  together: [[open]]", "two or more lists"),
        ('- id: canal\n  gloss: x\n  together: [[open], ["kind:ship"]]', "no kind 'ship'"),
        ("- id: canal\n  gloss: x\n  words: [canal]\n  phrases: [x]", "there is no key 'phrases'"),
        ("- id: canal\n  gloss: x\n  words: [canal]\n  ill: perhaps", "ill is yes or no"),
        ("- id: canal\n  gloss: x\n  words: [a]\n- id: canal\n  gloss: x\n  words: [b]", "stands twice"),
        ("- canal", "no `key: value` pairs"),
        ("canal: x", "no list of topics"),
    ],
)
def test_faults_of_a_users_topics_are_told_with_file_and_line(run, tmp_path, topic, fault):
    (tmp_path / "topics.yaml").write_text(topic)
    result = run("kb", "check", tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / 'topics.yaml'}:" in result.stdout
    assert fault in result.stdout
    assert run("topics", "--knowledge", tmp_path).exit_code == 3
