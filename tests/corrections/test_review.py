"""Reviewers decide one event after the other; decisions become test cases, training data and a measure."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dragoman.model.problems import DragomanError
from dragoman.query import Filter
from dragoman.review import Reviewer, Session, agreement, cases, training_rows
from dragoman.store import Store, correction_log
from store.builders import raid, record, visit

from .conftest import entry

VISIT, RAID = visit().document.id, raid().document.id


@pytest.fixture
def store(fresh):
    confidence = {"e1": 0.9, "e2": 0.3, "e3": 0.6}
    first = replace(visit(), events=tuple(replace(e, confidence=confidence[e.id]) for e in visit().events))
    with Store.open(fresh(), create=True) as opened:
        opened.save(first)
        opened.save(raid())
        yield opened


def reviewer(store, name="jane", **more):
    return Reviewer(store, name, clock=lambda: datetime(2025, 10, 1, tzinfo=UTC), **more)


def left(session):
    """The events that come, in order."""
    order = []
    while session.task is not None:
        order.append((session.task.document, session.task.event))
        session.skip()
    return order


def log(store):
    with store.reading() as connection:
        return correction_log.every(connection)


def test_the_least_certain_event_comes_first_and_those_without_confidence_last(store):
    assert left(Session(reviewer(store))) == [(VISIT, "e2"), (VISIT, "e3"), (VISIT, "e1"), (RAID, "e1")]


def test_a_filter_says_what_comes(store):
    assert left(Session(reviewer(store), Filter(type=("ASSAULT",)))) == [(RAID, "e1")]


def test_what_was_judged_does_not_come_again_for_the_same_reviewer(store):
    session = Session(reviewer(store))
    session.confirm()
    session.edit({"date": ["2025-09-15"]})
    again = Session(reviewer(store))
    assert (again.progress.judged, again.progress.total) == (2, 4)
    assert left(again) == [(VISIT, "e1"), (RAID, "e1")]
    assert len(left(Session(reviewer(store, "john")))) == 4


def test_undo_takes_the_last_decision_back_also_in_another_sitting(store):
    session = Session(reviewer(store))
    session.reject("it was another")
    assert [event.id for event in store.load(VISIT).events] == ["e1", "e3"]
    session.undo()
    assert (session.task.event, session.progress.judged) == ("e2", 0)
    session.confirm()
    another = Session(reviewer(store))
    another.undo()
    assert another.task.event == "e2"
    assert len(store.load(VISIT).events) == 3
    with pytest.raises(DragomanError, match="nothing that could be undone"):
        Session(reviewer(store, "john")).undo()


def test_swapping_turns_an_event_round(store):
    reviewer(store).swap(VISIT, "e1")
    event = entry(store.load(VISIT), "e1")
    assert [one.value for one in (*event.actor, *event.recipient)] == ["SYR", "kalin"]
    with pytest.raises(DragomanError, match="no event"):
        reviewer(store).swap(VISIT, "s1")


def test_a_wrong_decision_is_refused_and_the_event_stays(store):
    session = Session(reviewer(store))
    with pytest.raises(DragomanError, match="near: CONSULT"):
        session.edit({"type": ["CONSLT"]})
    assert session.task.event == "e2"
    assert log(store) == ()


def test_reports_and_actors_are_merged_and_split(store):
    jane = reviewer(store)
    jane.merge((VISIT, "e1"), [(RAID, "e1")])
    jane.split((VISIT, "e2"), [(RAID, "e1")])
    jane.merge_actors("kalin", ["Ahmad al-Sharaa"])
    jane.keep_apart("sharaa", ["farouk"])
    assert [one.kind for one in log(store)] == ["merge", "split", "merge-actors", "keep-apart"]
    with pytest.raises(DragomanError, match="kalin"):
        jane.merge_actors("Ibrahim Kalim", ["SYR"])
    with pytest.raises(DragomanError, match="only events"):
        jane.merge((VISIT, "s1"), [(RAID, "e1")])


def test_what_is_undone_is_brought_back_by_undoing_that(store):
    jane = reviewer(store)
    made = jane.reject(VISIT, "e2")
    undone = jane.undo(made.id)
    with pytest.raises(DragomanError, match="undo r2 to bring it back"):
        jane.undo(made.id)
    jane.undo(undone.id)
    assert [event.id for event in store.load(VISIT).events] == ["e1", "e3"]


def test_events_of_another_scheme_keep_to_its_types(store):
    cameo = replace(visit(), document=replace(visit().document, id="cameo", address="cameo"), events=(), scheme="CAMEO")
    store.save(cameo)
    jane = reviewer(store)
    added = jane.add("cameo", "event", "visited", {"type": ["042"], "actor": ["kalin"], "recipient": ["SYR"]})
    event = entry(store.load("cameo"), f"e-{added.id}")
    assert (event.gloss, event.score) == ("Make a visit", 1.9)
    with pytest.raises(DragomanError, match="no type 'CONSULT'"):
        jane.edit("cameo", event.id, {"type": ["CONSULT"]})


def test_a_second_reader_sees_what_the_program_made_of_what_others_judged(store):
    jane = reviewer(store)
    jane.reject(VISIT, "e2")
    jane.edit(VISIT, "e1", {"recipient": ["TUR"]})
    session = Session(reviewer(store, "john", blind=True))
    assert (session.task.event, session.progress.total) == ("e1", 2)
    assert [one.value for one in session.shown()[1].recipient] == ["SYR"]
    session.confirm()
    assert session.task.event == "e2"
    session.confirm()
    assert session.task is None
    assert [event.id for event in store.load(VISIT).events] == ["e1", "e2", "e3"]


def test_agreement_is_alpha_for_each_field(store):
    jane, john = reviewer(store), reviewer(store, "john", blind=True)
    for one, document, id in ((jane, VISIT, "e1"), (jane, VISIT, "e2"), (jane, VISIT, "e3"), (jane, RAID, "e1")):
        one.confirm(document, id)
    john.confirm(VISIT, "e1")
    john.confirm(VISIT, "e2")
    john.reject(VISIT, "e3")
    john.edit(RAID, "e1", {"type": ["COERCE"]})
    found = {one.field: one for one in agreement(log(store))}
    assert next(iter(found)) == "verdict"
    assert (found["verdict"].units, found["verdict"].alike) == (4, 0.75)
    # Four pairs, one of them (kept, rejected): 1 - 7 * 2 / (7 * 1 * 2), Krippendorff's formula for two observers.
    assert found["verdict"].alpha == pytest.approx(0.0)
    # CONSULT twice alike, ASSAULT against COERCE: 1 - 5 * 2 / (4 * 1 * 2 + 4 * 1 * 2 + 1 * 1 * 2) = 4 / 9
    assert found["type"].units == 3
    assert found["type"].alpha == pytest.approx(4 / 9)
    assert (found["date"].units, found["date"].alike) == (2, 1.0)
    assert found["date"].alpha is None
    assert agreement(log(store), ["jane"]) == ()


def test_decisions_are_test_cases_that_the_program_can_run(store, pipeline, tmp_path):
    import msgspec

    from dragoman.evaluate import cases as runner

    text = "Iran condemned Israel on Monday. The teams met in Doha."
    coded = pipeline.code(read(text))
    store.save(coded)
    document, jane = coded.document.id, reviewer(store)
    jane.confirm(document, "e1")
    jane.edit(document, "e1", {"recipient": ["Syria"]})
    jane.add(document, "event", "met", {"type": ["COERCE"], "actor": ["IRN"]})
    file = tmp_path / "tests.jsonl"
    file.write_bytes(b"\n".join(map(msgspec.json.encode, cases(store))))
    (case,) = runner.load(file)
    assert case.text == text
    faults = [one.fault for one in runner.run(iter([case]), pipeline)]
    assert "recipient ISR, expected SYR" in faults[0]
    assert "type" not in faults[0]
    assert "there is no event at “met”" in faults[1]
    jane.undo("r2")
    jane.undo("r3")
    assert [one.fault for one in runner.run(cases(store), pipeline)] == [""]
    jane.reject(document, "e1")
    assert "there should be no event" in next(runner.run(cases(store), pipeline)).fault
    file.write_text("{}")
    with pytest.raises(DragomanError, match=":1: "):
        list(runner.load(file))


def read(text):
    from dragoman.reading import Overrides, read_text

    return read_text(text, address="https://example.org/blame", overrides=Overrides(published="2025-09-20"))


def test_decisions_are_sentences_to_learn_from(store, pipeline):
    coded = pipeline.code(read("It rained. Iran condemned Israel on Monday. Russia praised China. France left."))
    store.save(coded)
    document, jane = coded.document.id, reviewer(store)
    jane.edit(document, "e1", {"type": ["THREATEN"]})
    jane.reject(document, "e2")
    rows = [json.loads(row) for row in training_rows(store)]
    assert [(row["marked"], row["labels"]) for row in rows] == [
        ("<s>Iran</s> condemned <t>Israel</t> on Monday.", ["THREATEN"]),
        ("<s>Russia</s> praised <t>China</t>.", ["NO EVENT"]),
    ]


def test_an_article_that_lost_its_event_meanwhile_is_passed_over(store):
    session = Session(reviewer(store))
    store.save(record(replace(visit().document, id="newer", digest="newer", text="Nothing is left."), events=()))
    session.skip()
    assert session.task.document == RAID
