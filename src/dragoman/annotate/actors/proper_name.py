"""A proper name in a text: where it stands and what it may stand for."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.annotate.actors.roles import OrganizationNoun
from dragoman.knowledge.entries import Facet, Sense
from dragoman.model.entities import ActorCandidate


@dataclass(slots=True)
class ProperName:
    """Tokens ``[first, last)`` that are one name.

    ``senses`` are readings in the knowledge base; a name without any is new, and is a person's or
    an organization's (``organization`` says what kind).
    """

    first: int
    last: int
    head: int
    senses: tuple[Sense, ...] = ()
    organization: OrganizationNoun | None = None
    same_as: ProperName | None = None  # for an acronym: the name it abbreviates
    short_for: ProperName | None = None  # for a name that is a country's as well: the person's full name
    rivals: tuple[ActorCandidate, ...] = ()  # readings that lost
    certain: bool = True

    def has(self, *facets: Facet) -> bool:
        return any(sense.facet in facets for sense in self.senses)
