"""A backup holds everything of record, and becomes a database of either kind again."""

import multiprocessing
import os
import signal
import sqlite3
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dragoman import query
from dragoman.model.problems import DragomanError
from dragoman.query import Filter
from dragoman.store import Store, tables
from dragoman.store.copying import backup, restore

from .builders import document, event, raid, record, visit
from .strategies import records

processes = multiprocessing.get_context("fork")


def of_record(store):
    with store.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in tables.of_record()
        }


def answers(store):
    return [list(ask(store, Filter()).rows) for ask in (query.events, query.statements, query.commitments)]


def fill(store):
    """A superseded version, an article coded twice, and one more."""
    old, new = document("a", "They met."), document("a", "They met again.")
    for one in (record(old), record(new, events=(event(new, 1, "met", "CONSULT"),)), visit(), raid()):
        store.save(one)
    store.save(replace(visit(), version="2"))


@pytest.fixture
def other(kind, request, tmp_path):
    """A place of the other kind for a new database."""
    if kind == "postgresql":
        yield tmp_path / "other.db"
    else:
        server = request.getfixturevalue("server")
        name = server.fresh(prepared=False)
        yield server.url(name)
        server.drop(name)


def test_a_database_moves_to_the_other_kind_and_back(store, other, fresh, tmp_path):
    fill(store)
    assert backup(store, tmp_path / "one.db") == 3
    assert restore(tmp_path / "one.db", other) == 3
    back = fresh()
    with Store.open(other) as moved:
        assert of_record(moved) == of_record(store)
        assert answers(moved) == answers(store)
        assert backup(moved, tmp_path / "two.db") == 3
        moved.save(record(document("b", "They parted.")))  # it goes on from there
    assert restore(tmp_path / "two.db", back) == 3
    with Store.open(back) as returned:
        assert of_record(returned) == of_record(store)


def test_a_backup_is_a_database(store, tmp_path):
    fill(store)
    backup(store, tmp_path / "backup.db")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["backup.db"]
    with Store.open(tmp_path / "backup.db") as opened:
        assert answers(opened) == answers(store)
        assert query.documents(opened, text="again").total == 1


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=st.lists(records(address=st.sampled_from("ab")), min_size=1, max_size=2))
def test_every_record_is_carried_as_it_was(fresh, tmp_path_factory, made):
    file = tmp_path_factory.mktemp("backup") / "backup.db"
    with Store.open(fresh(), create=True) as store:
        for one in made:
            store.save(one)
        backup(store, file)
        again = fresh()
        restore(file, again)
        with Store.open(again) as restored:
            assert of_record(restored) == of_record(store)
            assert [restored.load(one.document.id) for one in made] == [store.load(one.document.id) for one in made]


def test_nothing_is_written_over(store, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(DragomanError, match="is there already"):
        backup(store, tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_backup_that_cannot_be_written_leaves_nothing(store, tmp_path):
    with pytest.raises(DragomanError, match="unable to open"):
        backup(store, tmp_path / "no" / "such" / "folder.db")
    assert list(tmp_path.iterdir()) == []


def test_only_an_empty_database_is_filled(store, fresh, tmp_path):
    fill(store)
    backup(store, tmp_path / "backup.db")
    where = fresh()
    with Store.open(where, create=True) as held:
        held.save(visit())
        with pytest.raises(DragomanError, match="holds 1 articles; name a database that is empty"):
            restore(tmp_path / "backup.db", where)
        assert query.documents(held).total == 1


def test_what_is_no_backup_is_refused(fresh, tmp_path):
    (tmp_path / "notes.txt").write_text("not a database at all, but a text of some length\n" * 90)
    with pytest.raises(DragomanError, match=r"notes\.txt: file is not a database"):
        restore(tmp_path / "notes.txt", fresh())
    with sqlite3.connect(tmp_path / "other.db") as made:
        made.execute("CREATE TABLE mine (x)")
    with pytest.raises(DragomanError, match=r"other\.db: .*another program"):
        restore(tmp_path / "other.db", fresh())
    (tmp_path / "empty.db").touch()
    with pytest.raises(DragomanError, match="nothing of Dragoman"):
        restore(tmp_path / "empty.db", fresh())


def test_a_damaged_backup_fills_nothing(store, fresh, tmp_path):
    fill(store)
    backup(store, tmp_path / "backup.db")
    with sqlite3.connect(tmp_path / "backup.db") as damaged:
        damaged.execute("UPDATE records SET record = x'00' WHERE key = 4")
    where = fresh()
    with pytest.raises(DragomanError, match="cannot be read"):
        restore(tmp_path / "backup.db", where)
    with Store.open(where) as left:
        assert not any(of_record(left).values())


def test_a_backup_of_an_older_format_is_read_and_stays_as_it_is(older, fresh):
    before = older.read_bytes()
    where = fresh()
    assert restore(older, where) == 3
    assert older.read_bytes() == before
    with Store.open(where) as store:
        assert [row.type for row in query.events(store, Filter()).rows].count("ASSAULT") == 1


def killed(action, *args, after):
    started = processes.Event()

    def run():
        started.set()
        action(*args)

    process = processes.Process(target=run)
    process.start()
    started.wait(20)
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.join()


def save_backup(where, file):
    with Store.open(where) as store:
        backup(store, file)


def test_a_backup_that_is_killed_is_whole_or_not_there(fresh, tmp_path):
    where = fresh()
    with Store.open(where, create=True) as store:
        fill(store)
        expected = of_record(store)
    for n in range(8):
        file = tmp_path / f"{n}.db"
        killed(save_backup, where, file, after=0.02 * n)
        if file.exists():
            with Store.open(file) as saved:
                assert of_record(saved) == expected


def test_a_restore_that_is_killed_is_whole_or_leaves_it_empty(store, fresh, tmp_path):
    fill(store)
    backup(store, tmp_path / "backup.db")
    for n in range(8):
        where = fresh()
        killed(restore, tmp_path / "backup.db", where, after=0.03 * n)
        with Store.open(where, create=True) as left:
            found = query.documents(left).total
        if found:
            assert found == 3
        else:
            assert restore(tmp_path / "backup.db", where) == 3
