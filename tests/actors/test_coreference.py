from __future__ import annotations

import pytest

from dragoman.model.entities import MentionForm

MEETING = "Turkish Trade Minister Tarkan Yelken met Syria's interim President Rami Darwish on Monday. "


@pytest.mark.parametrize(
    ("text", "words", "same_as"),
    [
        ("Turkey reaffirmed its readiness.", "its", "Turkey"),
        ("Syria has entered an era, but Israel is continuing its efforts to divide it.", "its", "Israel"),
        ("Syria has entered an era, but Israel is continuing its efforts to divide it.", "divide it", "Syria"),
        ("Turkey said it would send aid.", "it", "Turkey"),
        ("Turkey has backed Syria. It also trains the army.", "It", "Turkey"),
        ("Iran, which denies it, was blamed.", "which", "Iran"),
        ("It calls on the YPG to comply with the deal with Damascus on the former's forces.", "former", "YPG"),
        ("They may hinder Syria while the country is passing through a crisis.", "country", "Syria"),
    ],
)
def test_words_that_refer_back(read, text, words, same_as):
    document = read(text)
    assert document.ids(words) == document.ids(same_as) != set()


def test_he_is_the_speaker_of_the_sentence(read):
    text = read(MEETING + "Yelken said he was pleased.")
    assert text.ids("said he") == text.ids("Yelken")


@pytest.mark.parametrize("words", ["Both sides", "The two countries"])
def test_sets_are_the_states_of_those_who_met(read, words):
    text = read(MEETING + f"{words} stressed stability.")
    assert text.ids(words) == {"TUR", "SYR"}
    assert text.reference(words).form is MentionForm.SET


def test_the_two_leaders_are_persons(read):
    text = read(MEETING + "The two leaders stressed stability.")
    assert text.ids("leaders") == text.ids("Yelken") | text.ids("Darwish")


def test_each_other_is_both_subjects(read):
    text = read("Iran and Iraq accused each other.")
    assert text.ids("each other") == {"IRN", "IRQ"}


def test_they_takes_up_a_coordination(read):
    text = read("Iran and Iraq signed a pact. They will trade oil.")
    assert text.ids("They") == {"IRN", "IRQ"}
    assert not text.reference("They").certain


def test_we_in_a_quotation_is_the_speakers_state(read):
    text = read('Iraqi President Rami Darwish said, "We cannot abandon Syria. I trust my ministers."')
    assert text.ids("We") == {"IRQ"}
    assert text.reference("We").rule == "actor.first-person"
    assert text.ids("my") == text.ids("Darwish")


@pytest.mark.parametrize(
    "text", ["It is important to act.", "Iran said it is clear that talks failed.", "It seems that Iran agreed."]
)
def test_empty_it_is_nobody(read, text):
    assert not any(r.form is MentionForm.PRONOUN for r in read(text).found.references)


def test_it_after_a_thing_is_the_thing(read):
    text = read("Iran and Iraq met in Doha. The agreement was signed at noon. It covers oil.")
    assert not text.ids("It")


def test_the_agency_is_the_one_with_that_word_in_its_name(read):
    text = read("The International Atomic Energy Agency met the European Union. Iran left the agency.")
    assert text.ids("the agency") == {"IAEA"}


def test_the_agency_is_not_who_deals_with_it(read):
    text = read("Reporters asked the United Nations. Iran's parliament broke with the body.")
    assert "IRN-LEG" not in text.ids("the body")
