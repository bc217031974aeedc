"""Told twice, it is one event; two deeds stay two."""

from conftest import ids


def of(record, kind):
    return [e for e in record.events if e.type.value == kind]


def test_a_visit_and_the_meeting_on_it_are_one_event(code):
    record = code(
        "Iran’s foreign minister paid a visit to Iraq on Friday.\n\nThe Iranian foreign minister met Iraqi officials."
    )
    (event,) = of(record, "CONSULT")
    assert len(event.triggers) == 2
    assert event.trace.merged
    assert "visit" in ids(event.modes)
    assert event.date.value == "2025-09-19"


def test_meetings_on_different_days_are_two_events(code):
    record = code("Iran and Iraq met on Tuesday.\n\nIran and Iraq met again on Thursday.")
    assert len(of(record, "CONSULT")) == 2


def test_different_recipients_are_two_events(code):
    assert len(of(code("Israel attacked Syria.\n\nIsrael attacked Lebanon."), "ASSAULT")) == 2


def test_a_denied_deed_is_not_joined_to_one_that_happened(code):
    record = code("Israel attacked Syria.\n\nIsrael did not attack Syria in June.")
    assert len(of(record, "ASSAULT")) == 2


def test_what_happens_during_a_meeting_has_its_day_and_place(code):
    record = code("Iran and Iraq met in Baghdad on Friday.\n\nDuring the meeting, Iran pledged to help Iraq.")
    (meeting,) = of(record, "CONSULT")
    (promise,) = of(record, "AGREE")
    assert promise.date.value == meeting.date.value == "2025-09-19"
    assert promise.place.value == meeting.place.value


def test_days_after_another_meeting_are_counted(code):
    record = code(
        "Iran and Iraq met in Baghdad on September 17.\n\nThe meeting comes two days after Egypt and Qatar met in Doha."
    )
    assert [e.date.value for e in of(record, "CONSULT")] == ["2025-09-17", "2025-09-15"]
