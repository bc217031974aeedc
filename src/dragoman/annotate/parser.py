"""Text to syntax with spaCy, which only this module and ``analysis`` know.

Each paragraph is parsed by itself, so that a headline without a full stop does not run into
the next line; so is a dateline, which the parser would take for the subject of what follows.
Offsets stay those of the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from dragoman import data
from dragoman.annotate.analysis import analyse
from dragoman.annotate.paragraphs import paragraphs
from dragoman.data import marked_yaml
from dragoman.model.syntax import Name, Parse, Token
from dragoman.reading.dateline import end_of_dateline

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COLUMNS: list[int | str] = ["IS_SPACE", "IDX", "LENGTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]
_IS_SPACE = 0


@cache
def _corrected_lemmas() -> dict[str, str]:
    """Verb forms that the lemmatizer gets wrong ("staged": stag)."""
    lemmas: dict[str, str] = marked_yaml.load(data.path("parsing", "lemmas.yaml"))
    return lemmas


def parse(text: str) -> Parse:
    """Tokens, tags, lemmas, dependencies and names of a text."""
    spans = list(_parts(text))
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    names: list[Name] = []
    docs = analyse([_flat(text[a:b]) for a, b in spans])
    for (offset, _), doc in zip(spans, docs, strict=True):
        _append(doc, offset, text, tokens, sentences, names)
    return Parse(text, tokens, sentences, names)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs, a dateline apart from what it opens."""
    for start, end in paragraphs(text):
        body = end_of_dateline(text, start, end)
        if start < body < end:
            yield start, body
            start = body
        yield start, end


def _flat(paragraph: str) -> str:
    """Line breaks inside a paragraph read as spaces; the length stays the same."""
    return re.sub(r"[\r\n\t\u2028\u2029]", " ", paragraph)


def _append(
    doc: Doc,
    offset: int,
    text: str,
    tokens: list[Token],
    sentences: list[tuple[int, int]],
    names: list[Name],
) -> None:
    """Convert a spaCy document, leaving out white-space tokens."""
    words = doc.to_array(_COLUMNS).tolist()  # at once: spaCy makes an object of every word that it is asked for
    heads = [number + away for number, away in enumerate(doc.to_array("HEAD").astype("int64").tolist())]
    strings = doc.vocab.strings
    place: dict[int, int] = {}
    for number, columns in enumerate(words):
        if not columns[_IS_SPACE]:
            place[number] = len(tokens) + len(place)
    first_token = len(tokens)
    corrected = _corrected_lemmas()
    for sentence in doc.sents:
        first = len(tokens)
        for number in range(sentence.start, sentence.end):
            if number not in place:
                continue
            _, idx, length, lower, lemma, pos, tag, dep, entity = words[number]
            start = offset + idx
            head = heads[number]
            while head not in place and heads[head] != head:
                head = heads[head]
            small = strings[lower]
            tokens.append(
                Token(
                    i=place[number],
                    start=start,
                    end=start + length,
                    text=text[start : start + length],
                    lower=small,
                    lemma=corrected.get(small) or strings[lemma].lower(),
                    pos=strings[pos],
                    tag=strings[tag],
                    dep=strings[dep],
                    head=place.get(head, place[number]),
                    entity=strings[entity],
                    sentence=len(sentences),
                )
            )
        if len(tokens) > first:
            sentences.append((first, len(tokens)))
    for entity in doc.ents:
        inside = [place[i] for i in range(entity.start, entity.end) if i in place]
        if inside and inside[0] >= first_token:
            names.append(Name(inside[0], inside[-1] + 1, entity.label_))
