"""Whom a speaker speaks for: the state or group, and all of its people and bodies that the article names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.annotate.annotation import Annotation
from dragoman.coding.positions.stance_words import stance_words
from dragoman.model.entities import Actor, ActorKind
from dragoman.model.text import Attested, Basis

_GROUPS = (ActorKind.ARMED_GROUP, ActorKind.ORGANIZATION, ActorKind.IGO, ActorKind.PARTY)
_OF_STATE = (ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.ORGANIZATION, ActorKind.PERSON)


@dataclass(frozen=True, slots=True)
class Side:
    """Those who share a position: by id, and whom they represent."""

    actors: frozenset[str]
    represents: tuple[Attested[str], ...]


class Sides:
    """The sides of one annotated document."""

    def __init__(self, annotation: Annotation) -> None:
        self.actors = annotation.actor_by_id

    def of(self, holders: tuple[Attested[str], ...]) -> Side:
        """The side that some actors speak for."""
        represents: dict[str, Attested[str]] = {}
        for holder in holders:
            found = self._represented(holder)
            if found is not None:
                represents.setdefault(found.value, found)
        members = {holder.value for holder in holders} | represents.keys()
        states = {id for id in represents if self.actors[id].kind is ActorKind.STATE}
        members |= {id for id, actor in self.actors.items() if self._state_of(actor) in states}
        return Side(frozenset(members), tuple(represents.values()))

    def _represented(self, holder: Attested[str]) -> Attested[str] | None:
        actor = self.actors.get(holder.value)
        if actor is None:
            return None
        state = self._state_of(actor)
        if state == actor.id:
            return replace(holder, rule="represents.itself")
        if state is not None:
            return _derived(holder, state, "represents.state")
        if actor.acts_for is not None and actor.acts_for in self.actors:
            return _derived(holder, actor.acts_for, "represents.acts-for")
        return replace(holder, rule="represents.itself") if actor.kind in _GROUPS else None

    def _state_of(self, actor: Actor) -> str | None:
        """The state that an actor is, or speaks for as one of its people or bodies, if the article names it."""
        employer = self.actors.get(actor.acts_for or "")
        if employer is not None and employer is not actor:
            return self._state_of(employer) if employer.kind is not ActorKind.PERSON else None
        official = actor.kind in (ActorKind.STATE, ActorKind.GOVERNMENT) or any(
            sector.value in stance_words()["state-sectors"] for sector in actor.sectors[:1]
        )
        if actor.kind not in _OF_STATE or not official or actor.country is None:
            return None
        state = self.actors.get(actor.country.value)
        return state.id if state is not None and state.kind is ActorKind.STATE else None


def _derived(holder: Attested[str], value: str, rule: str) -> Attested[str]:
    return Attested(value=value, basis=Basis.DERIVED, rule=rule, evidence=holder.evidence)
