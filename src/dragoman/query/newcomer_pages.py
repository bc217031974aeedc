"""Actors that the knowledge base does not know, over all articles, and which of them may be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.query.pages import Page
from dragoman.resolve.newcomers import Newcomer, OfficeHeld, Spelling, entries
from dragoman.store import Store, naming
from dragoman.store.newcomers import sightings


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNewcomer:
    """One actor and everything that articles say of it."""

    id: str
    name: str
    kind: str
    countries: tuple[str, ...]
    names: tuple[Spelling, ...]
    offices: tuple[OfficeHeld, ...]
    first: str | None
    last: str | None
    articles: int
    sources: int  # independent ones
    ids: tuple[str, ...]  # of actors that people said are this one


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReason:
    """What speaks for a merge (above 0) or against it, and what articles say."""

    name: str
    weight: float
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSuggestion:
    """Two actors that may be one, for a person to decide."""

    one: str  # id; of the one that more articles name
    one_name: str
    one_articles: int
    other: str
    other_name: str
    other_articles: int
    score: float
    reasons: tuple[StoredReason, ...]


def newcomers(store: Store, *, least: int = 1, limit: int | None = None) -> Page[StoredNewcomer]:
    """Those with so many articles at least, those with the most articles first; those whom people merged as one."""
    with store.reading() as connection:
        told = entries(sightings(connection), naming.merged(connection))
        found = [one for one in told if len(one.articles) >= least]
    found.sort(key=lambda one: (-len(one.articles), one.id))
    return Page(total=len(found), undated=0, rows=map(_newcomer, found[:limit]))


def suggestions(store: Store, *, limit: int | None = None) -> Page[StoredSuggestion]:
    """Pairs that may be one, the likeliest first; without those that people merged, or said to be two."""
    from dragoman.resolve.newcomers.merging import suggestions as pairs  # its libraries take a while to load

    with store.reading() as connection:
        found = pairs(entries(sightings(connection), naming.merged(connection)), naming.kept_apart(connection))

    def rows() -> Iterator[StoredSuggestion]:
        for pair in found[:limit]:
            yield StoredSuggestion(
                one=pair.one.id,
                one_name=pair.one.name,
                one_articles=len(pair.one.articles),
                other=pair.other.id,
                other_name=pair.other.name,
                other_articles=len(pair.other.articles),
                score=round(pair.score, 3),
                reasons=tuple(
                    StoredReason(name=reason.name, weight=round(reason.weight, 2), what=reason.what)
                    for reason in pair.reasons
                ),
            )

    return Page(total=len(found), undated=0, rows=rows())


def _newcomer(one: Newcomer) -> StoredNewcomer:
    return StoredNewcomer(
        id=one.id,
        name=one.name,
        kind=one.kind.value,
        countries=one.countries,
        names=one.names,
        offices=one.offices,
        first=one.first,
        last=one.last,
        articles=len(one.articles),
        sources=one.sources,
        ids=one.ids,
    )
