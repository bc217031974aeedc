"""Who met: sides, offices, levels, host, form, place and date."""

import pytest

from dragoman.model.text import Basis
from meetings.conftest import held, people, the_one, value

VISIT = (
    "Macron receives Merz\n\n"
    "French President Emmanuel Macron received German Chancellor Friedrich Merz in Toulon on 29 August 2025.\n"
)


def test_a_visit_has_guest_host_place_and_date(meet):
    meeting = the_one(meet(VISIT))
    assert people(meeting, "DEU") == ["Friedrich Merz"]
    assert people(meeting, "FRA") == ["Emmanuel Macron"]
    assert value(meeting.form) == "visit"
    assert (meeting.host.value, meeting.host.rule) == ("FRA", "host.recipient-of-visit")
    assert meeting.place.value.name == "Toulon"
    assert value(meeting.date) == "2025-08-29"


def test_offices_are_those_the_article_states(meet):
    [guest] = next(side for side in the_one(meet(VISIT)).sides if side.id == "DEU").participants
    assert [(office.title, office.basis) for office in guest.offices] == [("Chancellor", Basis.STATED)]
    assert guest.level.rule == "level.of-office"
    assert guest.stands_for.rule == "side.acts-for"


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("Indian Prime Minister Narendra Modi met Chinese President Xi Jinping in Tianjin on 31 August 2025.", "head"),
        ("US Secretary of State Antony Blinken met Serbian President Aleksandar Vučić in Belgrade.", "minister"),
        ("Turkish intelligence chief İbrahim Kalın met Iraqi Prime Minister Mohammed al-Sudani.", "service-chief"),
        ("The Russian ambassador met Polish Foreign Minister Radosław Sikorski in Warsaw.", "envoy"),
        ("Chinese Foreign Minister Wang Yi held a phone conversation with his Indian counterpart.", "minister"),
        ("Iran's spy chief met Iraqi President Abdul Latif Rashid. The spy chief left on Monday.", "service-chief"),
        ("Officials from Sudan met Egyptian Foreign Minister Badr Abdelatty in Cairo.", "official"),
    ],
)
def test_a_meeting_is_as_high_as_its_lowest_side(meet, sentence, level):
    assert value(the_one(meet(sentence)).level) == level


def test_a_level_is_assumed_where_a_side_names_nobody(meet):
    level = the_one(meet("French President Emmanuel Macron visited Egypt on 6 April 2025.")).level
    assert (level.value, level.basis) == ("head", Basis.ASSUMED)


def test_states_alone_have_no_level(meet):
    assert the_one(meet("Greece and Türkiye held talks in Ankara on 3 March 2025.")).level is None


def test_a_place_of_neither_side_makes_a_third_country_the_host(meet):
    meeting = the_one(meet("Russia and Ukraine held talks in Istanbul on 16 May 2025.", published="2025-05-17"))
    assert (meeting.host.value, meeting.host.rule) == ("TUR", "host.third-country")
    assert meeting.keys == {"RUS", "UKR"}


def test_the_side_on_whose_soil_they_meet_is_the_host(meet):
    text = "Serbian President Aleksandar Vučić met Hungarian Prime Minister Viktor Orbán in Budapest."
    meeting = the_one(meet(text))
    assert (meeting.host.value, meeting.host.rule) == ("HUN", "host.where-held")


def test_a_mediator_is_no_side(meet):
    text = "Qatar mediated talks between the Congolese government and the M23 rebels in Doha on 9 April 2025."
    meeting = the_one(meet(text, published="2025-04-10"))
    assert meeting.keys == {"COD", "M23"}
    assert [side.id for side in meeting.third_parties] == ["QAT"]
    assert value(meeting.form) == "mediation"


def test_who_hosts_the_talks_of_others_is_told_in_the_next_sentence(meet):
    meeting = the_one(
        meet(
            "US Secretary of State Marco Rubio and Russian Foreign Minister Sergey Lavrov met in Riyadh on Tuesday. "
            "Saudi Foreign Minister Prince Faisal bin Farhan hosted the talks.",
            published="2025-02-19",
        )
    )
    assert meeting.keys == {"USA", "RUS"}
    assert [people(meeting, id) for id in ("USA", "RUS")] == [["Marco Rubio"], ["Sergei Lavrov"]]
    assert [one.name for side in meeting.third_parties for one in side.participants] == ["Faisal bin Farhan"]
    assert (meeting.host.value, meeting.host.rule) == ("SAU", "host.hosted")
    assert value(meeting.form) == "talks"


