"""One pattern of a verb dictionary to the words, roles and conditions of a frame.

``- * WITH + [040]`` says: the verb (``*``), "with", and the target (``+``) after it. What a frame cannot
say raises ``Unmapped`` with the reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from dragoman.coding.lexicon import Words

_CODE = re.compile(r"^(?P<words>.*?)\s*\[(?P<code>[^\]]*)\]\s*$")
_ACTORS = {"$": "actor", "+": "recipient", "%": "both"}


class Unmapped(Exception):
    """A pattern that frames have no words for; says why."""


@dataclass(slots=True)
class Mapped:
    """What a pattern asks of a frame."""

    fixed: tuple[str, ...] = ()  # particles after the verb
    roles: dict[str, str] = field(default_factory=dict)
    when: dict[str, list[str]] = field(default_factory=dict)  # slot → any of these words
    reciprocal: bool = False
    spoken: list[str] = field(default_factory=list)  # what follows the verb, as an example says it; $ + % stay
    changed: list[str] = field(default_factory=list)  # what is only nearly the same


def split_code(text: str) -> tuple[str, str]:
    """``* WITH + [040]`` → the pattern and its code, both as written; the code is empty if there is none."""
    found = _CODE.match(text)
    return (found["words"].strip(), found["code"].strip()) if found else (text, "")


@dataclass(frozen=True)
class PatternMapper:
    """Maps patterns of one dictionary."""

    synsets: dict[str, list[str]]
    words: Words
    phrased: bool  # the dictionary marks phrases with () and {}, as PETRARCH2 does

    def map(self, pattern: str) -> Mapped:
        """The frame's side of a pattern without its code. Raises Unmapped."""
        if pattern.count("*") != 1:
            raise Unmapped("the place of the verb is not marked by one *")
        if "|" in pattern or "~" in pattern:
            raise Unmapped("alternatives inside a pattern")
        before, after = pattern.split("*")
        mapped = Mapped()
        conditions: dict[str, list[list[str]]] = defaultdict(list)
        self._before(before, mapped, conditions)
        self._after(after, mapped, conditions)
        for slot, groups in conditions.items():
            if len(groups) > 1 and slot != "anything":
                mapped.changed.append(f"of several words in the slot {slot!r} only the last is asked for")
            mapped.when[slot] = groups[-1]
        for slot in mapped.roles.keys() - mapped.when.keys() - {"subject", "object"}:
            mapped.when[slot] = ["actor"]  # the pattern asks for somebody there
        return mapped

    def _before(self, text: str, mapped: Mapped, conditions: dict[str, list[list[str]]]) -> None:
        for token in _tokens(text):
            if token == "%":
                mapped.reciprocal = True
            elif token == "+":
                mapped.roles["subject"] = "recipient"
            elif token in ("$", "^"):
                continue
            elif not self.phrased or token.startswith("("):
                raise Unmapped(f"words before the verb ({token.strip('(')})")
            else:
                conditions["subject"].append(self._alternatives(token.strip("{}"), mapped))

    def _after(self, text: str, mapped: Mapped, conditions: dict[str, list[list[str]]]) -> None:
        slot = "object"
        tokens = [bare for token in _tokens(text) if (bare := token.strip("(){}"))]
        particles: list[str] = []
        for position, token in enumerate(tokens):
            word = token.lower()
            following = tokens[position + 1] if position + 1 < len(tokens) else ""
            if token in _ACTORS:
                self._actor(token, slot, mapped)
                mapped.spoken.append(token)
            elif token == "^":
                continue
            elif word == "to" and following and self._is_verb_after_to(following):
                slot = "to-do"
                mapped.spoken.append(word)
            elif word in self.words["adverb-particles"] or (not following and word in self.words["particles"]):
                particles.append(word)
                mapped.spoken.append(word)
            elif word in self.words["particles"]:
                slot = word
                mapped.spoken.append(word)
            else:
                words = self._alternatives(token, mapped)
                modifier = slot != "to-do" and following and not self._ends_phrase(following)
                conditions["anything" if modifier else slot].append(words)
                begins = slot != "to-do" and (not mapped.spoken or self._ends_phrase(mapped.spoken[-1]))
                mapped.spoken += ["the", words[0]] if begins else [words[0]]
        mapped.fixed = tuple(particles)

    def _ends_phrase(self, token: str) -> bool:
        """Whether a noun phrase cannot go on with this token."""
        return token in (*_ACTORS, "^") or token.lower() in self.words["particles"]

    def _is_verb_after_to(self, token: str) -> bool:
        """Whether "to" opens an infinitive: what follows is neither an actor nor a set of nouns."""
        return token not in _ACTORS and not token.startswith("&") and not self.phrased

    def _actor(self, token: str, slot: str, mapped: Mapped) -> None:
        role = _ACTORS[token]
        if role == "both":
            mapped.reciprocal = True
            if slot != "object":
                mapped.roles[slot] = "actor"
        elif role == "recipient" or slot not in ("object", "by"):
            mapped.roles[slot] = role
            if role == "actor":
                mapped.roles.setdefault("subject", "recipient")
        elif slot == "object":
            raise Unmapped("the source ($) as object of the verb")

    def _alternatives(self, token: str, mapped: Mapped) -> list[str]:
        """The words a token stands for: itself, or the members of a synonym set and their plurals."""
        if not token.startswith("&"):
            return [token.lower()]
        if token.rstrip("_") not in self.synsets:
            raise Unmapped(f"the synonym set {token} is not defined")
        members = self.synsets[token.rstrip("_")]
        if any(" " in member for member in members):
            mapped.changed.append(f"of the phrases in {token} only the last word is asked for")
        return list(dict.fromkeys(member.split()[-1] for member in members))


def _tokens(text: str) -> list[str]:
    """Words and marks; an underscore joins words, which a frame asks for one by one."""
    return text.replace("_", " ").split()
