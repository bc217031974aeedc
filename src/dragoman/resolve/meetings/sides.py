"""The sides of a meeting: who takes part, grouped by the state or body they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dragoman.annotate.actors.cast import STATE_SECTORS
from dragoman.model.entities import Actor, ActorKind
from dragoman.model.events import Event
from dragoman.model.meetings import Participant, Side
from dragoman.model.text import Attested, Basis
from dragoman.resolve.meetings import levels
from dragoman.resolve.meetings.vocabulary import words

# Kinds that stand for themselves, whatever country they are of.
_APART = frozenset({ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.PARTY, ActorKind.COMPANY, ActorKind.MEDIA})
_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.POPULATION})

Role = tuple[Attested[str], ...]


def stands_for(actor: Actor, actors: Mapping[str, Actor]) -> tuple[str, str]:
    """The id of the side an actor is of, and the rule: whom he acts for, the state whose organ it is, or itself."""
    employer = actors.get(actor.acts_for or "")
    if employer is not None:
        return _own_side(employer, actors), "side.acts-for"
    if actor.acts_for:
        return actor.acts_for, "side.acts-for"
    own = _own_side(actor, actors)
    return own, "side.itself" if own == actor.id else "side.state-of-organ"


def _own_side(actor: Actor, actors: Mapping[str, Actor]) -> str:
    organ = actor.sectors and actor.sectors[0].value in STATE_SECTORS
    if actor.kind in _APART or actor.country is None:
        return actor.id
    if not organ and actor.kind is not ActorKind.STATE:
        return actor.id
    code = actor.country.value
    # "EU officials" have the code of international actors that the organization has, too.
    bodies = (a.id for a in actors.values() if a.kind is ActorKind.IGO and a.country and a.country.value == code)
    return next(bodies, code)


def parted(event: Event, actors: Mapping[str, Actor]) -> tuple[Role, Role]:
    """Those who meet, and the third parties among whom the event names.

    Who mediates is its actor; with fewer than two sides between whom he could mediate, he is a side himself.
    """
    everybody = (*event.actor, *event.recipient)
    if not words().mediated(event):
        return everybody, ()
    met = {one.value for one in event.recipient}
    between = {stands_for(actors[id], actors)[0] for id in met}
    third = tuple(one for one in event.actor if one.value not in met)
    if not met or len(between) > 1:
        return event.recipient, third
    return everybody, ()


def grouped(named: Iterable[Attested[str]], actors: Mapping[str, Actor]) -> tuple[Side, ...]:
    """The sides of those named, each side once, in the order in which it is named."""
    found: dict[str, list[Attested[str]]] = {}
    for one in named:
        side, _ = stands_for(actors[one.value], actors)
        members = found.setdefault(side, [])
        if all(one.value != other.value for other in members):
            members.append(one)
    return ranked(tuple(_side(id, members, actors) for id, members in found.items()))


def ranked(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """Sides with the level of each."""
    return tuple(replace(side, level=levels.of_side(side)) for side in levels.with_counterparts(sides))


def united(one: tuple[Side, ...], other: tuple[Side, ...]) -> tuple[Side, ...]:
    """The sides of two tellings of one meeting."""
    by_id = {side.id: side for side in one}
    for side in other:
        known = by_id.get(side.id)
        by_id[side.id] = side if known is None else _both(known, side)
    return ranked(tuple(by_id.values()))


def _both(one: Side, other: Side) -> Side:
    known = {participant.actor.value for participant in one.participants}
    more = tuple(participant for participant in other.participants if participant.actor.value not in known)
    return replace(one, named=one.named or other.named, participants=(*one.participants, *more))


def _side(id: str, members: list[Attested[str]], actors: Mapping[str, Actor]) -> Side:
    itself = actors.get(id)
    people = [one for one in members if one.value != id or actors[id].kind in _PEOPLE]
    return Side(
        id=id,
        name=itself.name if itself else id,
        named=next((one for one in members if one not in people), None),
        participants=tuple(_participant(one, actors) for one in people),
        level=None,
    )


def _participant(one: Attested[str], actors: Mapping[str, Actor]) -> Participant:
    actor = actors[one.value]
    side, rule = stands_for(actor, actors)
    offices = tuple(sorted(actor.offices, key=lambda office: office.basis is not Basis.STATED))
    return Participant(
        actor=one,
        name=actor.name,
        offices=offices,
        level=levels.of_actor(actor, offices),
        stands_for=Attested(value=side, basis=Basis.DERIVED, rule=rule, evidence=one.evidence),
    )