def test_talks_that_were_held_are_a_meeting(meet):
    meeting = the_one(meet("Talks between Serbia and Kosovo were held in Brussels on 2 May 2023.", "2023-05-03"))
    assert meeting.keys == {"SRB", "KOS"}
    assert meeting.place.value.name == "Brussels"


def test_a_call_has_neither_place_nor_host(meet):
    text = (
        "Turkish President Recep Tayyip Erdoğan spoke by phone with Ukrainian President Volodymyr Zelensky on Monday. "
        "The two leaders discussed the war in Ukraine."
    )
    meeting = the_one(meet(text, published="2025-02-12"))
    assert value(meeting.form) == "call"
    assert meeting.place is None
    assert meeting.host is None
    assert [topic.text for topic in meeting.agenda] == ["the war in Ukraine"]


def test_a_meeting_of_three_is_multilateral(meet):
    text = "The presidents of Russia, Iran and Türkiye met at a summit in Tehran on 19 July 2022."
    meeting = the_one(meet(text, published="2022-07-20"))
    assert meeting.keys == {"RUS", "IRN", "TUR"}
    assert value(meeting.form) == "multilateral"


@pytest.mark.parametrize(
    "text",
    [
        "Russian President Vladimir Putin cancelled a visit to Turkey.",
        "Syrian interim President Ahmed al-Sharaa called off his visit to Baghdad.",
        "Serbia's president did not meet Kosovo's prime minister in Brussels.",
        "Iran refused to meet US envoys.",
        "Armenia and Azerbaijan could meet in May.",
    ],
)
def test_what_did_not_take_place_is_no_meeting_held(meet, text):
    assert held(meet(text)) == []


def test_a_planned_visit_is_marked_so(meet):
    [meeting] = meet("Russian Foreign Minister Sergey Lavrov will visit North Korea on 11 July.", "2025-07-09")
    assert meeting.planned
    assert value(meeting.form) == "visit"
    assert value(meeting.date) == "2025-07-11"
    assert value(meeting.host) == "PRK"


def test_every_entry_has_words_of_the_article_and_a_rule(meet, code):
    text = code(VISIT).document.text
    meeting = the_one(meet(VISIT))
    entries = [meeting.form, meeting.host, meeting.place, meeting.date, meeting.level]
    entries += [one.actor for side in meeting.sides for one in side.participants]
    for entry in entries:
        assert entry.rule
        assert entry.evidence
        assert all(text[e.start : e.end] == e.text for e in entry.evidence)


def test_two_meetings_of_one_article_stay_two(meet):
    text = (
        "Azerbaijan's President Ilham Aliyev met Armenia's Prime Minister Nikol Pashinyan in Abu Dhabi on 10 July.\n\n"
        "Aliyev and Pashinyan met in Tirana on 16 May 2025."
    )
    assert [value(meeting.date) for meeting in held(meet(text, published="2025-07-11"))] == ["2025-07-10", "2025-05-16"]


def test_other_persons_of_the_same_states_are_another_meeting(meet):
    text = (
        "Turkish President Recep Tayyip Erdoğan met Greek Prime Minister Kyriakos Mitsotakis in Ankara on Monday.\n\n"
        "Turkish Foreign Minister Hakan Fidan met Greek Foreign Minister Giorgos Gerapetritis."
    )
    assert len(held(meet(text, published="2024-05-14"))) == 2


def test_a_company_has_no_rank_in_protocol(meet):
    text = "Joe Brown, vice president of Acme Corp., met Polish Foreign Minister Radosław Sikorski in Warsaw on 3 May."
    assert [side.level for side in the_one(meet(text)).sides if side.id != "POL"] == [None]


def test_officials_of_an_organization_are_of_its_side(meet):
    text = "European Union officials met Serbian President Aleksandar Vučić in Brussels. The European Union is large."
    assert the_one(meet(text)).keys == {"EU", "SRB"}


def test_talks_of_which_nothing_is_told_are_left_out(meet):
    assert meet("Hamas said the talks had been useful.") == ()


def test_several_events_of_one_meeting_are_one(meet):
    text = (
        "Trump hosts Putin\n\n"
        "US President Donald Trump hosted Russian President Vladimir Putin in Anchorage on 15 August. "
        "The summit was the first meeting between the two presidents since 2019."
    )
    meeting = the_one(meet(text, published="2025-08-16"))
    assert (value(meeting.date), value(meeting.host)) == ("2025-08-15", "USA")
    assert [note.number for note in meeting.series] == [1]
    assert len(meeting.joined) == len(meeting.events) - 1 > 0
