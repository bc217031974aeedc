"""Names without what writers spell at will: scripts, accents, particles, vowels.

Names are romanized with ``anyascii``, so that «Ахмад», "Aḥmad" and "Ahmed" can be compared at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from anyascii import anyascii

from dragoman.resolve.newcomers.settings import settings

_WORD = re.compile(r"[a-z0-9]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_BRACKETED = re.compile(r"\s*\([^()]*\)")  # a short form that stands after the name
_MARKS = re.compile(r"['’`‘ʿʾ.]")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name in the parts that can be compared."""

    words: tuple[str, ...]  # romanized, small, without particles
    family: str  # key of the last word
    given: str  # key of the words before it
    whole: str  # key of all words run together
    anyhow: str  # keys of the words, whatever their order
    initials: str


@lru_cache(4096)
def spelled(name: str) -> Spelled:
    """A name in its parts.

    >>> spelled("Abdul Rahman al-Ahmed").whole == spelled("Abdulrahman al Ahmad").whole
    True
    """
    words = _words(name)
    kept = tuple(word for word in words if word not in settings().particles) or words
    return Spelled(
        words=kept,
        family=key(kept[-1]) if kept else "",
        given=key("".join(kept[:-1])),
        whole=key("".join(kept)),
        anyhow=" ".join(sorted(map(key, kept))),
        initials="".join(word[0] for word in kept),
    )


@lru_cache(4096)
def key(word: str) -> str:
    """The consonants of a word as they sound, and a vowel that begins it.

    >>> key("ahmed"), key("ahmad"), key("qassem"), key("kasim")
    ('amd', 'amd', 'ksm', 'ksm')
    """
    for written, sound in settings().sounds:
        word = word.replace(written, sound)
    kept = word[:1] + "".join(letter for letter in word[1:] if letter not in settings().vowels)
    return "".join(letter for letter, _ in groupby(kept))


def _words(name: str) -> tuple[str, ...]:
    romanized = anyascii(_POSSESSIVE.sub("", _BRACKETED.sub("", name) or name))
    return tuple(_WORD.findall(_MARKS.sub("", romanized).casefold()))
