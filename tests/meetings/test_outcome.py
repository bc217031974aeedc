"""What came of a meeting, and its place in a series as the text states it."""

from meetings.conftest import the_one, value

TOULON = """Macron hosts Merz in Toulon

French President Emmanuel Macron received German Chancellor Friedrich Merz in Toulon on Friday. \
The two leaders discussed nuclear energy.

"We want a common defence market," Macron said after the meeting.

The economy minister said growth was slow.

It was the third meeting of the two leaders this year. They agreed to meet again in Berlin in October.
"""


def said(record, ties):
    statements = {one.id: one for one in record.statements}
    return [" ".join(part.text for part in statements[tie.value].content) for tie in ties]


def test_what_was_said_after_the_meeting(meet, code):
    meeting = the_one(meet(TOULON, published="2025-08-30"))
    [first, *_] = said(code(TOULON, published="2025-08-30"), meeting.statements)
    assert first == "We want a common defence market"
    assert meeting.statements[0].rule == "outcome.said-at"


def test_what_others_say_elsewhere_is_no_outcome(meet, code):
    meeting = the_one(meet(TOULON, published="2025-08-30"))
    assert not any("growth" in words for words in said(code(TOULON, published="2025-08-30"), meeting.statements))


def test_the_topics(meet):
    assert [t.text for t in the_one(meet(TOULON, published="2025-08-30")).agenda] == ["nuclear energy"]


def test_the_next_meeting_that_is_announced(meet):
    meetings = meet(TOULON, published="2025-08-30")
    meeting = the_one(meetings)
    ahead = next(other for other in meetings if other.id == value(meeting.next))
    assert ahead.planned
    assert value(ahead.date) == "2025-10"
    assert ahead.place.value.name == "Berlin"


def test_an_agreement_signed_at_the_meeting(meet, code):
    text = (
        "Armenian Foreign Minister Ararat Mirzoyan met US Secretary of State Antony Blinken in Washington on Tuesday. "
        "Armenia and the United States signed a partnership charter on Tuesday."
    )
    meeting = the_one(meet(text, published="2025-01-15"))
    [tie] = meeting.agreements
    names = {one.id: one.name.value for one in code(text, published="2025-01-15").agreements}
    assert "charter" in names[tie.value]
    assert tie.rule == "outcome.same-day"


def test_an_older_agreement_is_no_outcome(meet):
    text = (
        "Syrian interim President Ahmed al-Sharaa met SDF commander Mazloum Abdi in Damascus on 7 October 2025. "
        "Damascus and the SDF signed an agreement on 10 March 2025."
    )
    assert the_one(meet(text, published="2025-10-08")).agreements == ()


def test_what_both_sides_promise_after_the_meeting(meet):
    text = (
        "Indian Prime Minister Narendra Modi met Chinese President Xi Jinping in Tianjin on Sunday.\n\n"
        "India and China agreed to resume direct flights."
    )
    [tie] = the_one(meet(text, published="2025-09-01")).commitments
    assert tie.rule == "outcome.all-sides"
    assert "resume direct flights" in tie.evidence[0].text


def test_the_ordinal_that_the_text_states(meet):
    [note] = the_one(meet(TOULON, published="2025-08-30")).series
    assert (note.number, note.words.text) == (3, "third meeting of the two leaders this year")


def test_a_first_visit_since_a_year_did_not_take_place_in_that_year(meet):
    text = (
        "Indian Prime Minister Narendra Modi met Chinese President Xi Jinping in Tianjin on Sunday. "
        "It was Modi's first visit to China since 2018."
    )
    meeting = the_one(meet(text, published="2025-09-01"))
    assert value(meeting.date) == "2025-08-31"
    assert [(note.number, note.words.text) for note in meeting.series] == [(1, "first visit to China since 2018")]


def test_a_second_time_this_month(meet):
    text = (
        "Turkish Foreign Minister Hakan Fidan met Syrian Foreign Minister Asaad al-Shaibani in Ankara on Monday "
        "for the second time this month."
    )
    meeting = the_one(meet(text, published="2025-10-14"))
    assert [note.number for note in meeting.series] == [2]


def test_a_round_that_is_still_to_come_is_not_counted_for_the_last_one(meet):
    text = (
        "US envoy Steve Witkoff and Iranian Foreign Minister Abbas Araghchi held talks in Muscat on Saturday. "
        "The two sides agreed to hold a second round in Rome."
    )
    assert the_one(meet(text, published="2025-04-13")).series == ()


def test_saying_that_they_met_is_no_outcome(meet):
    text = "Serbian President Aleksandar Vučić said he had met Hungarian Prime Minister Viktor Orbán on Monday."
    assert the_one(meet(text, published="2025-05-08")).statements == ()
