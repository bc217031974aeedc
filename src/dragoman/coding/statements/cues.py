"""Reporting words, read from ``data/cues``: verbs, nouns and phrases that say who said what.

Comes in: the folder. Goes out: for a lemma, its classes and the complements that hold what is said.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman import data
from dragoman.data import marked_yaml
from dragoman.data.marked_yaml import LINE


@dataclass(frozen=True, slots=True)
class Source:
    """A word that names whose account a sentence is: "according to X", "in a poll"."""

    preposition: str  # after the word; empty where its object follows at once
    cue_class: str
    nouns: frozenset[str]  # that alone may follow; empty for any
    names_only: bool


@dataclass(frozen=True)
class Cues:
    """The cue lexicon."""

    verbs: dict[str, dict[str, str]]  # lemma → complement → class
    nouns: dict[str, dict[str, str]]  # lemma → complement → class
    adjectives: dict[str, dict[str, str]]
    sources: dict[str, Source]  # by their first word
    statement_with: dict[str, frozenset[str]]  # class → complements that make a statement
    words: dict[str, frozenset[str]]
    refusals: dict[str, frozenset[str]]  # words with which somebody refuses to speak, by what they do

    @classmethod
    def load(cls, folder: Path | None = None) -> Cues:
        """Read the lexicon; ours by default."""
        folder = folder or data.path("cues")
        words = marked_yaml.load(folder / "words.yaml")
        classes = marked_yaml.load(folder / "classes.yaml")
        return cls(
            verbs=_lexicon(folder / "verbs.yaml"),
            nouns=_lexicon(folder / "nouns.yaml"),
            adjectives=_lexicon(folder / "adjectives.yaml"),
            sources={entry["word"]: _source(entry) for entry in words["sources"]},
            statement_with={name: frozenset(entry.get("statement-with", ())) for name, entry in _entries(classes)},
            words={name: frozenset(value) for name, value in _entries(words) if name != "sources"},
            refusals={name: frozenset(value) for name, value in _entries(marked_yaml.load(folder / "refusals.yaml"))},
        )

    def verb(self, lemma: str) -> dict[str, str]:
        """Complement → class for a reporting verb; empty for any other."""
        return self.verbs.get(lemma, {})

    def makes_statement(self, cue_class: str, complement: str) -> bool:
        return complement in self.statement_with.get(cue_class, frozenset())


def _lexicon(path: Path) -> dict[str, dict[str, str]]:
    """Lemma → complement → class; the first entry that names both decides."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in marked_yaml.load(path):
        for lemma in entry["lemmas"]:
            for complement in entry["takes"]:
                found[lemma].setdefault(complement, entry["class"])
    return dict(found)


def _source(entry: dict[str, Any]) -> Source:
    only = entry.get("only", [])
    return Source(
        preposition=entry.get("with", ""),
        cue_class=entry["class"],
        nouns=frozenset() if only == "names" else frozenset(only),
        names_only=only == "names",
    )


def _entries(mapping: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, value) for key, value in mapping.items() if key != LINE]
