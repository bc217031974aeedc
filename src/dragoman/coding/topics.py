"""What an event is about: PLOVER contexts from cue words in its own words and content."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dragoman import data, ontology
from dragoman.coding.phrases import Found, Phrases
from dragoman.data import marked_yaml
from dragoman.model.problems import KnowledgeFault
from dragoman.model.syntax import Token


@cache
def _cues() -> Phrases:
    """The cue phrases of every context.

    Raises KnowledgeFault for a context that the ontology does not have.
    """
    path = data.path("coding", "contexts.yaml")
    cues = {context: phrases for context, phrases in marked_yaml.load(path).items() if context != marked_yaml.LINE}
    if unknown := cues.keys() - ontology.load().contexts:
        raise KnowledgeFault(f"{path}: not in the ontology: {', '.join(sorted(unknown))}")
    return Phrases(cues)


def contexts(tokens: Iterable[Token]) -> list[Found]:
    """Contexts named among the tokens."""
    return _cues().find(tokens)
