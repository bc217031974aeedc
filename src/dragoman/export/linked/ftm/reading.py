"""Our events again from a file of FollowTheMoney entities that Dragoman wrote, in any order of its lines.

What FollowTheMoney cannot hold is not in them: confidence, evidence by position, people who are no public figures.
Text comes back on one line, without control characters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from dragoman.export.linked.ftm.entities import ROLES
from dragoman.export.linked.ftm.entity import NAMED, population, tag
from dragoman.model.entities import ActorKind
from dragoman.model.problems import DragomanError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one article tells of an event."""

    id: str
    quote: str
    title: str | None
    source: str | None
    published: str | None
    address: str


class Party(NamedTuple):
    """Who takes part."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event, as far as FollowTheMoney can hold it."""

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: str
    date: str | None
    place: str | None  # its id
    place_name: str | None
    actor: tuple[Party, ...]  # populations last
    recipient: tuple[Party, ...]
    quote: str
    reports: tuple[Report, ...]


class _Entity(msgspec.Struct):
    id: str
    schema: str
    properties: dict[str, list[str]]

    def first(self, name: str) -> str | None:
        return next(iter(self.properties.get(name, ())), None)

    def needed(self, name: str) -> str:
        value = self.first(name)
        if value is None:
            raise DragomanError(f"{self.schema} {self.id} has no {name}; is it from an export of Dragoman's?")
        return value

    def tagged(self, name: str) -> tuple[str, ...]:
        """The keywords with a tag before them, without it."""
        before = tag(name, "")
        return tuple(word.removeprefix(before) for word in self.properties["keywords"] if word.startswith(before))


def read(lines: Iterable[bytes | str]) -> list[Event]:
    """The events of a file, in its order.

    Raises DragomanError, naming the line, where one is no entity, or is not one that Dragoman wrote.
    """
    found: dict[str, _Entity] = {}
    links: dict[str, list[_Entity]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        try:
            one = msgspec.json.decode(line, type=_Entity)
        except msgspec.MsgspecError as fault:
            raise DragomanError(f"line {number} is no entity of FollowTheMoney: {fault}") from fault
        found[one.id] = one
        if one.schema in ("UnknownLink", "Documentation"):
            links[one.needed("object" if one.schema == "UnknownLink" else "entity")].append(one)
    try:
        return [_event(one, links[one.id], found) for one in found.values() if one.schema == "Event"]
    except (KeyError, IndexError) as fault:
        raise DragomanError(f"an entity is missing, or is not Dragoman's: {fault}") from fault


def _event(one: _Entity, links: list[_Entity], found: dict[str, _Entity]) -> Event:
    begin, end = one.first("startDate"), one.first("endDate")
    place = one.first("addressEntity")
    return Event(
        id=one.needed("recordId"),
        type=one.tagged("type")[0],
        modes=one.tagged("mode"),
        contexts=one.tagged("context"),
        status=one.tagged("status")[0],
        date=f"{begin}/{end}" if begin and end else one.first("date"),
        place=found[place].tagged("id")[0] if place else None,
        place_name=one.first("location"),
        quote=one.first("summary") or "",
        reports=tuple(_report(link, found) for link in links if link.schema == "Documentation"),
        **{role: (*_entities(role, links, found), *_populations(role, one)) for role in ROLES},
    )


def _entities(role: str, links: list[_Entity], found: dict[str, _Entity]) -> Iterator[Party]:
    for link in links:
        if link.first("role") == role:
            actor = found[link.needed("subject")]
            name = link.first("summary") or actor.needed("name")
            yield Party(actor.tagged("id")[0], name, actor.needed("classification"))


def _populations(role: str, event: _Entity) -> Iterator[Party]:
    for value in event.tagged(population(role)):
        id, _, name = value.partition(NAMED)
        yield Party(id, name, ActorKind.POPULATION.value)


def _report(link: _Entity, found: dict[str, _Entity]) -> Report:
    article = found[link.needed("document")]
    return Report(
        id=link.needed("recordId"),
        quote=link.first("summary") or "",
        title=article.first("title"),
        source=article.first("publisher"),
        published=article.first("publishedAt"),
        address=article.needed("fileName"),
    )
