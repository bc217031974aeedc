"""To whom, where and when something was said, and who says it in headlines and unnamed."""

from __future__ import annotations

import pytest

VENUES = [
    ("In a statement, the ministry warned that strikes would go on.", "In a statement"),
    ("Speaking to reporters on his return from Doha, the envoy said the talks were useful.", "on his return from Doha"),
    (
        "The president said at a news conference in Ankara on Monday that a deal was close.",
        "at a news conference in Ankara",
    ),
    (
        "In an interview with a Turkish channel, Kara said the truce would hold.",
        "In an interview with a Turkish channel",
    ),
    ("“We are ready,” the minister wrote on X.", "on X"),
    ("The general told the king by phone that the road was open.", "by phone"),
    ("“We are ready,” Kara said in a post on Telegram.", "in a post on Telegram"),
]

HEADLINES = [
    # text, speaker, sign, content
    ("Erdogan: no talks before withdrawal", "Erdogan", ":", "no talks before withdrawal"),
    ("No talks before withdrawal - Erdogan", "Erdogan", "-", "No talks before withdrawal"),
    ("UN chief: famine looms in Gaza", "UN chief", ":", "famine looms in Gaza"),
    ("Iran's Araghchi: ‘We will not negotiate under fire’", "Iran's Araghchi", ":", "We will not negotiate under fire"),
    ("Army retakes bridge in Khartoum, says ministry", "ministry", "says", "Army retakes bridge in Khartoum"),
    ("Erdogan says no talks before withdrawal", "Erdogan", "says", "no talks before withdrawal"),
]

SPEAKERS = [
    ("Both sides said the truce was holding.", "Both sides"),
    ("A senior official said the deal was near.", "A senior official"),
    ("Sources in Ankara said the deal was near.", "Sources in Ankara"),
    ("A source close to the talks said the deal was near.", "A source close to the talks"),
    ("The deal was near, a spokesman for the ministry said.", "a spokesman for the ministry"),
    ("“Where is the aid?” asked the mayor.", "the mayor"),
    ("According to Kenyan police, two people were killed.", "Kenyan police"),
    ("The warning that war may return came from the UN.", "the UN"),
    ("The ministry's statement that a deal was close surprised the court.", "The ministry"),
]


@pytest.mark.parametrize(("text", "venue"), VENUES)
def test_venue(read, text, venue):
    (statement,) = read(text)
    assert statement.venue.text == venue


@pytest.mark.parametrize(("text", "speaker", "sign", "content"), HEADLINES)
def test_headlines(read, text, speaker, sign, content):
    (statement,) = read(text)
    assert (statement.speaker_words.text, statement.cue.text) == (speaker, sign)
    assert [part.text for part in statement.content] == [content]


@pytest.mark.parametrize(
    "text",
    ["Update: two people killed in Aden", "Photo: Reuters", "Sudan: 20 killed in drone strike", "Damascus - Aleppo"],
)
def test_labels_places_and_routes_say_nothing(read, text):
    assert read(text) == ()


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speakers_as_they_are_named(read, text, speaker):
    (statement,) = read(text)
    assert statement.speaker_words.text == speaker


def test_police_that_are_the_source_are_not_spoken_to(code):
    (statement,) = code("Two people were killed on Sunday, according to Kenyan police.").statements
    assert [s.value for s in statement.speaker]
    assert statement.addressee == ()


def test_addressee_date_and_those_spoken_of(code):
    record = code("Turkey told Iran on 3 May 2024 that Syria was ready.")
    (statement,) = record.statements
    names = {actor.id: actor.name for actor in record.actors}
    assert [names[s.value] for s in statement.speaker] == ["Türkiye"]
    assert [names[a.value] for a in statement.addressee] == ["Iran"]
    assert [names[a.value] for a in statement.about] == ["Syria"]
    assert statement.date.value == "2024-05-03"


def test_a_quotation_nobody_is_named_for(read):
    (statement,) = read("The hall was dark. “We have waited for nine years.” Nobody moved.")
    assert (statement.speaker, statement.speaker_words, statement.cue) == ((), None, None)
    assert [part.text for part in statement.content] == ["We have waited for nine years."]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The envoy said talks go on and warned that time was short.", ["talks go on", "that time was short"]),
        ("The envoy says talks go on, adding that they will last.", ["talks go on", "that they will last"]),
        ("The envoy said talks will go on, but he gave no date.", ["talks will go on"]),
        ("He asked for a meeting and said the road was open.", ["the road was open"]),
        ("She said:\n\n“The road is open again.”", ["The road is open again."]),
        ("“Go,” she said on Monday, “but come back in May.”", ["Go", "but come back in May."]),
    ],
)
def test_content_ends_where_the_reporter_speaks(read, text, content):
    assert [part.text for statement in read(text) for part in statement.content] == content
