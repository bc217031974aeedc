"""What is an agreement, of what kind, and what the words that name it are."""

import pytest

KINDS = [
    ("Under the Treaty of Lausanne, Turkey kept the straits.", "legal", "Treaty of Lausanne"),
    ("Iran must obey UN Security Council Resolution 2231.", "legal", "UN Security Council Resolution 2231"),
    ("Israel left Lebanon under resolution 425.", "legal", "resolution 425"),
    ("Turkey left the Istanbul Convention.", "legal", "Istanbul Convention"),
    ("Ethiopia and Somaliland signed a memorandum of understanding.", "legal", "memorandum of understanding"),
    ("Iraq signed the Protocol on Incendiary Weapons.", "legal", "Protocol on Incendiary Weapons"),
    ("Ukraine says the Minsk agreements are dead.", "named", "Minsk agreements"),
    ("Russia broke the September 19 accord with Iran.", "named", "September 19 accord"),
    ("Britain defended the Good Friday Agreement.", "named", "Good Friday Agreement"),
    ("Iran says the JCPOA is useful.", "named", "JCPOA"),
    ("Serbia and Kosovo honoured the agreement of 10 March.", "named", "agreement of 10 March"),
    ("Japan and India signed a trade deal.", "described", "trade deal"),
    ("A cease-fire brokered by Qatar began in Goma.", "described", "cease-fire"),
    ("The prisoner swap between Russia and Ukraine took place at dawn.", "described", "prisoner swap"),
    ("Hamas and Israel discussed the deal to free the hostages.", "described", "deal"),
    ("China and Russia adopted a joint statement with Iran.", "described", "joint statement"),
    ("France and Germany agreed on a peace plan with Russia.", "described", "peace plan"),
    ("The Security Council adopted a resolution on Sudan.", "legal", "resolution"),
]


@pytest.mark.parametrize(("text", "kind", "name"), KINDS)
def test_kind_and_name(one, text, kind, name):
    found = one(text)
    assert (found.kind, found.name.value) == (kind, name)


NONE = [
    "An agreement would be good for prices.",
    "The ministers could not reach agreement.",
    "The minister will deal with the problem next week.",
    "It took a great deal of courage, the president said.",
    "The Democratic National Convention opened in Chicago.",
    "The Senate passed a resolution on parking.",
    "The company signed a contract with its supplier.",
    "The driver got a plea deal.",
    "Israeli settlements grew last year.",
    "Georgia Governor Nathan Deal vetoed the bill.",
    "The UN urged a peaceful resolution of the conflict in Sudan.",
    "She plans to seal the deal in the next primary.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_agreement(agreed, text):
    assert agreed(text) == ()


def test_numbers_told_together_are_resolutions_each(agreed):
    found = agreed("Egypt accepted Security Council resolutions 242 and 338.")
    assert [a.entry.value for a in found] == ["UNSC-242", "UNSC-338"]


def test_evidence_is_the_words(code):
    record = code("The US-brokered truce between Israel and Lebanon took effect on Monday.")
    for agreement in record.agreements:
        for words in (*agreement.mentions, *agreement.name.evidence):
            assert record.document.text[words.start : words.end] == words.text
