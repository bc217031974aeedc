"""Happenings in the database: the same whatever came first, and the same when made anew from nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dragoman import query
from dragoman.model.problems import DragomanError
from dragoman.query import Filter
from dragoman.reading import Overrides, read_text
from dragoman.resolve.happenings.groups import Judgement
from dragoman.store import Store, happenings, tables

REPORTS = Path(__file__).parents[2] / "eval" / "happenings" / "reports.csv"
SCENES = ("kharkiv", "kabul", "beijing")


@pytest.fixture(scope="module")
def articles(pipeline):
    """Each report of some scenes at an address of its own and at two where other reports are new versions of it."""
    with REPORTS.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["scene"] in SCENES]

    def article(row, address):
        given = Overrides(published=row["published"], source=row["source"])
        return pipeline.code(read_text(row["text"], address=f"https://example.org/{address}", overrides=given))

    return [[article(row, address) for address in (f"own/{n}", f"{n % 5}", f"{n % 3}/b")] for n, row in enumerate(rows)]


@pytest.fixture(scope="module")
def anew(tmp_path_factory):
    """Places for new databases; files alone, since a server takes its time with many."""
    return lambda: tmp_path_factory.mktemp("happenings") / "dragoman.db"


def told(store):
    """Everything the tables of happenings hold, by ids."""
    full = query.events_told(store, Filter())
    rows = {row.id: row for row in full.rows}
    with store.reading() as connection:
        ids = {row.event: row.id for row in connection.execute(select(tables.reports.c["event", "id"]))}
        heads = {
            row.id: (ids[row.lead], ids[row.head])
            for row in connection.execute(select(tables.reports.c["id", "lead", "head"]))
        }
    return rows, heads


def judge(store, verdicts, position=1):
    with store.writing() as connection:
        happenings.judge(
            connection,
            {
                tuple(sorted(pair)): None if same is None else Judgement(same, position)
                for pair, same in verdicts.items()
            },
        )


def report_ids(store):
    with store.reading() as connection:
        return sorted(connection.execute(select(tables.reports.c.id)).scalars())


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(data=st.data())
def test_any_history_gives_what_is_left_made_anew(anew, articles, data):
    numbers = st.integers(0, len(articles) - 1)
    steps = data.draw(st.lists(st.tuples(numbers, st.integers(0, 2)), min_size=1, max_size=14))
    judged = {}
    with Store.open(anew(), create=True) as store:
        for position, (number, address) in enumerate(steps):
            store.save(articles[number][address])
            known = report_ids(store)
            if len(known) > 1 and data.draw(st.booleans()):
                pair = tuple(data.draw(st.permutations(known))[:2])
                verdict = data.draw(st.sampled_from([True, False, None]))
                judged.pop(tuple(sorted(pair)), None)
                judged[tuple(sorted(pair))] = (verdict, position)
                judge(store, {pair: verdict}, position)
        before = told(store)
        store.rebuild()
        for pair, (verdict, position) in data.draw(st.permutations(sorted(judged.items()))):
            judge(store, {pair: verdict}, position)
        assert told(store) == before


@settings(max_examples=4, deadline=None, phases=[Phase.generate])
@given(data=st.data())
def test_the_order_of_articles_does_not_matter(anew, articles, data):
    records = [versions[address] for versions in articles for address in range(2)]
    latest = {record.document.address: record for record in records}
    some = data.draw(st.permutations(list(latest.values())))
    with Store.open(anew(), create=True) as one, Store.open(anew(), create=True) as other:
        for record in some:
            one.save(record)
        for record in sorted(some, key=lambda record: record.document.id):
            other.save(record)
        assert told(one) == told(other)


def test_a_split_and_its_undoing_leave_no_trace(articles, store):
    for versions in articles:
        store.save(versions[0])
    before = told(store)
    lead = next(row for row in before[0].values() if row.articles > 1)
    others = [id for id, (_, head) in before[1].items() if head == lead.id and id != lead.id]
    judge(store, {(lead.id, others[0]): False})
    assert told(store)[1][others[0]][1] != lead.id
    judge(store, {(lead.id, others[0]): None}, 2)
    assert told(store) == before


def test_one_event_is_one_row_and_shows_all_that_is_told_of_it(pipeline, store):
    """Three papers tell of one blast; another town's blast of the same day stays apart."""
    for source, published, text in (
        ("Agency", "2022-08-18", "An explosion at a mosque in Kabul killed 21 people on Wednesday, police said."),
        ("Paper", "2022-08-18", "A blast at a Kabul mosque on Wednesday killed at least 10 people."),
        ("Herald", "2022-08-19", "The explosion in a mosque in Kabul on Wednesday killed 27 people."),
        ("Herald", "2022-08-18", "A blast at a mosque in Herat killed 18 people on Wednesday."),
    ):
        given = Overrides(published=published, source=source)
        record = pipeline.code(read_text(text, address=f"https://{source}/{published}", overrides=given))
        store.save(record)
    found = list(query.events_told(store, Filter(type=("ASSAULT",))).rows)
    assert sorted((row.articles, row.place.name) for row in found) == [(1, "Herat"), (3, "Kabul")]
    kabul = next(row for row in found if row.articles == 3)
    (killed,) = kabul.magnitudes
    assert (killed.value, killed.least, killed.most) == (21, 10, 27)
    assert [row.id for row in query.events_told(store, Filter(text="27")).rows] == [kabul.id]
    full = query.event_in_full(store, kabul.id)
    assert {told.report.source for told in full.reports} == {"Agency", "Paper", "Herald"}
    assert all("same day (2022-08-17)" in told.reason for told in full.reports[1:])
    field = next(field for field in full.happening.fields if field.name == "killed")
    assert [(version.value, version.agrees) for version in field.versions] == [
        ("21 persons", True),
        ("at least 10 persons", True),
        ("27 persons", False),
    ]


