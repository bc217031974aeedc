"""Proposals are kept beside the record: nothing that is shown, asked for or counted changes until a person says so."""

import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import text

from dragoman import query
from dragoman.model.problems import DragomanError
from dragoman.query import Filter
from dragoman.review import Reviewer
from dragoman.store import Store, codings, copying, proposals, schema

from .conftest import ARTICLE, answer, commitment, event, statement

EVERYTHING = answer(events=[event(trigger="Damascus", type="AGREE", modes=[])], statements=[statement()],
                    commitments=[commitment(quote="northern Syria")])  # fmt: skip


@pytest.fixture
def store(fresh):
    with Store.open(fresh(), create=True) as opened:
        yield opened


@pytest.fixture
def kept(store, pipeline, document, ask):
    """The id of a proposal for a stored article."""
    store.save(pipeline.code(document()))
    made = ask(EVERYTHING)
    return proposals.add(store, made.record, made.inquiry)


def rows(store):
    """All that the database tells, apart from proposals."""
    wanted = Filter()
    return [list(ask(store, wanted).rows) for ask in (query.events, query.statements, query.commitments)]


def test_a_proposal_comes_back_as_it_was_kept(store, pipeline, document, ask):
    store.save(pipeline.code(document()))
    made = ask(EVERYTHING, price_in=1.0)
    found = proposals.find(store, proposals.add(store, made.record, made.inquiry))
    assert (found.record, found.inquiry, found.version) == (made.record, made.inquiry, made.record.version)


def test_the_built_in_record_stays_what_is_shown(store, pipeline, document, ask):
    record = pipeline.code(document())
    store.save(record)
    before = rows(store)
    made = ask(EVERYTHING)
    proposals.add(store, made.record, made.inquiry)
    assert store.load(record.document.id) == record
    assert rows(store) == before
    assert [one.version for one in codings.versions(store)] == [record.version]
    assert not list(codings.awaiting(store, record.version))
    store.rebuild()
    assert rows(store) == before
    with pytest.raises(DragomanError, match="was not coded by"):
        store.go_back(record.document.id, made.record.version)
    with pytest.raises(DragomanError, match="is no version here"):
        codings.find_version(store, made.record.version)


def test_coding_anew_does_not_touch_proposals(store, kept, pipeline, document):
    store.save(replace(pipeline.code(document()), version="later"))
    assert proposals.find(store, kept).record.version.startswith("llm:")
    assert store.load(document().id).version == "later"


def test_asking_again_adds_and_the_last_answer_is_compared(store, kept, ask):
    made = ask(answer(), answer(events=[event()]))
    made = ask(answer(events=[event()]))
    second = proposals.add(store, made.record, made.inquiry)
    assert [one.id for one in proposals.every(store)] == [second, kept]
    version = codings.find_coding(store, "llm:test")
    ((old, new),) = codings.paired_codings(store, codings.find_version(store, "latest"), version)
    assert new == made.record
    assert old == store.load(made.record.document.id)


def test_articles_nobody_asked_about_are_not_compared(store, kept, pipeline, document):
    store.save(pipeline.code(replace(document("Iran condemned Israel."), id="ffff", address="other")))
    pairs = codings.paired_codings(store, codings.find_version(store, "latest"), codings.find_coding(store, "llm:"))
    assert len(list(pairs)) == 1


def test_a_version_that_proposed_nothing_is_named(store, kept):
    with pytest.raises(DragomanError, match="llm:gpt has proposed nothing; there are: llm:test-1@"):
        codings.find_coding(store, "llm:gpt")


@pytest.mark.parametrize("id", ["p99", "3", "p", "pp1", "p١", "p" + "9" * 30, "e1"])
def test_a_proposal_there_is_not_is_told(store, kept, id):
    with pytest.raises(DragomanError, match="'dragoman proposals' lists them"):
        proposals.find(store, id)


# A person takes an entry over


