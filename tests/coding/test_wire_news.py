"""How wire reports tell of deeds: datelines, tolls, talks behind "after", what is agreed for later."""

from __future__ import annotations

import pytest

from conftest import ids, only


def of_type(record, kind):
    return [event for event in record.events if event.type.value == kind]


CASES = [
    (
        "BAMAKO, July 28, 2025 (Reuters) - Mali and Niger signed a trade deal on Monday.",
        "AGREE", ["MLI", "NER"], [], "a dateline is no subject",
    ),
    ("Oct 3, 2025 - Iran and Iraq signed a trade deal.", "AGREE", ["IRN", "IRQ"], [], "nor is a day before a dash"),
    ("Iran accused Israel of shelling Lebanon.", "ACCUSE", ["IRN"], ["ISR"], "who is accused"),
    ("The minister suspected Iraqi forces of shelling Kuwait.", "ASSAULT", ["IRQ-MIL"], ["KWT"], "does it"),
    ("Syria said Israeli jets bombed its territory.", "ASSAULT", ["ISR-MIL"], ["SYR"], "not the bomber's territory"),
    ("Hakan Fidan spoke after talks with Sergey Lavrov.", "CONSULT", ["hakan-fidan", "sergei-lavrov"], [], "his talks"),
    ("Congo and M23 rebels signed an accord in Doha.", "AGREE", ["COD", "M23"], [], "a name before a name"),
    ("Iran and Iraq agreed to halt fire after talks in Oman.", "AGREE", ["IRN", "IRQ"], [], "where talks were"),
    ("Armenia and Azerbaijan exchanged 30 prisoners.", "COOPERATE", ["ARM", "AZE"], [], "both do it"),
    ("Jordan said it was ready to send observers.", "AGREE", ["JOR"], [], "who is sent is no other side"),
    ("Greece summoned Turkey's ambassador to protest a flight.", "ACCUSE", ["GRC"], ["TUR-ENVOY"], "a summons"),
    (
        "Anwar Ibrahim hosted Thailand's minister Maris Sangiampongsa and Cambodian Prime Minister Hun Manet.",
        "CONSULT", ["maris-sangiampongsa", "hun-manet"], ["anwar-ibrahim"], "two guests",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "actor", "recipient", "why"), CASES, ids=[c[-1] for c in CASES])
def test_who_does_what_to_whom(code, text, kind, actor, recipient, why):
    assert [(ids(e.actor), ids(e.recipient)) for e in of_type(code(text), kind)] == [(actor, recipient)]


def test_a_deed_and_its_toll_are_one_event(code):
    event = only(code("Russian drones struck a hospital in Kharkiv, killing three people and injuring 17."))
    assert (ids(event.actor), ids(event.recipient)[0]) == (["RUS-MIL"], "UKR-civilians")
    assert {m.kind: m.value for m in event.magnitudes} == {"killed": 3, "injured": 17}


def test_a_day_to_come_in_what_is_agreed_is_not_the_day_of_the_agreement(code):
    event = only(code("India agreed to waive visas for Kenyans from October 2025.", published="2025-08-13"))
    assert event.date is None


def test_the_day_of_a_meeting_that_is_agreed_is_kept(code):
    event = only(code("Iran and Oman agreed to meet in October 2025.", published="2025-08-13"))
    assert event.date.value == "2025-10"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Turkey spoke of trade on the eve of a summit between Putin and Trump.", "AGREE", "actual"),
        ("Egypt called for talks after attacks by Israel.", "ASSAULT", "actual"),
        ("Iran and Iraq undertook to begin shelling Kuwait.", "ASSAULT", None),
    ],
)
def test_status(code, text, kind, status):
    assert [e.status.value for e in of_type(code(text), kind)] == ([status] if status else [])


def test_the_words_of_a_commitment_end_where_another_sentence_begins(code):
    record = code("Iraq will send doctors to Iran on Tuesday, and a committee is to meet in Oman in May.")
    assert record.commitments[0].action.text == "send doctors to Iran"


def test_an_attribution_behind_a_comma_is_no_part_of_a_commitment(code):
    record = code(
        "Britain will send tanks, Prime Minister Keir Starmer announced after talks with Zelenskiy in London."
    )
    assert [c.action.text for c in record.commitments] == ["send tanks"]


def test_what_is_pledged_is_not_claimed_to_be_kept(code):
    assert code("Iran and Iraq undertook to begin implementing the agreement by July 29.").claims == ()
