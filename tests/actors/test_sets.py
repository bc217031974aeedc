"""Several actors in one phrase, and words that take up actors by their order, side or office."""

from __future__ import annotations

import pytest


def test_the_former_and_the_latter_of_a_row(read):
    text = read("Turkey and Russia disagree over Idlib. The former supports the rebels, the latter supports Assad.")
    assert text.ids("former") == {"TUR"}
    assert text.ids("latter") == {"RUS"}


def test_the_latter_of_two_parties(read):
    text = read("The Sudanese army and the Rapid Support Forces signed a truce. The latter broke it within hours.")
    assert text.ids("latter") == {"SDN-RSF"}


def test_the_latter_is_no_venue(read):
    text = read("Erdogan met Putin in Ankara. The latter flew home.")
    assert text.ids("latter") == {"vladimir-putin"}


def test_both_sides(read):
    text = read("Turkish Foreign Minister Hakan Fidan met Sergey Lavrov in Moscow. Both sides agreed to talk.")
    assert text.ids("sides") == {"TUR", "RUS"}


@pytest.mark.parametrize("words", ["The two presidents", "The two leaders"])
def test_the_two_presidents(read, words):
    text = read(f"Erdogan met Putin in Sochi. {words} discussed Syria.")
    assert text.ids(words) == {"recep-tayyip-erdogan", "vladimir-putin"}


def test_sides_of_states(read):
    text = read("The Turkish side rejected the proposal, while the Syrian side welcomed it.")
    assert (text.ids("Turkish side"), text.ids("Syrian side")) == ({"TUR"}, {"SYR"})


MINISTERS = {"jean-noel-barrot", "annalena-baerbock"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("France and Germany's foreign ministers visited Damascus.", "foreign ministers"),
        ("The foreign ministers of France and Germany visited Damascus.", "foreign ministers"),
        ("French and German foreign ministers visited Damascus.", "foreign ministers"),
    ],
)
def test_ministers_of_two_countries_are_two_people(read, text, words):
    assert read(text, "2025-01-03").ids(words) == MINISTERS


def test_holders_whom_the_base_does_not_know_are_offices(read):
    text = read("The defence ministers of Turkey and Tonga met.", "2025-08-13")
    assert text.ids("defence ministers") == {"yasar-guler", "TON-DEFENCE-MINISTER"}


def test_one_country_has_one_minister_at_a_time(read):
    assert read("Germany's foreign ministers of the past sixty years.", "2025-01-03").ids("ministers") == {
        "DEU-leaders"
    }


def test_one_minister_of_the_second_country(read):
    text = read("Turkey and Syria's foreign minister met.", "2025-08-13")
    assert text.ids("foreign minister") == {"asaad-al-shaibani"}
    assert text.ids("Turkey") == {"TUR"}


def test_a_counterpart_holds_the_same_office(read):
    text = read("Lavrov met his Turkish counterpart in Antalya.", "2025-05-01")
    assert text.ids("counterpart") == {"hakan-fidan"}


def test_an_acronym_introduced_in_the_text(read):
    text = read("The Free Amhara Movement (FAM) attacked a police post in Ethiopia. FAM said it had withdrawn.")
    assert text.ids("FAM", 2) == text.ids("Movement") == {"free-amhara-movement"}


def test_an_acronym_nobody_introduced_is_nobody(read):
    assert read("FAM said it had withdrawn from a town in Ethiopia.").ids("FAM") == set()


def test_surnames_after_full_names(read):
    text = read("Iraqi Prime Minister Mohammed Shia al-Sudani arrived in Doha. Sudani thanked Qatar.", "2025-04-17")
    assert text.ids("Sudani", 2) == {"mohammed-shia-al-sudani"}
    assert "SDN" not in text.actors


def test_both_countries_are_not_the_one_that_warns_them(read):
    text = read(
        "Thailand and Cambodia agreed to talk. Hun Manet thanked the United States. Trump had warned both countries."
    )
    assert text.ids("both countries") == {"THA", "KHM"}


def test_where_it_was_signed_is_no_side(read):
    text = read("Congo and the M23 rebel group signed a pact in the Qatari capital. The two sides undertook to talk.")
    assert text.ids("two sides") == {"COD", "M23"}


def test_three_countries_are_three(read):
    text = read("Mali and Niger backed Burkina Faso. The three countries formed an alliance.")
    assert text.ids("three countries") == {"MLI", "NER", "BFA"}
