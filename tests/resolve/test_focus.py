"""The places that an article is about."""

import pytest

from dragoman.model.record import from_json, json_schema, to_json

LEBANON = """Air strikes kill nine in southern Lebanon

BEIRUT, Sept 19 - Israeli jets bombed Nabatieh and two villages near Tyre on Thursday, killing nine people, Lebanon's
health ministry said.

Four of the dead were in Nabatieh, where a market was hit. Schools in Nabatieh stayed closed. Lebanon's prime minister
called on France and the United States to press for a halt. The army of Lebanon closed the road to Tyre.
"""

GENEVA = """Sudan's warring sides agree to open aid routes

GENEVA, Aug 20 - The army of Sudan and the Rapid Support Forces agreed on Tuesday to let food through to Darfur.

Lorries will cross into Sudan at Adre and drive to El Fasher, the largest city in Darfur, mediators said. Sudan has been
at war for two years, and famine was declared in Zamzam camp near El Fasher. Switzerland hosted the talks.
"""

SUMMIT = """Armenia and Azerbaijan sign border deal

ABU DHABI - The leaders of Armenia and Azerbaijan signed a deal on their border on Friday. Armenia will withdraw from
four villages and Azerbaijan will open a road. Armenia and Azerbaijan have fought two wars.
"""


def places_of(record):
    """Names of the places in focus, as the article has them."""
    names = {place.id: place.name for place in record.places}
    return [names[attested.value] for attested in record.focus]


def test_the_main_country_comes_first_then_the_towns(code):
    found = places_of(code(LEBANON))
    assert found[0] == "Lebanon"
    assert "Nabatieh" in found
    assert not {"France", "United States", "Beirut"} & set(found)


def test_a_dateline_is_not_what_the_article_is_about(code):
    found = places_of(code(GENEVA))
    assert found[0] == "Sudan"
    assert not {"Geneva", "Switzerland", "GENEVA"} & set(found)


def test_two_countries_may_be_in_focus(code):
    assert set(places_of(code(SUMMIT))[:2]) == {"Armenia", "Azerbaijan"}


def test_an_article_without_places_is_about_none(code):
    assert code("The minister resigned.").focus == ()


@pytest.mark.parametrize("text", [LEBANON, GENEVA, SUMMIT])
def test_each_place_has_a_rule_and_words_of_its_own(code, text):
    record = code(text)
    mentions = {place.id: {m.text for m in place.mentions} for place in record.places}
    for attested in record.focus:
        assert attested.rule.startswith("focus.")
        assert attested.evidence
        assert all(text[e.start : e.end] == e.text for e in attested.evidence)
        assert {e.text for e in attested.evidence} & mentions[attested.value]


def test_a_dateline_in_capitals_is_shown_as_a_name(code):
    shown = {place.name for place in code(LEBANON).places}
    assert "Beirut" in shown
    assert "BEIRUT" not in shown


def test_the_focus_is_in_the_json_and_its_schema(code):
    record = code(SUMMIT)
    assert from_json(to_json(record)).focus == record.focus
    assert "focus" in json_schema()["$defs"]["Record"]["properties"]
