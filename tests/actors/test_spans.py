from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.knowledge.spelling import case_agrees, fold

PIECES = st.sampled_from(
    [
        "Türkiye", "İstanbul", "the Syrian army", "MİT", "Kalın", "President", "Erdoğan", "Ankara", "said", "met",
        "its", "he", "both sides", "“", "”", "'", "(", ")", ",", ".", "\r\n", "\n\n", " ", "🇹🇷", "é", "e\u0301",
        "U.S.-led", "coalition", "'s", "of", "the", "and", "al-", "Sharaa", "the former", "who", "Members", "officials",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25))
def test_every_mention_is_a_slice_of_the_text(read, pieces):
    text = " ".join(pieces)
    if not text.strip():
        return
    result = read(text)
    heads = [reference.head for reference in result.found.references]
    assert len(heads) == len(set(heads))
    for reference in result.found.references:
        head = result.parse.tokens[reference.head]
        assert reference.start <= head.start
        assert head.end <= reference.end
        assert set(reference.actors) <= set(result.actors)
    for actor in result.found.actors:
        for mention in actor.mentions:
            assert text[mention.evidence.start : mention.evidence.end] == mention.evidence.text


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "found", "agrees"),
    [
        ("US", "us", False),
        ("MIT", "MİT", True),
        ("Turkey", "turkey", False),
        ("foreign minister", "FOREIGN MINISTER", True),
    ],
)
def test_capitals_tell_names_from_words(written, found, agrees):
    assert case_agrees(written, found) is agrees


def test_seed_article(read):
    folder = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / "shared"))
    seed = folder / "inputs" / "seed.txt"
    if not seed.exists():
        pytest.skip(f"no shared inputs at {folder}; set DRAGOMAN_SHARED")
    text = read(seed.read_text(encoding="utf-8"), published=None)
    assert text.ids("Turkish spy chief", 1) == text.ids("İbrahim Kalın") == text.ids("Director")
    assert text.ids("both sides") == {"TUR", "SYR"}
    assert text.ids("the former") == {"YPG"}
    assert text.ids("the war-torn country") == {"SYR"}
    assert text.actor("other senior officials").country.value == "SYR"
