"""Stored articles coded anew: nothing is lost, everything is compared, a run can be stopped and taken up again."""

import csv
import io
import json
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dragoman.batch import Recoded, recode_all
from dragoman.cli import app
from dragoman.model.problems import DragomanError
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_text
from dragoman.store import Store
from dragoman.store.codings import Chosen, awaiting, find_version, paired_codings, versions

FRAME = """- id: mine.oppose
  code: THREATEN
  gloss: Opposes loudly.
  verbs: [oppose]
  roles: {object: content}
  when: {object: [plan]}
  yes:
    - text: "[Iran](actor) opposed the plan."
"""
TEXTS = ("Iran opposed the plan of Israel.", "Egypt and Jordan signed a treaty.", "Syria invited Iraq to talks.")


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "mine.yaml").write_text(FRAME)
    return folder


@pytest.fixture(scope="module")
def newer(lexicon):
    return Pipeline.load(lexicon=lexicon)


@pytest.fixture
def database(tmp_path, pipeline):
    path = tmp_path / "dragoman.db"
    with Store.open(path, create=True) as store:
        for number, text in enumerate(TEXTS):
            given = Overrides(published=f"2025-0{number + 1}-15", title=f"Article {number}")
            store.save(pipeline.code(read_text(text, address=f"a{number}", overrides=given)))
    return path


@pytest.fixture
def run(database, monkeypatch):
    monkeypatch.setattr("os.nice", lambda _: 0)  # the tests that follow in this process would have to wait

    def run(*words):
        words = [*map(str, words), "--db", str(database)]
        return CliRunner().invoke(app, words, env={"COLUMNS": "160"})

    return run


def test_articles_are_coded_anew_and_the_older_coding_stays(database, pipeline, newer):
    with Store.open(database) as store:
        results = list(recode_all(store, newer))
        assert all(isinstance(one, Recoded) for one in results)
        assert [one.version for one in versions(store)] == [newer.version, pipeline.version]
        assert [(one.articles, one.shown) for one in versions(store)] == [(3, 3), (3, 0)]
        for old, new in paired_codings(store, pipeline.version, newer.version):
            assert old == pipeline.code(replace(old.document, published=old.document.published))
            assert store.load(new.document.id) == new


def test_a_second_run_has_nothing_to_do(database, newer):
    with Store.open(database) as store:
        assert len(list(recode_all(store, newer))) == 3
        assert list(recode_all(store, newer)) == []


def test_a_run_that_ended_early_is_taken_up_again_and_ends_the_same(database, newer):
    with Store.open(database) as store:
        begun = recode_all(store, newer)
        next(begun)
        begun.close()
        assert len(list(awaiting(store, newer.version))) == 2
        list(recode_all(store, newer))
        assert [one.articles for one in versions(store)] == [3, 3]


def test_what_was_inferred_is_inferred_anew_and_what_was_given_stays(tmp_path, pipeline, newer):
    text = "After the fall in December 2024, Syria invited Iraq on Sept. 17. The talks of Sept. 16 in Cairo ended."
    with Store.open(tmp_path / "d.db", create=True) as store:
        saved = store.save(pipeline.code(read_text(text, address="x", overrides=Overrides(title="Talks"))))
        before = store.load(saved.id)
        assert before.document.published.rule == "time.year-of-dated-events"
        (result,) = recode_all(store, newer)
        assert result.new == newer.code(read_text(text, address="x", overrides=Overrides(title="Talks")))
        assert result.new.document == before.document


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Chosen(since="2025-02"), ["a1", "a2"]),
        (Chosen(until="2025-02-15"), ["a0", "a1"]),
        (Chosen(text="treaty"), ["a1"]),
        (Chosen(since="2025-02", text="syria"), ["a2"]),
    ],
)
def test_only_those_asked_for(database, newer, chosen, expected):
    with Store.open(database) as store:
        assert [one.new.document.address for one in recode_all(store, newer, chosen, keep=False)] == expected
        (one, *_) = awaiting(store, newer.version, chosen)
        assert list(awaiting(store, newer.version, Chosen(ids=(one[:8],)))) == [one]


def test_an_older_coding_can_be_shown_again(run, database, lexicon, pipeline, newer):
    run("recode", "--lexicon", lexicon)
    assert '"THREATEN"' in run("events", "-f", "json").stdout
    result = run("recode", "--to", "previous")
    assert result.exit_code == 0
    assert "3 articles compared, 1 coded otherwise" in result.stdout
    assert '"THREATEN"' not in run("events", "-f", "json").stdout
    with Store.open(database) as store:
        assert [(one.version, one.shown) for one in versions(store)] == [(newer.version, 0), (pipeline.version, 3)]
        found = run("events", "-f", "json").stdout
        store.rebuild()
        assert run("events", "-f", "json").stdout == found
    assert "codes it already" in run("recode").stdout
    assert run("recode", "--lexicon", lexicon).exit_code == 0
    assert '"THREATEN"' in run("events", "-f", "json").stdout


