"""Positions put into words, for every rendering."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.record import Record
from dragoman.model.statements import Position, Stance
from dragoman.show import words
from dragoman.show.words import Names


def shown(record: Record) -> list[Position]:
    """The positions that show a stance; the rest only name a topic."""
    return [one for one in record.positions if one.stance.value is not Stance.NEUTRAL]


@dataclass(frozen=True, slots=True)
class Stand:
    """A position in words: who takes which stance on what, in which words."""

    who: str
    stance: str
    topic: str
    why: str


def stand(position: Position, names: Names) -> Stand:
    """A position in words; ``why`` are the words that name the topic and show the stance, in text order."""
    spoken_for = [one for one in position.represents if one.value not in {h.value for h in position.holder}]
    who = names.of_actors(position.holder)
    if spoken_for:
        who += f", for {names.of_actors(spoken_for)}"
    evidence = sorted({*position.topic.evidence, *position.stance.evidence}, key=lambda e: e.start)
    why = " … ".join(words.tidy(one.text) for one in evidence)
    return Stand(who, position.stance.value.value, words.tidy(position.topic.value), why)
