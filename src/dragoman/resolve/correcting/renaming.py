"""Actors of a record called by the ids that people gave them: several entries that are one actor become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from dragoman.model.entities import Actor
from dragoman.model.record import Record

# The fields of a record's entries that hold ids of actors, alone or attested, one or several.
_FIELDS = frozenset(
    {
        *("actor", "recipient", "attribution", "speaker", "addressee", "about", "holder", "represents"),
        *("parties", "mediators", "debtor", "beneficiary", "claimant", "acts_for", "child", "parent"),
    }
)


def renamed(record: Record, leads: Mapping[str, Actor]) -> Record:
    """A record in which each actor of ``leads`` is the actor that it leads to."""
    ids = {actor.id: leads[actor.id].id for actor in record.actors if actor.id in leads}
    if not ids:
        return record
    actors: dict[str, Actor] = {}
    for actor in record.actors:
        lead = leads.get(actor.id)
        one = actor if lead is None else replace(actor, id=lead.id, name=lead.name)
        known = actors.get(one.id)
        actors[one.id] = one if known is None else _joined(known, one)
    tree = msgspec.to_builtins(record)
    tree["actors"] = msgspec.to_builtins(tuple(actors.values()))
    return msgspec.convert(_walked(tree, ids), Record)


def _joined(known: Actor, other: Actor) -> Actor:
    """One entry of two: what the text says of either."""
    offices = (*known.offices, *(one for one in other.offices if one not in known.offices))
    return replace(known, offices=offices, mentions=(*known.mentions, *other.mentions))


def _walked(node: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_walked(one, ids) for one in node]
    if not isinstance(node, dict):
        return node
    return {key: _named(value, ids) if key in _FIELDS else _walked(value, ids) for key, value in node.items()}


def _named(value: Any, ids: Mapping[str, str]) -> Any:
    """Ids, alone or attested, by their new names; who is named twice then stays once."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, dict):
        return {**value, "value": ids.get(value["value"], value["value"])} if "value" in value else value
    if isinstance(value, list):
        named = [_named(one, ids) for one in value]
        return list({one["value"] if isinstance(one, dict) else one: one for one in reversed(named)}.values())[::-1]
    return value
