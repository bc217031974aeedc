"""The rows a query gives: events, statements, commitments, articles, with names and words looked up.

Each kind of row has the SQL that fetches one by its key, and the function that builds it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.store.derived import ROLES
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


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """One event of one article."""

    id: str  # document id, colon, the event's id in its record
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    status: str
    date: str | None
    place: Location | None
    magnitudes: tuple[Quantity, ...]
    confidence: float | None
    quote: str  # the words that tell it, with what stands beside them
    title: str | None
    source: str | None
    published: str | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStatement:
    """One statement of one article."""

    id: str
    kind: str
    speaker: tuple[Party, ...]
    addressee: tuple[Party, ...]
    about: tuple[Party, ...]
    content: str
    date: str | None
    title: str | None
    source: str | None
    published: str | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCommitment:
    """One commitment of one article."""

    id: str
    debtor: tuple[Party, ...]
    action: str
    beneficiary: tuple[Party, ...]
    deadline: str | None
    status: str | None  # as somebody claims it to be
    agreement: str | None
    title: str | None
    source: str | None
    published: str | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """One stored version of an article."""

    id: str
    title: str | None
    source: str | None
    published: str | None
    address: str
    current: bool
    replaces: str | None
    stored: str
    events: int
    statements: int
    commitments: int


_ARTICLE = "documents.id || ':' || main.id AS id, title, source, published, address, text"


def _parties(what: str, role: str) -> str:
    """A column that lists the actors in a role, in their order, as JSON."""
    return (
        "(SELECT json_group_array(json_object('id', id, 'name', name, 'kind', kind, 'country',"
        " nullif(country, ''))) FROM (SELECT actors.* FROM"
        f" {what}_actors AS link JOIN actors ON actors.key = link.actor"
        f" WHERE link.{what} = main.key AND role = {ROLES.index(role)} ORDER BY position)) AS {role}"
    )


EVENT = f"""
SELECT {_ARTICLE}, type, modes, contexts, status, main.date, start, "end", magnitudes, confidence,
    places.id AS place_id, places.name AS place_name, places.country AS place_country, admin1, latitude, longitude,
    {_parties("event", "actor")}, {_parties("event", "recipient")}
FROM events AS main JOIN documents ON documents.key = main.document LEFT JOIN places ON places.key = main.place
WHERE main.key = ?
"""
STATEMENT = f"""
SELECT {_ARTICLE}, main.kind, main.date, content,
    {_parties("statement", "speaker")}, {_parties("statement", "addressee")}, {_parties("statement", "about")}
FROM statements AS main JOIN documents ON documents.key = main.document WHERE main.key = ?
"""
COMMITMENT = f"""
SELECT {_ARTICLE}, main.date, main.status, content, agreements.name AS agreement,
    {_parties("commitment", "debtor")}, {_parties("commitment", "beneficiary")}
FROM commitments AS main JOIN documents ON documents.key = main.document
    LEFT JOIN agreements ON agreements.key = main.agreement WHERE main.key = ?
"""
DOCUMENT = """
SELECT id, title, source, published, address, current, replaces, stored,
    (SELECT count(*) FROM events WHERE document = main.key) AS events,
    (SELECT count(*) FROM statements WHERE document = main.key) AS statements,
    (SELECT count(*) FROM commitments WHERE document = main.key) AS commitments
FROM documents AS main WHERE key = ?
"""


def _given(row: sqlite3.Row) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "title", "source", "published", "address")}


def _party(row: sqlite3.Row, role: str) -> tuple[Party, ...]:
    return msgspec.json.decode(row[role], type=tuple[Party, ...])


def event(row: sqlite3.Row) -> StoredEvent:
    """An event from a row of ``EVENT``."""
    return StoredEvent(
        **_given(row),
        type=row["type"],
        modes=msgspec.json.decode(row["modes"] or "[]", type=tuple[str, ...]),
        contexts=msgspec.json.decode(row["contexts"] or "[]", type=tuple[str, ...]),
        actor=_party(row, "actor"),
        recipient=_party(row, "recipient"),
        status=row["status"],
        date=row["date"],
        place=_location(row),
        magnitudes=msgspec.json.decode(row["magnitudes"] or "[]", type=tuple[Quantity, ...]),
        confidence=row["confidence"],
        quote=_around(unpack_text(row["text"]), row["start"], row["end"]),
    )


def _location(row: sqlite3.Row) -> Location | None:
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


def statement(row: sqlite3.Row) -> StoredStatement:
    """A statement from a row of ``STATEMENT``."""
    return StoredStatement(
        **_given(row),
        kind=row["kind"],
        speaker=_party(row, "speaker"),
        addressee=_party(row, "addressee"),
        about=_party(row, "about"),
        content=_words(row),
        date=row["date"],
    )


def commitment(row: sqlite3.Row) -> StoredCommitment:
    """A commitment from a row of ``COMMITMENT``."""
    return StoredCommitment(
        **_given(row),
        debtor=_party(row, "debtor"),
        action=_words(row),
        beneficiary=_party(row, "beneficiary"),
        deadline=row["date"],
        status=row["status"],
        agreement=row["agreement"],
    )


def document(row: sqlite3.Row) -> StoredDocument:
    """An article from a row of ``DOCUMENT``."""
    counts = {name: row[name] for name in ("events", "statements", "commitments")}
    return StoredDocument(
        **_given(row), **counts, current=bool(row["current"]), replaces=row["replaces"], stored=row["stored"]
    )


def _words(row: sqlite3.Row) -> str:
    """The words at a row's spans; " … " stands where the article interrupts them."""
    text = unpack_text(row["text"])
    spans = msgspec.json.decode(row["content"], type=tuple[tuple[int, int], ...])
    return " … ".join(text[start:end] for start, end in spans)


def _around(text: str, start: int, end: int) -> str:
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
