"""The log in the database: nothing is lost, and what is asked sees what people left."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from dragoman.model.problems import DragomanError
from dragoman.resolve.correcting.preparing import undo
from dragoman.store import Outcome, Store, correction_log, corrections, revised, tables
from store.builders import raid, record, several, visit

from .conftest import Desk, entry
from .test_replay import played, steps
from .test_replay import record as coded


@pytest.fixture
def store(fresh):
    with Store.open(fresh(), create=True) as opened:
        opened.save(visit())
        opened.save(raid())
        yield opened


def correct(store, prepare, document=None):
    """Prepare a correction from the state of a document, and log it."""
    with store.writing() as connection:
        state = revised.state(connection, document or visit().document.id)
        desk = Desk(state.coded, state.log)
        draft = prepare(desk)
        return corrections.append(connection, [replace(draft, id="")])[0]


def dump(store):
    """All derived rows, without their keys."""
    with store.reading() as connection:
        rows = {}
        for table in (tables.events, tables.statements, tables.commitments, tables.agreements, tables.event_actors):
            columns = [
                c for c in table.c if c.name not in ("key", "event", "actor", "agreement", "place", "magnitudes")
            ]
            rows[table.name] = sorted(map(repr, connection.execute(select(*columns)).all()))
        return rows


def dates(store):
    with store.reading() as connection:
        question = select(tables.events.c.id, tables.events.c.date).order_by(tables.events.c.id)
        return dict(map(tuple, connection.execute(question.where(tables.events.c.type != "ASSAULT"))))


def test_a_correction_is_in_the_rows_and_in_the_record_and_gets_an_id(store):
    one = correct(store, lambda desk: desk.edit("e1", date="2025-09-16"))
    assert one.id == "r1"
    assert dates(store)["e1"] == "2025-09-16"
    assert entry(store.load(visit().document.id), "e1").date.value == "2025-09-16"
    with store.reading() as connection:
        assert correction_log.of(connection, visit().document.address) == (one,)
        assert correction_log.of(connection, raid().document.address) == ()
        assert correction_log.every(connection, author="jane") == (one,)
        assert correction_log.every(connection, author="john") == ()
        assert correction_log.find(connection, "r1") == one
        with pytest.raises(DragomanError, match="no correction r2"):
            correction_log.find(connection, "r2")


def test_corrections_survive_recoding_new_versions_and_making_all_tables_anew(store):
    correct(store, lambda desk: desk.edit("e1", date="2025-09-16"))
    correct(store, lambda desk: desk.reject("e2"))
    correct(store, lambda desk: desk.edit("s1", speaker="Israel"))
    recoded = replace(visit(), version="2", events=visit().events[1:])
    assert store.save(recoded).outcome is Outcome.RECODED
    assert dates(store) == {"e-r1": "2025-09-16", "e3": None}
    before = dump(store)
    store.rebuild()
    assert dump(store) == before
    doc = visit().document
    newer = replace(doc, id="newer", digest="newer", text="Breaking. " + doc.text)
    assert store.save(record(newer)).outcome is Outcome.CHANGED
    assert dates(store) == {"e-r1": "2025-09-16"}
    assert entry(store.load("newer"), "s-r3").speaker[0].value == "ISR"
    assert entry(store.load(doc.id), "e-r1").date.value == "2025-09-16"


def test_corrections_one_by_one_leave_the_rows_that_making_them_anew_gives(store, fresh):
    ones = [
        correct(store, lambda desk: desk.edit("e1", type="ACCUSE", recipient="France")),
        correct(store, lambda desk: desk.add("event", "agreed", type="AGREE", actor=["SYR", "+Homs Brigade"])),
        correct(store, lambda desk: desk.confirm("c1")),
        correct(store, lambda desk: desk.reject("e3")),
    ]
    steps = dump(store)
    store.rebuild()
    assert dump(store) == steps
    with store.writing() as connection:
        for one in ones:
            corrections.append(connection, [undo(one, Desk(visit()).signed())])
    assert dump(store) == dump(untouched(fresh()))


def untouched(where):
    """The same articles in a database without corrections."""
    other = Store.open(where, create=True)
    other.save(visit())
    other.save(raid())
    return other


def test_what_became_of_each_correction_is_known(store):
    correct(store, lambda desk: desk.edit("e1", date="2025-09-16"))
    correct(store, lambda desk: desk.edit("e2", actor="TUR"))
    third = correct(store, lambda desk: desk.reject("e3"))
    with store.writing() as connection:
        corrections.append(connection, [undo(third, Desk(visit()).signed())])
    doc = visit().document
    store.save(record(replace(doc, id="newer", digest="newer", text="All that is left: Kalın visited Damascus.")))
    with store.reading() as connection:
        assert revised.states(connection) == {"r1": "applied", "r2": "stranded", "r3": "undone"}


def test_judgements_lead_to_the_reports_of_today(store):
    with store.reading() as connection:
        anchor = revised.state(connection, raid().document.id).anchor("e1")
    merged = correct(store, lambda desk: desk.preparer.judged("merge", "e1", [anchor], desk.signed()))
    expected = sorted([(visit().document.id, "e1"), (raid().document.id, "e1")])
    with store.reading() as connection:
        (judgement,) = revised.judgements(connection)
        assert (judgement.same, [judgement.one, judgement.other]) == (True, expected)
        assert revised.judgements(connection, [raid().document.address]) == (judgement,)
    renumbered = replace(raid(), version="2", events=(replace(raid().events[0], id="e5", recipient=several("TUR")),))
    store.save(renumbered)
    with store.reading() as connection:
        (judgement,) = revised.judgements(connection)
        assert (raid().document.id, "e5") in (judgement.one, judgement.other)
    with store.writing() as connection:
        corrections.append(connection, [undo(merged, Desk(visit()).signed())])
        assert revised.judgements(connection) == ()


def test_a_wrong_correction_leaves_no_trace(store):
    with pytest.raises(DragomanError):
        correct(store, lambda desk: desk.edit("e1", date="soon"))
    with store.reading() as connection:
        assert correction_log.every(connection) == ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_is_decided_the_rows_are_those_that_making_them_anew_gives(fresh, steps):
    with Store.open(fresh(), create=True) as store:
        store.save(coded())
        for step in steps:
            correct_if_possible(store, step)
        kept = dump(store)
        store.rebuild()
        assert dump(store) == kept


def correct_if_possible(store, step):
    with store.writing() as connection:
        state = revised.state(connection, coded().document.id)
        desk = Desk(state.coded, state.log)
        played(desk, [step])
        corrections.append(connection, [replace(one, id="") for one in desk.log[len(state.log) :]])
