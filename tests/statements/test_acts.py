"""Denials, refusals to comment, and what is neither."""

from __future__ import annotations

import pytest

DENIALS = [
    # text, speaker, cue, content
    ("The ministry denied that it had sent troops.", "The ministry", "denied", "that it had sent troops"),
    ("Tehran denies it is building a bomb.", "Tehran", "denies", "it is building a bomb"),
    ("The group has denied any role in the raid.", "The group", "denied", "any role in the raid"),
    ("The governor denied helping the rebels.", "The governor", "denied", "helping the rebels"),
    (
        "The envoy rejected claims that the talks had failed.",
        "The envoy",
        "rejected",
        "claims that the talks had failed",
    ),
    ("The army dismissed the report as false.", "The army", "dismissed", "the report as false"),
]

REFUSALS = [
    ("A spokesman for the army declined to comment.", "A spokesman for the army", "declined", "to comment"),
    ("Officials declined to discuss the raid.", "Officials", "declined", "to discuss the raid"),
    ("The company would not comment.", "The company", "would not", "comment"),
    ("The embassy would not say whether he had left.", "The embassy", "would not", "say whether he had left"),
    (
        "The general refused to say whether troops would leave.",
        "The general",
        "refused",
        "to say whether troops would leave",
    ),
    (
        "The minister did not immediately respond to a request for comment.",
        "The minister",
        "did not immediately respond",
        "a request for comment",
    ),
    ("The palace did not return calls.", "The palace", "did not return", "calls"),
    ("The airline had no comment.", "The airline", "had", "no comment"),
    ("The mayor could not be reached for comment.", "The mayor", "could not be reached", "comment"),
]


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), DENIALS)
def test_a_denial(read, text, speaker, cue, content):
    (statement,) = read(text)
    assert statement.act == "denial"
    assert (statement.speaker_words.text, statement.cue.text) == (speaker, cue)
    assert [part.text for part in statement.content] == [content]


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), REFUSALS)
def test_a_refusal_to_comment(read, text, speaker, cue, content):
    (statement,) = read(text)
    assert statement.act == "no comment"
    assert (statement.speaker_words.text, statement.cue.text) == (speaker, cue)
    assert [part.text for part in statement.content] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "The army said it had not shelled the village.",
        "The minister warned that Iran would not accept the deal.",
        "“We did not do this,” the commander said.",
    ],
)
def test_words_with_a_negation_are_no_denial(read, text):
    (statement,) = read(text)
    assert statement.act == "assertion"


@pytest.mark.parametrize(
    "text",
    [
        "The rebels refused to leave the city.",
        "The minister did not say that the border was open.",
        "Hamas declined the invitation.",
        "Share prices did not respond.",
    ],
)
def test_refusals_of_deeds_and_what_was_not_said_are_no_statements(read, text):
    assert read(text) == ()


def test_no_comment_in_marks(read):
    (statement,) = read("“No comment,” the ambassador said.")
    assert statement.act == "no comment"
