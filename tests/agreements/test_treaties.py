"""Documents that are themselves a treaty."""

import pytest

from conftest import ids
from dragoman.coding.agreements.treaties import TreatyReader
from dragoman.coding.agreements.treaty_signing import days_in, signed

TREATY = """AGREEMENT ON FISHERIES BETWEEN THE REPUBLIC OF ICELAND AND THE KINGDOM OF NORWAY

The Government of the Republic of Iceland and the Government of the Kingdom of Norway, hereinafter referred to as the
Parties,

Recalling the Uruguay Round and the laws of Denmark, have agreed as follows:

Article 1
The Parties shall exchange data on herring.

Article 2
This Agreement shall enter into force on 1 January 2004.

In witness whereof the undersigned, being duly authorized, have signed this Agreement.

{closing}

For the Government of the Republic of Iceland      For the Government of the Kingdom of Norway
"""
DONE = "Done at Oslo, this third day of May two thousand and three, in duplicate in the English language."


def test_a_treaty_gives_its_parties_day_and_place(code):
    record = code(TREATY.format(closing=DONE), published=None)
    found = next(a for a in record.agreements if a.rule == "agreement.document-is-treaty")
    assert set(ids(found.parties)) == {"ISL", "NOR"}
    assert (found.date.value, found.status.value, found.kind) == ("2003-05-03", "signed", "legal")
    assert found.date.evidence[0].text == "third day of May two thousand and three"
    assert {p.id: p.name for p in record.places}[found.place.value] == "Oslo"


CLOSINGS = [
    ("DONE at Geneva, this 17th day of September 1992, in a single copy.", "1992-09-17"),
    ("Done in duplicate at Tokyo on this sixteenth day of February in the year 2011.", "2011-02-16"),
    ("Done at Moscow on November 13, 1992 in two originals.", "1992-11-13"),
    ("Made at the city of Kyiv on 6 July, 2001 in two copies.", "2001-07-06"),
    ("Done at Rabat on the thirty-first day of March, one thousand, nine hundred and sixty-nine.", "1969-03-31"),
    ("Done at ________, this ____ day of ______ 2010, in duplicate.", None),
]


@pytest.mark.parametrize(("closing", "day"), CLOSINGS)
def test_the_day_of_signature(closing, day):
    found = signed(TREATY.format(closing=closing))
    assert (found and found.day) == day


def test_every_full_date_of_a_text():
    assert days_in("from 1 January 2004 to the second day of May 2005 or June 3, 2006") == {
        "2004-01-01",
        "2005-05-02",
        "2006-06-03",
    }


PARTIES = [
    ("THE SWISS CONFEDERATION and the EUROPEAN ECONOMIC COMMUNITY, DESIRING to trade more,", {"CHE", "EEC"}),
    ("HIS MAJESTY THE KING OF THE BELGIANS and the President of the French Republic, CONSIDERING", {"BEL", "FRA"}),
    ("The Government of Japan and the Government of the United States of America, resolved to", {"JPN", "USA"}),
]


@pytest.mark.parametrize(("preamble", "parties"), PARTIES)
def test_parties_of_a_preamble(pipeline, preamble, parties):
    found = pipeline.treaties.read_treaty(f"{preamble} do good\n\nArticle 1\nThe Parties shall trade with Peru.")
    assert {party.entry for party in found.parties} == parties


def test_parties_of_the_signatures_where_there_is_no_preamble(pipeline):
    text = "1. The Parties shall trade.\n\n2. Each Party shall obey the rules of the WTO.\n\n"
    text += "DONE at Tunis, on 25 November 2004, in two originals.\n\n"
    text += "For the Republic of Turkey   For the Republic of Tunisia"
    assert {party.entry for party in pipeline.treaties.read_treaty(text).parties} == {"TUR", "TUN"}


def test_an_article_about_a_treaty_is_none(pipeline):
    reader = TreatyReader(pipeline.actors.knowledge)
    text = (
        "Iceland and Norway signed a fisheries agreement in Oslo on Monday. The treaty shall enter into force in May."
    )
    assert reader.read(text) is None
