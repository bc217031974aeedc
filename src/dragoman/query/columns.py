"""What rows of several kinds have in common: parties, places, numbers, and the words at their spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, Row, Table, literal, select

from dragoman.store.packing import unpack_text
from dragoman.store.tables import ROLES, TEXT, actors, documents, places

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
_Spans = tuple[tuple[int, int], ...]
_MARGIN = 50  # characters shown on either side of an event's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor in a role."""

    id: str
    name: str
    kind: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an event took place."""

    id: str
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A stated number of an event."""

    kind: str
    value: float
    unit: str
    bound: str


class Term(msgspec.Struct, frozen=True):
    """The words that set a deadline, as the store keeps them: spans into the article."""

    words: tuple[int, int]
    anchor: tuple[int, int] | None
    duration: str | None
    before: bool


def identity(table: FromClause) -> ColumnElement[str]:
    """Document id, colon, the id of a row in its record."""
    return documents.c.id + literal(":", TEXT) + table.c.id


def article(table: FromClause) -> list[ColumnElement[Any]]:
    """Columns for the key and the id of a row and for its article; ``given`` and ``words`` read them."""
    names = ("title", "source", "published", "address", "text")
    return [table.c.key, identity(table).label("id"), *(documents.c[name] for name in names)]


#: Columns for the place of a row that ``places`` is joined to; ``location`` reads them.
PLACE = (
    *(places.c[name].label(f"place_{name}") for name in ("id", "name", "country")),
    *(places.c[name] for name in ("admin1", "latitude", "longitude")),
)


class Parties:
    """The actors of some rows, by row and role."""

    def __init__(self, connection: Connection, links: Table | None, keys: Sequence[int]) -> None:
        self._found: dict[tuple[int, str], list[Party]] = defaultdict(list)
        if links is None:
            return
        row = links.c[links.name.removesuffix("_actors")]
        question = (
            select(row, links.c.role, actors.c.id, actors.c.name, actors.c.kind, actors.c.country)
            .join_from(links, actors)
            .where(row.in_(keys))
            .order_by(row, links.c.role, links.c.position)
        )
        for key, role, id, name, kind, country in connection.execute(question):
            party = Party(id=id, name=name, kind=kind, country=country or None)
            self._found[key, ROLES[role]].append(party)

    def of(self, row: AnyRow, role: str) -> tuple[Party, ...]:
        """Those of one row in one role, in their order."""
        return tuple(self._found.get((row.key, role), ()))


def given(row: AnyRow) -> dict[str, Any]:
    """The id of a row and the article it is of."""
    return {name: getattr(row, name) for name in ("id", "title", "source", "published", "address")}


def quantities(row: AnyRow) -> tuple[Quantity, ...]:
    """The stated numbers of a row."""
    return msgspec.json.decode(row.magnitudes or "[]", type=tuple[Quantity, ...])


def location(row: AnyRow) -> Location | None:
    """The place of a row with ``PLACE`` among its columns."""
    if row.place_id is None:
        return None
    return Location(
        id=row.place_id,
        name=row.place_name,
        country=row.place_country or None,
        admin1=row.admin1,
        latitude=row.latitude,
        longitude=row.longitude,
    )


def words(row: AnyRow, spans: str | None) -> str:
    """The words at spans into a row's article; " … " stands where the article interrupts them."""
    text = unpack_text(row.text)
    return " … ".join(text[start:end] for start, end in msgspec.json.decode(spans or "[]", type=_Spans))


def around(text: str, start: int, end: int) -> str:
    """The words at a span with some of their line on either side, cut between words."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[first:start], text[end:last]
    if len(before) > _MARGIN:
        before = "… " + before[-_MARGIN:].partition(" ")[2]
    if len(after) > _MARGIN:
        after = after[:_MARGIN].rpartition(" ")[0] + " …"
    return f"{before}{text[start:end]}{after}".strip()
