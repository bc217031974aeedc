"""How high those who meet stand: levels of participants, sides and meetings, by ``data/meetings/levels.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.annotate.actors import roles
from dragoman.annotate.actors.roles import Population
from dragoman.model.entities import Actor, MentionForm, Office
from dragoman.model.meetings import Participant, Side
from dragoman.model.text import Attested, Basis
from dragoman.resolve.meetings.vocabulary import Level, levels, words

_COUNTERPART = "counterpart"  # a role of titles.yaml: as high as whose counterpart it is
_CHIEFS = frozenset({"chief", "commander"})  # roles that the sector of the body makes a chief of a service


def of_actor(actor: Actor, offices: Iterable[Office]) -> Attested[str] | None:
    """The level of the highest office that the actor holds or is called by, or of the kind of people it is."""
    sector = actor.sectors[0].value if actor.sectors else None
    if sector in words().private:
        return None
    titles = [(office.title, office.evidence, "level.of-office") for office in offices]
    called = (m.evidence for m in actor.mentions if m.form is MentionForm.OFFICE and m.certain)
    titles += [(call.text, (call,), "level.of-what-he-is-called") for call in called]
    found = [(level, evidence, rule) for title, evidence, rule in titles if (level := _of_title(title, sector))]
    if found:
        level, evidence, rule = min(found, key=lambda reading: levels().index(reading[0]))
        return Attested(value=level.name, basis=Basis.DERIVED, rule=rule, evidence=evidence)
    described = None if actor.known else _of_people(actor.name) or _of_title(actor.name, sector)
    if described is None:
        return None
    named = tuple(mention.evidence for mention in actor.mentions[:1])
    basis = Basis.DERIVED if named else Basis.ASSUMED
    return Attested(value=described.name, basis=basis, rule="level.of-description", evidence=named)


def of_side(side: Side) -> Attested[str] | None:
    """The level of its highest participant."""
    return min((p.level for p in side.participants if p.level), key=rank, default=None)


def of_meeting(sides: tuple[Side, ...]) -> Attested[str] | None:
    """The level of the side with the lowest one; assumed where not every side says who took part for it."""
    known = [side.level for side in sides if side.level]
    if not known:
        return None
    lowest = max(known, key=rank)
    if len(known) == len(sides) > 1:
        return replace(lowest, basis=Basis.DERIVED, rule="level.highest-of-lowest-side")
    return replace(lowest, basis=Basis.ASSUMED, rule="level.of-the-sides-that-name-somebody")


def with_counterparts(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """Sides in which "his Syrian counterpart" is as high as the highest of the other sides."""
    return tuple(
        replace(side, participants=tuple(_as_counterpart(one, side, sides) for one in side.participants))
        for side in sides
    )


def rank(level: Attested[str]) -> int:
    """0 for the highest level."""
    return [one.name for one in levels()].index(level.value)


def _as_counterpart(one: Participant, side: Side, sides: tuple[Side, ...]) -> Participant:
    titled = [office for office in one.offices if _COUNTERPART in roles.load().own_roles_in(office.title)]
    others = [found for other in sides if other is not side and (found := of_side(other))]
    if one.level is not None or not titled or not others:
        return one
    highest = min(others, key=rank)
    level = replace(highest, basis=Basis.DERIVED, rule="level.of-counterpart", evidence=titled[0].evidence)
    return replace(one, level=level)


def _of_title(title: str, sector: str | None) -> Level | None:
    """The highest level that a title gives; none that was held formerly."""
    book = roles.load()
    written = title.lower().replace("’", "'")
    if book.former & set(written.split()):
        return None
    for level in levels():
        if any(known in written for known in level.titles):
            return level
    held = book.own_roles_in(title)
    service = book.roles_heading.get(sector or "")
    if service and held & _CHIEFS:
        held |= {service}
    return next((level for level in levels() if level.roles & held), None)


def _of_people(name: str) -> Level | None:
    """The level of unnamed people, by the nouns of what they are called."""
    ids = {sense.id for sense in roles.load().index.inside(name) if isinstance(sense, Population)}
    nouns = set(name.lower().split())
    plural = {level: {f"{role}s" for role in level.roles} | level.groups for level in levels()}
    return next((level for level in levels() if plural[level] & ids or level.nouns & nouns), None)
