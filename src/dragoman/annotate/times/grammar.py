"""The rules of ``data/times``, compiled: words in, candidate senses with their character spans out.

A rule is tried only on a stretch of text that holds a word of every class the rule cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from dragoman import data
from dragoman.annotate.times.conditions import CONDITIONS
from dragoman.annotate.times.sense import FIELDS, Sense
from dragoman.model.problems import KnowledgeFault

Fields = dict[str, Any]

_PLACEHOLDER = re.compile(r"\{(=?)([a-z][a-z-]*)(?::([a-z]+))?\}")
_END = r"(?!\w|[.,]\d)"
_BOUND = r"(?<![\w$€£])(?<!\d[.,])(?<![\w.]@)(?:{})" + _END
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_INNERMOST = re.compile(r"\((?:[^()\\]|\\.)*\)([?*])?")
_LITERAL = re.compile(r"(?<![\\A-Za-z])[a-z]{4,}(?![a-z?])")  # a plain word of a pattern
_DIGITS = "0"  # stands for any number among the trigger words
_BLANKS = {" ": r"\s+", " ?": r"\s*"}
_DOTLESS = str.maketrans("ıİſ", "iis")
_NUMERIC = {"day", "month", "hour", "minute", "quarter", "century", "year", "decade", "half"}
_SHORT_YEARS = ("two-digit-year", "short-year")
_PIVOT = 30  # two-digit years below this are of the 2000s


def fold(words: str) -> str:
    """Words as the word lists have them: lower case, single blanks, plain apostrophes."""
    return " ".join(words.translate(_DOTLESS).casefold().replace("’", "'").replace("‘", "'").split())


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing a time expression."""

    id: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]  # a word of each set must be there
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
        self._words = {name: {fold(w): v for w, v in entries.items()} for name, entries in words.items()}
        self._shapes: dict[str, str] = rules["shapes"]
        self.rules = [self._rule(entry) for entry in rules["rules"]]
        self.continuations = [self._rule(entry) for entry in rules["continuations"]]
        self.joints = [
            Joint(
                frozenset(j["left"]),
                re.compile(self._expand(j["gap"]), re.IGNORECASE),
                frozenset(j["right"]),
            )
            for j in joints["joints"]
        ]
        self.modifiers = [self._modifier(entry) for entry in joints["modifiers"]]
        self.triggers = frozenset(word for rule in self.rules for need in rule.needs for word in need)

    @classmethod
    def load(cls) -> Grammar:
        """Read the rules; a fault in them raises KnowledgeFault with the rule's id."""
        feasts = yaml.safe_load(data.path("times", "feasts.yaml").read_text("utf-8"))
        words = yaml.safe_load(data.path("times", "words.yaml").read_text("utf-8"))
        words["feast"] = {name: entry for entry, feast in feasts.items() for name in feast["names"]}
        rules = yaml.safe_load(data.path("times", "rules.yaml").read_text("utf-8"))
        joints = yaml.safe_load(data.path("times", "joints.yaml").read_text("utf-8"))
        return cls(words, rules, joints)

    def pieces(self, text: str, start: int, end: int) -> frozenset[str]:
        """The trigger words of a stretch of text; every number counts as one and the same."""
        found = (m.group() for m in _PIECE.finditer(text, start, end))
        return frozenset(_DIGITS if p[0].isdigit() else fold(p) for p in found) & self.triggers

    def atoms(self, text: str, start: int, end: int) -> Iterator[tuple[Atom, Rule]]:
        """Every reading that any rule has for a stretch of text."""
        pieces = self.pieces(text, start, end)
        if not pieces:
            return
        for rule in self.rules:
            if all(not need.isdisjoint(pieces) for need in rule.needs):
                for match in rule.pattern.finditer(text, start, end):
                    atom = self.read(rule, match)
                    if atom is not None:
                        yield atom, rule

    def read(self, rule: Rule, match: re.Match[str]) -> Atom | None:
        """What the words of a match say; None where their parts contradict each other."""
        sense: Sense | None = Sense(**rule.gives)
        for name, words in match.groupdict().items():
            if words is None or sense is None:
                continue
            class_name, _, field = name.partition("__")
            sense = sense.joined(Sense(**self._fields(class_name.replace("_", "-"), field, fold(words))))
        return None if sense is None else Atom(match.start(), match.end(), sense, rule.id)

    def _fields(self, class_name: str, field: str, words: str) -> Fields:
        """The fields that the words of one class fill."""
        entry = self._words.get(class_name, {}).get(words, words)
        if isinstance(entry, dict):
            return entry
        if field == "number":
            return {"number": entry if isinstance(entry, str) and entry == "X" else self._number(str(entry))}
        if field in _NUMERIC and isinstance(entry, str):
            number = self._whole(field, entry)
            if class_name in _SHORT_YEARS:
                number += 2000 if number < _PIVOT else 1900
            return {field: number}
        return {field: entry}

    def _whole(self, field: str, words: str) -> int:
        digits = "".join(c for c in words if c.isdigit())
        if not digits:
            first, *rest = words.replace("-", " ").split()
            century = self._words["spelled-century"].get(first) if rest and rest[0] != "thousand" else None
            spelled = " ".join(rest) if century else words
            return int(float(self._number(spelled))) + (century or 0)
        number = int(digits)
        if field == "decade":
            return number // 10 if number > 99 else 190 + number // 10
        return number

    def _number(self, words: str) -> str:
        """A number as TIMEX3 writes it: "twenty-two" is 22, "2 1/2" is 2.5."""
        total = current = 0.0
        known = self._words["number-word"]
        for word in words.replace("-", " ").replace("½", " 1/2").replace(",", "").split():
            if word == "1/2":
                current += 0.5
            elif word[0].isdigit():
                current += float(word)
            elif known.get(word, 0) >= 100:
                current = max(current, 1) * known[word]
                if known[word] == 1000:
                    total, current = total + current, 0
            else:
                current += known.get(word, 0)
        return f"{total + current:g}" if total + current < 1e6 else f"{total + current:.0f}"

    def _rule(self, entry: dict[str, Any]) -> Rule:
        gives, conditions, is_continuation = entry.get("gives", {}), tuple(entry.get("if", ())), "after" in entry
        if unknown := set(gives) - FIELDS:
            raise _fault(entry, f"unknown fields {sorted(unknown)}")
        if strange := [name for name in conditions if name not in CONDITIONS]:
            raise _fault(entry, f"unknown condition {strange[0]!r}")
        pattern, needs = self._expand(entry["pattern"]), self._needs(entry["pattern"])
        if not needs and not is_continuation:
            raise _fault(entry, "no word that it cannot do without")
        try:
            compiled = re.compile(pattern + _END if is_continuation else _BOUND.format(pattern), re.IGNORECASE)
        except re.error as error:
            raise _fault(entry, str(error)) from error
        return Rule("time." + entry["id"], compiled, needs, gives, conditions, entry.get("after"))

    def _modifier(self, entry: dict[str, Any]) -> Modifier:
        before = "before" in entry
        words = self._expand(entry["before"] if before else entry["after"])
        pattern = rf"(?<!\w)(?:{words})$" if before else rf"(?:{words})(?!\w)"
        return Modifier(re.compile(pattern, re.IGNORECASE), before, frozenset(entry["levels"]), entry.get("mod"))

    def _expand(self, pattern: str) -> str:
        """A rule's pattern as a regular expression."""

        def place(match: re.Match[str]) -> str:
            anonymous, name, field = match.groups()
            if name in self._words:
                listed = sorted(self._words[name], key=len, reverse=True)
                body = "|".join(_spaced(re.escape(word).replace(r"\ ", " ")) for word in listed)
                body = rf"(?:{body})(?!\w)"
            elif name in self._shapes:
                body = self._expand(self._shapes[name])
            else:
                raise KnowledgeFault(f"data/times/rules.yaml: no word class or shape is called {name!r}")
            if anonymous:
                return f"(?:{body})"
            return f"(?P<{name.replace('-', '_')}__{(field or name).replace('-', '_')}>{body})"

        return _PLACEHOLDER.sub(place, _spaced(pattern))

    def _needs(self, pattern: str) -> tuple[frozenset[str], ...]:
        """What must be there, after everything optional and every choice is taken out."""
        bare, previous = pattern, ""
        while bare != previous:
            previous = bare
            bare = _INNERMOST.sub(_certain, bare)
        bare = re.sub(r"\{[^}]*\}\?", "", bare)
        classes = {self._first_words(m.group(2)) for m in _PLACEHOLDER.finditer(bare)}
        literals = {frozenset((m.group(),)) for m in _LITERAL.finditer(_PLACEHOLDER.sub("", bare))}
        return tuple(classes | literals)

    def _first_words(self, name: str) -> frozenset[str]:
        """The first piece of each word of a class, which must be in the text for the class to match."""
        if name in self._words:
            pieces = (_PIECE.search(word) for word in self._words[name])
            return frozenset(p.group() for p in pieces if p)
        inner = (self._first_words(m.group(2)) for m in _PLACEHOLDER.finditer(self._shapes[name]))
        digits = frozenset(_DIGITS if r"\d" in self._shapes[name] or "[" in self._shapes[name] else ())
        return digits.union(*inner)


def _fault(entry: dict[str, Any], what: str) -> KnowledgeFault:
    return KnowledgeFault(f"data/times/rules.yaml: rule {entry['id']}: {what}")


def _certain(group: re.Match[str]) -> str:
    """What is sure to be matched of a group: nothing of a choice, an option or a look around."""
    words = group.group()
    return " " if group.group(1) or "|" in words or not words.startswith("(?:") else words[3:-1]


def _spaced(pattern: str) -> str:
    """A blank is any white space, and an apostrophe any of the three in use."""
    pattern = re.sub(r"\[[^\]]*\]| \?| ", lambda m: _BLANKS.get(m.group(), m.group().replace(" ", r"\s")), pattern)
    return re.sub(r"(?<!\[)'(?!’)", "['’‘]", pattern)
