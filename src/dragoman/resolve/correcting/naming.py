"""Whom and where a person means: actors and places of the record, of the knowledge base, or new ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, get_args

from rapidfuzz import fuzz, process

from dragoman.annotate.actors.cast import new_id, slug
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Body, Country
from dragoman.knowledge.entries import Entry as KnownEntry
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.lookup import kind_of, named
from dragoman.knowledge.spelling import fold
from dragoman.model.entities import Actor, ActorKind, Place
from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.model.text import Attested, Basis

_NEW = re.compile(r"\+\s*(?P<name>[^(]*[^(\s])\s*(?:\((?P<kind>\w+)(?:\s*,\s*(?P<country>[A-Z]{3}))?\))?")
_IN = re.compile(r"(?P<name>.*\S)\s*\((?P<country>[A-Z]{3})\)")
_NEAR = 60  # least likeness, of 100, of names that are suggested
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """Who and what can be named in a correction. The knowledge base is opened only for what the record lacks."""

    record: Record
    knowledge: Callable[[], Knowledge]
    gazetteer: Callable[[], Gazetteer]

    def actor(self, words: str, rule: str) -> Actor:
        """The actor with this id or name; ``+Name (kind, COUNTRY)`` is a new one.

        Raises DragomanError if nobody, or more than one, is called so; near names are told.
        """
        if words.startswith("+"):
            return _new(words, rule)
        ours = {actor.id: actor for actor in self.record.actors}
        wanted = fold(words)
        found = [actor for actor in ours.values() if wanted in (fold(actor.id), fold(actor.name))]
        if len(found) == 1 or words in ours:
            return bare(ours.get(words) or found[0], rule)
        entries = [one for one in named(self.knowledge(), words) if isinstance(one, get_args(KnownEntry))]
        if len(entries) == 1:
            return _of_entry(entries[0], rule)
        several = [(one.id, one.name) for one in entries] or [(one.id, one.name) for one in found]
        if several:
            listed = ", ".join(f"{id} ({name})" for id, name in several)
            raise DragomanError(f"{words!r} may be any of these; give the id: {listed}")
        raise DragomanError(f"no actor {words!r}; {self._near(words)}write '+{words} (kind, COUNTRY)' for a new one")

    def place(self, words: str, rule: str) -> Place:
        """The place of the record with this id or name, else the best known one; ``Name (COUNTRY)`` is one there.

        Raises DragomanError if no place is called so.
        """
        for place in self.record.places:
            if words == place.id or fold(words) == fold(place.name):
                return place
        asked = _IN.fullmatch(words)
        name, country = (asked["name"], asked["country"]) if asked else (words, None)
        found = [one for one in self.gazetteer().lookup(name) if country in (None, one.country)]
        if not found:
            raise DragomanError(f"no place {words!r}; write its name as the news does, and its country: 'Tartus (SYR)'")
        entry = found[0]
        return Place(
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            country=entry.country,
            admin1=self.gazetteer().division_name(entry.admin1) if entry.admin1 else None,
            latitude=entry.latitude,
            longitude=entry.longitude,
            rule=rule,
            mentions=(),
        )

    def _near(self, words: str) -> str:
        names: dict[str, str] = {actor.name: actor.id for actor in self.record.actors}
        for written, sense in self.knowledge().names():
            names.setdefault(written, sense.entry)
        return did_you_mean(words, names)


def did_you_mean(words: str, names: dict[str, str]) -> str:
    """``near: TUR (Turkey); ``, or nothing; ``names`` gives ids by names."""
    alike = process.extract(words, list(names), scorer=fuzz.ratio, processor=fold, limit=_SUGGESTED, score_cutoff=_NEAR)
    near = dict.fromkeys(f"{names[name]} ({name})" if names[name] != name else name for name, _, _ in alike)
    return f"near: {', '.join(near)}; " if near else ""


def one_of(what: str, words: str, known: Iterable[str]) -> str:
    """A word of a closed list, however it is written. Raises DragomanError naming those near it, or all."""
    spelled = {fold(name): name for name in known}
    if fold(words) in spelled:
        return spelled[fold(words)]
    near = did_you_mean(words, {name: name for name in spelled.values()})
    raise DragomanError(f"no {what} {words!r}; {near or 'one of ' + ', '.join(spelled.values())}".removesuffix("; "))


def bare(actor: Actor, rule: str) -> Actor:
    """An actor by himself, without the words of the article that named him; a person stands for him."""
    return Actor(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=_said(actor.country.value, rule) if actor.country else None,
        sectors=tuple(_said(sector.value, rule) for sector in actor.sectors),
        acts_for=actor.acts_for,
        known=actor.known,
    )


def _said(value: Any, rule: str) -> Attested[Any]:
    return Attested(value=value, basis=Basis.CORRECTED, rule=rule)


def _of_entry(entry: KnownEntry, rule: str) -> Actor:
    sectors = entry.sectors if isinstance(entry, Body) else ("GOV",) if isinstance(entry, Country) else ()
    return Actor(
        id=entry.id,
        name=entry.name,
        kind=ActorKind(kind_of(entry)),
        country=_said(entry.country, rule) if entry.country else None,
        sectors=tuple(_said(sector, rule) for sector in sectors),
        known=True,
    )


def _new(words: str, rule: str) -> Actor:
    asked = _NEW.fullmatch(words)
    if asked is None:
        raise DragomanError(
            f"{words!r}: write a new actor as '+Name (kind, COUNTRY)', e.g. '+Homs Brigade (armed_group, SYR)'"
        )
    kind = one_of("kind of actor", asked["kind"] or ActorKind.ORGANIZATION.value, [kind.value for kind in ActorKind])
    name, country = asked["name"], asked["country"]
    return Actor(
        # As the program would name him, should it find him one day.
        id=new_id(name, country or kind) if kind == ActorKind.PERSON else slug(name),
        name=name,
        kind=ActorKind(kind),
        country=_said(country, rule) if country else None,
        sectors=(),
    )
