"""The words of an article's body as copies keep them: no headline, byline or dateline, no case, no punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from dragoman.model.text import Document
from dragoman.resolve.stories.settings import settings

_WORD = re.compile(r"\w+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n])[\s\"'“”‘’(\[*#—–-]*$")
_LOOKED_BACK = 8  # characters that may stand between the end of a sentence and the next one's first word


class Kind(Enum):
    """What a word is to a form that is filled in anew for every release; the value blots it out."""

    PLAIN = ""
    NAME = "@"  # has a capital and does not begin a sentence
    NUMBER = "#"


class Word(NamedTuple):
    """One word, folded."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Slot:
    """A name or a number, and the words around it with other names and numbers blotted out."""

    words: str
    kind: Kind
    context: str


def body(document: Document) -> list[Word]:
    """The words of the body in order.

    >>> [word.text for word in body(Document(id="1", address="a", digest="", text="Envoys met in Geneva."))]
    ['envoys', 'met', 'in', 'geneva']
    """
    text, numbers = document.text, settings().number_words
    head = _head(document)
    last = max((end for _, end in head), default=0)
    found = []
    for match in _WORD.finditer(text):
        begin = match.start()
        if begin < last and any(start <= begin < end for start, end in head):
            continue
        written = match.group()
        word = written.lower() if written.isascii() else unicodedata.normalize("NFKC", written).casefold()
        if word in numbers or (not word.isalpha() and any(map(str.isdigit, word))):
            kind = Kind.NUMBER
        elif written[0].isupper() and not _begins_sentence(text, begin):
            kind = Kind.NAME
        else:
            kind = Kind.PLAIN
        found.append(Word(word, kind))
    return found


def slots(words: Sequence[Word]) -> Iterator[Slot]:
    """The names and numbers of a text in order; words of one kind in a row are one.

    >>> met = body(Document(id="1", address="a", digest="", text="Envoys met in South Ossetia on 3 May."))
    >>> [(slot.words, slot.context) for slot in slots(met)][:2]
    [('south ossetia', 'met in|on #'), ('3', '@ on|@')]
    """
    reach = settings().signature.context
    runs = [(kind, [word.text for word in run]) for kind, run in groupby(words, key=lambda word: word.kind)]
    pieces = [piece for kind, run in runs for piece in (run if kind is Kind.PLAIN else [kind.value])]
    place = 0
    for kind, run in runs:
        if kind is not Kind.PLAIN:
            before, after = pieces[max(0, place - reach) : place], pieces[place + 1 : place + 1 + reach]
            yield Slot(" ".join(run), kind, f"{' '.join(before)}|{' '.join(after)}")
        place += len(run) if kind is Kind.PLAIN else 1


def _head(document: Document) -> list[tuple[int, int]]:
    """What stands above the body and differs between outlets that print the same."""
    fields = (document.title, document.byline, document.dateline, document.source)
    return [(part.start, part.end) for field in fields if field for part in field.evidence]


def _begins_sentence(text: str, start: int) -> bool:
    return _SENTENCE_START.search(text[max(0, start - _LOOKED_BACK) : start]) is not None
