"""The country, the pair of countries or the sector that a filter asks for, which has rows of its own."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, and_

from dragoman.query.filters import Filter
from dragoman.store import sides

#: The parts that the sectors of a field have.
SECTOR_WAYS = {
    "actor_sector": sides.ACTS,
    "recipient_sector": sides.RECEIVES,
    "sector": sides.ACTS | sides.RECEIVES,
}


@dataclass(frozen=True, slots=True)
class Side:
    """A country, or a pair of countries, that some fields of a filter ask for, and the parts they have."""

    one: str
    other: str
    ways: int
    fields: tuple[str, ...]

    def holds(self, row: FromClause) -> ColumnElement[bool]:
        """The condition on a row of ``happening_sides`` or ``tallies``."""
        pair = and_(row.c.one == self.one, row.c.other == self.other)
        return pair if self.any_way else and_(pair, row.c.ways.op("&")(self.ways) != 0)

    @property
    def any_way(self) -> bool:
        """Whether it does not matter which part they have."""
        return self.fields in (("dyad",), ("party",))


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector that one field of a filter asks for, and the parts it has."""

    sector: str
    ways: int
    fields: tuple[str, ...]

    def holds(self, row: FromClause) -> ColumnElement[bool]:
        """The condition on a row of ``sector_sides``."""
        return and_(row.c.sector == self.sector, row.c.ways.op("&")(self.ways) != 0)


def asked_sector(wanted: Filter) -> Sector | None:
    """The first sector that a filter asks for alone."""
    for field, ways in SECTOR_WAYS.items():
        codes = getattr(wanted, field)
        if len(codes) == 1:
            return Sector(codes[0], ways, (field,))
    return None


def asked_side(wanted: Filter, countries: Set[str]) -> Side | None:
    """The country or the pair that a filter asks for, if each side is one country; see ``only_countries``."""

    def country(names: tuple[str, ...]) -> str | None:
        return names[0].upper() if len(names) == 1 and names[0] in countries else None

    if wanted.dyad and countries >= set(wanted.dyad):
        one, other = sorted(name.upper() for name in wanted.dyad)
        return Side(one, other, sides.FORTH | sides.BACK | sides.BOTH, ("dyad",))
    actor, recipient, party = (country(names) for names in (wanted.actor, wanted.recipient, wanted.party))
    if actor and recipient:
        way = sides.FORTH if actor <= recipient else sides.BACK
        return Side(min(actor, recipient), max(actor, recipient), way, ("actor", "recipient"))
    if actor:
        return Side(actor, "", sides.ACTS, ("actor",))
    if recipient:
        return Side(recipient, "", sides.RECEIVES, ("recipient",))
    return Side(party, "", sides.ACTS | sides.RECEIVES, ("party",)) if party else None