def test_explain_tells_what_another_version_made_of_an_entry(run, database, lexicon, pipeline):
    with Store.open(database) as store:
        (first, *_) = awaiting(store, "another")
    assert "otherwise" not in run("explain", f"{first}:e1").stdout
    run("recode", "--lexicon", lexicon)
    told = run("explain", f"{first}:e1").stdout
    assert f"otherwise   version {pipeline.version} had type REJECT" in told


def test_a_dry_run_shows_the_changes_and_stores_none(run, database, lexicon, pipeline):
    result = run("recode", "--lexicon", lexicon, "--dry-run")
    assert result.exit_code == 0
    assert "type REJECT → THREATEN" in result.stdout
    assert "frame mine.oppose (mine.yaml:1) now does" in result.stdout
    with Store.open(database) as store:
        assert [one.version for one in versions(store)] == [pipeline.version]


def test_recode_ends_with_the_summary_of_diff(run, lexicon):
    result = run("recode", "--lexicon", lexicon)
    assert result.exit_code == 0
    assert "3 articles compared, 1 coded otherwise" in result.stdout
    again = run("recode", "--lexicon", lexicon)
    assert "codes it already" in again.stdout


def test_diff_of_two_versions_by_their_beginnings_and_words(run, lexicon, pipeline, newer):
    run("recode", "--lexicon", lexicon)
    by_words = run("diff", "previous", "latest", "--field", "type", "-f", "json")
    (change,) = json.loads(by_words.stdout)["changes"]
    assert (change["old"], change["new"], change["title"]) == ("REJECT", "THREATEN", "Article 0")
    digests = [version.partition("+")[2][:6] for version in (pipeline.version, newer.version)]
    assert run("diff", *digests, "--field", "type", "-f", "json").stdout == by_words.stdout
    rows = list(csv.DictReader(io.StringIO(run("diff", "previous", "latest", "--type", "REJECT", "-f", "csv").stdout)))
    assert "type" in {row["field"] for row in rows}
    assert {row["type"] for row in rows} == {"REJECT"}
    assert run("diff", "latest", "latest", "-f", "markdown").stdout.startswith(
        "# What changed\n\n3 articles compared, 0"
    )


def test_versions_lists_who_coded_what(run, pipeline):
    (row,) = json.loads(run("versions", "-f", "json").stdout)
    assert (row["version"], row["articles"], row["shown"]) == (pipeline.version, 3, 3)


def test_a_version_that_is_not_there_is_named(database):
    with Store.open(database) as store, pytest.raises(DragomanError, match="nosuch is no version here; there are: 0"):
        find_version(store, "nosuch")
    with Store.open(database) as store, pytest.raises(DragomanError, match="there is no previous version"):
        find_version(store, "previous")


def test_a_run_in_the_background_tells_how_far_it_is_and_ends_when_asked(run, database, lexicon):
    assert "no run" in run("recode", "--status").stdout
    assert "started as process" in run("recode", "--lexicon", lexicon, "--pause", "30", "--detach").stdout
    assert "at work already" in run("recode", "--lexicon", lexicon).stderr
    for _ in range(600):
        told = run("recode", "--status").stdout
        if "at work: 1 of 3" in told:
            break
        time.sleep(0.1)
    else:
        pytest.fail(told + (database.parent / "dragoman.db.recode.log").read_text())
    assert "ended: 1 of 3 articles" in run("recode", "--stop").stdout
    assert "stopped with 2 to go" in (database.parent / "dragoman.db.recode.log").read_text()
    assert run("recode", "--lexicon", lexicon).exit_code == 0
    assert "ended: 2 of 2" in run("recode", "--status").stdout


def test_a_run_that_was_killed_is_known_as_dead_and_taken_up(run, database, lexicon):
    words = ["recode", "--db", str(database), "--lexicon", str(lexicon), "--pause", "30"]
    program = [sys.executable, "-c", "from dragoman.cli import app; app()"]
    process = subprocess.Popen([*program, *words], stdout=subprocess.PIPE)
    while "at work: 1 of 3" not in run("recode", "--status").stdout:
        assert process.poll() is None
        time.sleep(0.1)
    process.kill()
    process.wait()
    assert "died" in run("recode", "--status").stdout
    assert run("recode", "--lexicon", lexicon).exit_code == 0
    with Store.open(database) as store:
        assert [one.articles for one in versions(store)] == [3, 3]
