"""Actors: those the store knows, those that are new, and which may be one."""

from __future__ import annotations

from dragoman import query
from dragoman.query import NamedActor, StoredNewcomer, StoredSuggestion
from dragoman.serve import parameters
from dragoman.serve.problems import missing
from dragoman.serve.route import Ask, Listing, Route


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
)