@pytest.mark.parametrize(("id", "part"), [("e1", "events"), ("s1", "statements"), ("c1", "commitments")])
def test_an_accepted_entry_is_in_the_record_as_it_was_proposed(store, pipeline, document, ask, id, part):
    record = replace(pipeline.code(document()), events=(), statements=(), commitments=(), positions=(), claims=())
    store.save(record)
    made = ask(EVERYTHING)
    kept = proposals.add(store, made.record, made.inquiry)
    correction = Reviewer(store, "jane").accept(kept, id)
    assert correction.kind == "add"
    assert made.record.version in correction.reason
    after = store.load(record.document.id)
    (entry,) = getattr(after, part)
    (proposed,) = getattr(made.record, part)
    assert entry.id == f"{id[0]}-{correction.id}"
    changed = {"id": proposed.id, **({"confidence": None} if id == "e1" else {})}
    assert replace(entry, **changed) == proposed  # its words and the rule that names the model too
    assert [(one.kind, one.author) for one in after.changed] == [("add", "jane")]
    assert len(rows(store)[("events", "statements", "commitments").index(part)]) == 1


def test_accepting_can_be_undone_and_outlasts_coding_anew(store, kept, pipeline, document):
    before = store.load(document().id)
    reviewer = Reviewer(store, "jane")
    correction = reviewer.accept(kept, "e1")
    store.save(replace(pipeline.code(document()), version="later"))
    assert "AGREE" in [one.type.value for one in store.load(document().id).events]
    reviewer.undo(correction.id)
    assert store.load(document().id).events == before.events


def test_what_the_record_has_is_not_added_again(store, kept):
    reviewer = Reviewer(store, "jane")
    reviewer.accept(kept, "e1")
    with pytest.raises(DragomanError, match="is told by these words already"):
        reviewer.accept(kept, "e1")


def test_an_entry_that_was_not_proposed_cannot_be_accepted(store, kept):
    with pytest.raises(DragomanError, match="no e7 is proposed; the entries: e1, s1, c1"):
        Reviewer(store, "jane").accept(kept, "e7")


def test_a_proposal_for_an_earlier_version_of_the_article_is_not_taken_over(store, kept, pipeline, document):
    store.save(pipeline.code(document(ARTICLE + "\nMore was to come.")))
    assert not proposals.find(store, kept).is_current
    with pytest.raises(DragomanError, match="earlier version of its article"):
        Reviewer(store, "jane").accept(kept, "e1")


# The database


def test_a_backup_carries_proposals(store, kept, fresh, tmp_path):
    copying.backup(store, tmp_path / "backup.db")
    where = fresh()
    copying.restore(tmp_path / "backup.db", where)
    with Store.open(where) as other:
        assert proposals.find(other, kept) == proposals.find(store, kept)


def test_a_database_of_the_format_before_gets_the_table_and_keeps_its_derived_tables(
    kind, fresh, pipeline, document, ask
):
    where = fresh()
    with Store.open(where, create=True) as store:
        store.save(pipeline.code(document()))
        before = rows(store)
        with store.database.writing() as connection:
            connection.execute(text("DROP TABLE proposals"))
            connection.execute(text("UPDATE dragoman_version SET version_num = '3'"))
            if kind == "sqlite":
                connection.execute(text("PRAGMA user_version = 3"))
    made_anew = []
    with Store.open(where, watch=lambda keys: made_anew.append(keys) or keys) as store:
        assert not made_anew
        assert rows(store) == before
        made = ask(EVERYTHING)
        assert proposals.find(store, proposals.add(store, made.record, made.inquiry)).record == made.record
        with store.reading() as connection:
            version = connection.execute(text("SELECT version_num FROM dragoman_version")).scalar_one()
    assert version == str(schema.FORMAT)
    if kind == "sqlite":
        with sqlite3.connect(where) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (schema.FORMAT,)
