"""Who said what: cue, speaker and content in sentences of every make."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate.annotation import Annotation, Reference
from dragoman.annotate.parser import parse
from dragoman.annotate.quotations import find_quotations
from dragoman.model.entities import MentionForm
from dragoman.model.text import Document

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / "shared"))

CASES = [
    # text, speaker, cue, content, kind
    ("The minister said the border would reopen.", "The minister", "said", ["the border would reopen"], "indirect"),
    ("The border will reopen, the minister said.", "the minister", "said", ["The border will reopen"], "indirect"),
    ("“We want peace,” the envoy said.", "the envoy", "said", ["We want peace"], "direct"),
    (
        "“We want peace,” said the envoy. “It will come.”",
        "the envoy",
        "said",
        ["We want peace", "It will come."],
        "direct",
    ),
    ("The envoy said: “We want peace.”", "The envoy", "said", ["We want peace."], "direct"),
    ("Talks, the envoy said, will go on.", "the envoy", "said", ["Talks", "will go on"], "indirect"),
    ("The envoy promised to return in May.", "The envoy", "promised", ["to return in May"], "indirect"),
    ("Iran stressed the importance of dialogue.", "Iran", "stressed", ["the importance of dialogue"], "indirect"),
    (
        "According to the ministry, the bridge was closed.",
        "the ministry",
        "According",
        ["the bridge was closed"],
        "indirect",
    ),
    (
        "The envoy said that talks have begun, but Iran is delaying them.",
        "The envoy",
        "said",
        ["that talks have begun, but Iran is delaying them"],
        "indirect",
    ),
    (
        "The minister said that the truce was a “turning point” for Iran.",
        "The minister",
        "said",
        ["that the truce was a “turning point” for Iran"],
        "mixed",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "cue", "content", "kind"), CASES)
def test_one_statement(read, text, speaker, cue, content, kind):
    (statement,) = read(text)
    assert statement.speaker_words.text == speaker
    assert statement.cue.text == cue
    assert [part.text for part in statement.content] == content
    assert statement.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The army moved north.",
        "The minister wants peace.",
        "Troops entered the “green zone” on Monday.",
        "Iran seems ready.",
    ],
)
def test_deeds_wishes_and_names_in_marks_are_no_statements(read, text):
    assert read(text) == ()


def test_a_participle_takes_the_speaker_of_its_clause(read):
    first, second = read("Kaya said the talks were useful, adding that they would continue.")
    assert (first.content[0].text, second.content[0].text) == ("the talks were useful", "that they would continue")
    assert second.speaker_words.text == "Kaya"


def test_a_quotation_alone_continues_the_last_speaker(read):
    first, second = read("“We want peace,” the envoy said.\n\n“Nobody wants a new war in this region.”")
    assert second.speaker_words == first.speaker_words
    assert second.rule == "statement.continued"


def test_a_quotation_over_paragraphs_is_one_statement(read):
    (statement,) = read("The envoy said: “We want peace in the valley.\n\n“Nobody wants a war in the region.”")
    assert [part.text for part in statement.content] == [
        "We want peace in the valley.",
        "Nobody wants a war in the region.",
    ]


def test_speakers_and_those_spoken_of_are_actors(coder):
    text = "Turkey told Iran that Syria was ready."
    parsed = parse(text)
    heads = {t.text: t for t in parsed.tokens if t.text in ("Turkey", "Iran", "Syria")}
    references = tuple(
        Reference(start=t.start, end=t.end, head=t.i, actors=(name.lower(),), form=MentionForm.NAME, rule="test")
        for name, t in heads.items()
    )
    document = Document(id="d", address="d", text=text, digest="")
    (statement,) = coder.code(Annotation(document=document, parse=parsed, references=references))
    assert [s.value for s in statement.speaker] == ["turkey"]
    assert [a.value for a in statement.addressee] == ["iran"]
    assert [a.value for a in statement.about] == ["syria"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["he said", "“", "”", ", ", ". ", "\n\n", "Talks began", "İ", '"', "adding that", ": ", "’", "told Iran"]
        ),
        max_size=14,
    )
)
def test_any_text_gives_whole_spans(coder, pieces):
    text = " ".join(pieces)
    document = Document(id="d", address="d", text=text, digest="")
    annotation = Annotation(document=document, parse=parse(text), quotations=find_quotations(text))
    for statement in coder.code(annotation):
        for evidence in (*statement.content, statement.cue):
            assert evidence.text == text[evidence.start : evidence.end] != ""


def test_the_seed_article(read):
    path = SHARED / "inputs" / "seed.txt"
    if not path.exists():
        pytest.skip(f"the shared inputs are not there: {path}")
    spans = [[(part.start, part.end) for part in s.content] for s in read(path.read_text(encoding="utf-8"))]
    for wanted in [(645, 746), (788, 892), (1513, 1609), (1622, 1764), (1912, 2126), (2153, 2236), (2240, 2396)]:
        assert [wanted] in spans
