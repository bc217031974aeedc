"""The meetings of the first real article."""

import pytest

from dragoman.ontology import plover
from dragoman.reading import Overrides, read_text
from dragoman.resolve.meetings import meetings_of
from meetings.conftest import people, value


@pytest.fixture(scope="module")
def meetings(shared, pipeline):
    text = (shared / "inputs" / "seed.txt").read_text(encoding="utf-8")
    record = pipeline.code(read_text(text, address="seed", overrides=Overrides(published="2025-09-18")))
    return meetings_of(record, plover())


def test_the_visit_to_damascus(meetings):
    visit = meetings[0]
    turkish, syrian = visit.sides
    assert (turkish.id, people(visit, "TUR")) == ("TUR", ["İbrahim Kalın"])
    [kalin] = turkish.participants
    assert [(o.title, o.organization) for o in kalin.offices] == [("chief", "National Intelligence Organization")]
    assert (syrian.id, people(visit, "SYR")) == ("SYR", ["Ahmed al-Sharaa", "senior officials"])
    assert [o.title for o in syrian.participants[0].offices] == ["interim President"]
    assert (value(visit.form), value(visit.host), value(visit.level)) == ("visit", "SYR", "service-chief")
    assert (visit.place.value.name, value(visit.date)) == ("Damascus", "2025-09-17")


def test_its_agenda_and_outcome(meetings):
    visit = meetings[0]
    assert len(visit.agenda) == 5
    assert visit.agenda[-1].text.startswith("facilitating the voluntary and safe return")
    assert [tie.rule for tie in visit.statements] == ["outcome.sentence-names-meeting", "outcome.said-at"]


def test_the_meeting_in_doha(meetings):
    [doha] = [meeting for meeting in meetings if value(meeting.date) == "2025-09-15"]
    assert (people(doha, "TUR"), people(doha, "SYR")) == (["Recep Tayyip Erdoğan"], ["Ahmed al-Sharaa"])
    assert (doha.place.value.name, value(doha.host), value(doha.level)) == ("Doha", "QAT", "head")
