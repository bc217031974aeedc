"""What rows of several kinds have in common: parties, places, numbers, and the words at their spans."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.store.tables import ROLES
from dragoman.store.packing import unpack_text

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


#: Columns for the id of a row of ``main`` and its article; ``given`` and ``words`` read them.
ARTICLE = "documents.id || ':' || main.id AS id, title, source, published, address, text"


#: Columns for the place of a row that ``places`` is joined to; ``location`` reads them.
PLACE = "places.id AS place_id, places.name AS place_name, places.country AS place_country, admin1, latitude, longitude"


def parties_column(what: str, role: str) -> str:
    """A column that lists the actors in a role, in their order, as JSON."""
    return (
        "(SELECT json_group_array(json_object('id', id, 'name', name, 'kind', kind, 'country',"
        " nullif(country, ''))) FROM (SELECT actors.* FROM"
        f" {what}_actors AS link JOIN actors ON actors.key = link.actor"
        f" WHERE link.{what} = main.key AND role = {ROLES.index(role)} ORDER BY position)) AS {role}"
    )


def given(row: sqlite3.Row) -> dict[str, Any]:
    """The id of a row and the article it is of."""
    return {name: row[name] for name in ("id", "title", "source", "published", "address")}


def parties(row: sqlite3.Row, role: str) -> tuple[Party, ...]:
    """The actors in a role, from a column of ``parties_column``."""
    return msgspec.json.decode(row[role], type=tuple[Party, ...])


def quantities(row: sqlite3.Row) -> tuple[Quantity, ...]:
    """The stated numbers of a row."""
    return msgspec.json.decode(row["magnitudes"] or "[]", type=tuple[Quantity, ...])


def location(row: sqlite3.Row) -> Location | None:
    """The place of a row with ``PLACE`` among its columns."""
    if row["place_id"] is None:
        return None
    return Location(
        id=row["place_id"],
        name=row["place_name"],
        country=row["place_country"] or None,
        admin1=row["admin1"],
        latitude=row["latitude"],
        longitude=row["longitude"],
    )


def words(row: sqlite3.Row, column: str = "content") -> str:
    """The words at a row's spans; " … " stands where the article interrupts them."""
    text = unpack_text(row["text"])
    spans = msgspec.json.decode(row[column] or "[]", type=tuple[tuple[int, int] | None, ...])
    return " … ".join(text[span[0] : span[1]] for span in spans if span is not None)


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
