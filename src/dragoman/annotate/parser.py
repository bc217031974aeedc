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
    place: dict[int, int] = {}
    for word in doc:
        if not word.is_space:
            place[word.i] = len(tokens) + len(place)
    first_token = len(tokens)
    corrected = _corrected_lemmas()
    for sentence in doc.sents:
        first = len(tokens)
        for word in sentence:
            if word.i not in place:
                continue
            start = offset + word.idx
            end = start + len(word.text)
            lower = word.lower_
            head = word.head
            while head.i not in place and head.head.i != head.i:
                head = head.head
            tokens.append(
                Token(
                    i=place[word.i],
                    start=start,
                    end=end,
                    text=text[start:end],
                    lower=lower,
                    lemma=corrected.get(lower) or word.lemma_.lower(),
                    pos=word.pos_,
                    tag=word.tag_,
                    dep=word.dep_,
                    head=place.get(head.i, place[word.i]),
                    entity=word.ent_type_,
                    sentence=len(sentences),
                )
            )
        if len(tokens) > first:
            sentences.append((first, len(tokens)))
    for entity in doc.ents:
        inside = [place[i] for i in range(entity.start, entity.end) if i in place]
        if inside and inside[0] >= first_token:
            names.append(Name(inside[0], inside[-1] + 1, entity.label_))
