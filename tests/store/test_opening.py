"""What is no database of ours is refused and left alone; an older one becomes one of today, with all its records."""

import multiprocessing
import os
import signal
import sqlite3
import time

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text, update

import postgres
from dragoman import query
from dragoman.model.problems import DragomanError
from dragoman.query import Filter
from dragoman.store import Store, schema, tables

from .builders import document, raid, record, visit

processes = multiprocessing.get_context("fork")


def test_a_missing_database_is_not_made_by_asking(tmp_path):
    with pytest.raises(DragomanError, match="no such database"):
        Store.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("content", [b"not a database at all, but a text of some length\n" * 90, b"short"])
def test_another_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(DragomanError, match="not a database"):
        Store.open(path, create=True)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    before = path.read_bytes()
    with pytest.raises(DragomanError, match="another program"):
        Store.open(path, create=True)
    assert path.read_bytes() == before


def test_a_database_of_a_newer_version_is_refused(fresh):
    where = fresh()
    with Store.open(where, create=True) as store, store.writing() as connection:
        connection.execute(update(tables.derived_tables).values(version=tables.DERIVED_VERSION + 1))
    with pytest.raises(DragomanError, match="newer Dragoman"):
        Store.open(where)
    if isinstance(where, str):
        with psycopg.connect(where) as connection:
            connection.execute("UPDATE dragoman_version SET version_num = %s", [str(schema.FORMAT + 1)])
    else:
        with sqlite3.connect(where) as connection:
            connection.execute(f"PRAGMA user_version = {schema.FORMAT + 1}")
    with pytest.raises(DragomanError, match=f"newer Dragoman wrote it .format {schema.FORMAT + 1}"):
        Store.open(where)


def test_older_derived_tables_are_made_anew_from_the_records(fresh):
    where = fresh()
    with Store.open(where, create=True) as store:
        store.save(visit())
        expected = list(query.events(store, Filter()).rows)
        with store.writing() as connection:
            connection.execute(text("DROP TABLE stance_actors"))
            connection.execute(text("UPDATE events SET type = 'nonsense'"))
            connection.execute(text("CREATE TABLE was_derived (x INTEGER)"))
            connection.execute(
                text("INSERT INTO derived_tables (position, name, version) VALUES (99, 'was_derived', 0)")
            )
            connection.execute(update(tables.derived_tables).values(version=0))
    with Store.open(where) as store:
        assert list(query.events(store, Filter()).rows) == expected
        with store.reading() as connection:
            names = connection.execute(text("SELECT name FROM derived_tables")).scalars().all()
        assert sorted(names) == sorted(table.name for table in tables.derived())


@pytest.mark.parametrize("wrong", ["mysql://me:secret@host/name", "postgresql://me:secret@host:port/name"])
def test_an_address_that_is_none_is_refused(wrong):
    with pytest.raises(DragomanError, match="postgresql://user@host/name") as fault:
        Store.open(wrong)
    assert "secret" not in str(fault.value)


def test_a_server_that_does_not_answer_is_named():
    with pytest.raises(DragomanError, match=r"^postgresql[^ ]*@127.0.0.1:1/news: the server cannot be reached"):
        Store.open("postgresql://me:secret@127.0.0.1:1/news", create=True)


def test_a_database_that_the_server_does_not_have_is_not_made(server):
    with pytest.raises(DragomanError, match="no database nothing; an administrator makes it: createdb nothing"):
        Store.open(server.url("nothing"), create=True)


def test_a_wrong_password_is_told_and_no_password_is_shown(server):
    address = f"@127.0.0.1:{server.port}/postgres"
    with pytest.raises(DragomanError, match="wrong password for postgres") as fault:
        Store.open(f"postgresql://postgres:guess{address}")
    assert "guess" not in str(fault.value)
    with pytest.raises(DragomanError, match="asks for a password"):
        Store.open(f"postgresql://postgres{address}")
    with pytest.raises(DragomanError, match="nothing of Dragoman"):
        Store.open(f"postgresql://postgres:{postgres.PASSWORD}{address}")


def test_an_empty_database_of_a_server_gets_its_tables(server):
    name = server.fresh(prepared=False)
    with Store.open(server.url(name), create=True) as store:
        store.save(visit())
    with Store.open(server.url(name)) as store:
        assert store.load(visit().document.id) == visit()
    server.drop(name)


def test_a_database_of_another_encoding_is_refused(server):
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(DragomanError, match="its encoding is LATIN1"):
        Store.open(server.url("latin"), create=True)


def holds_everything(path):
    """Both versions of one article, one that was coded twice, and one more."""
    first = document("https://example.org/talks", "They met.", title="Talks")
    second = document("https://example.org/talks", "They met and talked.", title="Talks")
    with Store.open(path) as store:
        assert store.load(first.id).document == first
        assert store.load(second.id).document.replaces == first.id
        assert store.load(visit().document.id).version == "2"
        assert store.holds(visit().document.id, "1")
        assert store.load(raid().document.id).events == raid().events
        rows = list(query.events(store, Filter()).rows)
        assert [row.quote for row in rows if row.type == "ASSAULT"] == ["Israel bombed Syria and killed 12."]
        assert sorted(row.id.split(":")[0] for row in rows) == sorted(
            [second.id, visit().document.id, visit().document.id, raid().document.id]
        )
        assert query.statements(store, Filter(text="leave Syria alone")).total == 1
        assert query.documents(store, text="met", versions=True).total == 3
        store.save(record(document("https://example.org/talks", "They parted.")))
        assert query.documents(store).total == 3


def test_a_database_of_an_older_format_is_taken_over(older):
    holds_everything(older)


def test_tables_of_record_are_those_of_a_new_database(older):
    of_record = {table.name for table in tables.of_record()}
    Store.open(older).close()
    with Store.open(older) as store, store.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "table" or name in of_record,
                "include_object": lambda one, name, kind, *_: (
                    (name if kind == "table" else one.table.name) in of_record
                ),
            },
        )
        found = compare_metadata(context, tables.metadata)
    # Old tables do not say of a row's number that it is never null; SQLite sees to that.
    assert [one for one in found if (one[0][0], one[0][3]) != ("modify_nullable", "key")] == []


def open_and_close(path, ready):
    ready.set()
    Store.open(path).close()


def test_taking_over_can_be_killed_at_any_moment(older):
    whole = older.read_bytes()
    for delay in (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4):
        older.write_bytes(whole)
        for ending in ("-wal", "-shm", "-journal"):
            older.with_name(older.name + ending).unlink(missing_ok=True)
        ready = processes.Event()
        opening = processes.Process(target=open_and_close, args=(older, ready))
        opening.start()
        ready.wait(20)
        time.sleep(delay)
        os.kill(opening.pid, signal.SIGKILL)
        opening.join()
        with sqlite3.connect(older) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (events,) = connection.execute("SELECT count(*) FROM events").fetchone()
        connection.close()
        assert version in range(1, schema.FORMAT + 1)
        assert events == 4
        holds_everything(older)


def test_a_database_that_cannot_be_taken_over_stays_as_it_was(older):
    with sqlite3.connect(older) as connection:
        connection.execute("UPDATE records SET record = x'00' WHERE key = 1")
        if connection.execute("PRAGMA user_version").fetchone()[0] >= 4:  # else the tables are made anew in any case
            connection.execute("UPDATE derived_tables SET version = 0")
    connection.close()
    before = older.read_bytes()
    with pytest.raises(DragomanError, match=r"the record of .* cannot be read"):
        Store.open(older)
    with sqlite3.connect(older) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (4,)
    connection.close()
    assert older.read_bytes() == before
