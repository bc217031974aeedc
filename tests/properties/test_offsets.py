"""Whatever letters an article has, every span is the words it stands for.

Ten thousand generated texts in all: sentences as the news writes them, with names of the knowledge base and of the
gazetteer, and letters between and inside the words that change their length when they are folded, join, run from right
to left or are not seen at all. What needs no parser takes most of them; the whole pipeline some hundreds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman.annotate.places.cues import Cues
from dragoman.annotate.places.toponyms import Recognizer
from dragoman.annotate.quotations import find_quotations
from dragoman.annotate.times import TimeFinder
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.phrases import FoldedText
from dragoman.knowledge.spelling import Folded, fold
from dragoman.model.syntax import Name, Parse, Token
from dragoman.model.text import Document, Evidence

FOLDED, SCANNED, FOUND, TIMES, PLACES, CODED = 3500, 2500, 1500, 1500, 700, 300
assert FOLDED + SCANNED + FOUND + TIMES + PLACES + CODED >= 10_000

# Letters that fold to more or fewer letters, or to none; that join; that are written from the right; that are unseen.
ODD = [
    "İ", "ı", "ß", "ŉ", "ﬁ", "ﬃ", "Ǆ", "ẞ", "½", "…", "Å", "ﷺ", "ا", "لبنان", "محمد", "Киев", "Ё", "e\u0301",
    "a\u0308\u0323", "\u0301", "🇹🇷", "👩‍👩‍👧", "🔥", "\u00a0", "\u202f", "\u3000", "\u200b", "\u200d", "\u200e",
    "\u202b", "\ufeff", "\u00ad", "\ufe0f", "𝐀", "\x1b", "\x0b",
]  # fmt: skip
BLANKS = [" "] * 12 + [
    "  ",
    "\n",
    "\r\n",
    "\r\n\r\n",
    "\n\n",
    "\t",
    "\u00a0",
    "\u200b",
    "\u2028",
    "\u2029",
    " \u200e",
    "",
]
NAMES = sorted({written for written, _ in Knowledge.load().names() if len(written) < 40})[::97]
TOWNS = [
    "Damascus",
    "İzmir",
    "Deir ez-Zor",
    "Kyiv",
    "São Paulo",
    "N’Djamena",
    "Łódź",
    "Türkiye",
    "U.S.",
    "El Fasher",
    "Ağrı",
]
WORDS = [
    "met", "condemned", "said", "told", "in", "on Monday", "yesterday", "last week", "the", "minister", "president of",
    "would", "send", "200 tonnes", "by Friday", "attacked", "“", "”", '"', "'s", "’s", ",", ".", ".", ".\n\n", "and",
    "with", "killing 12 people", "12 March 2025", "the end of the year", "agreed to", "a town in", "40 km north of",
    "(", ")", "DAMASCUS —", "he", "they", "deal",
]  # fmt: skip

PIECES = WORDS * 6 + TOWNS * 10 + NAMES


def piece(draw: int) -> str:
    """A word and what follows it; in every fourth one an odd letter. One number is drawn: it is quicker than four."""
    draw, word = divmod(draw, len(PIECES))
    draw, blank = divmod(draw, len(BLANKS))
    draw, odd = divmod(draw, len(ODD) * 4)
    written, place = PIECES[word], draw % 13
    if odd < len(ODD):
        written = written[:place] + ODD[odd] + written[place:]
    return written + BLANKS[blank]


texts = st.lists(st.integers(0, len(PIECES) * len(BLANKS) * len(ODD) * 4 * 13), min_size=1, max_size=14).map(
    lambda draws: "".join(map(piece, draws))
)


def times(count):
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))


def blank_parse(text: str) -> Parse:
    """Words and signs of a text, without a parser: each its own head, all in one sentence, capitals a name."""
    tokens = []
    for i, match in enumerate(re.finditer(r"\w+|[^\w\s]", text)):
        word, small = match[0], match[0].lower()
        part = "PROPN" if word[0].isupper() else "NOUN"
        tokens.append(Token(i, match.start(), match.end(), word, small, small, part, "NN", "dep", i, "", 0))
    names = [Name(t.i, t.i + 1, "GPE") for t in tokens if t.text[0].isupper()]
    return Parse(text, tokens, [(0, len(tokens))], names)


def document(text: str) -> Document:
    return Document(id="d", address="d", text=text, digest="")


def evidence_in(value: object) -> Iterator[Evidence]:
    """Every piece of evidence anywhere in a value."""
    if isinstance(value, Evidence):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from evidence_in(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from evidence_in(item)


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load()


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.fixture(scope="module")
def cues():
    return Cues.load()


@pytest.fixture(scope="module")
def time_finder():
    return TimeFinder.load()


@times(FOLDED)
@given(texts)
def test_a_word_of_the_folded_text_is_a_word_of_the_text(text):
    folded = Folded.of(text)
    before = 0
    for word in re.finditer(r"[^\W_]+", folded.text):
        start, end = folded.start(word.start()), folded.end(word.end())
        assert before <= start < end <= len(text)
        assert word[0] in fold(text[start:end])
        before = start


@times(SCANNED)
@example("\u0301Бирма\u2029ßmet ")  # one letter vanishes, another doubles
@given(texts)
def test_a_name_scanned_stands_where_it_is_said_to(knowledge, text):
    before = 0
    for found in knowledge.scan(text):
        assert before <= found.start < found.end <= len(text)
        assert knowledge.candidates(text[found.start : found.end])
        before = found.end


@times(FOUND)
@example("ẞon Monday")
@given(texts)
def test_a_name_found_covers_whole_tokens(knowledge, text):
    parse = blank_parse(text)
    for match in knowledge.find(parse, FoldedText(parse)):
        words = text[parse.tokens[match.first].start : parse.tokens[match.last - 1].end]
        assert knowledge.candidates(words) or "-" in words  # part of a word with a hyphen counts as the whole word


@times(TIMES)
@given(texts)
def test_times_and_quotations_are_words_of_the_text(time_finder, text):
    found = time_finder.find(document(text), blank_parse(text))
    for timex in found:
        assert text[timex.evidence.start : timex.evidence.end] == timex.evidence.text != ""
    for quotation in find_quotations(text):
        assert 0 <= quotation.start <= quotation.end <= len(text)


@times(PLACES)
@given(texts)
def test_toponyms_are_words_of_the_text(gazetteer, cues, text):
    parse = blank_parse(text)
    last = 0
    for toponym in Recognizer(parse, gazetteer, cues).find():
        assert last <= toponym.first < toponym.last <= len(parse.tokens)
        last = toponym.last


@times(CODED)
@given(texts.filter(re.compile("[a-z]{2}").search))
def test_all_evidence_of_a_record_is_words_of_the_article(code, text):
    record = code(text)
    whole = record.document.text
    for evidence in evidence_in(record):
        assert evidence.document == record.document.id
        assert whole[evidence.start : evidence.end] == evidence.text != ""
