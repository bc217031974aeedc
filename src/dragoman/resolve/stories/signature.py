"""Signatures of articles: small, fixed for good, and enough to tell copies without the texts.

A signature holds a sketch of the body: the smallest hashes of its shingles (words in a row). Two sketches estimate
what two bodies share, whole or in part (bottom-k sketches: Broder, "On the resemblance and containment of documents",
1997; Cohen & Kaplan, "Summarizing data using bottom-k sketches", PODC 2007). Beside it stand the shingles of the
opening, and names and numbers with the words around them. The keys of bands come from MinHash values (R-MinHash of
``rensa``), so that articles are compared only with those that are likely to be alike.

Hashes are BLAKE2b, so a signature is the same in every process and on every machine. ``VERSION`` stands in every
signature; stored ones of another version are to be worked out anew.
"""

from __future__ import annotations

import functools
import operator
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rensa import RMinHash

from dragoman.model.problems import DragomanError
from dragoman.model.text import Document
from dragoman.resolve.stories.settings import settings
from dragoman.resolve.stories.words import Kind, Slot, Word, body, slots

_FORMAT = 1  # goes up whenever the bytes or what is hashed changes
VERSION = _FORMAT << 4 | RMinHash.ALGORITHM_VERSION
_SEED = 20110226  # of the MinHash permutations; another seed gives other bands
_HEAD = struct.Struct("<BIHHHH")  # version, different shingles, and how many hashes of each sort follow
_LONGEST = (1 << 20) - 1  # pieces up to which length counts for the rank
_NAME = 1  # the lowest bit of a slot's filling: a name, not a number
_MISPRINT = 1  # letters by which a misprinted name differs: one too many or too few, or two that changed places


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of one article's body. Hashes have 32 bits, keys of bands 64 and a sign."""

    shingles: int  # different ones in the body
    sketch: frozenset[int]  # the smallest hashes of shingles; all of them if the body is short
    opening: frozenset[int]  # hashes of the opening's shingles
    slots: dict[int, int]  # hash of the words around a name or number → the letters of the name, or hash of the number
    bands: tuple[int, ...]

    @property
    def limit(self) -> int:
        """All pieces of the article with a hash below this are in the sketch."""
        return max(self.sketch) + 1 if self.shingles > len(self.sketch) else 1 << 32

    def pieces(self, limit: int) -> frozenset[int]:
        """The pieces below a limit."""
        return self.sketch if limit == 1 << 32 else frozenset(piece for piece in self.sketch if piece < limit)

    def to_bytes(self) -> bytes:
        """For a database; ``from_bytes`` reads it."""
        parts = (sorted(self.sketch), sorted(self.opening), sorted(self.slots))
        hashes = [*parts[0], *parts[1], *parts[2], *(self.slots[key] for key in parts[2])]
        head = _HEAD.pack(VERSION, self.shingles, *map(len, parts), len(self.bands))
        return head + struct.pack(f"<{len(hashes)}I{len(self.bands)}q", *hashes, *self.bands)

    @classmethod
    def from_bytes(cls, packed: bytes) -> Signature:
        """Raises DragomanError if another version of the program made it."""
        version, shingles, sketch, opening, held, bands = _HEAD.unpack_from(packed)
        if version != VERSION:
            raise DragomanError(f"a signature of version {version}, not {VERSION}: it must be worked out anew")
        opened, keyed = sketch + opening, sketch + opening + held
        values = struct.unpack_from(f"<{keyed + held}I{bands}q", packed, _HEAD.size)
        fillings = values[keyed : keyed + held]
        return cls(
            shingles,
            frozenset(values[:sketch]),
            frozenset(values[sketch:opened]),
            dict(zip(values[opened:keyed], fillings, strict=True)),
            values[keyed + held :],
        )


def signature(document: Document) -> Signature:
    """The signature of an article's body; an article without words has one that is like nothing."""
    making, words = settings().signature, body(document)
    shingles = _shingles(words)
    hashes = {long: long >> 32 for long in shingles}
    opening = _shingles(words[: making.opening])
    return Signature(
        shingles=len(hashes),
        sketch=frozenset(sorted(set(hashes.values()))[: making.sketch]),
        opening=frozenset(long >> 32 for long in opening),
        slots=_filled(slots(words), making.slots),
        bands=(
            *_bands(shingles, "body", making.bands, making.rows),
            *_bands(opening, "opening", making.opening_bands, making.opening_rows),
        ),
    )


def bands(of: Signature) -> tuple[int, ...]:
    """The keys under which an article is found: it is compared with articles that share at least one."""
    return of.bands


def rank(of: Signature, document: str) -> int:
    """The place of an article in the order of all: the fullest first, so that it leads its copies.

    ``document``: its id, which orders articles of one length as if by chance. A number of 63 bits.
    """
    return (_LONGEST - min(of.shingles, _LONGEST)) << 43 | _hash(document) >> 21


def is_name(filling: int) -> bool:
    """Whether a slot was filled with a name, not a number."""
    return bool(filling & _NAME)


def is_same(one: int, other: int) -> bool:
    """Whether two slots were filled alike; a name may be misprinted."""
    return one == other if not is_name(one & other) else (one ^ other).bit_count() <= _MISPRINT


def _shingles(words: Sequence[Word]) -> set[int]:
    """Hashes of 64 bits."""
    size = settings().signature.shingle
    texts = [word.text for word in words]
    starts = range(max(len(texts) - size, 0) + 1) if texts else range(0)
    return {_hash(" ".join(texts[start : start + size])) for start in starts}


def _filled(found: Iterable[Slot], most: int) -> dict[int, int]:
    """The slots with the smallest keys; those that one text fills in two ways tell nothing."""
    filled: dict[int, set[int]] = {}
    for slot in found:
        key = _hash(f"{slot.kind.value} {slot.context}") >> 32
        named = slot.kind is Kind.NAME
        filled.setdefault(key, set()).add(_letters(slot.words) if named else _hash(slot.words) >> 32 & ~_NAME)
    single = sorted(key for key, fillings in filled.items() if len(fillings) == 1)
    return {key: filled[key].pop() for key in single[:most]}


def _letters(name: str) -> int:
    """A name as the set of its letters, so that misprints can be told from other names."""
    return functools.reduce(operator.or_, (2 << ord(letter) % 31 for letter in name if letter != " "), _NAME)


def _bands(shingles: set[int], name: str, count: int, rows: int) -> tuple[int, ...]:
    if not shingles:
        return ()
    [digest] = RMinHash.digest_matrix_from_token_hash_sets(
        [sorted(shingles)], num_perm=count * rows, seed=_SEED
    ).to_rows()
    return tuple(
        int.from_bytes(_digest(f"{name} {band} {digest[band * rows : (band + 1) * rows]}"), "little", signed=True)
        for band in range(count)
    )


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _hash(text: str) -> int:
    return int.from_bytes(_digest(text), "little")
