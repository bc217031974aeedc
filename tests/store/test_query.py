"""Filters find what they should, nothing else, and say what they leave out."""

import pytest
from hypothesis import HealthCheck, given, settings

from dragoman import query
from dragoman.query import Filter
from dragoman.store import Store
from dragoman.store.folding import fold

from .builders import document, event, raid, record, visit
from .strategies import records


@pytest.fixture
def filled(store):
    store.save(visit())
    store.save(raid())
    return store


def found(store, wanted):
    """Event types and numbers, e.g. "visit e1"."""
    names = {visit().document.id: "visit", raid().document.id: "raid"}
    rows = query.events(store, wanted).rows
    return [f"{names[row.id.split(':')[0]]} {row.id.split(':')[1]}" for row in rows]


def test_without_a_filter_all_events_come_newest_first_and_undated_ones_last(filled):
    assert found(filled, Filter()) == ["visit e1", "visit e2", "raid e1", "visit e3"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(actor=("TUR",)), ["visit e1", "visit e2", "visit e3"]),  # the state and its people
        (Filter(actor=("tur",)), ["visit e1", "visit e2", "visit e3"]),
        (Filter(actor=("Türkiye",)), ["visit e3"]),  # the state itself
        (Filter(actor=("turkiye",)), ["visit e3"]),
        (Filter(actor=("kalin",)), ["visit e1", "visit e2"]),
        (Filter(actor=("Ibrahim Kalin",)), ["visit e1", "visit e2"]),
        (Filter(actor=("Kal",)), []),  # words, not their beginnings
        (Filter(actor=("Sharaa",)), ["visit e2"]),
        (Filter(actor=("ISR", "sharaa")), ["visit e2", "raid e1"]),
        (Filter(recipient=("SYR",)), ["visit e1", "raid e1", "visit e3"]),
        (Filter(actor=("TUR",), recipient=("SYR",)), ["visit e1", "visit e3"]),
        (Filter(dyad=("SYR", "TUR")), ["visit e1", "visit e2", "visit e3"]),
        (Filter(dyad=("TUR", "SYR")), ["visit e1", "visit e2", "visit e3"]),
        (Filter(dyad=("TUR", "ISR")), []),
        (Filter(dyad=("SYR", "SYR")), []),
        (Filter(type=("CONSULT",)), ["visit e1", "visit e2"]),
        (Filter(type=("ASSAULT", "THREATEN")), ["raid e1", "visit e3"]),
        (Filter(mode=("visit",)), ["visit e1"]),
        (Filter(context=("intelligence", "territory")), ["visit e1"]),
        (Filter(context=("visit",)), []),
        (Filter(status=("negated",)), ["visit e3"]),
        (Filter(place=("SYR",)), ["visit e1"]),
        (Filter(place=("damascus",)), ["visit e1"]),
        (Filter(place=("geonames:170654",)), ["visit e1"]),
        (Filter(since="2025"), ["visit e1", "visit e2"]),
        (Filter(since="2024-12-20"), ["visit e1", "visit e2", "raid e1"]),  # December 2024 reaches into it
        (Filter(until="2024-12-01"), ["raid e1"]),
        (Filter(until="2024-11"), []),
        (Filter(since="2025-09-17", until="2025-09-17"), ["visit e1", "visit e2"]),
        (Filter(text="BOMBED syria"), ["raid e1"]),
        (Filter(text="Kalin"), ["visit e1", "visit e2", "visit e3"]),
        (Filter(text="raid"), ["raid e1"]),  # in the headline
        (Filter(text='"bombed OR nothing'), []),  # no operators
        (Filter(text="!?"), []),
    ],
)
def test_a_filter_finds(filled, wanted, expected):
    assert found(filled, wanted) == expected


def test_a_pair_that_acts_together_on_a_third_is_no_dyad(store):
    doc = document("a", "Türkiye and Israel bombed Syria.")
    store.save(record(doc, events=(event(doc, 1, "bombed", "ASSAULT", actor=["TUR", "ISR"], recipient=["SYR"]),)))
    assert query.events(store, Filter(dyad=("TUR", "ISR"))).total == 0
    assert query.events(store, Filter(dyad=("ISR", "SYR"))).total == 1


def test_a_page_says_what_it_leaves_out(filled):
    page = query.events(filled, Filter(actor=("TUR",), since="2025"), limit=1)
    assert (len(list(page.rows)), page.total, page.undated) == (1, 2, 1)


def test_a_row_has_names_and_words_looked_up(filled):
    row = next(query.events(filled, Filter(type=("CONSULT",), mode=("visit",))).rows)
    assert row.actor == (query.Party(id="kalin", name="İbrahim Kalın", kind="person", country="TUR"),)
    assert row.contexts == ("intelligence", "military")
    assert (row.place.name, row.place.country, row.place.latitude) == ("Damascus", "SYR", 33.5)
    assert row.quote == "Kalın visited Damascus and met Sharaa."
    assert (row.title, row.published) == ("Spy chief in Damascus", "2025-09-18")


def test_numbers_come_with_their_events(filled):
    row = next(query.events(filled, Filter(actor=("ISR",))).rows)
    assert row.magnitudes == (query.Quantity(kind="killed", value=12, unit="persons", bound="exact"),)


def test_statements_are_found_by_speaker_and_by_whom_they_name(filled):
    row = next(query.statements(filled, Filter(actor=("TUR",), about=("SYR",))).rows)
    assert row.content == "We cannot leave Syria … alone"
    assert query.statements(filled, Filter(actor=("SYR",))).total == 0


def test_commitments_come_first_due_first(filled):
    due, open_ended = query.commitments(filled, Filter()).rows
    assert (due.action, due.deadline, due.agreement) == ("open the border", "2025-09-19", "March 10 agreement")
    assert open_ended.deadline is None
    page = query.commitments(filled, Filter(until="2025-12"))
    assert (page.total, page.undated) == (1, 1)


def test_a_filter_that_a_kind_of_row_cannot_have_is_refused(filled):
    with pytest.raises(ValueError, match="a statement has no type"):
        query.statements(filled, Filter(type=("CONSULT",)))
    with pytest.raises(ValueError, match="not a date"):
        query.events(filled, Filter(since="yesterday"))


def test_superseded_articles_are_listed_on_request(store):
    for text in ("One.", "Two."):
        store.save(record(document("a", text)))
    assert [row.current for row in query.documents(store).rows] == [True]
    new, old = query.documents(store, versions=True).rows
    assert (new.current, old.current, new.replaces) == (True, False, old.id)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_every_row_says_what_the_record_says(fresh, made):
    with Store.open(fresh(), create=True) as store:
        store.save(made)
        rows = {row.id.rpartition(":")[2]: row for row in query.events(store, Filter()).rows}
        assert rows.keys() == {event.id for event in made.events}
        for event in made.events:
            row = rows[event.id]
            assert row.type == event.type.value
            assert row.status == event.status.value
            assert row.date == (event.date.value if event.date else None)
            assert row.modes == tuple(sorted({mode.value for mode in event.modes}))
            assert [party.id for party in row.actor] == [one.value for one in event.actor]
            assert [party.id for party in row.recipient] == [one.value for one in event.recipient]
            assert (row.place.id if row.place else None) == (event.place.value if event.place else None)
            assert [(one.kind, one.value) for one in row.magnitudes] == [(m.kind, m.value) for m in event.magnitudes]
        assert query.statements(store, Filter()).total == len(made.statements)
        assert query.commitments(store, Filter()).total == len(made.commitments)
        if words := fold(made.document.text):
            assert query.documents(store, text=words).total == 1
