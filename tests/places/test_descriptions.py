"""Places that the words around them describe: what lies in, or beside, what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model.entities import Place

Find = Callable[[str], dict[str, Place]]


@pytest.mark.parametrize(
    ("text", "word", "country", "division"),
    [
        # the gazetteer knows a place there
        ("He spoke in Paris, a small farming town in northeast Texas.", "Paris", "USA", "Texas"),
        ("Protests spread in Tripoli, a port city in northern Lebanon.", "Tripoli", "LBN", None),
        ("Israeli troops stormed the West Bank city of Jenin.", "Jenin", "PSE", None),
        ("Police closed the road to the village of Moscow in Idaho.", "Moscow", "USA", "Idaho"),
        # the best known of the name lies elsewhere, and there is none there
        ("Ten people died in Doha, a village in India's Gujarat state, police said.", "Doha", "IND", "Gujarat"),
        ("Soldiers entered the Syrian border town of Tripoli.", "Tripoli", "SYR", None),
        # no gazetteer knows it
        ("Gunmen burned Velmora, a hamlet in Nigeria's Borno State.", "Velmora", "NGA", "Borno State"),
        ("Fighters took Qabtan al-Jabal, a village about 25 miles (40 km) west of Aleppo.", "Qabtan al-Jabal", "SYR",
         "Aleppo"),
        ("A drone fell in Tuleh, 40 km north of Homs, on Friday.", "Tuleh", "SYR", "Homs"),
    ],
)  # fmt: skip
def test_lies_where_the_text_says(find: Find, text: str, word: str, country: str, division: str | None) -> None:
    place = find(text)[word]
    assert place.country == country
    if division is not None:
        assert place.admin1 is not None
        assert place.admin1.startswith(division)


def test_a_described_place_without_an_entry_says_so(find: Find) -> None:
    doha = find("Ten people died in Doha, a village in India's Gujarat state.")["Doha"]
    assert (doha.id, doha.rule) == ("place:doha", "place.said-to-lie-there")
    tripoli = find("Soldiers entered the Syrian border town of Tripoli.")["Tripoli"]
    assert (tripoli.latitude, tripoli.longitude) == (None, None)  # a country's middle is no place for a town


def test_later_mentions_follow_the_description(find: Find) -> None:
    text = "The blast hit Doha, a village in India's Gujarat state. Residents of Doha fled."
    assert find(text)["Doha"].country == "IND"


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("They met in Alexandria, near Washington.", "Alexandria", "USA"),
        ("Rebels seized Kati, just outside Bamako.", "Kati", "MLI"),
        ("The camp is in Tripoli, 80 km north of Beirut.", "Tripoli", "LBN"),
    ],
)
def test_lies_as_far_as_the_text_says(find: Find, text: str, word: str, country: str) -> None:
    assert find(text)[word].country == country


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Refugees fled the Darfur region of Sudan for Chad.", "Sudan", "SDN"),
        ("Montreal, along with New York City, is the only region in Canada to do so.", "New York City", "USA"),
        ("The envoy flew from Paris, a week after talks in Lebanon.", "Paris", "FRA"),
        ("Officials in Paris, police in Lebanon and others were told.", "Paris", "FRA"),
    ],
)
def test_what_is_no_description(find: Find, text: str, word: str, country: str) -> None:
    assert find(text)[word].country == country


@pytest.mark.parametrize(
    "text",
    [
        "The Kentucky Department of Fish and Wildlife was called.",
        "A judge in Clarke County Superior Court ruled on Monday.",
        "Ahmad Velmora, a resident of the city of Homs, said so.",
    ],
)
def test_bodies_and_people_are_not_described_places(find: Find, text: str) -> None:
    assert not {"Fish and Wildlife", "Superior", "Velmora", "Ahmad Velmora"} & find(text).keys()


def test_lists_have_members_of_one_kind(find: Find) -> None:
    found = find("The law was passed in New Jersey, New York, Ohio, Washington and Wisconsin.")
    assert {found[word].kind for word in ("New York", "Washington")} == {"region"}


def test_countries_of_the_actors_decide(find: Find) -> None:
    text = "Hezbollah and Amal leaders, among them Nabih Berri and Naim Qassem, called for calm in Tripoli."
    assert find(text)["Tripoli"].country == "LBN"
