"""A corpus from Python: asked, added to, corrected."""

from dataclasses import fields, replace
from datetime import date

import pytest

import dragoman
from dragoman import query
from dragoman.corpus.asking import Asked
from dragoman.explain import Explanation

LISTS = {
    "events": query.StoredHappening,
    "reports": query.StoredEvent,
    "statements": query.StoredStatement,
    "positions": query.StoredPosition,
    "commitments": query.StoredCommitment,
    "due": query.Due,
    "agreements": query.StoredAgreement,
    "meetings": query.StoredMeeting,
    "actors": query.StoredActor,
    "articles": query.StoredDocument,
}


@pytest.mark.parametrize(("name", "of"), LISTS.items())
def test_every_list_has_rows_of_its_kind(corpus, name, of):
    rows = getattr(corpus, name)()
    found = list(rows)
    assert found
    assert all(type(row) is of for row in found)
    assert len(rows) == rows.total == len(found)
    assert f"{rows.total} of {rows.total} {of.__name__} rows" in repr(rows)


def test_an_event_told_twice_is_one_event_and_two_reports(corpus):
    [event] = corpus.events(type="ASSAULT")
    assert (event.articles, len(corpus.reports(type="ASSAULT"))) == (2, 2)
    [number] = event.magnitudes
    assert (number.least, number.most) == (12, 15)


def test_rows_are_a_sequence(corpus):
    rows = corpus.actors()
    every = list(rows)
    assert rows[0] == every[0]
    assert rows[-1] == every[-1]
    assert rows[1:3] == every[1:3]
    assert rows[::-1] == every[::-1]
    assert list(rows) == every  # once more
    with pytest.raises(IndexError, match=f"there are {len(every)}"):
        rows[len(every)]


def test_a_limit_shows_less_and_counts_all(corpus):
    rows = corpus.events(limit=2)
    assert (len(rows), len(list(rows))) == (2, 2)
    assert rows.total == len(corpus.events()) > 2
    assert repr(rows) == f"<2 of {rows.total} StoredHappening rows>"
    assert not corpus.events(actor="FRA")


def test_what_has_no_date_is_counted(corpus):
    rows = corpus.events(since="2025-09", until=date(2025, 9, 30))
    assert rows.undated == sum(row.date is None for row in corpus.events()) > 0
    assert repr(rows).endswith(f"{rows.undated} more without a date>")
    assert all(row.date for row in rows)


def test_going_through_again_asks_again(fresh, coded):
    with dragoman.open(fresh(), create=True) as corpus:
        corpus.add(coded[0])
        articles = corpus.articles()
        assert len(list(articles)) == 1
        corpus.add(coded[1])
        assert len(list(articles)) == 2


def test_keywords_take_one_value_or_several(corpus):
    both = corpus.events(actor=["TUR", "ISR"])
    assert both.total == corpus.events(actor="TUR").total + corpus.events(actor="ISR").total
    assert corpus.events(dyad=("SYR", "TUR")).total == corpus.events(dyad=["TUR", "SYR"]).total > 0
    assert corpus.events(type="consult").total == corpus.events(type=("CONSULT",)).total > 0


def test_a_root_stands_for_its_types_and_a_topic_for_those_within_it(fresh):
    with dragoman.open(fresh(), create=True, scheme="cameo") as corpus:
        corpus.add(
            dragoman.read("Turkey and Syria signed a deal on Tuesday.", published="2025-09-18", scheme="cameo"),
        )
        [event] = corpus.events(type=["05"])
        assert event.type.startswith("05")
    ours = dragoman.corpus.asking.Asking().filter("stance", query.KNOWN["stance"], {"topic": "economic"})
    assert len(ours.topic) > 1


def test_whoever_checks_types_knows_every_field():
    assert {field.name for field in fields(query.Filter)} - {"after"} == set(Asked.__annotations__)


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"actr": "TUR"}, "events cannot be asked by 'actr'; by actor, recipient, dyad"),
        ({"topic": "refugees"}, "events cannot be asked by 'topic'"),
        ({"type": "CONSLT"}, "type: no 'CONSLT'; one of CONSULT"),
        ({"status": "signed"}, "status: no 'signed'; one of actual, future"),
        ({"since": "yesterday"}, "since='yesterday' is not a date"),
        ({"dyad": "TUR"}, "dyad='TUR': it takes two texts"),
        ({"dyad": ("TUR",)}, "it takes two texts"),
        ({"actor": 3}, "actor=3: it takes a text, or several in a list"),
        ({"text": ["a"]}, "it takes a text"),
    ],
)
def test_a_wrong_question_says_what_there_is(corpus, asked, fault):
    with pytest.raises(dragoman.DragomanError, match=fault.replace("(", r"\(")):
        corpus.events(**asked)


