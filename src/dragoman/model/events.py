"""What happened: events, their magnitudes, and how they were coded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from dragoman.model.text import Attested, Evidence


class Status(StrEnum):
    """Whether and when the deed took place (coding guide, section 3)."""

    ACTUAL = "actual"
    ONGOING = "ongoing"
    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


#: Told as having taken place, or as taking place now.
HAPPENED = (Status.ACTUAL.value, Status.ONGOING.value, Status.HISTORICAL.value)

Bound = Literal["exact", "at_least", "at_most", "about"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """A stated number and its unit."""

    kind: str  # killed, injured, detained, displaced, money, troops, ...
    value: float
    unit: str  # "persons", an ISO 4217 code, "tonnes", ...
    bound: Bound
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A reading that lost, and why, from a closed list of reasons."""

    frame: str
    code: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What the coder did to arrive at an event; ``explain`` prints it as it is."""

    frame: str  # frame id, e.g. "consult.meet"
    location: str  # lexicon file and line, e.g. "consult.yaml:12"
    conventions: tuple[str, ...] = ()  # ids of the codebook rules applied after matching
    background: str | None = None  # the word that sets the deed in the background of its sentence ("after", "who")
    content: tuple[str, ...] = ()  # types of the deeds that it asks for, promises, refuses or threatens
    model: str | None = None  # what the learned model makes of the same actors: type, probability, reasons
    merged: tuple[str, ...] = ()  # one line for each further telling joined to this event
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, where and when, in the codes of a scheme (PLOVER, if no other is named)."""

    id: str
    triggers: tuple[Evidence, ...]  # one for each telling
    type: Attested[str]
    gloss: str = ""  # what the type means, where its code does not say so: "Make a visit" for CAMEO's 042
    score: float | None = None  # from conflict (-10) to cooperation (+10), as the scheme rates type and mode
    modes: tuple[Attested[str], ...]
    contexts: tuple[Attested[str], ...]
    actor: tuple[Attested[str], ...]  # actor ids
    recipient: tuple[Attested[str], ...]
    status: Attested[Status]
    date: Attested[str] | None  # ISO 8601 day, month, year, or interval a/b
    place: Attested[str] | None  # place id
    magnitudes: tuple[Magnitude, ...] = ()
    agenda: tuple[Evidence, ...] = ()  # what a meeting or talk was about
    attribution: Attested[str] | None = None  # id of the actor who is reported as saying so
    confidence: float | None = None
    trace: Trace
