"""Meetings: who met whom, at which level, about what, and what came of it.

Worked out from a record when asked for; a record does not hold them.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.entities import Office, Place
from dragoman.model.events import Status
from dragoman.model.text import Attested, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part, for a side."""

    actor: Attested[str]  # actor id, with the words and the rule by which the event names it
    name: str
    offices: tuple[Office, ...]  # those the article states first
    level: Attested[str] | None
    stands_for: Attested[str]  # id of the side


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A state or body and those who take part for it."""

    id: str  # ISO 3166-1 alpha-3 code of a state, else an actor id
    name: str
    named: Attested[str] | None  # id of the state or body, where the event names it as one that takes part
    participants: tuple[Participant, ...]
    level: Attested[str] | None  # of its highest participant


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesNote:
    """What the text says of a meeting's place in a series: "the second meeting this month"."""

    number: int  # 1 for the first
    words: Evidence
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting, visit, call or round of talks, as one article tells it."""

    id: str  # id of the event that tells it first
    document: str
    events: tuple[str, ...]  # ids of all events that tell it
    triggers: tuple[Evidence, ...]
    planned: bool  # agreed or announced, not yet held
    status: Attested[Status]
    sides: tuple[Side, ...]
    third_parties: tuple[Side, ...] = ()  # mediators, and hosts who are no side
    form: Attested[str]  # visit, call, summit, mediation, message, talks
    host: Attested[str] | None = None  # id of a side, or the code of the country it was held in
    place: Attested[Place] | None = None
    date: Attested[str] | None = None
    level: Attested[str] | None = None  # that of the highest participant of the side with the lowest one
    agenda: tuple[Evidence, ...] = ()
    contexts: tuple[Attested[str], ...] = ()
    statements: tuple[Attested[str], ...] = ()  # ids of what was said there
    agreements: tuple[Attested[str], ...] = ()  # ids of what was agreed there
    commitments: tuple[Attested[str], ...] = ()  # ids of what was promised there
    next: Attested[str] | None = None  # id of the planned meeting of the same sides that was announced
    series: tuple[SeriesNote, ...] = ()
    joined: tuple[str, ...] = ()  # why each further event tells the same meeting

    @property
    def keys(self) -> frozenset[str]:
        """Ids of its sides."""
        return frozenset(side.id for side in self.sides)
