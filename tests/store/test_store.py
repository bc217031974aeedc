"""What is stored stays, whole, and comes back exactly."""

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model.problems import DragomanError
from dragoman.store import Outcome, Store, schema

from .builders import document, event, raid, record, visit
from .strategies import records


def dump(store):
    """All that is in the query tables."""
    tables = ("events", "event_actors", "statements", "statement_actors", "agreements", "commitments")
    return {table: store.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in tables}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records(address=st.sampled_from("ab")), max_size=4))
def test_every_record_comes_back_as_it_was_saved(tmp_path_factory, made):
    with Store.open(tmp_path_factory.mktemp("store") / "dragoman.db", create=True) as store:
        last = {}
        for one in made:
            store.save(one)
            last.setdefault((one.document.id, one.version), one)
            newest = next(r for (id, _), r in reversed(last.items()) if id == one.document.id)
            loaded = store.load(one.document.id)
            assert replace(loaded, document=replace(loaded.document, replaces=None)) == newest


def test_reading_the_same_article_again_changes_nothing(store):
    assert store.save(visit()).outcome is Outcome.NEW
    before = dump(store)
    assert store.save(visit()).outcome is Outcome.KNOWN
    assert dump(store) == before
    assert store.holds(visit().document.id, "1")


def test_a_changed_article_becomes_a_new_version_and_the_old_one_stays(store):
    old, new = record(document("a", "It was so.")), record(document("a", "It was otherwise."))
    store.save(old)
    saved = store.save(new)
    assert saved.outcome is Outcome.CHANGED
    assert store.load(new.document.id).document.replaces == old.document.id
    assert store.load(old.document.id) == old


def test_queries_see_the_current_version_only(store):
    first, second = document("a", "They met."), document("a", "They met and talked.")
    store.save(record(first, events=(event(first, 1, "met", "CONSULT"),)))
    store.save(record(second, events=(event(second, 1, "talked", "CONSULT"), event(second, 2, "met", "CONSULT"))))
    owners = store.connection.execute("SELECT documents.id FROM events JOIN documents ON documents.key = document")
    assert [id for (id,) in owners] == [second.id, second.id]


def test_another_version_of_the_coder_adds_its_record(store):
    store.save(visit())
    again = replace(visit(), version="2", events=visit().events[:1])
    assert store.save(again).outcome is Outcome.RECODED
    assert store.load(again.document.id) == again
    assert len(dump(store)["events"]) == 1
    assert store.holds(again.document.id, "1")


def test_a_record_that_contradicts_itself_is_refused_and_leaves_no_trace(store):
    doc = document("a", "They met.")
    with pytest.raises(DragomanError, match="contradicts itself"):
        store.save(record(doc, events=(event(doc, 1, "met", "CONSULT", actor=["nobody"]),)))
    assert store.connection.execute("SELECT count(*) FROM documents").fetchone() == (0,)


def test_two_articles_cannot_share_an_id(store):
    store.save(visit())
    other = raid()
    with pytest.raises(DragomanError, match="is that of"):
        store.save(replace(other, document=replace(other.document, id=visit().document.id)))


def test_a_document_is_found_by_the_beginning_of_its_id(store):
    store.save(visit())
    id = visit().document.id
    assert store.find(id[:5]) == store.find(id) == id
    with pytest.raises(DragomanError, match="no document zzz"):
        store.find("zzz")


def test_an_ambiguous_beginning_lists_what_it_may_be(store):
    made = [record(replace(document(f"a{n}", "Text.", title=f"Title {n}"), id=f"abcdef{n}")) for n in range(12)]
    for one in made:
        store.save(one)
    with pytest.raises(DragomanError) as fault:
        store.find("abcdef")
    assert "abcdef0  Title 0" in str(fault.value)
    assert str(fault.value).endswith("...")
    assert store.find("abcdef1") == "abcdef1"  # an id is itself even where others begin with it
    assert store.shorten("abcdef5") == "abcdef5"


def test_ids_are_shortened_as_far_as_they_stay_unique(store):
    for id in ("0123456789abcdef", "0123456700000000", "fedcba9876543210"):
        store.save(record(replace(document(id, "Text."), id=id)))
    assert [store.shorten(id) for id in ("0123456789abcdef", "fedcba9876543210")] == ["012345678", "fedcba"]


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


def test_a_database_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "dragoman.db"
    with Store.open(path, create=True) as store:
        store.connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    with pytest.raises(DragomanError, match="newer Dragoman"):
        Store.open(path)


def test_a_migration_takes_an_older_database_up(tmp_path, monkeypatch):
    path = tmp_path / "dragoman.db"
    with Store.open(path, create=True) as store:
        store.save(visit())
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE notes (note TEXT) STRICT"))
    with Store.open(path) as store:
        assert store.connection.execute("SELECT count(*) FROM notes").fetchone() == (0,)
        assert store.load(visit().document.id) == visit()


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "dragoman.db"
    with Store.open(path, create=True) as store:
        store.save(visit())
    with monkeypatch.context() as patched:
        broken = "CREATE TABLE notes (note TEXT) STRICT;\nCREATE TABLE events (x)"
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
        with pytest.raises(DragomanError, match="already exists"):
            Store.open(path)
    with Store.open(path) as store:
        assert store.load(visit().document.id) == visit()


def test_a_damaged_record_is_named(store):
    store.save(visit())
    store.connection.execute("UPDATE records SET record = x'00'")
    with pytest.raises(DragomanError, match=visit().document.id):
        store.load(visit().document.id)


def test_a_full_disk_costs_only_the_article_that_no_longer_fits(store):
    store.save(visit())
    (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    long = record(document("long", " ".join(str(n) for n in range(20_000))))
    with pytest.raises(sqlite3.OperationalError, match="full"):
        store.save(long)
    assert store.load(visit().document.id) == visit()
    store.connection.execute(f"PRAGMA max_page_count = {pages * 100}")
    assert store.save(long).outcome is Outcome.NEW
