"""Which words beside a place's name say where it lies, and which names stand in a row with it.

Comes in: a parse and where the name is. Goes out: stretches of tokens. Whether they are names of places, and hold the
place, is for the caller to find out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.annotate.places.cues import Cues
from dragoman.model.syntax import Parse

_REACH = 4  # tokens in the name of the place that holds it
_APPOSITION = 5  # tokens of "a village" before its "in"


def spans(parse: Parse, last: int, cues: Cues) -> Iterator[tuple[int, int, bool]]:
    """Where the Y of "X, Y", "X (Y", "X, a village in Y" and "X near Z in Y" may stand, the longest first.

    The third value tells whether "in" says that Y holds X; a comma may only part the names of a list.
    """
    tokens = parse.tokens
    if last >= len(tokens) or tokens[last].sentence != tokens[last - 1].sentence:
        return
    if tokens[last].text in (",", "("):
        yield from ((first, end, False) for first, end in _from(parse, last + 1))
        at = _after_apposition(parse, last + 1, cues)
    else:
        at = _after_neighbour(parse, last, cues)
    if at is not None:
        yield from ((first, end, True) for first, end in _from(parse, at))


def _from(parse: Parse, first: int) -> Iterator[tuple[int, int]]:
    if first + 2 < len(parse.tokens) and parse.tokens[first + 1].tag == "POS":  # "India's Gujarat"
        for last in range(min(first + 2 + _REACH, len(parse.tokens)), first + 2, -1):
            yield first + 2, last
    for last in range(min(first + _REACH, len(parse.tokens)), first, -1):
        yield first, last


def _after_apposition(parse: Parse, first: int, cues: Cues) -> int | None:
    """The name in "a small village in India's Gujarat"."""
    for token in parse.tokens[first : first + _APPOSITION]:
        if token.lower in cues.kind_before_of:
            following = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else token
            return following.i + 1 if following.lower in ("in", "of") else None
        if token.pos not in ("DET", "ADJ", "NOUN"):
            return None
    return None


def _after_neighbour(parse: Parse, at: int, cues: Cues) -> int | None:
    """The name in "in Gujarat", also after "near Ahmedabad"."""
    tokens = parse.tokens
    if tokens[at].lower == "near":
        at += 1
        while at < len(tokens) and tokens[at].pos == "PROPN":
            at += 1
    return at + 1 if at < len(tokens) and tokens[at].lower == "in" else None


def row(parse: Parse, first: int, last: int) -> frozenset[int]:
    """Tokens coordinated with a name, itself left out: "Florida" for the "Georgia" of "Georgia and Florida"."""
    head = next((t for t in parse.tokens[first:last] if not first <= t.head < last), parse.tokens[last - 1])
    top = head
    while top.dep == "conj" and top.head != top.i:
        top = parse.head(top)
    members = {top.i}
    stack = [top]
    while stack:
        for child in parse.children(stack.pop()):
            if child.dep == "conj":
                members.add(child.i)
                stack.append(child)
    return frozenset(members - set(range(first, last)))
