"""Small letters for text that came in capitals, so that the parser and the name finders can read it.

Comes in: a text. Goes out: a text of the same length in which every passage that was all capitals (a
wire's whole article, a headline) is written as English usually is. Only reading uses it: the record and its
evidence show the words as they stood.

A word is lower case if an English dictionary has it so, and else a name: names are the open class. Known
names of several words keep their own spelling, an acronym in brackets gives capitals to the words it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from typing import Any

from spylls.hunspell import Dictionary

from dragoman import data
from dragoman.annotate.paragraphs import paragraphs
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Facet
from dragoman.knowledge.spelling import fold

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?:[.!?:]|--|\])[\"”’')\]]*\s+[\"“‘'(\[]*$|^\W*$")
_MIN_WORDS = 3  # fewer words in capitals are a name or a label, not a passage
_MAX_SMALL = 0.1  # share of small letters that a passage in capitals may have ("McGOVERN", "$3bn")
_LONGEST_NAME = 8  # words
_ACRONYM = range(2, 7)


@cache
def _tables() -> dict[str, Any]:
    return data.content("parsing", "case.yaml")  # type: ignore[no-any-return]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_tables()[name])


@cache
def _abbreviation() -> re.Pattern[str]:
    """A shortened word or an initial, whose full stop ends no sentence."""
    return re.compile(rf"\b(?:[a-z]|{'|'.join(sorted(_words('stopped')))})\.\s+$", re.IGNORECASE)


@cache
def _dictionary() -> Dictionary:
    return Dictionary.from_files("en_US")


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Whether English writes a word in small letters, so that it is no name; ``word`` is in small letters."""
    if len(word) == 1:
        return word == "a"
    if word in _words("names"):
        return False
    return word in _words("lower") or _dictionary().lookup(word) or _is_built_on_lower(word)


def _is_built_on_lower(word: str) -> bool:
    """Whether a word is a British spelling or has a part before it: "defence", "narcoterrorists"."""
    american = (
        word.replace(mine, theirs) for mine, theirs in _tables()["british"].items() if mine in word[1:] or word == mine
    )
    rests = (word[len(part) :] for part in _words("before") if word.startswith(part))
    return any(map(_dictionary().lookup, american)) or any(
        len(rest) > 3 and _dictionary().lookup(rest) for rest in rests
    )


def in_capitals(passage: str) -> bool:
    """Whether a passage is several words in capitals.

    >>> in_capitals("REBELS ATTACK A BRIDGE"), in_capitals("UNICEF, UNHCR said so"), in_capitals("NATO")
    (True, False, False)
    """
    words = [word for word in _LETTERS.findall(passage) if len(word) > 1]
    if len(words) < _MIN_WORDS:
        return False
    letters = "".join(words)
    return sum(map(str.islower, letters)) <= _MAX_SMALL * len(letters)


