"""A parsed text to the time expressions in it, not yet resolved: where they stand and what they say.

Only stretches of text that hold a trigger word are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.annotate.times.conditions import CONDITIONS
from dragoman.annotate.times.grammar import Atom, Grammar, Rule
from dragoman.model.syntax import Parse

_LOOK = 40  # how far before an expression its modifiers may begin
_ABBREVIATION = re.compile(r"\b[A-Z][a-z]{2,3}\.$")  # a "sentence" that ends so goes on
_BLANK_LINE = re.compile(r"\s*\n\s*\n")


class Scanner:
    """Finds expressions with a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def expressions(self, text: str, parse: Parse) -> list[Atom]:
        """All expressions of a text in order, none overlapping another."""
        found: list[Atom] = []
        for start, end in _stretches(text, parse):
            atoms = [a for a, rule in self._grammar.atoms(text, start, end) if _fits(rule, a, text, parse)]
            if atoms:
                chosen = self._continued(text, end, _longest(atoms))
                joined = self._joined(text, chosen)
                found.extend(self._modified(text, start, joined))
        return found

    def _continued(self, text: str, end: int, atoms: list[Atom]) -> Iterator[Atom]:
        """Each expression, and the numbers that lean on it: "January 25-29"."""
        taken = 0
        for atom in atoms:
            if atom.start < taken:
                continue
            more = self._continuation(text, end, atom)
            if more is None:
                yield atom
                continue
            taken = more.end
            yield replace(atom, sense=atom.sense.completed(more.sense))
            yield replace(more, sense=more.sense.completed(atom.sense))

    def _continuation(self, text: str, end: int, atom: Atom) -> Atom | None:
        for rule in self._grammar.continuations:
            if rule.after == atom.sense.level() and atom.sense.weekday is None:
                match = rule.pattern.match(text, atom.end, end)
                more = self._grammar.read(rule, match) if match else None
                if match and more:
                    first = min(match.start(name) for name, words in match.groupdict().items() if words)
                    return replace(more, start=first, leans=True)
        return None

    def _joined(self, text: str, atoms: Iterable[Atom]) -> list[Atom]:
        """Neighbours that make one expression as one."""
        done: list[Atom] = []
        for atom in atoms:
            done.append(atom)
            while len(done) > 1 and (whole := self._join(text, done[-2], done[-1])):
                done[-2:] = [whole]
        return done

    def _join(self, text: str, left: Atom, right: Atom) -> Atom | None:
        for joint in self._grammar.joints:
            fits = left.sense.level() in joint.left and right.sense.level() in joint.right
            if fits and joint.gap.fullmatch(text, left.end, right.start):
                sense = left.sense.unanchored(right.sense).joined(right.sense.unanchored(left.sense))
                if sense is not None:
                    coarser = left if left.sense.is_coarser(right.sense) else right
                    return Atom(left.start, right.end, sense, coarser.rule)
        return None

    def _modified(self, text: str, start: int, atoms: list[Atom]) -> Iterator[Atom]:
        """Expressions with the words that belong to them: "the end of", "more than"."""
        floor = start
        for atom in atoms:
            yield self._widened(text, floor, atom)
            floor = atom.end

    def _widened(self, text: str, floor: int, atom: Atom) -> Atom:
        level = _kind(atom)
        for modifier in self._grammar.modifiers:
            if level not in modifier.levels:
                continue
            if modifier.before:
                match = modifier.pattern.search(text, max(floor, atom.start - _LOOK), atom.start)
            else:
                match = modifier.pattern.match(text, atom.end)
            if match:
                start, end = min(atom.start, match.start()), max(atom.end, match.end())
                sense = replace(atom.sense, mod=modifier.mod or atom.sense.mod)
                return replace(atom, start=start, end=end, sense=sense)
        return atom


def _kind(atom: Atom) -> str | None:
    """The level of an expression, or what it is where it has none."""
    if atom.sense.number is not None:
        if atom.sense.shift is not None:
            return "distance"
        return "vague duration" if atom.sense.number == "X" else "window" if atom.sense.span else "duration"
    return atom.sense.level()


def _stretches(text: str, parse: Parse) -> Iterator[tuple[int, int]]:
    """Sentences, put together again where the parser broke one after "Sept."."""
    start: int | None = None
    for first, last in parse.sentences:
        begin, end = parse.tokens[first].start, parse.tokens[last - 1].end
        start = begin if start is None else start
        is_cut = _ABBREVIATION.search(text, max(start, end - 6), end) and not _BLANK_LINE.match(text, end)
        if not is_cut:
            yield start, end
            start = None
    if start is not None:
        yield start, parse.tokens[-1].end


def _longest(atoms: list[Atom]) -> list[Atom]:
    """From left to right the longest reading at each place; the earlier rule wins a tie."""
    chosen: list[Atom] = []
    for atom in sorted(atoms, key=lambda a: (a.start, -a.end)):
        if not chosen or atom.start >= chosen[-1].end:
            chosen.append(atom)
    return chosen


def _fits(rule: Rule, atom: Atom, text: str, parse: Parse) -> bool:
    """Whether the conditions of a rule hold for words it has matched."""
    if not rule.conditions:
        return True
    words = text[atom.start : atom.end]
    tokens = parse.tokens_in(atom.start, atom.end)
    return bool(tokens) and all(CONDITIONS[name](words, tokens, parse) for name in rule.conditions)
