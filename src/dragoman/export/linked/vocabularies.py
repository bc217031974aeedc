"""What our kinds and codes are called in the vocabularies of other programs."""

from __future__ import annotations

import csv
from functools import cache

import msgspec

from dragoman import data


class ActorTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind of actor is elsewhere."""

    ftm: str | None = None  # a schema of FollowTheMoney
    topic: str | None = None  # a topic of FollowTheMoney
    schema_org: str = msgspec.field(name="schema.org")  # a type


class _Vocabularies(msgspec.Struct, frozen=True):
    actors: dict[str, ActorTerms]


def of_actor(kind: str) -> ActorTerms:
    """What a kind of actor is elsewhere."""
    return _vocabularies().actors[kind]


def alpha2(country: str | None) -> str | None:
    """The two-letter code of a country (ISO 3166-1 alpha-3), in capitals; None for what is no country.

    >>> alpha2("TUR"), alpha2("IGO")
    ('TR', None)
    """
    return _countries().get(country) if country else None


@cache
def _vocabularies() -> _Vocabularies:
    return msgspec.convert(data.content("export", "linked", "vocabularies.yaml"), _Vocabularies)


@cache
def _countries() -> dict[str, str]:
    text = data.path("export", "linked", "countries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["code"]: row["alpha2"] for row in rows}
