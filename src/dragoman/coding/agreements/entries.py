"""Agreements of the knowledge base by their names, numbers and parties.

Comes in: the entries. Goes out: ids of entries for the words of a text. Which of them is meant is for the text to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from dragoman.coding.agreements.words import cues
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import KnownAgreement
from dragoman.knowledge.phrases import FoldedText, PhraseIndex, longest
from dragoman.knowledge.spelling import phrase_key
from dragoman.model.syntax import Parse


class KnownAgreements:
    """The agreements of a knowledge base by their names; made once, used for any number of documents."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        meetings = cues()["not-agreements"]
        self._entries = {id: entry for id, entry in knowledge.agreements.items() if entry.kind not in meetings}

    def __getitem__(self, id: str) -> KnownAgreement:
        return self._entries[id]

    @cached_property
    def _names(self) -> PhraseIndex[str]:
        return PhraseIndex.of((name, e.id) for e in self._entries.values() for name in (e.name, *e.aliases))

    @cached_property
    def _cores(self) -> dict[str, tuple[str, ...]]:
        """Entries by what is left of their names without words that stand for each other."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for entry in self._entries.values():
            for name in (entry.name, *entry.aliases):
                if (core := _core(name)) and any(c.isupper() for c in name):
                    found[core][entry.id] = None
        return {core: tuple(ids) for core, ids in found.items()}

    def in_text(self, parse: Parse) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Names in a text: tokens ``[first, last)`` and the entries that bear them."""
        for group in longest(self._names.find(parse, FoldedText(parse))):
            yield group[0].first, group[0].last, tuple(dict.fromkeys(match.value for match in group))

    def by_name(self, words: str) -> tuple[str, ...]:
        """Entries of this name, whatever its case, or of one that says "accord" where it says "agreement"."""
        core = _core(words)
        return tuple(dict.fromkeys(self._names.lookup(words))) or (self._cores.get(core, ()) if core else ())

    def exactly(self, words: str) -> bool:
        """Whether an entry has just this name, whatever its case."""
        return bool(self._names.lookup(words))

    def resolution(self, number: str) -> str | None:
        """The Security Council's resolution of this number."""
        found = self._names.lookup(f"{cues()['resolutions']} {number}")
        return found[0] if found else None

    def ending_with(self, words: str) -> Iterator[tuple[KnownAgreement, str]]:
        """Entries with a name that ends so, and what stands before it: "Iran" for the "nuclear deal"."""
        wanted = " " + phrase_key(words)
        for entry in self._entries.values():
            for name in (entry.name, *entry.aliases):
                key = phrase_key(name)
                if key.endswith(wanted):
                    yield entry, key.removesuffix(wanted)

    def country(self, id: str) -> str | None:
        """The country of a party."""
        entry = self.knowledge.entry(id)
        return entry.country if entry is not None else None

    def countries_of(self, entry: KnownAgreement) -> set[str]:
        """The countries of its parties."""
        return {country for id in entry.parties if (country := self.country(id))}

    def is_actor(self, id: str) -> bool:
        """Whether the base has a country or body of this id."""
        return self.knowledge.entry(id) is not None

    def all(self) -> Iterator[KnownAgreement]:
        return iter(self._entries.values())

    def is_legal(self, id: str) -> bool:
        return self._entries[id].kind in cues()["legal-kinds"]

    def is_resolution(self, id: str) -> bool:
        return self._entries[id].kind == "resolution"


def _core(name: str) -> str:
    common = cues()["interchangeable"]
    return " ".join(word for word in phrase_key(name).split() if word not in common)
