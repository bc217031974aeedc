"""Words that show how somebody stands to a topic, read from ``data/coding/stances.yaml``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman import data
from dragoman.model.statements import Stance

#: The mark of a word that takes no stance but turns one round ("end", "violate", "lack of").
REVERSES = "reverses"


@dataclass(frozen=True)
class StanceWords:
    """The lexicon, ready to use. In each table: lemma (with a particle after a blank) → slot → stance."""

    verbs: dict[str, dict[str, str]]
    nouns: dict[str, dict[str, str]]
    adjectives: dict[str, dict[str, str]]
    modals: dict[str, Stance]  # word → stance
    predicates: dict[tuple[str, ...], Stance]
    said: dict[str, Stance]  # cue verb of a statement → stance
    events: dict[str, Stance]  # type of event → stance
    sets: dict[str, frozenset[str]]  # the other lists, by name

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


@cache
def stance_words() -> StanceWords:
    """The lexicon, read once."""
    raw = data.content("coding", "stances.yaml")
    return StanceWords(
        verbs=_table(raw["verbs"]),
        nouns=_table(raw["nouns"]),
        adjectives=_table(raw["adjectives"]),
        modals=_by_word(raw["modals"]),
        predicates={tuple(phrase.split()): stance for phrase, stance in _by_word(raw["predicates"]).items()},
        said=_by_word(raw["said"]),
        events={type: Stance(stance) for type, stance in raw["events"].items()},
        sets={name: frozenset(words) for name, words in raw.items() if _is_words(words)},
    )


def _table(entries: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Lemma → slot → stance; the first entry that names both decides."""
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in entries:
        for lemma in entry["lemmas"]:
            for slot in entry["takes"]:
                table[lemma].setdefault(slot, entry["stance"])
    return dict(table)


def _by_word(by_stance: dict[str, list[str]]) -> dict[str, Stance]:
    """Word → stance; the first that names it decides."""
    found: dict[str, Stance] = {}
    for stance, words in by_stance.items():
        for word in words:
            found.setdefault(word, Stance(stance))
    return found


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
