"""What is stored stays, whole, and comes back exactly."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError

from dragoman import query
from dragoman.model.problems import DragomanError
from dragoman.query import Filter
from dragoman.store import Outcome, Store, tables

from .builders import document, event, raid, record, visit
from .strategies import records


def dump(store):
    """All that is in the query tables."""
    return {table.name: ask(store, select(table).order_by(*table.primary_key)) for table in tables.derived()}


def ask(store, question):
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(question)]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(records(address=st.sampled_from("ab")), max_size=4))
def test_every_record_comes_back_as_it_was_saved(fresh, made):
    with Store.open(fresh(), create=True) as store:
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
    owners = ask(store, select(tables.documents.c.id).join_from(tables.events, tables.documents))
    assert owners == [(second.id,), (second.id,)]


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
    assert ask(store, select(tables.documents.c.id)) == []
    assert not any(dump(store).values())


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


def test_a_damaged_record_is_named(store):
    store.save(visit())
    with store.writing() as connection:
        connection.execute(update(tables.records).values(record=b"\0"))
    with pytest.raises(DragomanError, match=visit().document.id):
        store.load(visit().document.id)
    with pytest.raises(DragomanError, match=visit().document.id):
        store.rebuild()


def test_a_full_disk_costs_only_the_article_that_no_longer_fits(tmp_path):
    with Store.open(tmp_path / "dragoman.db", create=True) as store:
        store.save(visit())
        with store.reading() as connection:  # the pool gives the one connection there is again
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        long = record(document("long", " ".join(str(n) for n in range(20_000))))
        with pytest.raises(OperationalError, match="full"):
            store.save(long)
        assert store.load(visit().document.id) == visit()
        with store.reading() as connection:
            connection.execute(text(f"PRAGMA max_page_count = {pages * 100}"))
        assert store.save(long).outcome is Outcome.NEW


def test_what_is_kept_in_step_is_what_would_be_made_anew(store):
    """Not by its keys, which count how often an article was coded, but by what they lead to."""
    old, new = document("a", "They met in “secret”."), document("a", "They met. “Nothing came of it,” they said.")
    store.save(record(old, events=(event(old, 1, "met", "CONSULT", actor=["kalin"]),)))
    for one in (visit(), record(new, events=(event(new, 1, "met", "CONSULT"),)), replace(visit(), version="2"), raid()):
        store.save(one)
    asked = [
        *(query.events(store, wanted) for wanted in (Filter(), Filter(actor=("TUR",)), Filter(text="met"))),
        *(query.statements(store, Filter(text=words)) for words in ("syria alone", "met", "nothing came")),
        *(query.documents(store, text=words, versions=True) for words in ("secret", "nothing", "bombed")),
        query.commitments(store, Filter()),
    ]
    before = [(page.total, list(page.rows)) for page in asked]
    assert [total for total, _ in before] == [5, 3, 4, 1, 0, 0, 1, 1, 1, 2]
    store.rebuild()
    asked = [
        *(query.events(store, wanted) for wanted in (Filter(), Filter(actor=("TUR",)), Filter(text="met"))),
        *(query.statements(store, Filter(text=words)) for words in ("syria alone", "met", "nothing came")),
        *(query.documents(store, text=words, versions=True) for words in ("secret", "nothing", "bombed")),
        query.commitments(store, Filter()),
    ]
    assert [(page.total, list(page.rows)) for page in asked] == before


def test_a_transaction_is_all_or_nothing(store):
    def fail_half_way():
        with store.writing():
            store.save(visit())
            assert store.load(visit().document.id) == visit()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_half_way()
    assert query.documents(store).total == 0


def test_a_view_stays_as_it_was_when_it_was_opened(store):
    store.save(visit())
    with store.reading():
        before = query.documents(store).total
        with ThreadPoolExecutor(1) as another:
            another.submit(store.save, raid()).result(timeout=20)
        assert query.documents(store).total == before
    assert query.documents(store).total == before + 1


def test_nothing_is_written_from_an_old_view(store):
    with store.reading(), pytest.raises(RuntimeError, match="write before that or after it"):
        store.save(visit())
