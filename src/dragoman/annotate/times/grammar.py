"""The rules of ``data/times``, compiled: text in, candidate senses with their character spans out.

A rule is tried only on a stretch of text that holds the words that the rule cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.annotate.times.conditions import CONDITIONS
from dragoman.annotate.times.sense import FIELDS, Sense
from dragoman.annotate.times.tables import table
from dragoman.annotate.times.vocabulary import Fields, Vocabulary, pieces
from dragoman.model.problems import KnowledgeFault

_END = r"(?!\w|[.,]\d)"
_BOUND = r"(?<![\w$€£])(?<!\d[.,])(?<![\w.]@)(?:{})" + _END


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing a time expression."""

    id: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]  # a piece of each set must be in the text
    gives: Fields
    conditions: tuple[str, ...]
    after: str | None = None  # a continuation: the level it follows


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of text that one rule reads, and what it says."""

    start: int
    end: int
    sense: Sense
    rule: str
    leans: bool = False  # a number that leans on the expression before it: "29" in "January 25-29"


@dataclass(frozen=True, slots=True)
class Joint:
    """Two neighbours that make one expression: "Monday" and "night"."""

    left: frozenset[str]
    gap: re.Pattern[str]
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words before or after an expression that belong to it: "the end of", "or so"."""

    pattern: re.Pattern[str]
    before: bool
    levels: frozenset[str]
    mod: str | None


class Grammar:
    """Everything ``data/times`` says about the form of time expressions."""

    def __init__(self, words: dict[str, dict[str, Any]], rules: dict[str, Any], joints: dict[str, Any]) -> None:
        self._vocabulary = Vocabulary(words, rules["shapes"])
        self.rules = [self._rule(entry) for entry in rules["rules"]]
        self._rules_with = self._by_piece()
        self.continuations = [self._rule(entry) for entry in rules["continuations"]]
        self.joints = [self._joint(entry) for entry in joints["joints"]]
        self.modifiers = [self._modifier(entry) for entry in joints["modifiers"]]

    @classmethod
    def load(cls) -> Grammar:
        """Read the rules; a fault in them raises KnowledgeFault with the rule's id."""
        words = table("words")
        words["feast"] = {name: feast for feast, entry in table("feasts").items() for name in entry["names"]}
        return cls(words, table("rules"), table("joints"))

    def atoms(self, text: str, start: int, end: int) -> Iterator[tuple[Atom, Rule]]:
        """Every reading that any rule has for a stretch of text."""
        present = pieces(text, start, end)
        for number in sorted({number for piece in present for number in self._rules_with.get(piece, ())}):
            rule = self.rules[number]
            if any(need.isdisjoint(present) for need in rule.needs):
                continue
            for match in rule.pattern.finditer(text, start, end):
                if atom := self.read(rule, match):
                    yield atom, rule

    def read(self, rule: Rule, match: re.Match[str]) -> Atom | None:
        """What the words of a match say; None where their parts contradict each other."""
        sense: Sense | None = Sense(**rule.gives)
        for label, words in match.groupdict().items():
            if words is not None and sense is not None:
                sense = sense.joined(Sense(**self._vocabulary.fields(label, words)))
        return Atom(match.start(), match.end(), sense, rule.id) if sense else None

    def _rule(self, entry: dict[str, Any]) -> Rule:
        gives, conditions, is_continuation = entry.get("gives", {}), tuple(entry.get("if", ())), "after" in entry
        if unknown := set(gives) - FIELDS:
            raise _fault(entry, f"unknown fields {sorted(unknown)}")
        if strange := [name for name in conditions if name not in CONDITIONS]:
            raise _fault(entry, f"unknown condition {strange[0]!r}")
        pattern = self._vocabulary.expand(entry["pattern"])
        needs = self._vocabulary.needs(entry["pattern"])
        if not needs and not is_continuation:
            raise _fault(entry, "no word that it cannot do without")
        try:
            compiled = re.compile(pattern + _END if is_continuation else _BOUND.format(pattern), re.IGNORECASE)
        except re.error as error:
            raise _fault(entry, str(error)) from error
        return Rule("time." + entry["id"], compiled, needs, gives, conditions, entry.get("after"))

    def _by_piece(self) -> dict[str, list[int]]:
        """Each rule under the pieces of the shortest set it needs one of, so that few are tried on a text."""
        found: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for piece in min(rule.needs, key=len):
                found.setdefault(piece, []).append(number)
        return found

    def _joint(self, entry: dict[str, Any]) -> Joint:
        gap = re.compile(self._vocabulary.expand(entry["gap"]), re.IGNORECASE)
        return Joint(frozenset(entry["left"]), gap, frozenset(entry["right"]))

    def _modifier(self, entry: dict[str, Any]) -> Modifier:
        before = "before" in entry
        words = self._vocabulary.expand(entry["before" if before else "after"])
        pattern = rf"(?<!\w)(?:{words})$" if before else rf"(?:{words})(?!\w)"
        return Modifier(re.compile(pattern, re.IGNORECASE), before, frozenset(entry["levels"]), entry.get("mod"))


def _fault(entry: dict[str, Any], what: str) -> KnowledgeFault:
    return KnowledgeFault(f"data/times/rules.yaml: rule {entry['id']}: {what}")
