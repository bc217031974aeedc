"""Rows of knowledge files, and the entries they make.

Comes in: a row as it is written. Goes out: a country, body, person, tenure, agreement or source. What a row must hold
is seen to in ``files``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.knowledge.entries import Body, Country, Facet, KnownAgreement, Person, Source, Tenure
from dragoman.model.entities import ActorKind


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is written, and where."""

    location: str  # file:line
    values: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key) or ""

    def list(self, key: str) -> tuple[str, ...]:
        return tuple(self.values.get(key) or ())


def country(row: Row) -> Country:
    """The entry a row of ``countries`` makes."""
    facets = (
        (Facet.NAME, (row["name"], *row.list("names"))),
        (Facet.ADJECTIVE, row.list("adjectives")),
        (Facet.PEOPLE, row.list("people")),
        (Facet.CAPITAL, (row["capital"],)),
        (Facet.METONYM, row.list("metonyms")),
        (Facet.CITY, row.list("cities")),
    )
    return Country(
        code=row["code"],
        name=row["name"],
        adjectives=row.list("adjectives"),
        elsewhere=row.list("elsewhere"),
        capital=row["capital"],
        now=row["now"] or None,
        begin=row["from"],
        end=row["to"],
        wikidata=row["wikidata"] or None,
        ambiguous=row["ambiguous"] == "true",
        forms=tuple((form, facet) for facet, forms in facets for form in forms if form),
    )


def body(row: Row) -> Body:
    """The entry a row of ``bodies`` or ``groups`` makes."""
    names = ((form, Facet.NAME) for form in (row["name"], *row.list("aliases")))
    return Body(
        id=row["id"],
        name=row["name"],
        kind=ActorKind(row["kind"]),
        country=row["country"] or None,
        sectors=row.list("sectors"),
        part_of=row["part_of"] or None,
        begin=row["from"],
        end=row["to"],
        wikidata=row["wikidata"] or None,
        ambiguous=row["ambiguous"] == "true",
        source=row["source"],
        forms=(*names, *((form, Facet.ACRONYM) for form in row.list("acronyms"))),
    )


def tenure(row: Row) -> Tenure:
    """The entry a row of ``offices`` makes."""
    return Tenure(
        person=row["person_id"],
        title=row["title"],
        organization=row["organization"] or None,
        country=row["country"] or None,
        sector=row["sector"] or None,
        start=row["start"],
        end=row["end"],
        source=row["source"],
        as_of=row["as_of"],
    )


def person(row: Row, offices: tuple[Tenure, ...]) -> Person:
    """The entry a row of ``people`` makes, with the offices of that person."""
    return Person(
        id=row["person_id"],
        name=row["name"],
        aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
        country=row["country"] or None,
        wikidata=row["wikidata"] or None,
        note=row["note"],
        offices=offices,
    )


def source(row: Row) -> Source:
    """The entry a row of ``sources`` makes."""
    return Source(id=row["key"], name=row["title"], url=row["url"], licence=row["licence"], note=row["note"])


def agreement(row: Row) -> KnownAgreement:
    """The entry a row of ``agreements`` makes."""
    return KnownAgreement(
        id=row["id"],
        name=row["name"],
        aliases=row.list("aliases"),
        parties=row.list("parties"),
        date=row["date"],
        place=row["place"],
        kind=row["kind"],
        status=row["status"],
        wikidata=row["wikidata"] or None,
        source=row["source"],
    )
