"""Who, when and where: actors and their mentions, time expressions, places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from dragoman.model.text import Attested, Basis, Evidence


class ActorKind(StrEnum):
    """Kinds of political actor (coding guide, section 2)."""

    STATE = "state"
    GOVERNMENT = "government"
    PERSON = "person"
    ARMED_GROUP = "armed_group"
    ORGANIZATION = "organization"
    IGO = "igo"
    PARTY = "party"
    COMPANY = "company"
    MEDIA = "media"
    POPULATION = "population"


class MentionForm(StrEnum):
    """How the text refers to an actor."""

    NAME = "name"
    ACRONYM = "acronym"
    DEMONYM = "demonym"  # "the Israeli aggression"
    CAPITAL = "capital"  # "Damascus rejected"
    OFFICE = "office"  # "the Syrian leader"
    NOMINAL = "nominal"  # "the group", "senior officials"
    PRONOUN = "pronoun"
    SET = "set"  # "both sides"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post as the article states it, or as the knowledge base has it on the article's date."""

    title: str
    organization: str | None
    country: str | None
    basis: Basis  # derived: the knowledge base has it on that day; assumed: the base is known up to an earlier day only
    rule: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that refer to an actor, and the rule that says so."""

    evidence: Evidence
    form: MentionForm
    rule: str
    certain: bool = True  # False for guesses across sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCandidate:
    """A reading of an actor's name that lost, with its score (0 to 1) and what it lacked."""

    id: str
    name: str
    country: str | None
    score: float
    rule: str  # "lacks." and a reason of data/roles/readings.yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One political actor of one article, whatever the article calls it."""

    id: str  # knowledge-base id ("TUR", "YPG") or a slug of the name
    name: str
    kind: ActorKind
    country: Attested[str] | None  # ISO 3166-1 alpha-3, KOS, or PLOVER's international codes
    sectors: tuple[Attested[str], ...]  # PLOVER sector codes, the main one first
    offices: tuple[Office, ...] = ()
    acts_for: str | None = None  # id of the state or body a person acts for
    known: bool = False  # the id is a knowledge-base entry
    mentions: tuple[Mention, ...] = ()
    alternatives: tuple[ActorCandidate, ...] = ()  # who else a name in the text could have meant, the likeliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A standing relation between two actors that the text or the knowledge base states."""

    kind: Literal["part_of", "member_of", "alias_of"]
    child: str
    parent: str
    rule: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression with its TIMEX3 value (ISO-TimeML)."""

    evidence: Evidence
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None  # TIMEX3 value; None where it cannot be resolved
    mod: str | None = None  # TIMEX3 mod: START, MID, END, BEFORE, AFTER, APPROX, ...
    begin: str | None = None  # ISO date of the first day meant, for DATE and TIME
    end: str | None = None  # ISO date of the last day meant
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A reading of a place name that lost, with its score (0 to 1)."""

    gazetteer_id: str
    name: str
    country: str | None
    score: float


#: Kinds of place that a point on a map stands for. The coordinates of all others are a point near the middle of
#: something wide, and a dot there would be read as a town.
POINTS = ("city", "facility")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named place of one article, resolved to a gazetteer entry where one is known."""

    id: str  # "geonames:170654", or "place:" and the name where none is known
    name: str  # as first written
    kind: str  # country, region, city, facility, water, area
    country: str | None  # ISO 3166-1 alpha-3
    admin1: str | None
    latitude: float | None
    longitude: float | None
    rule: str
    mentions: tuple[Evidence, ...]
    alternatives: tuple[PlaceCandidate, ...] = ()
