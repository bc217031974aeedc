"""Quotation marks: what is found, what is not, and that no character is lost."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.quotations import find_quotations

STYLES = [("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("''", "''"), ("«", "»"), ("»", "«"), ("„", "“"), ("‹", "›")]
FIRST = "We don't leave Aleppo’s people alone"
SECOND = "Nobody will"


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(("left", "right"), STYLES)
def test_every_style_of_marks(left, right):
    assert quoted(f"He said {left}{FIRST}{right} in Doha.") == [FIRST]


@pytest.mark.parametrize(("left", "right"), STYLES)
@pytest.mark.parametrize("between", [" he said. ", ", he told reporters, ", " — the envoy's words — "])
def test_split_quotations_are_two(left, right, between):
    assert quoted(f"{left}{FIRST},{right}{between}{left}{SECOND}.{right}") == [f"{FIRST},", f"{SECOND}."]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [p for p in product(STYLES[:5], STYLES[:5]) if len({c[-1] for s in p for c in s} & set("'’\"”")) > 1],
)
def test_a_quotation_inside_a_quotation(outer, inner):
    if outer[0] in ("''", "'", "‘") and inner[0] in ("'", "‘", "''"):
        pytest.skip("the same kind of mark inside itself cannot be told apart")
    text = f"{outer[0]}He told me {inner[0]}never again{inner[1]} twice,{outer[1]} she said."
    found = {text[q.start : q.end]: q.depth for q in find_quotations(text)}
    assert found == {f"He told me {inner[0]}never again{inner[1]} twice,": 0, "never again": 1}


@pytest.mark.parametrize(
    "text", ["The leaders' talks", "It's Iran's", "the ’90s and '80s", "rock 'n' roll", "5'10\" tall", ""]
)
def test_apostrophes_and_primes_are_no_quotations(text):
    assert quoted(text) == []


@pytest.mark.parametrize("mark", ["“", '"'])
def test_paragraphs_with_reopened_marks(mark):
    close = "”" if mark == "“" else mark
    text = f"{mark}One.\n\n{mark}Two.\n\n{mark}Three,{close} she said."
    assert [(text[q.start : q.end], q.closed) for q in find_quotations(text)] == [
        ("One.", False),
        ("Two.", False),
        ("Three,", True),
    ]


def test_a_quotation_that_runs_on_without_a_new_mark():
    assert quoted("“We go on\n\nto the end,” he said.") == ["We go on", "to the end,"]


def test_a_mark_never_closed_reaches_no_further_than_the_next():
    assert quoted("“Open and no end. “Second.”") == ["Open and no end.", "Second."]


@given(st.text(alphabet="abS .,\n\r“”‘’\"'«»„‹›`iİ́", max_size=80))
def test_spans_lie_in_the_text_whatever_it_is(text):
    for quotation in find_quotations(text):
        assert 0 <= quotation.start < quotation.end <= len(text)
        assert not text[quotation.start].isspace()
        assert not text[quotation.end - 1].isspace()
