"""Who did what to whom, through the ways English hides it."""

import pytest

from conftest import ids, only

CASES = [
    # text, type, actors, recipients, why
    ("Israel attacked Syria on Monday.", "ASSAULT", ["ISR"], ["SYR"], "plain"),
    ("Syria was attacked by Israel on Monday.", "ASSAULT", ["ISR"], ["SYR"], "passive"),
    ("Syria condemned the attack by Israel.", "ACCUSE", ["SYR"], ["ISR"], "the doer of a blamed deed is blamed"),
    ("Iran has agreed to send food to Iraq.", "AGREE", ["IRN"], ["IRQ"], "recipient out of what is promised"),
    ("Egypt called on Sudan to release the sailors.", "REQUEST", ["EGY"], ["SDN"], "object control"),
    ("Iraq and Iran met in Geneva.", "CONSULT", ["IRQ", "IRN"], [], "reciprocal, nobody visits"),
    ("Iraq held talks with Iran on water.", "CONSULT", ["IRQ", "IRN"], [], "a light verb and its noun"),
    ("The talks between Iraq and Iran ended.", "CONSULT", ["IRQ", "IRN"], [], "between"),
    ("Russia, which bombed Georgia, denied it.", "ASSAULT", ["RUS"], ["GEO"], "relative clause"),
]


@pytest.mark.parametrize(("text", "kind", "actor", "recipient", "why"), CASES, ids=[c[-1] for c in CASES])
def test_roles(code, text, kind, actor, recipient, why):
    found = [e for e in code(text).events if e.type.value == kind]
    assert [(ids(e.actor), ids(e.recipient)) for e in found] == [(actor, recipient)]


def test_every_role_is_read_from_words_of_the_article(code):
    text = "Türkiye’nin İzmir… Israel attacked Syria. Iran’s president met Iraqi officials. 🇹🇷 Egypt helped Sudan."
    record = code(text)
    assert record.events
    for event in record.events:
        for attested in (*event.actor, *event.recipient, event.type, *event.modes, *event.contexts):
            for words in attested.evidence:
                assert text[words.start : words.end] == words.text


def test_a_deed_told_by_verb_and_noun_is_one_event(code):
    event = only(code("At least 12 people, including three children, were killed in an Israeli attack on Lebanon."))
    assert (ids(event.actor), ids(event.recipient)[0]) == (["ISR"], "LBN")
    (killed,) = [m for m in event.magnitudes if m.kind == "killed"]
    assert (killed.value, killed.bound, killed.evidence.text) == (12, "at_least", "At least 12 people")


def test_what_is_asked_is_not_told_as_done(code):
    event = only(code("Egypt urged Israel to withdraw its troops from Lebanon."))
    assert (event.type.value, ids(event.modes)) == ("REQUEST", ["yield"])


def test_background_of_a_demand_did_happen(code):
    types = [e.type.value for e in code("Egypt urged restraint by Iran after Israel attacked Syria.").events]
    assert "ASSAULT" in types


def test_an_event_without_any_actor_is_not_recorded(code):
    assert code("The attack was discussed at length.").events == ()
