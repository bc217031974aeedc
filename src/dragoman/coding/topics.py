"""What an event is about: PLOVER contexts from cue words in its own words and content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from dragoman import data, ontology
from dragoman.data import marked_yaml
from dragoman.model.problems import KnowledgeFault
from dragoman.model.syntax import Token


@cache
def _cues() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """First word → (context, further words) of every cue phrase.

    Raises KnowledgeFault for a context that the ontology does not have.
    """
    path = data.path("coding", "contexts.yaml")
    index: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for context, phrases in marked_yaml.load(path).items():
        if context == marked_yaml.LINE:
            continue
        if context not in ontology.load().contexts:
            raise KnowledgeFault(f"{path}: the context {context!r} is not in the ontology")
        for phrase in phrases:
            first, *rest = phrase.split()
            index[first].append((context, tuple(rest)))
    return index


def contexts(tokens: Iterable[Token]) -> list[tuple[str, Token, Token]]:
    """Contexts named among the tokens (in text order), each once, with first and last word of its cue."""
    words = sorted(tokens, key=lambda t: t.i)
    found: dict[str, tuple[str, Token, Token]] = {}
    cues = _cues()
    for position, token in enumerate(words):
        for form in {token.lemma, token.lower}:
            for context, rest in cues.get(form, ()):
                following = words[position + 1 : position + 1 + len(rest)]
                if all(t.lemma == w or t.lower == w for t, w in zip(following, rest, strict=False)) and len(
                    following
                ) == len(rest):
                    found.setdefault(context, (context, token, following[-1] if following else token))
    return list(found.values())
