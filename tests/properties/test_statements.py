"""Whatever a text is made of, its statements are words of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.annotate.annotation import Annotation
from dragoman.annotate.parser import parse
from dragoman.annotate.quotations import MARKS, find_quotations
from dragoman.coding.statements.coder import StatementCoder
from dragoman.model.text import Document

PIECES = [
    *MARKS, "''", "``", "« ", " »", "\n", "\n\n", "\r\n\r\n", " ", " ", " ", ". ", ", ", ": ", "? ", " - ", " — ", "…",
    "he said", "said the envoy", "Kara told Iran", "adding that", "denied that", "declined to comment", "the ministry",
    "would not say whether", "According to police", "in a statement", "Talks began", "We will not go", "no comment",
    "(", ")", "don't", "İzmir’s", "👩\u200d👧", "e\u0301", "\u200b", "ﷺ", "The", "and warned", "but", "on X",
]  # fmt: skip

mixtures = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@pytest.fixture(scope="module")
def coder():
    return StatementCoder.load()


def check(coder, text):
    document = Document(id="d", address="d", text=text, digest="")
    annotation = Annotation(document=document, parse=parse(text), quotations=find_quotations(text))
    for statement in coder.code(annotation):
        assert statement.content
        for one, following in pairwise(statement.content):
            assert one.end <= following.start
        for words in (*statement.content, statement.cue, statement.speaker_words, statement.venue):
            if words is not None:
                assert 0 <= words.start < words.end <= len(text)
                assert words.text == text[words.start : words.end]


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(mixtures)
def test_statements_of_marks_words_and_breaks_in_any_order(coder, text):
    check(coder, text)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=120))
def test_statements_of_any_text(coder, text):
    check(coder, text)


@settings(max_examples=3000, deadline=None)
@given(st.one_of(mixtures, st.text(max_size=80)))
def test_quotations_of_any_text(text):
    for quotation in find_quotations(text):
        assert 0 <= quotation.start < quotation.end <= len(text)
        assert not text[quotation.start].isspace()
        assert not text[quotation.end - 1].isspace()
