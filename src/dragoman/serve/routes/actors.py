"""Actors: those the store knows, those that are new, and which may be one."""

from __future__ import annotations

import msgspec

from dragoman import query
from dragoman.knowledge.entries import Body, Country, Facet, Person
from dragoman.knowledge.lookup import offices
from dragoman.query import NamedActor, StoredNewcomer, StoredSuggestion
from dragoman.serve import parameters
from dragoman.serve.problems import missing
from dragoman.serve.route import Ask, Listing, Route


class HeldOffice(msgspec.Struct, frozen=True):
    """An office of a public figure; dates are ISO days, months or years, empty where not known."""

    person: str
    name: str
    title: str
    organization: str | None
    country: str | None
    start: str
    end: str  # empty: held on the day ``as_of``, and nothing is known of later ones
    as_of: str
    source: str


class Offices(msgspec.Struct, frozen=True):
    """What the knowledge base has of an actor. Who is not ``known`` there is no public figure that we know of."""

    known: bool
    aliases: list[str]
    rows: list[HeldOffice]  # of a person; of a country or body: of those who held its offices; the last begun first


def _offices(ask: Ask) -> Offices:
    knowledge = ask.vocabulary.knowledge
    entry = knowledge.entry(ask.path["id"])
    if entry is None:
        _actor(ask)  # who is in no article either is missing
        return Offices(known=False, aliases=[], rows=[])
    rows = [
        HeldOffice(
            person=one.person,
            name=knowledge.people[one.person].name,
            title=one.title,
            organization=one.organization,
            country=one.country,
            start=one.start,
            end=one.end,
            as_of=one.as_of,
            source=one.source,
        )
        for one in offices(knowledge, entry)
    ]
    rows.sort(key=lambda row: (row.start, row.end or "9999"), reverse=True)
    return Offices(known=True, aliases=_aliases(entry), rows=rows)


def _aliases(entry: Country | Body | Person) -> list[str]:
    if isinstance(entry, Person):
        return list(entry.aliases)
    named = (form for form, facet in entry.forms if facet in (Facet.NAME, Facet.ACRONYM))
    return [form for form in dict.fromkeys(named) if form != entry.name]


def _actors(ask: Ask) -> Listing[NamedActor]:
    asked = {"text": ask.given["text"], "country": ask.given["country"]}
    return ask.page(lambda limit, behind: query.named_actors(ask.store, **asked, limit=limit, behind=behind))


def _actor(ask: Ask) -> query.ActorInFull:
    found = query.actor_in_full(ask.store, ask.path["id"])
    if found is None:
        raise missing(f"no article names an actor {ask.path['id']}")
    return found


ROUTES = (
    Route(
        path="/actors",
        name="actors",
        about="Actors that articles name, the shortest names first",
        gives=Listing[NamedActor],
        answer=_actors,
        more=(
            parameters.words("text", "the beginning of a word of the name, or of several"),
            parameters.words("country", "code of a country"),
        ),
        paged=True,
    ),
    Route(
        path="/actors/new",
        name="newcomers",
        about="Actors that the knowledge base does not know, those that the most articles name first",
        gives=Listing[StoredNewcomer],
        answer=lambda ask: ask.part(query.newcomers(ask.store, least=ask.given["least"]), lambda row: row.id),
        more=(parameters.whole("least", "articles at least", 1, 10**6, 1),),
        paged=True,
    ),
    Route(
        path="/actors/suggestions",
        name="suggestions",
        about="Pairs of actors that may be one, with what speaks for and against it; the likeliest first",
        gives=Listing[StoredSuggestion],
        answer=lambda ask: ask.part(query.suggestions(ask.store), lambda row: f"{row.one} {row.other}"),
        paged=True,
    ),
    Route(
        path="/actors/{id}",
        name="actor",
        about="One actor: its names, and how much is told of it in which role",
        gives=query.ActorInFull,
        answer=_actor,
    ),
    Route(
        path="/actors/{id}/offices",
        name="offices",
        about="Offices in time, and other names, as the knowledge base has them",
        gives=Offices,
        answer=_offices,
    ),
)
