"""One entry over time for each newcomer: everything that articles say of it, with how often and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from dragoman.model.entities import ActorKind
from dragoman.resolve.newcomers.sightings import Office, Sighting

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name, and in how many articles it is written so."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office as stated, in how many articles, and from when to when."""

    office: Office
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """An actor that is not in the knowledge base, over all articles. The commonest value stands first."""

    id: str
    name: str
    kind: ActorKind
    names: tuple[Spelling, ...]
    countries: tuple[str, ...]
    offices: tuple[OfficeHeld, ...]
    first: str | None  # day of publication
    last: str | None
    articles: frozenset[int | str]
    sources: int  # independent ones, where they are known
    ids: tuple[str, ...]  # of all actors that people said are this one, its own among them


def entries(sightings: Iterable[Sighting], merged: Mapping[str, str] | None = None) -> Iterator[Newcomer]:
    """The entries of sightings that come actor by actor; those of merged actors last.

    ``merged``: id of an actor → that of the actor it was merged into. Memory grows with one actor's sightings only.
    """
    names = merged or {}
    leads = set(names.values())
    joined: dict[str, list[Sighting]] = {}
    for actor, found in groupby(sightings, key=lambda one: one.actor):
        if actor in names or actor in leads:
            joined.setdefault(names.get(actor, actor), []).extend(found)
        else:
            yield entry(actor, list(found))
    for actor in sorted(joined):
        yield entry(actor, joined[actor])


def entry(id: str, sightings: Iterable[Sighting]) -> Newcomer:
    """What all sightings of one actor say, in whatever order they come."""
    found = sorted(sightings, key=lambda one: (one.day or "9", str(one.article), one.actor))
    stated = _commonest(office for one in found for office in one.offices)
    held = [_held(office, found) for office in {_post(office): office for office in reversed(stated)}.values()]
    days = [one.day for one in found if one.day]
    return Newcomer(
        id=id,
        name=_commonest(one.name for one in found)[0],
        kind=_commonest(one.kind for one in found)[0],
        names=tuple(Spelling(name, count) for name, count in _counted(name for one in found for name in one.names)),
        countries=tuple(_commonest(one.country for one in found if one.country)),
        offices=tuple(sorted(held, key=lambda one: (-one.articles, repr(one.office)))),
        first=min(days, default=None),
        last=max(days, default=None),
        articles=frozenset(one.article for one in found),
        sources=len({one.source for one in found if one.source}),
        ids=tuple(sorted({one.actor for one in found} | {id})),
    )


def _post(office: Office) -> tuple[str, str | None, str | None]:
    """An office whether its title is written with capitals or not."""
    return office.title.casefold(), office.organization, office.country


def _held(office: Office, sightings: Iterable[Sighting]) -> OfficeHeld:
    stating = [one for one in sightings if _post(office) in map(_post, one.offices)]
    days = [one.day for one in stating if one.day]
    return OfficeHeld(office, len(stating), min(days, default=None), max(days, default=None))


def _counted(values: Iterable[T]) -> list[tuple[T, int]]:
    return sorted(Counter(values).items(), key=lambda pair: (-pair[1], str(pair[0])))


def _commonest(values: Iterable[T]) -> list[T]:
    return [value for value, _ in _counted(values)]
