"""What a verb frame is: words, grammar, roles, conditions and its own examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

AnchorKind = Literal["verb", "noun", "adjective", "modal"]

#: What a slot of a frame may hold.
#: actor, recipient: who does it, to whom.
#: content: what is agreed, asked, refused or threatened; events in it are not told as having happened.
#: deed: a deed that is praised or blamed; who did it is the recipient if none is named.
#: topic: what a meeting or statement is about; events in it are not told as having happened.
#: place: where it happens.
ROLES = ("actor", "recipient", "content", "deed", "topic", "place", "none")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that evoke a frame: an anchor and, for fixed expressions, what must stand with it.

    ``carry out`` is the anchor *carry* with the particle *out*; ``lay down arms`` wants a particle
    and the object *arms*; ``take to street`` wants *street* after the preposition *to*.
    """

    text: str
    kind: AnchorKind
    anchor: str  # lemma
    particles: tuple[str, ...] = ()
    object: tuple[str, ...] = ()  # lemmas: the head noun last, modifiers before it
    after: tuple[tuple[str, str], ...] = ()  # (preposition, lemma of its object)

    @property
    def telling(self) -> str | None:
        """The fixed word to look for first: the noun after a preposition, else an object, else a particle."""
        if self.after:
            return self.after[0][1]
        return next(iter((*self.object[-1:], *self.particles[:1])), None)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must (or must not) stand in one of some slots: any of some lemmas, kinds, sectors or event types."""

    slots: tuple[str, ...]
    lemmas: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()  # actor kinds, "kind:person"; "actor" is any
    sectors: frozenset[str] = frozenset()  # "sector:MIL"
    types: frozenset[str] = frozenset()  # "type:AID": an event of this type
    filled: bool = False  # "any": whatever stands there


@dataclass(frozen=True, slots=True)
class Mark:
    """Words in an example and the role they must come out with."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a frame must code (or must not)."""

    text: str
    marks: tuple[Mark, ...]
    code: str  # for a positive example, the event type expected
    modes: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One entry of the lexicon."""

    id: str
    gloss: str
    code: str
    codes: dict[str, str]  # scheme → the code it gives the deed, where the frame itself says it
    patterns: tuple[Pattern, ...]
    roles: dict[str, str]  # slots of a verb or adjective → role
    noun_roles: dict[str, str]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    needs: tuple[str, ...]  # roles that must be filled by an actor
    reciprocal: bool  # both sides do it: with "X and Y" or "X with Y" all are actors
    reported: bool  # holds only in what somebody says of another: that speaker is the actor
    status: str | None
    positive: tuple[Example, ...]
    negative: tuple[Example, ...]
    file: str
    line: int

    @property
    def location(self) -> str:
        return f"{self.file}:{self.line}"


_MARK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def unmark(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain sentence and its marks.

    >>> unmark("[Iran](actor) left.")
    ('Iran left.', (Mark(start=0, end=4, role='actor'),))
    """
    plain: list[str] = []
    marks: list[Mark] = []
    length = position = 0
    for match in _MARK.finditer(text):
        before = text[position : match.start()]
        plain += [before, match[1]]
        length += len(before)
        marks.append(Mark(length, length + len(match[1]), match[2]))
        length += len(match[1])
        position = match.end()
    plain.append(text[position:])
    return "".join(plain), tuple(marks)
