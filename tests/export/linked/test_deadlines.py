"""Deadlines as a calendar program reads them."""

from datetime import date

from icalendar import Calendar

from dragoman import query
from dragoman.query import Filter

from .conftest import exported


def events(written):
    return Calendar.from_ical(written).walk("VEVENT")


def test_every_dated_deadline_is_an_all_day_entry(corpus):
    written, count = exported("icalendar", corpus)
    due = {row.id: row for row in query.due(corpus, Filter(), today=date.today()).rows if row.last_day}
    assert count == len(due) > 2
    shown = {str(one["uid"]): one for one in events(written)}
    for id, row in due.items():
        entry = shown[f"{id.replace(':', '-')}@dragoman"]
        assert entry["dtstart"].dt.isoformat() == row.last_day
        assert row.action in entry["summary"]


def test_entries_keep_their_ids(corpus):
    ids = [[one["uid"] for one in events(exported("icalendar", corpus)[0])] for _ in range(2)]
    assert ids[0] == ids[1]


def test_a_filter_holds(corpus):
    written, count = exported("icalendar", corpus, Filter(actor=("USA",)))
    assert 0 < count == len(events(written))
    assert all(str(one["summary"]).startswith("United States") for one in events(written))
