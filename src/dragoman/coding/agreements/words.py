"""The words of agreements, from ``data/coding/agreements.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from dragoman import data
from dragoman.data import marked_yaml
from dragoman.model.syntax import Parse, Token


@cache
def cues() -> dict[str, Any]:
    """The word lists of the file; ``nouns`` gives each noun its family."""
    found: dict[str, Any] = dict(marked_yaml.load(data.path("coding", "agreements.yaml")))
    found["nouns"] = {noun: family for family, nouns in _entries(found["nouns"]) for noun in nouns}
    for name in ("status", "status-subject", "status-nouns", "status-adjectives", "status-predicates"):
        found[name] = {word: status for status, words in reversed(_entries(found[name])) for word in words}
    return found


def lemma(parse: Parse, noun: Token) -> str:
    """The lemma of a noun, of a word with a hyphen the whole: "cease-fire", which the parser takes apart."""
    tokens = parse.tokens[max(noun.i - 2, 0) : noun.i]
    if len(tokens) == 2 and tokens[1].text == "-" and tokens[0].end + 1 == noun.start == tokens[1].end:
        whole = f"{tokens[0].lower}-{noun.lemma}"
        return whole if whole in cues()["nouns"] else noun.lemma
    return noun.lemma


def _entries(mapping: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, value) for key, value in mapping.items() if key != marked_yaml.LINE]
