"""Texts in capitals are read as if they had been written with small letters."""

import pytest

from dragoman.annotate.case import CaseRestorer, in_capitals
from dragoman.knowledge.base import Knowledge


@pytest.fixture(scope="module")
def restore():
    return CaseRestorer(Knowledge.load()).restore


@pytest.mark.parametrize(
    "written",
    [
        "The rebels attacked a bridge near Carlosville on Monday.",
        "Turkey and Israel signed an agreement in Geneva on 4 May.",
        "You may march to the town hall, said President Duarte.",
        "NATO ministers met in Brussels.",
        "The Free Peasant Army (FPA) said it was not the FPA's bomb.",
        "Narcoterrorists attacked the defence ministry.",
        "They left at 9 p.m. on the 19th of August.",
    ],
)
def test_capitals_become_usual_case(restore, written):
    assert restore(written.upper()) == written


def test_a_text_in_usual_case_stays_as_it_is(restore):
    text = "UNICEF said so.\n\nThe US and the UN agreed."
    assert restore(text) == text


def test_only_the_headline_in_capitals_changes(restore):
    text = "REBELS ATTACK BRIDGE IN SYRIA\n\nRebels attacked a BRIDGE today."
    assert restore(text) == "Rebels attack bridge in Syria\n\nRebels attacked a BRIDGE today."


def test_length_never_changes(restore):
    text = "İSTANBUL VE İZMİR'DE BÜYÜK YÜRÜYÜŞ, ẞ AND ŒUVRE"
    assert len(restore(text)) == len(text)


def test_a_few_names_in_capitals_are_no_passage():
    assert not in_capitals("NATO, UN")


def test_the_record_shows_the_words_as_they_stood(code):
    text = "ISRAEL ATTACKED LEBANON ON TUESDAY, OFFICIALS OF THE ARMY SAID."
    event = next(e for e in code(text).events if e.type.value == "ASSAULT")
    assert event.triggers[0].text == "ATTACKED"
    assert [a.value for a in event.actor] == ["ISR"]
    assert [r.value for r in event.recipient] == ["LBN"]
