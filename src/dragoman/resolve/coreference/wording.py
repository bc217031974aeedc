"""How alike two reports are worded, from their texts and the places of their triggers alone: nothing is parsed.

For events that are stored with words and offsets. A logistic regression over a few named signs; its weights are in
``data/learned/likeness-of-wording.yaml`` and ``training/wording.py`` fits them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from dragoman import data
from dragoman.data import marked_yaml
from dragoman.model.text import Span
from dragoman.resolve.coreference import kin, lexis
from dragoman.resolve.coreference.company import agreement, covered, differing
from dragoman.resolve.coreference.lexis import Floats
from dragoman.resolve.coreference.telling import Words

_WORD = re.compile(r"\d[\d.,]*|[^\W\d_][\w'’-]*")
_END = re.compile(r"[.!?]['\")”’]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n")
_SAYS_LITTLE = 0.45  # weight up to which a word is left out: those of grammar, and the like of "people"


@dataclass(frozen=True)
class Report:
    """One stored trigger with the sentence around it."""

    text: str
    span: Span

    @cached_property
    def trigger(self) -> Words:
        return frozenset(m.group().lower() for m in _WORD.finditer(self.text[self.span.start : self.span.end]))

    @cached_property
    def _sentence(self) -> list[str]:
        ends = [m.end() for m in _END.finditer(self.text)]
        start = max((end for end in ends if end <= self.span.start), default=0)
        end = min((end for end in ends if end >= self.span.end), default=len(self.text))
        return [m.group() for m in _WORD.finditer(self.text[start:end])]

    @cached_property
    def around(self) -> Words:
        words = (word.lower() for word in self._sentence)
        return frozenset(word for word in words if lexis.weight(word) > _SAYS_LITTLE) - self.trigger

    @cached_property
    def names(self) -> Words:
        return frozenset(word.lower() for word in self._sentence[1:] if word[0].isupper())

    @cached_property
    def numbers(self) -> Words:
        return frozenset(word.replace(",", "").rstrip(".") for word in self._sentence if word[0].isdigit())

    @cached_property
    def direction(self) -> Floats | None:
        return lexis.mean(self.around)


def signs(first: Report, second: Report) -> dict[str, float]:
    """What the two have in common; the same either way."""
    pairs = [(a, b) for a in first.trigger for b in second.trigger]
    kinships = [kin.kinship(a, b) for a, b in pairs]
    ours, theirs = first.direction, second.direction
    return {
        "same trigger": float(bool(first.trigger & second.trigger)),
        "stem of the trigger": max((float(lexis.same_stem(a, b)) for a, b in pairs), default=0.0),
        "like trigger": max((lexis.alike(a, b) for a, b in pairs), default=0.0),
        "meaning of the trigger": max((k.same for k in kinships), default=0.0),
        "wider meaning": max((k.wider for k in kinships), default=0.0),
        "words": agreement(first.around, second.around),
        "words of the shorter": covered(first.around, second.around),
        "names": covered(first.names, second.names),
        "numbers": float(min(2, len(first.numbers & second.numbers))),
        "numbers that differ": float(min(2, differing(first.numbers, second.numbers))),
        "direction": float(ours @ theirs) if ours is not None and theirs is not None else 0.0,
    }


def wording(first: str, first_span: Span, second: str, second_span: Span) -> float:
    """How alike two reports are worded, from 0 to 1: as if asked whether two tellings on one topic are of one event.

    ``first`` and ``second`` are the texts, the spans those of the triggers in them.

    >>> one, other = "Rebels shelled Aleppo on Monday.", "The shelling of Aleppo by rebels went on."
    >>> wording(one, Span(7, 14), other, Span(4, 12)) > wording(one, Span(7, 14), other, Span(37, 41))
    True
    """
    return likeness(signs(Report(first, first_span), Report(second, second_span)))


def likeness(found: Mapping[str, float]) -> float:
    """The logistic function of weighed signs."""
    weights = _weights()
    score = weights["bias"] + math.fsum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-score))


@cache
def _weights() -> dict[str, float]:
    stored = marked_yaml.load(data.path("learned", "likeness-of-wording.yaml"))
    return {name: float(weight) for name, weight in stored.items() if name != marked_yaml.LINE}
