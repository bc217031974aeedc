"""How a deed was done, where its frame does not say: modes from cue words in its clause."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dragoman import data, ontology
from dragoman.coding.phrases import Found, Phrases
from dragoman.data import marked_yaml
from dragoman.model.problems import KnowledgeFault
from dragoman.model.syntax import Token


@cache
def _cues() -> dict[str, tuple[list[str], Phrases]]:
    """Type → its modes in order of preference, and their cue phrases.

    Raises KnowledgeFault for a type or mode that the ontology does not have.
    """
    path = data.path("coding", "modes.yaml")
    types = ontology.load().types
    cues: dict[str, tuple[list[str], Phrases]] = {}
    for code, modes in marked_yaml.load(path).items():
        if code == marked_yaml.LINE:
            continue
        phrases = {mode: words for mode, words in modes.items() if mode != marked_yaml.LINE}
        if code not in types or phrases.keys() - types[code].modes.keys():
            raise KnowledgeFault(f"{path}: {code} with {', '.join(phrases)} is not in the ontology")
        cues[code] = (list(phrases), Phrases(phrases))
    return cues


def mode_of(code: str, tokens: Iterable[Token]) -> Found | None:
    """The mode that the words of a clause give an event of a type, or None."""
    if code not in _cues():
        return None
    order, phrases = _cues()[code]
    return min(phrases.find(tokens), key=lambda found: order.index(found.label), default=None)