def test_counts(corpus):
    found = corpus.counts("month", "type", type="ASSAULT")
    assert found.columns[:4] == ("month", "type", "events", "articles")
    assert [row[:4] for row in found.rows] == [("2025-09", "ASSAULT", 1, 2)]
    with pytest.raises(dragoman.DragomanError, match="cannot count by 'decade'; one of day, week"):
        corpus.counts("decade")


def test_what_is_due(corpus):
    assert [row.deadline for row in corpus.due(today=date(2025, 9, 20), within_days=14)] == ["2025-10-01"]
    assert corpus.due(today=date(2026, 1, 1), overdue=True).total == 2


def test_an_agreement_by_its_name(corpus):
    [row] = corpus.agreements("Azaz")
    [found] = corpus.agreement(row.id[:8] + ":" + row.id.partition(":")[2])
    assert found.agreement == row
    assert [duty.action for duty in found.commitments] == ["hand over 12 border posts"]


def test_actors_by_names_that_articles_do_not_use(corpus):
    assert [actor.id for actor in corpus.actors("Turkey")] == ["TUR"]
    assert [actor.id for actor in corpus.actors("sharaa")] == ["ahmed-al-sharaa"]
    assert {actor.kind for actor in corpus.actors(country="tur", kind="person")} == {"person"}
    with pytest.raises(dragoman.DragomanError, match="no 'persn'; one of person"):
        corpus.actors(kind="persn")


def test_actors_come_with_the_events_they_have_a_part_in(corpus):
    rows = list(corpus.actors())
    assert [row.events for row in rows] == sorted((row.events for row in rows), reverse=True)
    israel = next(row for row in rows if row.id == "ISR")
    assert israel.events == len({report.id for report in corpus.reports() if "ISR" in _ids(report)})


def _ids(report):
    return {party.id for party in (*report.actor, *report.recipient)}


def test_a_record_and_why_it_says_so(corpus):
    event = corpus.events(type="CONSULT")[0]
    document, _, entry = event.id.partition(":")
    record = corpus.record(document[:8])
    assert "Hakan Fidan visited Damascus" in record.document.text
    why = corpus.explain(f"{document[:8]}:{entry}")
    assert isinstance(why, Explanation)
    assert all(record.document.text[one.start : one.end] == one.text for one in why.triggers)
    assert corpus.event(event.id).happening.id == event.id


@pytest.mark.parametrize(
    ("ask", "fault"),
    [
        (lambda corpus: corpus.record("zz"), "no document zz"),
        (lambda corpus: corpus.explain("zz:e1"), "no document zz"),
        (lambda corpus: corpus.explain("e1"), "'e1' is no entry"),
        (lambda corpus: corpus.explain(corpus.articles()[0].id + ":e99"), "nothing in this record is e99; known ids"),
    ],
)
def test_an_id_that_is_not_there_is_named(corpus, ask, fault):
    with pytest.raises(dragoman.DragomanError, match=fault):
        ask(corpus)


def test_adding_says_what_became_of_each(fresh, tmp_path, coded):
    (tmp_path / "one.txt").write_text("Turkey and Syria signed an agreement in Ankara on 3 May 2025.")
    (tmp_path / "two.txt").write_text("")
    with dragoman.open(fresh(), create=True) as corpus:
        first, second = corpus.add(tmp_path, published="2025-05-04", source="Wire One")
        assert (first.outcome, corpus.record(first.id).document.source.value) == ("new", "Wire One")
        assert isinstance(second, dragoman.Failure)
        assert "is empty" in second.reason
        assert [one.outcome for one in corpus.add(tmp_path / "one.txt", coded[0], published="2025-05-04")] == [
            "changed",  # now without an outlet
            "new",
        ]
        assert [one.outcome for one in corpus.add(coded[0])] == ["known"]


def test_a_record_that_contradicts_itself_is_a_failure_and_the_others_are_stored(fresh, coded):
    broken = replace(coded[1], actors=())
    with dragoman.open(fresh(), create=True) as corpus:
        failure, added = corpus.add(broken, coded[0])
        assert "contradicts itself" in failure.reason
        assert added.outcome == "new"
        assert [row.id for row in corpus.articles()] == [added.id]


def test_corrections_are_seen_at_once(fresh, coded):
    with dragoman.open(fresh(), create=True) as corpus:
        corpus.add(coded[1])
        [event] = corpus.reports()
        document, _, entry = event.id.partition(":")
        corpus.reviewer("me").edit(document, entry, {"recipient": ["SYR"]}, "it is Syrian soil")
        [event] = corpus.reports()
        assert [party.id for party in event.recipient] == ["SYR"]


def test_there_must_be_a_database(tmp_path):
    with pytest.raises(dragoman.DragomanError, match=r"nowhere\.db"):
        dragoman.open(tmp_path / "nowhere.db")
