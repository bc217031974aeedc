"""The codings that a database keeps, on both kinds of database."""

from dataclasses import replace
from threading import Thread

import pytest

from dragoman import query
from dragoman.explain.changes import compare_records
from dragoman.model.problems import DragomanError
from dragoman.store import Store
from dragoman.store.codings import Chosen, awaiting, find_version, paired_codings, versions
from store.builders import document, event, raid, record, stated, visit


@pytest.fixture
def place(fresh):
    return fresh()


@pytest.fixture
def store(place):
    with Store.open(place, create=True) as store:
        yield store


def recoded(one, version="1.0+beef"):
    return replace(one, version=version, events=tuple(replace(e, type=stated("REJECT")) for e in one.events))


def shown(store):
    return {row.type for row in query.events(store, query.Filter()).rows}


def test_every_version_is_listed_with_what_it_coded(store):
    store.save(visit())
    store.save(raid())
    store.save(recoded(visit()))
    assert [(one.version, one.articles, one.shown) for one in versions(store)] == [("1.0+beef", 1, 1), ("1", 2, 1)]
    assert [find_version(store, name) for name in ("latest", "previous", "beef", "1.0")] == [
        *("1.0+beef", "1"),
        *("1.0+beef", "1.0+beef"),
    ]


def test_articles_of_either_version_are_paired(store):
    store.save(visit())
    store.save(raid())
    store.save(recoded(visit()))
    assert list(paired_codings(store, "1", "1.0+beef")) == [(visit(), recoded(visit())), (raid(), None)]
    chosen = Chosen(ids=(raid().document.id[:8],))
    assert list(paired_codings(store, "1", "1.0+beef", chosen)) == [(raid(), None)]


def test_more_articles_than_are_read_at_once(store):
    made = [record(document(f"a{n}", f"Iran met Iraq {n}.", published=f"2025-01-{n % 28 + 1:02}")) for n in range(120)]
    for one in made:
        store.save(one)
    ids = [one.document.id for one in made]
    assert list(awaiting(store, "2")) == ids
    assert list(awaiting(store, "1")) == []
    assert [new.document.id for _, new in paired_codings(store, "1", "1")] == ids
    assert set(awaiting(store, "2", Chosen(since="2025-01-28"))) == {
        one.document.id for one in made if one.document.published.value == "2025-01-28"
    }


def test_going_back_shows_the_older_coding_until_the_article_is_coded_again(store):
    store.save(visit())
    store.save(recoded(visit()))
    assert shown(store) == {"REJECT"}
    store.go_back(visit().document.id, "1")
    assert "REJECT" not in shown(store)
    assert store.load(visit().document.id) == visit()
    assert store.load(visit().document.id, "1.0+beef") == recoded(visit())
    assert list(awaiting(store, "1.0+beef", coded=True)) == [visit().document.id]
    before = list(query.events(store, query.Filter()).rows)
    store.rebuild()
    assert list(query.events(store, query.Filter()).rows) == before
    store.save(recoded(visit(), "3"))
    assert shown(store) == {"REJECT"}


def test_going_back_to_what_was_never_coded_is_refused(store):
    store.save(visit())
    with pytest.raises(DragomanError, match="was not coded by 9"):
        store.go_back(visit().document.id, "9")


def test_readers_and_writers_go_on_while_articles_are_compared(place, store):
    for number in range(120):
        store.save(record(document(f"a{number}", f"Iran met Iraq {number}.")))
    pairs = paired_codings(store, "1", "1")
    next(pairs)
    doc = document("late", "Iran condemned Israel.")

    def write():
        with Store.open(place) as other:
            other.save(record(doc, events=(event(doc, 1, "condemned", "ACCUSE", actor=["TUR"]),)))

    writer = Thread(target=write)
    writer.start()
    writer.join(10)
    assert not writer.is_alive()
    rest = list(pairs)
    assert all(compare_records(old, new) == () for old, new in rest)
    assert rest[-1][1].document == doc
