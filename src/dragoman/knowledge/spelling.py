"""Spellings made comparable, with or without the way back to the text.

Comes in: a name or a whole text. Goes out: a form without case, marks and variants of signs. Uses nothing but the
standard library, because the knowledge compiler needs it where nothing else is installed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

# Letters that Unicode does not take apart into a base letter and a mark; punctuation with several forms.
_PLAIN = str.maketrans("ıøđłħ’‘ʼ`´‐‑–—“”„«»", "iodlh'''''----" + '"' * 5)
_WORD = re.compile(r"[^\W_]+")
# What folding changes beside case: where no two kinds of blanks meet, and wherever.
_UNLIKE = re.compile("[^ -_a-~]+")
_UNLIKE_OR_BLANKS = re.compile(r"\s{2,}|[^ -_a-~]")
_BLANKS_MEET = ("  ", " \n", "\n ", "\t", "\r")
# Signs that may stand at the edge of a word, each made a blank so that a word begins after one.
_SIGNS = {ord(sign): " " for sign in "\n!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~"}

# The same for names of places, where hyphens and points do not count at all.
_PLACE_PLAIN = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ə": "a",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ʿ": "",
        "ʾ": "",
    }
    | dict.fromkeys("-‐‑–/", " ")
    | dict.fromkeys(".,'’‘ʼ`´ʻ()\"", "")
)


@cache
def _fold_character(character: str) -> str:
    """The letters a character stands for, without marks and in lower case; a mark gives nothing."""
    letters = unicodedata.normalize("NFKD", character)
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.casefold().translate(_PLAIN)


@lru_cache(maxsize=4096)
def _fold_run(run: str) -> str:
    """Letters beyond ASCII, line ends and blanks; two line ends part paragraphs."""
    if run.isspace():
        return "\n" if run.count("\n") > 1 or "\u2029" in run else " "
    return "".join(" " if c.isspace() else _fold_character(c) if c != "`" else "'" for c in run)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A form for comparing: no diacritics, no case, one blank between words.

    >>> fold("İbrahim  KALIN") == fold("İbrahim Kalın") == "ibrahim kalin"
    True
    """
    if text.isascii():
        folded = text.lower().replace("`", "'")
    else:
        folded = "".join(map(_fold_character, text))
    return " ".join(folded.split())


def phrase_key(text: str) -> str:
    """What a name or phrase is found by: folded, and a hyphen is as good as a blank.

    >>> phrase_key("Lee Myung-bak") == phrase_key("LEE MYUNG BAK")
    True
    """
    return " ".join(fold(text).replace("-", " ").split())


def case_agrees(written: str, found: str) -> bool:
    """Whether words found may be a written form, judging by capital letters.

    An acronym must be in capitals; a capitalised word of the form must be capitalised in the text.

    >>> case_agrees("MIT", "MİT"), case_agrees("US", "us"), case_agrees("Turkey", "turkey")
    (True, False, False)
    >>> case_agrees("foreign minister", "Foreign Minister")
    True
    """
    if written == found:
        return True
    if written.isupper() and not found.isupper():
        return False
    for mine, theirs in zip(_WORD.findall(written), _WORD.findall(found), strict=False):
        if mine[0].isupper() and not theirs[0].isupper():
            return False
    return True


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """What the name of a place is looked up by.

    >>> key("Deir ez-Zor") == key("DEIR EZ ZOR"), key("İzmir"), key("U.S.")
    (True, 'izmir', 'us')
    """
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(name.casefold().translate(_PLACE_PLAIN).split())


def words_of(folded: str) -> str:
    """A folded text, as long, with blanks for signs, so that every word but the first stands after a blank.

    >>> words_of("al-sharaa's (hts)")
    'al sharaa s  hts '
    """
    return folded.translate(_SIGNS)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as ``fold`` has it, but with paragraphs kept apart by a line end, and the way back.

    >>> folded = Folded.of("Straße nach İzmir")
    >>> folded.text, folded.start(13), folded.end(18)
    ('strasse nach izmir', 12, 17)
    """

    text: str
    _at: tuple[int, ...]  # positions in the folded text from which on ...
    _was: tuple[int, ...]  # ... positions in the original count from here

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a whole text: runs of letters beyond ASCII one by one, the rest at once."""
        pieces: list[str] = []
        at, was = [0], [0]
        length = done = 0
        unlike = _UNLIKE_OR_BLANKS if any(blanks in text for blanks in _BLANKS_MEET) else _UNLIKE
        for match in unlike.finditer(text):
            start, end = match.span()
            new = _fold_run(match.group())
            pieces += text[done:start].lower(), new
            length += start - done
            done = end
            if not new.isspace():
                _mark_letters(match.group(), length, start, at, was)
            length += len(new)
            if len(new) != end - start:
                at.append(length)
                was.append(done)
        pieces.append(text[done:].lower())
        return cls("".join(pieces), tuple(at), tuple(was))

    def start(self, position: int) -> int:
        """Where in the text a word begins that begins at a position of the folded text.

        A letter that folds to several is never cut:

        >>> folded = Folded.of("(ﬁx)")
        >>> folded.text, folded.start(2), folded.end(2)
        ('(fix)', 1, 2)
        """
        return self._start(bisect_right(self._at, position) - 1, position)

    def end(self, position: int) -> int:
        """Where in the text a word ends that ends at a position of the folded text."""
        return self._end(bisect_right(self._at, position) - 1, position)

    def spans(self) -> Callable[[int, int], tuple[int, int]]:
        """Start and end together, for words that are asked for from left to right, without a search for each."""
        at, last, k = self._at, len(self._at) - 1, 0

        def original(start: int, end: int) -> tuple[int, int]:
            nonlocal k
            while k < last and at[k + 1] <= start:
                k += 1
            first = self._start(k, start)
            while k < last and at[k + 1] <= end:
                k += 1
            return first, self._end(k, end)

        return original

    def _start(self, k: int, position: int) -> int:
        if k + 1 < len(self._at) and self._at[k + 1] - self._at[k] > self._was[k + 1] - self._was[k] == 1:
            return self._was[k]  # within one letter
        return self._was[k] + position - self._at[k]

    def _end(self, k: int, position: int) -> int:
        found = self._was[k] + position - self._at[k]
        return min(found, self._was[k + 1]) if k + 1 < len(self._was) else found


def _mark_letters(run: str, length: int, start: int, at: list[int], was: list[int]) -> None:
    """Note where each letter of a run begins that folds to none or to several."""
    for place, letter in enumerate(run, start):
        wide = len(_fold_run(letter)) if letter != "`" else 1
        if wide != 1:
            at += length, length + wide
            was += place, place + 1
        length += wide
