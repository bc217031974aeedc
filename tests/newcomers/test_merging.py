"""A person is shown who may be one and the same, with reasons, and is not bothered with those who are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.entities import ActorKind
from dragoman.resolve.newcomers import Newcomer, Office, Sighting, entries
from dragoman.resolve.newcomers.merging import suggestions, weigh


def newcomer(
    name: str, country: str | None = "SYR", title: str | None = "governor", article: int = 0, kind: str = "person"
) -> Newcomer:
    """Articles call a person by the family name too, once they have given the full one."""
    offices = (Office(title, None, country),) if title and kind == "person" else ()
    seen = Sighting(
        actor=name,
        name=name,
        kind=ActorKind(kind),
        country=country,
        names=(name, name.split()[-1]) if kind == "person" else (name,),
        offices=offices,
        article=article or hash(name),
        source=None,
        day=None,
    )
    return next(entries([seen]))


def suggested(*newcomers: Newcomer) -> list[set[str]]:
    return [{pair.one.name, pair.other.name} for pair in suggestions(newcomers)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdul Rahman al-Ahmed", "Abdulrahman al Ahmad"),
        ("Mykola Petrenko", "Микола Петренко"),
        ("Qassem Jaberi", "Kasim al-Jabiri"),
        ("J. Lindqvist", "Johan Lindqvist"),
        ("Chen Lihua", "Lihua Chen"),
        ("Yusuf Öztürk", "Yusuf Ozturk"),
    ],
)
def test_spellings_of_one_name_are_suggested(one: str, other: str):
    assert suggested(newcomer(one), newcomer(other)) == [{one, other}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Farouk al-Sharbi", "Ahmed al-Sharbi"),
        ("Mary Lindqvist", "Johan Lindqvist"),
        ("Johan Lindqvist", "Johan Sundström"),
    ],
)
def test_relatives_and_namesakes_are_not(one: str, other: str):
    assert suggested(newcomer(one, title="minister"), newcomer(other, title="envoy")) == []


def test_the_same_name_in_another_country_is_not_suggested():
    assert suggested(newcomer("Johan Lindqvist", "SWE", "mayor"), newcomer("Johan Lindqvist.", "FIN", "editor")) == []


def test_two_who_are_named_in_one_article_are_two():
    one, other = newcomer("Ahmed Khalil", title=None, article=7), newcomer("Ahmad Khaleel", title=None, article=7)
    assert suggested(one, other) == []
    assert "together" in [reason.name for reason in weigh(one, other).reasons]


def test_bodies_are_found_by_their_initials_and_in_another_order_of_words():
    front = newcomer("Norland Liberation Front", kind="armed_group")
    assert suggested(front, newcomer("NLF", kind="armed_group")) == [{"Norland Liberation Front", "NLF"}]
    other = "Liberation Front of Norland"
    assert suggested(front, newcomer(other, kind="organization")) == [{"Norland Liberation Front", other}]
    assert suggested(front, newcomer("Norland Workers Front", kind="party")) == []
    assert suggested(front, newcomer("Norland Liberation Front", None, kind="person")) == []


def test_a_suggestion_says_what_speaks_for_it():
    [pair] = suggestions([newcomer("Abdul Rahman al-Ahmed"), newcomer("Abdulrahman al Ahmad")])
    assert {reason.name: reason.what for reason in pair.reasons if reason.name != "spelling"} == {
        "family": "Abdul Rahman al-Ahmed, Abdulrahman al Ahmad",
        "country": "SYR",
        "office": "governor",
    }
    assert pair.score > 0.9


def test_a_refused_pair_does_not_come_back():
    pair = [newcomer("Abdul Rahman al-Ahmed"), newcomer("Abdulrahman al Ahmad")]
    assert suggestions(pair, {("Abdul Rahman al-Ahmed", "Abdulrahman al Ahmad")}) == ()


def test_many_of_one_family_name_are_compared_with_their_neighbours_only():
    many = [newcomer(f"{given} Hassan", title=None) for given in _names(300)]
    many += [newcomer("Zakaria Hasan", title=None), newcomer("Zakariya Hassan", title=None)]
    assert {"Zakaria Hasan", "Zakariya Hassan"} in suggested(*many)


def _names(count: int) -> list[str]:
    return [
        "".join("bdfgklmnprst"[number // 12**place % 12] + "aeio"[place] for place in range(3))
        for number in range(count)
    ]


names = st.text(alphabet=st.sampled_from("abdehkmnrsz -İЖ李"), min_size=1, max_size=20)


@given(names, names)
def test_the_score_does_not_depend_on_the_order(one: str, other: str):
    first, second = newcomer(f"A{one}", article=1), newcomer(f"B{other}", article=2)
    assert weigh(first, second) == weigh(second, first)
    assert 0 <= weigh(first, second).score <= 1
