"""Counts are what counting the events one by one gives, whatever became of them since."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dragoman import query
from dragoman.model.events import HAPPENED
from dragoman.model.problems import DragomanError
from dragoman.query import Filter
from dragoman.query.counting import counts
from dragoman.review import Reviewer
from dragoman.store import Store
from dragoman.store.side_tables import (
    daily_tallies,
    directed_tallies,
    happened_tallies,
    happening_sides,
    sector_sides,
    tallies,
)

from .world import ACTORS, article, recounted, told

EVERYTHING = Filter()
_TABLES = (happening_sides, sector_sides, tallies, happened_tallies, directed_tallies, daily_tallies)
BYS = (
    (),
    ("month",),
    ("year", "quad"),
    ("dyad",),
    ("dyad", "month"),
    ("directed-dyad", "year"),
    ("directed-dyad", "month"),
    ("week", "directed-dyad"),
    ("day", "dyad"),
    ("actor", "type"),
    ("recipient", "month"),
    ("day",),
    ("week",),
    ("type",),
    ("day", "quad"),
    ("week", "type"),
)

parties = st.lists(st.sampled_from([*ACTORS]), max_size=3, unique=True).map(tuple)
dates = st.sampled_from(
    ["2025-09-17", "2025-09-30", "2025-10-01", "2025-09", "2025", "2024-12-30", "2024-12-31/2025-01-02", None]
)
events = st.builds(
    told,
    type=st.sampled_from(["CONSULT", "ASSAULT", "AID"]),
    actor=st.lists(st.sampled_from([*ACTORS]), min_size=1, max_size=3, unique=True).map(tuple),
    recipient=parties,
    date=dates,
    status=st.sampled_from(["actual", "actual", "ongoing", "future", "negated"]),
)
articles = st.builds(
    lambda address, told, source: article(f"https://example.org/{address}", *told, source=source),
    st.integers(0, 5),
    st.lists(events, min_size=1, max_size=3),
    st.sampled_from(["Agency", "Paper"]),
)


@pytest.fixture(scope="module")
def anew(tmp_path_factory):
    return lambda: tmp_path_factory.mktemp("counts") / "dragoman.db"


def check(store, wanted=EVERYTHING):
    found = list(query.events_told(store, wanted).rows)
    for by in BYS:
        told = counts(store, wanted, by)
        rows, events, left_out = recounted(found, by, wanted.status or HAPPENED)
        assert [row for row in told.rows if row[-5]] == rows, by
        assert (told.events, sum(told.left_out.values())) == (events, left_out), by


def kept(store):
    with store.reading() as connection:
        return [sorted(map(tuple, connection.execute(select(table)))) for table in _TABLES]


@settings(max_examples=25, deadline=None, phases=[Phase.generate])
@given(data=st.data())
def test_counts_are_a_recount_after_any_history(anew, data):
    """Articles, newer versions of them, merges, splits, other codes, rejections and their undoing."""
    with Store.open(anew(), create=True) as store:
        reviewer = Reviewer(store, "jane")
        for record in data.draw(st.lists(articles, min_size=1, max_size=6)):
            store.save(record)
            ids = [row.id.rsplit(":", 1) for row in query.events(store, Filter()).rows]
            one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
            deed = data.draw(st.sampled_from(["none", "merge", "split", "type", "actor", "reject", "undo"]))
            try:
                if deed == "merge":
                    reviewer.merge(tuple(one), [tuple(other)])
                elif deed == "split":
                    reviewer.split(tuple(one), [tuple(other)])
                elif deed == "type":
                    reviewer.edit(*one, {"type": ["THREATEN"], "modes": []})
                elif deed == "actor":
                    reviewer.edit(*one, {"actor": ["ISR"]})
                elif deed == "reject" and len(ids) > 1:
                    reviewer.reject(*one)
                elif deed == "undo":
                    reviewer.undo("r1")
            except DragomanError:
                pass  # not every decision can be made of every event
        check(store)
        check(store, Filter(status=("future", "negated")))
        before = kept(store)
        store.rebuild()
        assert kept(store) == before


def test_what_is_taken_for_true_is_what_counts(anew):
    """Three papers, two types: another rule takes another one for true."""
    with Store.open(anew(), create=True) as store:
        reviewer = Reviewer(store, "jane")
        for number, type in enumerate(("CONSULT", "CONSULT", "AID")):
            store.save(article(f"https://example.org/{number}", told(type), source=f"Paper {number}"))
        ids = [tuple(row.id.split(":")) for row in query.events(store, Filter()).rows]
        for other in ids[1:]:
            reviewer.merge(ids[0], [other])
        assert [row[:3] for row in counts(store, Filter(), ("type",)).rows] == [("CONSULT", 1, 3)]
        check(store)
        reviewer.split(ids[0], ids[1:])
        assert sum(row[1] for row in counts(store, Filter(), ("type",)).rows) > 1
        check(store)


@pytest.fixture(scope="module")
def filled(fresh):
    with Store.open(fresh(), create=True) as store:
        for number, (actor, recipient, date, status) in enumerate(
            product(
                [("TUR",), ("fidan", "ISR"), ("SYR", "gunmen")],
                [("SYR",), ("syrian-army", "ISR"), ()],
                ["2025-09-17", "2025-09", "2024-02-29", None],
                ["actual", "hypothetical"],
            )
        ):
            type = ("CONSULT", "ASSAULT", "AID")[number % 3]
            one = told(type, actor, recipient, date, status=status, place=("geonames:170654", None)[number % 5 > 0])
            store.save(article(f"https://example.org/{number}", one, source=f"Paper {number % 4}"))
        yield store


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(type=("CONSULT",)),
        Filter(quad=("material conflict", "material cooperation")),
        Filter(status=("hypothetical",)),
        Filter(sector=("MIL",)),
        Filter(text="assault"),
        Filter(source=("Paper 1",)),
        Filter(actor=("fidan",)),
        Filter(actor=("TUR", "SYR")),
    ],
)
def test_counts_of_what_a_filter_finds_are_a_recount(filled, wanted):
    check(filled, wanted)


@pytest.mark.parametrize("since", [None, "2025", "2025-09-17", "2024-02-29", "2024-03"])
@pytest.mark.parametrize("until", [None, "2025-09", "2025-09-17", "2024"])
@pytest.mark.parametrize(
    "by", [("month",), ("dyad", "month"), ("year", "actor"), ("week",), ("day", "type"), ("type",)]
)
def test_counts_within_a_time_are_a_recount(filled, since, until, by):
    wanted = Filter(since=since, until=until)
    page = query.events_told(filled, wanted)
    rows, events, _ = recounted(list(page.rows), by)
    told = counts(filled, wanted, by)
    assert [row for row in told.rows if row[-5]] == rows
    assert told.events == events
    if since or until:
        undated = query.events_told(filled, Filter(**{"status": HAPPENED, "since": since, "until": until})).undated
        assert told.left_out.get("no date", 0) == undated


@pytest.mark.parametrize(
    ("wanted", "keep"),
    [
        (Filter(dyad=("TUR", "SYR")), lambda a, b: {a, b} == {"TUR", "SYR"}),
        (Filter(dyad=("SYR", "SYR")), lambda a, b: a == b == "SYR"),
        (Filter(actor=("TUR",)), lambda a, b: a == "TUR"),
        (Filter(recipient=("SYR",)), lambda a, b: b == "SYR"),
        (Filter(actor=("TUR",), recipient=("SYR",)), lambda a, b: (a, b) == ("TUR", "SYR")),
        (Filter(actor=("SYR",), recipient=("ISR",)), lambda a, b: (a, b) == ("SYR", "ISR")),
        (Filter(party=("ISR",)), lambda a, b: "ISR" in (a, b)),
    ],
)
@pytest.mark.parametrize("unit", ["month", "day"])
def test_a_country_asked_for_by_its_code_limits_the_rows(filled, wanted, keep, unit):
    told = counts(filled, wanted, ("directed-dyad", unit))
    rows, events, left_out = recounted(list(query.events_told(filled, wanted).rows), ("directed-dyad", unit))
    assert list(told.rows) == [row for row in rows if keep(*row[:2])]
    assert (told.events, sum(told.left_out.values())) == (events, left_out)
    undirected = counts(filled, wanted, ("dyad", unit)).rows
    assert {row[:3] for row in undirected} == {(*sorted(row[:2]), row[2]) for row in told.rows}


def test_the_dyads_of_a_count_are_those_of_a_filter(filled):
    for one, other, number, *_ in counts(filled, Filter(), ("dyad",)).rows:
        page = query.events_told(filled, Filter(dyad=(one, other), status=HAPPENED))
        assert page.total == number


def test_a_series_without_gaps_has_every_period_of_every_dyad(filled):
    series = counts(filled, Filter(since="2024", until="2025-12"), ("dyad", "month"), fill=True)
    dyads = {row[:2] for row in series.rows}
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    assert [row[:3] for row in series.rows] == [(*dyad, month) for dyad in sorted(dyads) for month in months]
    told = [row for row in series.rows if row[3]]
    assert told == list(counts(filled, Filter(since="2024", until="2025-12"), ("dyad", "month")).rows)
    assert {row[3:] for row in series.rows if not row[3]} == {(0, 0, 0.0, None, 0)}


def test_a_series_has_rows_for_a_dyad_that_has_no_event_and_for_every_quad_class(filled):
    wanted = Filter(dyad=("FRA", "TUR"), since="2025-01", until="2025-03")
    assert [row[:4] for row in counts(filled, wanted, ("dyad", "month"), fill=True).rows] == [
        ("FRA", "TUR", month, 0) for month in ("2025-01", "2025-02", "2025-03")
    ]
    quads = counts(filled, Filter(), ("quad", "year"), fill=True).rows
    assert len(quads) == 4 * 2
    weeks = counts(filled, Filter(since="2025-09-01", until="2025-09-30"), ("week",), fill=True).rows
    assert [row[0] for row in weeks] == ["2025-W36", "2025-W37", "2025-W38", "2025-W39", "2025-W40"]


def test_events_that_no_scheme_scores_are_told(store):
    store.save(article("https://example.org/1", told("AID"), told("AID", actor=("ISR",), unscored=True)))
    ((events, articles, total, mean, without),) = counts(store, Filter(), ()).rows
    assert (events, articles, total, mean, without) == (2, 2, 10.0, 10.0, 1)


def test_a_mode_has_its_own_score(store):
    store.save(article("https://example.org/1", told("CONSULT", modes=("visit",))))
    assert counts(store, Filter(), ("type",)).rows == [("CONSULT", 1, 1, 4.0, 4.0, 0)]


def test_what_a_filter_on_places_cannot_judge_is_told(filled):
    told = counts(filled, Filter(near="Damascus", within=50), ("year",))
    assert told.events
    assert told.left_out["no place"] == query.events_told(filled, Filter(status=HAPPENED)).total - (
        query.events_told(filled, Filter(status=HAPPENED, near="Damascus", within=50)).total
    )


@pytest.mark.parametrize(
    ("by", "message"),
    [
        (("decade",), "one of day, week"),
        (("day", "month"), "not by several"),
        (("type", "quad"), "not by several"),
        (("dyad", "actor"), "not by several"),
    ],
)
def test_what_cannot_be_counted_by_is_refused(filled, by, message):
    with pytest.raises(ValueError, match=message):
        counts(filled, Filter(), by)


def test_more_rows_than_anybody_can_use_are_refused(filled, monkeypatch):
    monkeypatch.setattr("dragoman.query.counting._MOST", 1000)
    with pytest.raises(ValueError, match="shorter time"):
        counts(filled, Filter(since="1900", until="2025"), ("dyad", "day"), fill=True)
