"""Stated numbers with their units: people killed or held, troops moved, money, tonnes.

Comes in: the words of an event's clause. Goes out: one Magnitude for each number that counts something
the event did. Word lists are in ``data/coding/magnitudes.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, get_args

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.data import marked_yaml
from dragoman.model.events import Bound, Magnitude
from dragoman.model.syntax import Parse, Token

_DIGITS = re.compile(r"^\d[\d,]*(\.\d+)?$")


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = marked_yaml.load(data.path("coding", "magnitudes.yaml"))
    return found


def magnitudes(scope: Iterable[Token], annotation: Annotation) -> tuple[Magnitude, ...]:
    """The numbers among the words, in text order."""
    parse = annotation.parse
    found: list[Magnitude] = []
    used: set[int] = set()
    dates = {t.start for timex in annotation.timexes for t in parse.tokens_in(timex.evidence.start, timex.evidence.end)}
    for token in sorted(scope, key=lambda t: t.i):
        if token.i in used or token.tag != "CD" or token.start in dates:
            continue
        run = _run(token, parse)
        used.update(t.i for t in run)
        value = _value(run)
        if value is not None and (magnitude := _magnitude(run, value, annotation)) is not None:
            found.append(magnitude)
    return tuple(found)


def persons(noun: Token, parse: Parse) -> float | None:
    """How many persons a noun phrase means: by number, by "several" (at least three), or one.

    None where it does not say ("insurgents").
    """
    before = [t for t in parse.children(noun) if t.i < noun.i]
    for token in before:
        if token.tag == "CD" and (value := _value(_run(token, parse))) is not None:
            return value
    if noun.tag == "CD":
        return _value(_run(noun, parse))
    vague = _words()["vague"]
    for token in [*before, noun]:
        if token.lemma in vague and token.tag != "CD":
            return float(vague[token.lemma])
    if noun.tag in ("NN", "NNP") or noun.lower == "one":
        return 1.0
    return None


def verbs_of(kind: str) -> frozenset[str]:
    """Lemmas of the words that make of people what a kind of magnitude counts ("killed", "detained")."""
    return frozenset(_words()["kinds"][kind])


def _run(first: Token, parse: Parse) -> list[Token]:
    """The words that make up one number: "two", "5 billion", "three dozen"."""
    run = [first]
    while (after := run[-1].i + 1) < len(parse.tokens) and parse.tokens[after].sentence == first.sentence:
        following = parse.tokens[after]
        if following.tag != "CD" and following.lemma not in _words()["scales"]:
            break
        run.append(following)
    return run


def _value(run: list[Token]) -> float | None:
    """The number that words or digits say, or None."""
    value = 0.0
    for token in run:
        text = token.lower
        if _DIGITS.match(text):
            value += float(text.replace(",", ""))
        elif text in _words()["numbers"]:
            value += float(_words()["numbers"][text])
        elif token.lemma in _words()["scales"]:
            value = (value or 1.0) * float(_words()["scales"][token.lemma])
        else:
            return None
    return value or None


def _magnitude(run: list[Token], value: float, annotation: Annotation) -> Magnitude | None:
    parse = annotation.parse
    first, last = run[0], run[-1]
    counted = _counted(run, parse)
    kind, unit = _money(run, counted, parse) or _kind(counted, parse) or (None, None)
    if kind is None or unit is None:
        return None
    bound, start = _bound(first, annotation)
    end = max(last.end, counted.end if counted is not None and counted.i - last.i in (1, 2) else 0)
    return Magnitude(
        kind=kind,
        value=value,
        unit=unit,
        bound=bound,
        evidence=annotation.document.evidence(start, end),
    )


def _counted(run: list[Token], parse: Parse) -> Token | None:
    """The noun a number stands before, or the number itself where it stands alone ("killing 12")."""
    for token in run:
        head = parse.head(token)
        if head not in run and token.dep in ("nummod", "quantmod", "compound", "nmod", "amod"):
            return head
    return run[-1]


def _money(run: list[Token], counted: Token | None, parse: Parse) -> tuple[str, str] | None:
    before = parse.tokens[run[0].i - 1] if run[0].i else None
    currencies = _words()["currencies"]
    if before is not None and before.text in currencies:
        return "money", currencies[before.text]
    if counted is not None and counted.lemma in currencies:
        return "money", currencies[counted.lemma]
    if counted is not None and counted.lemma in _words()["units"]["tonnes"]:
        return "goods", "tonnes"
    return None


def _kind(counted: Token | None, parse: Parse) -> tuple[str, str] | None:
    """What happened to the people counted, from the nearest verb above them."""
    if (
        counted is None
        or counted.entity in ("DATE", "TIME", "PERCENT", "ORDINAL")
        or counted.lemma in _words()["things"]
    ):
        return None
    for word in [counted, *parse.ancestors(counted)[:3]]:
        for kind, lemmas in _words()["kinds"].items():
            if kind != marked_yaml.LINE and word.lemma in lemmas:
                return kind, "persons"
        if word is not counted and word.pos == "VERB":
            return None
    return None


def _bound(first: Token, annotation: Annotation) -> tuple[Bound, int]:
    """How a number is meant ("at least"), and where its words begin."""
    words_begin = max(0, first.start - 20)
    before = annotation.document.text[words_begin : first.start].rstrip()
    words_end = words_begin + len(before)
    for bound in get_args(Bound):
        for phrase in _words()["bounds"].get(bound, ()):
            if before[-len(phrase) :].lower() == phrase:
                return bound, words_end - len(phrase)
    return "exact", first.start
