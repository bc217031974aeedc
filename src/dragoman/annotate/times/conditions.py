"""Conditions of time rules on the words they match: case, part of speech, what the words stand beside.

Each takes the words, their tokens and the parse; ``data/times/rules.yaml`` calls them by name.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.annotate.times.tense import Tenses
from dragoman.model.syntax import Parse, Token

Condition = Callable[[str, list[Token], Parse], bool]


def _is_capital(words: str, tokens: list[Token], parse: Parse) -> bool:
    return next((c.isupper() for c in words if c.isalpha()), False)


def _is_capital_inside(words: str, tokens: list[Token], parse: Parse) -> bool:
    return any(c.isupper() for c in words)


def _is_capitals(words: str, tokens: list[Token], parse: Parse) -> bool:
    return words.upper() == words


def _is_noun(words: str, tokens: list[Token], parse: Parse) -> bool:
    return tokens[-1].pos in ("NOUN", "PROPN", "ADJ")


def _is_name(words: str, tokens: list[Token], parse: Parse) -> bool:
    """A name by itself, not the end of another ("Pope April", "the Long March", "White Christmas")."""
    last = next((t for t in reversed(tokens) if t.text[0].isalpha()), tokens[-1])
    if last.pos not in ("PROPN", "NOUN") or last.entity in ("PERSON", "ORG"):
        return False
    before = [t for t in parse.children(last) if t.i < tokens[0].i]
    return not any(t.dep in ("det", "poss") or t.text[0].isupper() for t in before) or last.dep == "compound"


def _is_no_body(words: str, tokens: list[Token], parse: Parse) -> bool:
    """Not in the name of a body, a work or a person: "The Sunday Times"."""
    return tokens[-1].entity not in ("ORG", "WORK_OF_ART", "PERSON", "FAC")


def _is_capital_last(words: str, tokens: list[Token], parse: Parse) -> bool:
    return tokens[-1].text[0].isupper()


def _counts_nothing(words: str, tokens: list[Token], parse: Parse) -> bool:
    """The number is not one of things: "2000 soldiers", "about 1990 men"."""
    last = tokens[-1]
    if not (words.endswith(last.text) or last.text.endswith(words)) or last.entity in ("MONEY", "PERCENT", "QUANTITY"):
        return False
    head = parse.head(last)
    counted = last.dep == "nummod" and head.i > last.i and head.is_plural_noun
    counted = counted and not any(t.dep in ("det", "poss") for t in parse.children(head))  # "the 1967 borders"
    return not counted and last.dep != "quantmod"


def _is_not_past(words: str, tokens: list[Token], parse: Parse) -> bool:
    return Tenses.load().of(parse, tokens[0].start, tokens[-1].end) != "past"


def _is_adverb(words: str, tokens: list[Token], parse: Parse) -> bool:
    return tokens[0].pos == "ADV"


def _is_after_amount(words: str, tokens: list[Token], parse: Parse) -> bool:
    """Right after a number or what it counts: "200 tonnes a month", "$5 a day"."""
    first = tokens[0]
    if first.i == 0 or parse.tokens[first.i - 1].sentence != first.sentence:
        return False
    before = parse.tokens[first.i - 1]
    counted = any(t.dep == "nummod" or t.pos == "NUM" for t in parse.children(before))
    return before.pos == "NUM" or (before.pos == "NOUN" and counted)


def _is_adjective(words: str, tokens: list[Token], parse: Parse) -> bool:
    return tokens[0].pos == "ADJ"


CONDITIONS: dict[str, Condition] = {
    "capital": _is_capital,
    "capital-inside": _is_capital_inside,
    "capital-last": _is_capital_last,
    "capitals": _is_capitals,
    "no-body": _is_no_body,
    "noun": _is_noun,
    "name": _is_name,
    "counts-nothing": _counts_nothing,
    "adjective": _is_adjective,
    "after-amount": _is_after_amount,
    "adverb": _is_adverb,
    "not-past": _is_not_past,
}