class CaseRestorer:
    """Restores case with the names of a knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    @cached_property
    def _forms(self) -> dict[str, list[tuple[str, ...]]]:
        """Made when the first passage in capitals comes: most articles have none."""
        return _known_forms(self._knowledge)

    def restore(self, text: str) -> str:
        """The text with passages in capitals in usual case; length and offsets stay the same."""
        whole = in_capitals(text)  # then a line of two words is in capitals like the rest
        passages = [(start, end) for start, end in paragraphs(text) if whole or in_capitals(text[start:end])]
        if not passages:
            return text
        acronyms = {match.group(1).lower() for match in re.finditer(r"\(([^\W\d_]{2,8})\)", text)}
        letters = list(text)
        for start, end in passages:
            letters[start:end] = _Passage(text[start:end], acronyms, self._forms).restored()
        return "".join(letters)


def _known_forms(knowledge: Knowledge) -> dict[str, list[tuple[str, ...]]]:
    """Spellings of known names by their first word, folded; the longest first."""
    forms: dict[str, set[tuple[str, ...]]] = {}
    for written, sense in knowledge.names():
        words = tuple(_LETTERS.findall(written))
        if not words or len(words) > _LONGEST_NAME:
            continue
        if len(words) == 1 and not _stands_alone(words[0], sense.facet, sense.entry in knowledge.countries):
            continue
        forms.setdefault(fold(words[0]), set()).add(words)
    return {first: sorted(found, key=lambda words: (-len(words), words)) for first, found in forms.items()}


def _stands_alone(word: str, facet: Facet, country: bool) -> bool:
    """Whether one word is a name wherever it stands: "Turkey" and "NATO", not "Rice" or "AID"."""
    of_country = country and facet in (Facet.NAME, Facet.ADJECTIVE, Facet.PEOPLE) and not word.isupper()
    return of_country or not is_common(word.lower())


class _Passage:
    """One passage in capitals while its words are decided."""

    def __init__(self, text: str, acronyms: set[str], forms: dict[str, list[tuple[str, ...]]]) -> None:
        self.text = text
        self.acronyms = acronyms
        self.matches = list(_WORD.finditer(text))
        self.words = [match.group().lower() for match in self.matches]
        self.written: list[str | None] = [None] * len(self.words)
        self._known(forms)

    def restored(self) -> str:
        letters = list(self.text)
        for i in range(len(self.matches)):
            if self.written[i] is None:
                self.written[i] = self._by_itself(i)
        self._spelled_out()
        self._ranks()
        for i, match in enumerate(self.matches):
            word = self.written[i] or match.group()
            if word[0].islower() and self._begins_sentence(match.start()):
                word = word[0].upper() + word[1:]
            letters[match.start() : match.end()] = _same_length(match.group(), word)
        return "".join(letters)

    def _known(self, forms: dict[str, list[tuple[str, ...]]]) -> None:
        """Words of known names, the longest name first."""
        i = 0
        while i < len(self.words):
            form = next((f for f in forms.get(fold(self.words[i]), ()) if self._stands_at(i, f)), ())
            for offset, spelling in enumerate(form):
                if offset or spelling.lower() != "the":
                    self.written[i + offset] = _like(spelling, self.words[i + offset])
            i += max(len(form), 1)

    def _stands_at(self, i: int, form: tuple[str, ...]) -> bool:
        here = self.words[i : i + len(form)]
        return len(here) == len(form) and all(fold(a) == fold(b) for a, b in zip(here, form, strict=True))

    def _by_itself(self, i: int) -> str:
        word = self.words[i]
        before = self.text[: self.matches[i].start()]
        if before[-1:].isdigit() or (word == "s" and before[-1:] in "'’") or word in ("a.m.", "p.m."):  # "19TH", "20KM"
            return word
        if "." in word or (word in self.acronyms and not is_common(word)) or self._in_brackets(i):
            return word.upper()
        if word == "us" and (self._begins_sentence(len(before)) or self.words[i - 1] == "the"):
            return "US"
        if word in _words("abbreviations") or (word in _words("dated") and self._is_month(i)):
            return word.capitalize()
        if word in _words("lower"):
            return word
        if word in _words("acronyms") and not is_common(word):
            return word.upper()
        if is_common(word):
            return word
        if len(word) in _ACRONYM and not re.search("[aeiouyáéíóú]", word):
            return word.upper()
        prefix = next((p for p in _words("prefixes") if word.startswith(p) and len(word) > len(p) + 2), "")
        return prefix.capitalize() + word[len(prefix) :].capitalize()

    def _in_brackets(self, i: int) -> bool:
        match = self.matches[i]
        around = self.text[match.start() - 1 : match.start()] + self.text[match.end() : match.end() + 1]
        return around == "()" and len(match.group()) in _ACRONYM

    def _is_month(self, i: int) -> bool:
        """ "4 MAY", "MARCH 1990", "EARLY MAY", "IN MARCH", but not "may" and "march" the verbs."""
        match = self.matches[i]
        before, after = self.text[: match.start()].rstrip(), self.text[match.end() :].lstrip()
        beside = self.words[i - 1] in _words("beside") if i else False
        return before[-1:].isdigit() or after[:1].isdigit() or beside

    def _spelled_out(self) -> None:
        """Capitals for the words that an acronym in brackets stands for."""
        for i in range(len(self.matches)):
            if not self._in_brackets(i):
                continue
            first = _expansion(self.words, i)
            for j in range(first, i):
                word = self.words[j]
                if word not in _words("joining"):
                    self.written[j] = (self.written[j] or word)[0].upper() + (self.written[j] or word)[1:]

    def _ranks(self) -> None:
        """ "President Cerezo": a rank before a name is part of it."""
        for i in range(len(self.words) - 2, -1, -1):
            following = self.written[i + 1] or ""
            gap = self.text[self.matches[i].end() : self.matches[i + 1].start()]
            if (
                self.words[i] in _words("ranks")
                and following[:1].isupper()
                and gap.isspace()
                and not following.isupper()
            ):
                self.written[i] = self.words[i].capitalize()

    def _begins_sentence(self, start: int) -> bool:
        before = self.text[:start]
        return bool(_SENTENCE_END.search(before[-12:])) and not _abbreviation().search(before[-12:])


def _expansion(words: list[str], acronym: int) -> int:
    """Index of the first of the words right before an acronym whose initials it is made of, else the acronym's."""
    letters = words[acronym]
    at = acronym
    for letter in reversed(letters):
        while at > 0 and words[at - 1] in _words("joining") and words[at - 1][0] != letter:
            at -= 1
        if at == 0 or words[at - 1][0] != letter:
            return acronym
        at -= 1
    return at


def _like(spelling: str, word: str) -> str:
    """The word with the capitals of a spelling of it."""
    if len(spelling) == len(word):
        return "".join(w.upper() if s.isupper() else w for s, w in zip(spelling, word, strict=True))
    return word.capitalize() if spelling[:1].isupper() else word


def _same_length(original: str, word: str) -> Iterable[str]:
    """Letter by letter; one whose other case is of another length stays as it was."""
    return word if len(word) == len(original) else original
