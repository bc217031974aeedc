"""Words and meanings, clusters and wording by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.text import Span
from dragoman.resolve.coreference import lexis
from dragoman.resolve.coreference.clusters import average_link
from dragoman.resolve.coreference.kin import kinship
from dragoman.resolve.coreference.wording import wording

WORDS = st.sampled_from(["attack", "strike", "hit", "sign", "signature", "say", "thwarts", "foil", "Ankara", "zzz"])


@pytest.mark.parametrize(("first", "second"), [("foil", "thwarts"), ("dismiss", "dismissal"), ("say", "tell")])
def test_words_with_a_meaning_in_common(first: str, second: str) -> None:
    assert kinship(first, second).same > 0


def test_murder_is_a_kind_of_killing() -> None:
    assert kinship("murder", "kill").wider > 0
    assert kinship("arrest", "say").wider == 0


@given(WORDS, WORDS)
def test_kinship_and_likeness_of_words_are_mutual(first: str, second: str) -> None:
    assert kinship(first, second) == kinship(second, first)
    assert lexis.alike(first, second) == pytest.approx(lexis.alike(second, first))


def test_names_say_more_than_common_words() -> None:
    assert lexis.weight("say") < lexis.weight("refinery") < lexis.weight("Qamishli")


def test_average_likeness_decides_not_one_link() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.9, (2, 3): 0.9}
    assert average_link(4, chain, 0.5) == [0, 0, 2, 2]
    assert average_link(4, chain, 0.2) == [0, 0, 0, 0]


def test_nothing_alike_stays_apart() -> None:
    assert average_link(3, {}, 0.0) == [0, 1, 2]
    assert average_link(0, {}, 0.5) == []


@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] < p[1]), st.floats(0.01, 1))
)
def test_a_higher_bar_never_joins_more(alike: dict[tuple[int, int], float]) -> None:
    low, high = average_link(6, alike, 0.3), average_link(6, alike, 0.6)
    assert all(low[a] == low[b] for a in range(6) for b in range(6) if high[a] == high[b])


A = "Rebels shelled Aleppo on Monday, killing 12 people. Talks in Geneva were called off."
B = "At least 12 died as rebels hit Aleppo with shells."


def span(text: str, word: str) -> Span:
    return Span(text.index(word), text.index(word) + len(word))


def test_reports_of_one_deed_are_worded_more_alike_than_others() -> None:
    same = wording(A, span(A, "shelled"), B, span(B, "hit"))
    other = wording(A, span(A, "called off"), B, span(B, "hit"))
    assert same > other


def test_wording_is_mutual() -> None:
    ends = (A, span(A, "shelled")), (B, span(B, "died"))
    assert wording(*ends[0], *ends[1]) == wording(*ends[1], *ends[0])
