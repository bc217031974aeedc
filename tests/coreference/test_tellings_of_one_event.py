"""Reports of one deed in several articles come together, whatever their words and their order."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.text import Span
from dragoman.pipeline import Pipeline
from dragoman.reading import read_text
from dragoman.resolve.coreference.company import Company
from dragoman.resolve.coreference.contexts import ContextReader
from dragoman.resolve.coreference.model import CoreferenceModel
from dragoman.resolve.coreference.reading import TellingReader
from dragoman.resolve.coreference.telling import Telling

ARTICLES = {
    "a": (
        "Gunmen kidnapped three Korean engineers near Kirkuk on Sunday.\nPolice in Kirkuk said the engineers "
        "were taken from a bus.",
        ["kidnapped", "said"],
    ),
    "b": (
        "Three engineers from Korea were abducted in Kirkuk by gunmen, police said.\nThe abduction on Sunday "
        "halted work at the Kirkuk refinery.",
        ["abducted", "abduction", "halted"],
    ),
    "c": (
        "The central bank of Peru raised its rate by half a point.\nInflation in Lima has worried the bank "
        "since January.",
        ["raised"],
    ),
    "d": ("Peru's central bank lifted interest rates on Thursday as inflation in Lima grew.", ["lifted"]),
}


@pytest.fixture(scope="module", params=[False, True], ids=["from words", "in context"])
def in_context(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@cache
def tellings(in_context: bool) -> dict[str, Telling]:
    pipeline = Pipeline.load()
    contexts = ContextReader.load() if in_context else None
    found: dict[str, Telling] = {}
    for name, (text, words) in ARTICLES.items():
        document = read_text(text)
        reader = TellingReader(pipeline.annotate(document), pipeline.events.lexicon, contexts)
        for word in words:
            start = text.index(word)
            telling = reader.read(f"{name}:{word}", Span(start, start + len(word)))
            assert telling is not None
            found[telling.id] = telling
    return found


def clusters(told: list[Telling], in_context: bool) -> set[frozenset[str]]:
    model = CoreferenceModel.load(in_context=in_context)
    return {frozenset(telling.id for telling in cluster) for cluster in model.clusters(told)}


def test_a_kidnapping_and_an_abduction_of_the_same_people_are_one_event(in_context: bool) -> None:
    together = clusters(list(tellings(in_context).values()), in_context)
    assert any({"a:kidnapped", "b:abducted"} <= cluster for cluster in together)


def test_articles_on_other_matters_share_no_event(in_context: bool) -> None:
    for cluster in clusters(list(tellings(in_context).values()), in_context):
        assert len({id[0] in "ab" for id in cluster}) == 1


def test_what_a_telling_is_made_of() -> None:
    told = tellings(in_context=False)["b:abducted"]
    assert told.deed == "abduct"
    assert told.is_verb
    assert "gunman" in told.doers
    assert "engineer" in told.undergoers
    assert "kirkuk" in told.names


def test_words_without_a_telling_give_none() -> None:
    document = read_text("Nothing   happened.")
    pipeline = Pipeline.load()
    reader = TellingReader(pipeline.annotate(document), pipeline.events.lexicon)
    assert reader.read("x", Span(8, 9)) is None


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_tellings_does_not_matter(in_context: bool, seed: int) -> None:
    told = list(tellings(in_context).values())
    random.Random(seed).shuffle(told)
    assert clusters(told, in_context) == clusters(list(tellings(in_context).values()), in_context)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_likeness_is_mutual(in_context: bool, data: st.DataObject) -> None:
    told = list(tellings(in_context).values())
    first, second = (data.draw(st.sampled_from(told)) for _ in range(2))
    company = Company(sorted({t.article for t in told}, key=lambda article: article.id))
    model = CoreferenceModel.load(in_context=in_context)
    assert model.likeness(first, second, company) == model.likeness(second, first, company)


def test_reasons_add_up_to_the_likeness(in_context: bool) -> None:
    import math

    told = tellings(in_context)
    company = Company([told["a:kidnapped"].article, told["b:abducted"].article])
    model = CoreferenceModel.load(in_context=in_context)
    reasons = model.why(told["a:kidnapped"], told["b:abducted"], company)
    roots = model.events.value[model.events.roots].sum()
    score = model.events.bias + float(roots) + sum(reasons.values())
    chance = model.likeness(told["a:kidnapped"], told["b:abducted"], company)
    assert 1 / (1 + math.exp(-score)) == pytest.approx(chance, abs=1e-4)
    weights = [abs(weight) for weight in reasons.values()]
    assert weights == sorted(weights, reverse=True)
