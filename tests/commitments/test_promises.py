"""Promises: who owes what to whom, in all the ways in which it is told; and what is none."""

import pytest

from conftest import ids

PROMISES = [
    ("Kenya pledged to send doctors to Malawi.", ["KEN"], "send doctors to Malawi", ["MWI"]),
    ("Kenya announced plans to withdraw its troops from Somalia.", ["KEN"], "withdraw its troops from Somalia", None),
    ("Norway reaffirmed its readiness to support Jordan.", ["NOR"], "support Jordan", ["JOR"]),
    ("Chile is ready to host the talks.", ["CHL"], "host the talks", None),
    ("Ghana has committed to rebuilding the bridge.", ["GHA"], "rebuilding the bridge", None),
    ("Japan's commitment to the reconstruction of Nepal was welcomed.", ["JPN"], "reconstruction of Nepal", ["NPL"]),
    ("The Peruvian minister said Peru would reopen the border.", ["PER"], "reopen the border", None),
    ("India vowed not to close the dam.", ["IND"], "not to close the dam", None),
]


@pytest.mark.parametrize(("text", "debtor", "action", "beneficiary"), PROMISES)
def test_a_promise_is_a_commitment(code, text, debtor, action, beneficiary):
    (commitment,) = code(text).commitments
    assert ids(commitment.debtor) == debtor
    assert commitment.action.text == action
    if beneficiary is not None:
        assert ids(commitment.beneficiary) == beneficiary


NONE = [
    "Egypt urged Sudan to open the crossing.",
    "The minister said he hoped to visit Cairo.",
    "Analysts in London said Spain would win the vote.",
    "Peru sent food to Chile.",
    "The United Nations expects Mali to hold elections.",
    "Brazil is considering a ban on exports.",
    '"We will never accept a change of our borders," the Armenian prime minister said.',
    "Chile has no plans to reopen its embassy.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_nobody_promised_is_none(code, text):
    assert code(text).commitments == ()


def test_each_of_two_deeds_has_its_own_deadline(code):
    text = (
        "The Syrian minister said Syria would reopen the border on Monday and would send 200 tonnes of wheat by Friday."
    )
    first, second = code(text).commitments
    assert (first.action.text, first.deadline.value) == ("reopen the border", "2025-09-22")
    assert (second.action.text, second.deadline.value) == ("send 200 tonnes of wheat", "2025-09-26")
    assert [(m.value, m.unit) for m in second.magnitudes] == [(200, "tonnes")]


def test_a_condition_is_kept_apart(code):
    (commitment,) = code("Iran promised to free the sailors if Iraq returns the ships.").commitments
    assert commitment.action.text == "free the sailors"
    assert commitment.condition.text == "if Iraq returns the ships"


def test_who_tells_of_it_is_recorded(code):
    (commitment,) = code("Qatar said that Iran had agreed to free the sailors by Friday.").commitments
    assert ids(commitment.debtor) == ["IRN"]
    assert ids(commitment.attribution) == ["QAT"]


def test_the_same_promise_told_by_two_words_is_one(code):
    (commitment,) = code("Japan announced its decision to send engineers to Nepal.").commitments
    assert commitment.action.text == "send engineers to Nepal"
