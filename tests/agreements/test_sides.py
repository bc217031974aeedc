"""Who is in an agreement, and who brought it about."""

import pytest

from conftest import ids

PARTIES = [
    ("A truce between Israel and Lebanon began on Monday.", {"ISR", "LBN"}),
    ("A border treaty among Chad, Niger and Mali was read out.", {"TCD", "NER", "MLI"}),
    ("Iran has a gas agreement with Iraq.", {"IRN", "IRQ"}),
    ("Japan and India signed a trade pact.", {"JPN", "IND"}),
    ("Japan's trade agreement with Britain is popular.", {"JPN", "GBR"}),
    ("The US-Taliban deal was signed in Doha.", {"USA", "TALIBAN"}),
    ("The accord was signed by Armenia and Azerbaijan.", {"ARM", "AZE"}),
    ("The pact, which Greece and Egypt signed in August, covers the sea bed.", {"GRC", "EGY"}),
    ("Signatories of the accord include Chad, Niger and Mali.", {"TCD", "NER", "MLI"}),
    ("The agreement, to which Armenia is a party, came into force in 2012.", {"ARM"}),
    ("North Korea is no party to the Chemical Weapons Convention.", {"PRK"}),
    ("Britain acceded to the Energy Charter Treaty.", {"GBR"}),
    ("Poland's withdrawal from the Ottawa treaty was criticised.", {"POL"}),
    ("Russia pulled out of the Open Skies treaty.", {"RUS"}),
    ("Estonia and Latvia met in Riga. The two sides signed a defence agreement.", {"EST", "LVA"}),
    ("Talks between Japan and North Korea on an abduction deal continued.", {"JPN", "PRK"}),
    ("A border pact was signed at dawn. The pact between Kenya and Uganda covers roads.", {"KEN", "UGA"}),
    ("Chad and Sudan fought for a year. Qatar brokered a peace deal.", {"TCD", "SDN"}),
]


@pytest.mark.parametrize(("text", "parties"), PARTIES)
def test_parties(one, text, parties):
    told = {p.value for p in one(text).parties if p.rule != "agreement.from-base"}
    assert told == parties


def test_a_person_signs_for_the_state_that_the_article_names(one):
    found = one("Turkey welcomed Iraq's envoys. Turkish Foreign Minister Hakan Fidan signed a water deal with Iraq.")
    assert set(ids(found.parties)) == {"TUR", "IRQ"}


def test_ministers_sign_for_their_states(one):
    found = one("Turkey met Syria in Ankara. The defence ministers of Turkey and Syria signed a memorandum.")
    assert set(ids(found.parties)) == {"TUR", "SYR"}


def test_a_parliament_ratifies_for_its_state(one):
    found = one("Moldova's parliament ratified the association agreement with the EU.")
    assert set(ids(found.parties)) == {"MDA", "EU"}


def test_a_resolution_is_the_councils_and_binds_others(one):
    assert set(ids(one("Under Security Council resolution 1701, Hezbollah must leave.").parties)) == {"UNSC"}


MEDIATORS = [
    ("Armenia and Azerbaijan agreed to a cease-fire mediated by Russia.", {"RUS"}),
    ("Qatar brokered a truce between Chad and Sudan.", {"QAT"}),
    ("Egypt is proud. The Egypt-brokered truce between Israel and Hamas holds.", {"EGY"}),
    ("Chad and Sudan signed a peace accord under the auspices of the African Union.", {"AU"}),
    ("Chad and Sudan reached a deal with the mediation of Qatar.", {"QAT"}),
    ("Kosovo and Serbia reached a deal on Wednesday, facilitated by Switzerland.", {"CHE"}),
]


@pytest.mark.parametrize(("text", "mediators"), MEDIATORS)
def test_mediators(one, text, mediators):
    found = one(text)
    assert set(ids(found.mediators)) == mediators
    assert mediators.isdisjoint(ids(found.parties))


def test_whoever_is_a_party_is_no_mediator(one):
    found = one("Russia and Ukraine signed a truce mediated by Russia and Turkey.")
    assert set(ids(found.parties)) == {"RUS", "UKR"}
    assert ids(found.mediators) == ["TUR"]
