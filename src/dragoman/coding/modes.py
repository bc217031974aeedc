"""How a deed was done, where its frame does not say: modes from cue words in its clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.coding.phrases import Found, Phrases
from dragoman.data import marked_yaml
from dragoman.data.marked_yaml import LINE
from dragoman.model.problems import KnowledgeFault
from dragoman.model.syntax import Token
from dragoman.ontology import Ontology


@dataclass(frozen=True)
class ModeCues:
    """Type → its modes in order of preference, and their cue phrases."""

    cues: dict[str, tuple[list[str], Phrases]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None, ontology: Ontology) -> ModeCues:
        """Read the cues; without a file there are none.

        Raises KnowledgeFault for a type or mode that the ontology does not have.
        """
        if path is None:
            return cls()
        types = ontology.types
        cues: dict[str, tuple[list[str], Phrases]] = {}
        for code, modes in (marked_yaml.load(path) or {}).items():
            if code == LINE:
                continue
            phrases = {mode: words for mode, words in modes.items() if mode != LINE}
            if code not in types or phrases.keys() - types[code].modes.keys():
                raise KnowledgeFault(f"{path}:{modes[LINE]}: {code} with {', '.join(phrases)} is not in the ontology")
            cues[code] = (list(phrases), Phrases(phrases))
        return cls(cues)

    def mode_of(self, code: str, tokens: Iterable[Token]) -> Found | None:
        """The mode that the words of a clause give an event of a type, or None."""
        if code not in self.cues:
            return None
        order, phrases = self.cues[code]
        return min(phrases.find(tokens), key=lambda found: order.index(found.label), default=None)
