"""What was said, and the positions taken in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from dragoman.model.text import Attested, Evidence

Act = Literal["assertion", "denial", "no comment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something said: a direct, indirect or mixed quotation."""

    id: str
    kind: Literal["direct", "indirect", "mixed"]
    act: Act = "assertion"
    speaker: tuple[Attested[str], ...]  # actor ids
    speaker_words: Evidence | None  # the words that name the speaker
    content: tuple[Evidence, ...]  # more than one where the attribution splits it
    cue: Evidence | None
    addressee: tuple[Attested[str], ...] = ()
    venue: Evidence | None = None
    date: Attested[str] | None = None
    about: tuple[Attested[str], ...] = ()
    rule: str = ""


class Stance(StrEnum):
    """How a speaker stands to a topic, as the words show it."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    DEMANDS = "demands"
    OFFERS = "offers"
    WARNS = "warns"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where somebody stands on a topic, by one statement, one verbal event, or a clause that tells it."""

    id: str
    holder: tuple[Attested[str], ...]  # actor ids: who said it
    represents: tuple[Attested[str], ...] = ()  # actor ids: the state or group the holder speaks for
    topic: Attested[str]  # a PLOVER context, or a topic of the topic file; its evidence are the words that name it
    stance: Attested[Stance]
    content: tuple[Evidence, ...]  # the words that take the position
    date: Attested[str] | None = None  # when it was taken, where the text says so
    statement: str | None = None  # id of the statement it was read from
    event: str | None = None  # id of the event it was read from
