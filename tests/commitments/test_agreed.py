"""Agreements, and what is due under them and outside, by when."""

import pytest

from conftest import ids


def test_a_dated_agreement_has_parties_and_a_date(code):
    record = code("Iraq complied with the March 10 agreement with Iran.")
    (agreement,) = record.agreements
    assert agreement.name.value == "March 10 agreement"
    assert agreement.date.value == "2025-03-10"
    assert set(ids(agreement.parties)) == {"IRQ", "IRN"}
    assert agreement.status.value == "in force"


def test_an_agreement_nobody_names_is_none(code):
    assert code("An agreement would be good for prices.").agreements == ()


def test_the_same_agreement_twice_is_one(code):
    record = code("Iraq signed a deal with Iran on water.\n\nThe deal between Iraq and Iran runs for a year.")
    (agreement,) = record.agreements
    assert len(agreement.mentions) == 2


DEADLINES = [
    ("Iran promised to release the sailors by October 1.", "2025-10-01"),
    ("Iran promised to release the sailors before the end of this year.", "2025-12-31"),
    ("Iran promised to release the sailors within 60 days.", "2025-11-19"),
]


@pytest.mark.parametrize(("text", "due"), DEADLINES)
def test_a_promise_has_its_deadline(code, text, due):
    (commitment,) = code(text).commitments
    assert ids(commitment.debtor) == ["IRN"]
    assert commitment.action.text.startswith("release the sailors")
    assert commitment.deadline.value == due
    (words,) = commitment.deadline.evidence
    assert words.text in text


def test_what_an_agreement_stipulates_is_a_commitment_in_it(code):
    record = code("Iraq signed a deal with Iran which requires Iraq to return the ships by October 1.")
    (agreement,) = record.agreements
    (commitment,) = record.commitments
    assert commitment.agreement == agreement.id
    assert (ids(commitment.debtor), commitment.deadline.value) == (["IRQ"], "2025-10-01")


def test_what_stands_under_a_statement_that_was_signed_is_owed_under_it(code):
    text = (
        "Armenia and Azerbaijan signed a joint statement brokered by Switzerland. Under the statement, both sides "
        "will withdraw their troops from four villages within 30 days of the signing and will exchange 40 prisoners "
        "by April 15."
    )
    record = code(text, "2026-03-04")
    (agreement,) = record.agreements
    assert ids(agreement.mediators) == ["CHE"]
    withdraw, exchange = record.commitments
    assert {withdraw.agreement, exchange.agreement} == {agreement.id}
    assert withdraw.term.anchor.text == "the signing"
    assert withdraw.magnitudes == ()  # four villages are nobody
    assert exchange.deadline.value == "2026-04-15"
