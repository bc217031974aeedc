"""Claims that something owed was kept, broken, put off or is in dispute: who says so, of whom."""

import pytest

from conftest import ids

CLAIMS = [
    ("Iran has violated the nuclear deal, Germany said.", "violated", ["DEU"], ["IRN"]),
    ("Jordan accused Israel of violating the 1994 treaty.", "violated", ["JOR"], ["ISR"]),
    ("Russia denied breaching the grain deal.", "disputed", ["RUS"], ["RUS"]),
    ("Ukraine reported violations of the ceasefire by Russia.", "violated", ["UKR"], ["RUS"]),
    ("The truce was broken by Azerbaijan, Armenia said.", "violated", ["ARM"], ["AZE"]),
    ("Rwanda has fulfilled its obligations, Uganda said.", "fulfilled", ["UGA"], ["RWA"]),
    ("Ethiopia did not keep its promise.", "violated", [], ["ETH"]),
    ("Turkey delivered the wheat it had promised to Yemen.", "fulfilled", [], ["TUR"]),
]


@pytest.mark.parametrize(("text", "status", "claimant", "debtor"), CLAIMS)
def test_a_claim_says_who_claims_what_of_whom(code, text, status, claimant, debtor):
    (claim,) = code(text).claims
    assert claim.status.value == status
    assert ids(claim.claimant) == claimant
    assert ids(claim.debtor) == debtor


def test_what_is_put_off_has_its_new_day(code):
    (claim,) = code("Egypt postponed the release of the detainees until March 1.").claims
    assert (claim.status.value, ids(claim.debtor), claim.deadline.value) == ("postponed", ["EGY"], "2026-03-01")


def test_a_claim_about_an_agreement_points_at_it(code):
    record = code("Iraq signed a water deal with Iran.\n\nIran has violated the deal with Iraq, Baghdad said.")
    (agreement,) = record.agreements
    (claim,) = record.claims
    assert claim.agreement == agreement.id


@pytest.mark.parametrize(
    "text",
    [
        "Germany urged Iran to honour the deal.",
        "Iran will comply with the deal, the minister said.",
        "If Iran breaks the deal, Germany will respond.",
        "The runner broke the national record.",
        "Peru keeps its embassy in Quito.",
    ],
)
def test_what_is_asked_promised_or_imagined_is_no_claim(code, text):
    assert code(text).claims == ()


def test_who_denies_in_passing_makes_a_claim_of_its_own(code):
    text = "Azerbaijan accused Armenia of violating the November 2020 ceasefire, which Yerevan denied."
    accused, denied = code(text).claims
    assert (accused.status.value, ids(accused.claimant), ids(accused.debtor)) == ("violated", ["AZE"], ["ARM"])
    assert accused.deed.text == "violating the November 2020 ceasefire"
    assert (denied.status.value, ids(denied.claimant)) == ("disputed", ["ARM"])
    assert denied.agreement == accused.agreement
