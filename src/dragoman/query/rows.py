"""The rows a query gives: events, statements, commitments, articles, with names and words looked up.

Each kind of row has the SQL that fetches one by its key, and the function that builds it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import msgspec

from dragoman.query.columns import (
    ARTICLE,
    PLACE,
    Location,
    Party,
    Quantity,
    around,
    given,
    location,
    parties,
    parties_column,
    quantities,
    words,
)
from dragoman.store.packing import unpack_text


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
    deadline_words: str | None
    depends_on: str | None  # the event that the deadline hangs on
    condition: str | None
    magnitudes: tuple[Quantity, ...]
    attribution: tuple[Party, ...]  # who says that it is owed; nobody where the article does
    status: str | None  # as its own article claims it to be
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


EVENT = f"""
SELECT {ARTICLE}, type, modes, contexts, status, main.date, start, "end", magnitudes, confidence,
    {PLACE},
    {parties_column("event", "actor")}, {parties_column("event", "recipient")}
FROM events AS main JOIN documents ON documents.key = main.document LEFT JOIN places ON places.key = main.place
WHERE main.key = ?
"""
STATEMENT = f"""
SELECT {ARTICLE}, main.kind, main.date, content,
    {parties_column("statement", "speaker")}, {parties_column("statement", "addressee")},
    {parties_column("statement", "about")}
FROM statements AS main JOIN documents ON documents.key = main.document WHERE main.key = ?
"""
COMMITMENT = f"""
SELECT {ARTICLE}, main.date, main.status, main.content, agreements.name AS agreement, condition, magnitudes, term,
    json_array(json_extract(term, '$.words')) AS term_words, json_array(json_extract(term, '$.anchor')) AS anchor,
    {parties_column("commitment", "debtor")}, {parties_column("commitment", "beneficiary")},
    {parties_column("commitment", "attribution")}
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


def event(row: sqlite3.Row) -> StoredEvent:
    """An event from a row of ``EVENT``."""
    return StoredEvent(
        **given(row),
        type=row["type"],
        modes=msgspec.json.decode(row["modes"] or "[]", type=tuple[str, ...]),
        contexts=msgspec.json.decode(row["contexts"] or "[]", type=tuple[str, ...]),
        actor=parties(row, "actor"),
        recipient=parties(row, "recipient"),
        status=row["status"],
        date=row["date"],
        place=location(row),
        magnitudes=quantities(row),
        confidence=row["confidence"],
        quote=around(unpack_text(row["text"]), row["start"], row["end"]),
    )


def statement(row: sqlite3.Row) -> StoredStatement:
    """A statement from a row of ``STATEMENT``."""
    return StoredStatement(
        **given(row),
        kind=row["kind"],
        speaker=parties(row, "speaker"),
        addressee=parties(row, "addressee"),
        about=parties(row, "about"),
        content=words(row),
        date=row["date"],
    )


def commitment(row: sqlite3.Row) -> StoredCommitment:
    """A commitment from a row of ``COMMITMENT``."""
    return StoredCommitment(
        **given(row),
        debtor=parties(row, "debtor"),
        action=words(row),
        beneficiary=parties(row, "beneficiary"),
        deadline=row["date"],
        deadline_words=words(row, "term_words") or None,
        depends_on=words(row, "anchor") or None,
        condition=words(row, "condition") or None,
        magnitudes=quantities(row),
        attribution=parties(row, "attribution"),
        status=row["status"],
        agreement=row["agreement"],
    )


def document(row: sqlite3.Row) -> StoredDocument:
    """An article from a row of ``DOCUMENT``."""
    counts = {name: row[name] for name in ("events", "statements", "commitments")}
    return StoredDocument(
        **given(row), **counts, current=bool(row["current"]), replaces=row["replaces"], stored=row["stored"]
    )
