"""Words of a text that name something, political actor or not: a soldier, a border, a rifle, a sum of money."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.text import Evidence


class MentionKind(StrEnum):
    """What kind of thing the words name."""

    PERSON = "person"  # one human being
    GROUP = "group"  # several, or a body that acts
    PLACE = "place"
    NATIONALITY = "nationality"  # an adjective of country, people, faith or language
    TIME = "time"
    QUANTITY = "quantity"
    MONEY = "money"
    WEAPON = "weapon"
    VEHICLE = "vehicle"
    PLATFORM = "platform"  # ships, aircraft, armour
    DOCUMENT = "document"
    COORDINATES = "coordinates"
    CONTACT = "contact"  # an address to write to, a number to call


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingMention:
    """Words that name a thing, and the rule that says so.

    ``actors`` are the actors of the record that the words refer to, and may be empty: most things named
    in an article are no political actors. Mentions may stand inside one another.
    """

    evidence: Evidence
    kind: MentionKind
    rule: str
    actors: tuple[str, ...] = ()
    certain: bool = True  # False for a pronoun whose referent was guessed


class TieKind(StrEnum):
    """How the thing named first stands to the second."""

    LOCATED_IN = "located_in"
    SAME_AS = "same_as"
    HEADS = "heads"  # a person and the body or country he leads
    PART_OF = "part_of"
    NUMBERS = "numbers"  # persons or things and how many there are
    IS_OF = "is_of"  # a person and his nationality


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one sentence says of two things it names."""

    kind: TieKind
    first: ThingMention
    second: ThingMention
    rule: str
