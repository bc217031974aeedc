"""``dragoman follow`` keeps queries by name; the mark moves only when a digest is there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest

from dragoman import digest as digests
from dragoman import query
from dragoman.cli import app
from dragoman.digest.kinds import fitting
from dragoman.ontology import plover
from dragoman.store import Store, follows

processes = multiprocessing.get_context("fork")


@pytest.fixture
def place(fresh, readings, save):
    made = fresh()
    save(made, readings[0])
    return made


def test_a_follow_is_listed_shown_and_removed(place, run):
    run(place, "follow", "wheat file", "--dyad", "TUR", "SYR", "--text", "wheat", "--since", "2025-09")
    listed = run(place, "follow").stdout
    assert "wheat file" in listed
    assert "none yet" in listed
    printed = run(place, "follow", "wheat file", "--show").stdout
    assert "dyad: TUR, SYR; since: 2025-09; text: wheat" in printed
    assert "events, meetings, statements, agreements, commitments" in printed
    run(place, "digest", "wheat file")
    assert "none yet" not in run(place, "follow", "wheat file", "--show").stdout
    run(place, "follow", "wheat file", "--remove")
    assert "Nothing is followed" in run(place, "follow").stdout


def test_a_name_is_taken_once(place, run):
    run(place, "follow", "levant", "--actor", "TUR")
    assert "followed already" in run(place, "follow", "levant", "--actor", "SYR", exits=3).stderr


def test_an_unknown_name_gives_those_that_are_like_it(place, run):
    run(place, "follow", "levant", "--actor", "TUR")
    assert "perhaps levant" in run(place, "digest", "levnat", exits=3).stderr
    assert "perhaps levant" in run(place, "follow", "levnat", "--remove", exits=3).stderr


def test_what_a_query_asks_for_decides_what_it_tells_of(place, run):
    said = run(place, "follow", "visits", "--form", "visit").stderr
    assert "following visits: meetings; events, statements" in said
    told = run(place, "digest", "visits").stdout
    assert "New meetings: 1" in told
    assert "New events" not in told


def test_a_kind_that_lacks_what_is_asked_for_is_refused(place, run):
    wrong = run(place, "follow", "x", "--type", "CONSULT", "--what", "events,statements", exits=2).stderr
    assert "statements have no type" in " ".join(wrong.split())
    assert "no 'evnts'" in run(place, "follow", "x", "--what", "evnts", exits=2).stderr


def test_statuses_of_events_and_of_agreements_are_told_apart():
    assert fitting(query.Filter(status=("negated",))) == ("events",)
    assert fitting(query.Filter(status=("signed",))) == ("agreements",)
    with pytest.raises(ValueError, match="no kind"):
        fitting(query.Filter(status=("signed", "negated")))


def test_statements_and_commitments_between_two_sides(place, run):
    run(place, "follow", "pair", "--dyad", "SYR", "TUR", "--what", "statements,commitments")
    told = run(place, "digest", "pair").stdout
    assert "We will not leave Syria alone" in told
    assert "send 200 tonnes of wheat to Syria" in told
    run(place, "follow", "other", "--dyad", "QAT", "TUR")
    assert "Nothing new." in run(place, "digest", "other").stdout


def test_looking_does_not_move_the_mark(place, run):
    run(place, "follow", "levant", "--actor", "TUR")
    first = run(place, "digest", "levant", "--keep").stdout
    assert run(place, "digest", "levant").stdout == first
    assert "Nothing new." in run(place, "digest", "levant").stdout


def test_a_digest_that_begins_after_the_last_one_does_not_swallow_what_is_between(place, readings, save, run):
    run(place, "follow", "levant", "--actor", "TUR")
    run(place, "digest", "levant")
    save(place, readings[1])
    skipping = run(place, "digest", "levant", "--since", "2999")
    assert "Nothing new." in skipping.stdout
    assert "the mark of levant stays" in skipping.stderr
    assert "Fidan meets Sharaa" in run(place, "digest", "levant").stdout


def test_a_file_that_cannot_be_written_leaves_the_mark(place, run, tmp_path):
    run(place, "follow", "levant", "--actor", "TUR")
    fault = run(place, "digest", "levant", "--out", tmp_path / "nowhere" / "digest.md", exits=3).stderr
    assert "digest.md" in fault
    assert "Azaz deal" in run(place, "digest", "levant").stdout


def test_killed_between_writing_and_marking_a_digest_tells_it_again(place, run, tmp_path):
    """The mark waits for the write lock, which we hold: the file is there, the mark is not."""
    run(place, "follow", "levant", "--actor", "TUR")
    file = tmp_path / "digest.md"
    words = ["digest", "levant", "--out", str(file), "--db", str(place)]
    with Store.open(place) as store, store.writing():
        child = processes.Process(target=app, args=(words,))
        child.start()
        patience = time.monotonic() + 60
        while not file.exists() and time.monotonic() < patience:
            time.sleep(0.01)
        os.kill(child.pid, signal.SIGKILL)
        child.join()
    assert child.exitcode == -signal.SIGKILL
    told = file.read_text(encoding="utf-8")
    assert "Azaz deal" in told
    with Store.open(place) as store:
        assert follows.find(store, "levant").mark is None
    run(place, *words[:4])
    assert file.read_text(encoding="utf-8") == told
    assert [path.name for path in tmp_path.iterdir()] == ["digest.md"]
    assert "Nothing new." in run(place, "digest", "levant").stdout


def test_the_mark_never_goes_back(place, run):
    run(place, "follow", "levant", "--actor", "TUR")
    run(place, "digest", "levant")
    with Store.open(place) as store:
        there = follows.find(store, "levant").mark
        follows.advance(store, "levant", type(there)(document=1, made="2000-01-01T00:00:00+00:00"))
        assert follows.find(store, "levant").mark == there


def test_what_comes_in_while_a_digest_is_written_is_told_next(place, readings, save, run):
    run(place, "follow", "levant", "--actor", "TUR")
    with Store.open(place) as store:
        one = follows.find(store, "levant")
        made = digests.make(store, one, plover(), since=None)
        save(place, readings[1])
        follows.advance(store, "levant", made.mark)
    assert "Fidan meets Sharaa" in run(place, "digest", "levant").stdout


def test_recipients_are_for_letters(place, run):
    run(place, "follow", "levant", "--actor", "TUR")
    assert "only --format eml" in run(place, "digest", "levant", "--to", "a@b.example", exits=2).stderr
    bad = run(place, "digest", "levant", "-f", "eml", "--to", "nobody\nBcc: x@y.example", exits=2).stderr
    assert "is no address" in " ".join(bad.split())


def test_a_backup_keeps_what_is_followed_and_how_far_it_was_told(place, fresh, run, tmp_path):
    run(place, "follow", "levant", "--actor", "TUR")
    run(place, "digest", "levant")
    run(place, "backup", tmp_path / "saved.db")
    other = fresh()
    run(other, "restore", tmp_path / "saved.db")
    assert "Nothing new." in run(other, "digest", "levant").stdout
