"""Places without the names of actors: Hamas is a village in Germany, and hardly ever that.

Comes in: an article's places, and its actors with what refers to them. Goes out: the places, without mentions that
name a group, a party, a person or another body, and without places that no mention is left of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.annotate.annotation import Reference
from dragoman.model.entities import Actor, ActorKind, MentionForm, Place

_TERRITORIAL = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.POPULATION})
_NAMES = frozenset({MentionForm.NAME, MentionForm.ACRONYM})


def cleared(places: Iterable[Place], actors: Iterable[Actor], references: Iterable[Reference]) -> tuple[Place, ...]:
    """The places that are none of the actors."""
    kinds = {actor.id: actor for actor in actors}
    taken = {
        (reference.start, reference.end)
        for reference in references
        if reference.form in _NAMES and _is_no_territory(kinds[reference.actors[0]])
    }
    left = (_without(place, taken) for place in places)
    return tuple(place for place in left if place.mentions)


def _is_no_territory(actor: Actor) -> bool:
    return actor.known and actor.kind not in _TERRITORIAL


def _without(place: Place, taken: set[tuple[int, int]]) -> Place:
    if place.kind != "city":
        return place
    return replace(place, mentions=tuple(m for m in place.mentions if (m.start, m.end) not in taken))
