"""A reader gets every copy of an article as one story, and no article that only looks like another."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.problems import DragomanError
from dragoman.resolve.stories import Likeness, Signature, bands, compare, signature, stories
from stories.articles import BODIES, RAID, TALKS, article

PARAGRAPHS = TALKS.split("\n\n")


def likeness(one: str, other: str) -> Likeness | None:
    first, second = signature(article(one)), signature(article(other))
    found = compare(first, second)
    assert found == compare(second, first)
    return found


@pytest.mark.parametrize(
    "copy",
    [
        TALKS,
        TALKS.replace("\n\n", " ").replace(" ", "  "),
        TALKS.replace("214 prisoners", "241 prisoners") + "\n\nThis article was changed to give the right figure.",
        "BREAKING NEWS\n\nBy Ada Day and Bo Li\n\nPORT VAREN (Reuters) - " + TALKS,
        TALKS + "\n\nReporting by A. Day; editing by B. Li. All rights reserved. Sign up for our letter.",
        TALKS.replace("patrol boats", "patorl boats").replace("Holt", "Hotl"),
        "\n\n".join(PARAGRAPHS[:2]),
        PARAGRAPHS[0],
        "\n\n".join([*PARAGRAPHS[:1], BODIES["grain"], *PARAGRAPHS[1:]]),
    ],
    ids=["same", "spaces", "correction", "head", "foot", "misprints", "cut", "first paragraph", "paragraph added"],
)
def test_a_copy_is_a_copy_whatever_was_done_to_it(copy: str):
    assert likeness(TALKS, copy) is not None
    assert set(bands(signature(article(TALKS)))) & set(bands(signature(article(copy))))


def test_other_articles_are_no_copies():
    assert likeness(TALKS, BODIES["grain"]) is None
    assert likeness(BODIES["grain"], BODIES["railway"]) is None


def test_a_text_quoted_within_a_round_up_is_no_copy_of_it():
    raid = RAID.format(day=3, count="two", town="Lesk", province="Harn", chief="Captain Ivo Brandt", boats="nine")
    assert likeness("\n\n".join([*PARAGRAPHS[:2], raid, PARAGRAPHS[2], BODIES["railway"]]), raid) is None


def test_releases_of_one_form_stay_apart_and_a_correction_does_not():
    first = {
        "day": 3,
        "count": "two",
        "town": "Lesk",
        "province": "Harn",
        "chief": "Captain Ivo Brandt",
        "boats": "nine",
    }
    second = {
        "day": 3,
        "count": "two",
        "town": "Odrava",
        "province": "Mure",
        "chief": "Major Petra Sund",
        "boats": "nine",
    }
    third = {**first, "day": 9, "count": "six", "boats": "forty"}
    assert likeness(RAID.format(**first), RAID.format(**second)) is None
    assert likeness(RAID.format(**first), RAID.format(**third)) is None
    corrected = likeness(RAID.format(**first), RAID.format(**{**first, "count": "three"}))
    assert corrected is not None
    assert corrected.numbers[0] == 1
    assert corrected.names[0] == 0


def test_the_figures_tell_what_a_cut_copy_keeps():
    cut = likeness(TALKS, PARAGRAPHS[0])
    assert cut is not None
    assert cut.rule == "stories.cut"
    assert cut.shared > 0.95 > cut.common


def test_a_stub_is_a_copy_of_nothing_but_itself():
    assert likeness(TALKS, "Envoys of Norland and Sudland met in Port Varen on Tuesday") is None
    assert likeness("Envoys met in Port Varen", "envoys met, in Port Varen.") is not None


def test_signatures_survive_storing():
    for text in (TALKS, *BODIES.values(), "One", " ".join(f"word{number}" for number in range(2000))):
        made = signature(article(text))
        assert Signature.from_bytes(made.to_bytes()) == made


def test_signatures_are_the_same_in_another_process_and_for_good():
    program = (
        "from stories.articles import TALKS, article; from dragoman.resolve.stories import signature;"
        "from hashlib import sha256; print(sha256(signature(article(TALKS)).to_bytes()).hexdigest()[:16])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    # If this changes, stored signatures are void: count _FORMAT up in resolve/stories/signature.py.
    assert done.stdout.strip() == "261c09a3f26eff56"


def test_a_signature_of_another_version_is_refused():
    packed = bytearray(signature(article(TALKS)).to_bytes())
    packed[0] ^= 1
    with pytest.raises(DragomanError, match="worked out anew"):
        Signature.from_bytes(bytes(packed))


def test_a_signature_takes_little_room_however_long_the_article():
    words = random.Random(6).choices(TALKS.split(), k=60_000)
    assert len(signature(article(" ".join(words))).to_bytes()) < 4096


@st.composite
def corpora(draw: st.DrawFn) -> list[tuple[str, str]]:
    sentences = [sentence for text in (TALKS, *BODIES.values()) for sentence in text.split(". ")]
    chosen = draw(st.lists(st.lists(st.sampled_from(sentences), min_size=1, max_size=8), min_size=1, max_size=12))
    return [(f"a{number}", ". ".join(article)) for number, article in enumerate(chosen)]


@given(corpora(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_stories_do_not_depend_on_the_order_of_articles(corpus: list[tuple[str, str]], order: random.Random):
    signatures = {name: signature(article(text, name)) for name, text in corpus}
    names = list(signatures)
    order.shuffle(names)
    assert stories(signatures) == stories({name: signatures[name] for name in names})


def test_copies_make_one_story_led_by_the_fullest():
    texts = {"full": TALKS + " More is known of it.", "cut": "\n\n".join(PARAGRAPHS[:2]), "same": TALKS, **BODIES}
    found = stories({name: signature(article(text, name)) for name, text in texts.items()})
    assert found == {"full": "full", "cut": "full", "same": "full", "grain": "grain", "railway": "railway"}


def test_a_copy_is_found_among_hundreds_of_articles_with_the_same_boilerplate():
    words = random.Random(6)
    vocabulary = ["".join(words.choices("abcdefghij", k=6)) for _ in range(2000)]
    tail = " ".join(words.choices(vocabulary, k=30))
    texts = {f"a{number}": f"{' '.join(words.choices(vocabulary, k=60))} {tail}" for number in range(300)}
    texts["copy"] = texts["a77"].replace(" ", "  ") + " Sign up for our letter."
    found = stories({name: signature(article(text, name)) for name, text in texts.items()})
    assert found["copy"] == found["a77"]
    assert len(set(found.values())) == 300