def test_a_rule_that_is_set_is_used_for_what_is_there_and_for_what_comes(articles, store):
    for versions in articles[: len(articles) // 2]:
        store.save(versions[0])
    with store.writing() as connection:
        happenings.set_rules(connection, {"event.numbers": "largest"})
    for versions in articles[len(articles) // 2 :]:
        store.save(versions[0])
    numbers = [one for row in query.events_told(store, Filter()).rows for one in row.magnitudes]
    assert numbers
    assert all(one.value == one.most for one in numbers)
    before = told(store)
    store.rebuild()
    assert told(store) == before
    with pytest.raises(DragomanError, match=r"cannot be 'mean'"), store.writing() as connection:
        happenings.set_rules(connection, {"event.numbers": "mean"})


WIRE = (
    "KABUL, Aug 18 (Reuters) - An explosion at a mosque in Kabul killed 21 people on Wednesday, police said. "
    "The blast went off while worshippers had gathered for evening prayers in the north of the Afghan capital. "
    "Hospitals treated dozens of wounded, and residents said that windows of nearby houses were shattered. "
    "No group has claimed responsibility so far. A cleric was among the dead, according to witnesses."
)


def test_copies_of_a_wire_are_one_source_and_count_once(pipeline, store):
    def save(source, text):
        given = Overrides(published="2022-08-18", source=source)
        store.save(pipeline.code(read_text(text, address=f"https://{source}/blast", overrides=given)))

    save("Paper", "A blast at a Kabul mosque on Wednesday killed 10 people.")
    save("Herald", "An explosion in a mosque in Kabul killed 10 people on Wednesday.")
    for copy in ("Morning Post", "Evening Post", "Sunday Post", "Daily Post"):
        save(copy, WIRE)
    (found,) = query.events_told(store, Filter(type=("ASSAULT",), place=("Kabul",))).rows
    (killed,) = found.magnitudes
    assert (found.articles, found.sources) == (6, 3)
    assert (killed.value, killed.most) == (10, 21)
    before = told(store)
    store.rebuild()
    assert told(store) == before
