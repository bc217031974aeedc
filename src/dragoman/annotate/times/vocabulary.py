"""The words of time and the shapes of its numbers: patterns that use them, and what they say.

Makes regular expressions of the patterns of rules, tells which words a pattern cannot do without, and
reads the words that a match has found.
"""

from __future__ import annotations

import re
from typing import Any

from dragoman.model.problems import KnowledgeFault

Fields = dict[str, Any]

_PLACEHOLDER = re.compile(r"\{(=?)([a-z][a-z-]*)(?::([a-z]+))?\}")
_OPTIONAL = re.compile(r"\{[^}]*\}\?")
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_GROUP = re.compile(r"\((?:[^()\\]|\\.)*\)([?*])?")  # an innermost one
_LITERAL = re.compile(r"(?<![\\A-Za-z])[a-z]{4,}(?![a-z?])")  # a plain word of a pattern
_BLANK = re.compile(r"\[[^\]]*\]| \?| ")
_BLANKS = {" ": r"\s+", " ?": r"\s*"}
_DOTLESS = str.maketrans("ıİſ’‘", "iis''")
_DIGITS = "0"  # stands for any number among the pieces of a text
_WHOLE = {"day", "month", "hour", "minute", "quarter", "century", "year", "decade", "half"}
_SHORT_YEARS = ("two-digit-year", "short-year")
_PIVOT = 30  # two-digit years below this are of the 2000s


def fold(words: str) -> str:
    """Words as the word lists have them: lower case, single blanks, plain apostrophes.

    >>> fold("YEAR’S  End")
    "year's end"
    """
    return " ".join(words.translate(_DOTLESS).casefold().split())


def pieces(text: str, start: int, end: int) -> frozenset[str]:
    """The words of a stretch of text, folded; every number counts as one and the same."""
    return frozenset(map(_piece, _PIECE.finditer(text, start, end)))


def _piece(match: re.Match[str]) -> str:
    return _DIGITS if match.group()[0].isdigit() else fold(match.group())


class Vocabulary:
    """Word classes and number shapes."""

    def __init__(self, words: dict[str, dict[str, Any]], shapes: dict[str, str]) -> None:
        self._words = {name: {fold(word): says for word, says in entries.items()} for name, entries in words.items()}
        self._shapes = shapes

    # Patterns

    def expand(self, pattern: str) -> str:
        """A rule's pattern as a regular expression; the name of a group is "class__field"."""
        return _PLACEHOLDER.sub(self._group, _spaced(pattern))

    def _group(self, placeholder: re.Match[str]) -> str:
        anonymous, name, field = placeholder.groups()
        if name in self._words:
            longest_first = sorted(self._words[name], key=len, reverse=True)
            alternatives = "|".join(_spaced(re.escape(word).replace(r"\ ", " ")) for word in longest_first)
            body = rf"(?:{alternatives})(?!\w)"
        elif name in self._shapes:
            body = self.expand(self._shapes[name])
        else:
            raise KnowledgeFault(f"data/times/rules.yaml: no word class or shape is called {name!r}")
        label = f"{name}__{field or name}".replace("-", "_")
        return f"(?:{body})" if anonymous else f"(?P<{label}>{body})"

    def needs(self, pattern: str) -> tuple[frozenset[str], ...]:
        """Sets of pieces, of each of which one must be in a text for the pattern to match."""
        sure, previous = pattern, ""
        while sure != previous:  # take out, from the inside, what is optional or a choice
            previous = sure
            sure = _GROUP.sub(_certain, sure)
        sure = _OPTIONAL.sub("", sure)
        classes = {self._first_pieces(match.group(2)) for match in _PLACEHOLDER.finditer(sure)}
        literals = {frozenset((match.group(),)) for match in _LITERAL.finditer(_PLACEHOLDER.sub("", sure))}
        return tuple(classes | literals)

    def _first_pieces(self, name: str) -> frozenset[str]:
        """The first piece of each word of a class, or of what a shape may begin with."""
        if name in self._words:
            return frozenset(_piece(match) for word in self._words[name] if (match := _PIECE.search(word)))
        shape = self._shapes[name]
        inner = (self._first_pieces(match.group(2)) for match in _PLACEHOLDER.finditer(shape))
        return frozenset(_DIGITS if r"\d" in shape or "[" in shape else ()).union(*inner)

    # Readings

    def fields(self, label: str, words: str) -> Fields:
        """What the words that a group has matched say."""
        name, _, field = label.replace("_", "-").partition("--")
        says = self._words.get(name, {}).get(fold(words), fold(words))
        if isinstance(says, dict):
            return says
        if field == "number":
            return {field: self.number(str(says))}
        if field not in _WHOLE or not isinstance(says, str):
            return {field: says}
        whole = self._whole(says)
        if name in _SHORT_YEARS:
            whole += 2000 if whole < _PIVOT else 1900
        if field == "decade":
            whole = whole // 10 if whole > 99 else 190 + whole // 10
        return {field: whole}

    def _whole(self, words: str) -> int:
        """A whole number, a year said in two halves ("nineteen ninety-six") too."""
        digits = "".join(character for character in words if character.isdigit())
        if digits:
            return int(digits)
        first, *rest = words.replace("-", " ").split()
        century = self._words["spelled-century"].get(first) if rest and rest[0] != "thousand" else None
        return int(float(self.number(" ".join(rest) if century else words))) + (century or 0)

    def number(self, words: str) -> str:
        """A number as TIMEX3 writes it: "twenty-two" is 22, "2 1/2" is 2.5."""
        total = current = 0.0
        known = self._words["number-word"]
        for word in words.replace("-", " ").replace("½", " 1/2").replace(",", "").split():
            value = 0.5 if word == "1/2" else float(word) if word[0].isdigit() else known.get(word, 0)
            if word not in known or value < 100:
                current += value
            elif value == 100:
                current = max(current, 1) * value
            else:
                total, current = total + max(current, 1) * value, 0
        return f"{total + current:.12g}" if total + current < 1e12 else f"{total + current:.0f}"


def _certain(group: re.Match[str]) -> str:
    """What is sure to be matched of a group: nothing of a choice, an option or a look around."""
    words = group.group()
    return " " if group.group(1) or "|" in words or not words.startswith("(?:") else words[3:-1]


def _spaced(pattern: str) -> str:
    """A blank is any white space, and an apostrophe any of the three in use."""
    pattern = _BLANK.sub(lambda m: _BLANKS.get(m.group(), m.group().replace(" ", r"\s")), pattern)
    return re.sub(r"(?<!\[)'(?!’)", "['’‘]", pattern)
