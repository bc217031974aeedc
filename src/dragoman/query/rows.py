"""The rows a query gives: events, statements, commitments, articles, with names and words looked up.

Rows are fetched some at a time, by their keys: those that fit are found first, then looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from dragoman.query.columns import (
    PLACE,
    AnyRow,
    Location,
    Parties,
    Party,
    Quantity,
    Term,
    around,
    article,
    given,
    location,
    quantities,
    words,
)
from dragoman.store import tables
from dragoman.store.packing import unpack_text
from dragoman.store.tables import agreements, documents, places

T = TypeVar("T")


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


@dataclass(frozen=True)
class Kind(Generic[T]):
    """How rows of one kind are fetched and built."""

    table: Table
    detail: Select[Any]  # with all that ``build`` reads, and the key
    links: Table | None  # to the actors in their roles
    build: Callable[[AnyRow, Parties], T]

    def fetch(self, connection: Connection, keys: Sequence[int]) -> list[tuple[AnyRow, T]]:
        """Rows with these keys, in this order. A row that is there no more is left out."""
        found = {row.key: row for row in connection.execute(self.detail.where(self.table.c.key.in_(keys)))}
        parties = Parties(connection, self.links, keys)
        return [(found[key], self.build(found[key], parties)) for key in keys if key in found]


def _event(row: AnyRow, parties: Parties) -> StoredEvent:
    return StoredEvent(
        **given(row),
        type=row.type,
        modes=msgspec.json.decode(row.modes or "[]", type=tuple[str, ...]),
        contexts=msgspec.json.decode(row.contexts or "[]", type=tuple[str, ...]),
        actor=parties.of(row, "actor"),
        recipient=parties.of(row, "recipient"),
        status=row.status,
        date=row.date,
        place=location(row),
        magnitudes=quantities(row),
        confidence=row.confidence,
        quote=around(unpack_text(row.text), row.start, row.end),
    )


def _statement(row: AnyRow, parties: Parties) -> StoredStatement:
    return StoredStatement(
        **given(row),
        kind=row.kind,
        speaker=parties.of(row, "speaker"),
        addressee=parties.of(row, "addressee"),
        about=parties.of(row, "about"),
        content=words(row, row.content),
        date=row.date,
    )


def _commitment(row: AnyRow, parties: Parties) -> StoredCommitment:
    text = unpack_text(row.text)
    term = msgspec.json.decode(row.term, type=Term) if row.term else None
    return StoredCommitment(
        **given(row),
        debtor=parties.of(row, "debtor"),
        action=words(row, row.content),
        beneficiary=parties.of(row, "beneficiary"),
        deadline=row.date,
        deadline_words=text[slice(*term.words)] or None if term else None,
        depends_on=text[slice(*term.anchor)] or None if term and term.anchor else None,
        condition=words(row, row.condition) or None,
        magnitudes=quantities(row),
        attribution=parties.of(row, "attribution"),
        status=row.status,
        agreement=row.agreement_name,
    )


def _document(row: AnyRow, _: Parties) -> StoredDocument:
    counts = {name: getattr(row, name) for name in ("events", "statements", "commitments")}
    return StoredDocument(**given(row), **counts, current=bool(row.current), replaces=row.replaces, stored=row.stored)


def of_article(
    table: Table, other: Table | None = None, shared: Sequence[ColumnElement[Any]] = (), by: str = ""
) -> Select[Any]:
    """The rows of a table with their articles, and some columns of the row of another table that one may name."""
    own = [column for column in table.c if column.name not in ("key", "id", "document")]
    joined = table.join(documents, documents.c.key == table.c.document)
    if other is not None:
        joined = joined.outerjoin(other, other.c.key == table.c[by])
    return select(*article(table), *own, *shared).select_from(joined)


def _count(table: Table) -> ColumnElement[int]:
    counted = select(func.count()).select_from(table).where(table.c.document == documents.c.key)
    return counted.scalar_subquery().label(table.name)


EVENT = Kind(tables.events, of_article(tables.events, places, PLACE, "place"), tables.event_actors, _event)
STATEMENT = Kind(tables.statements, of_article(tables.statements), tables.statement_actors, _statement)
COMMITMENT = Kind(
    tables.commitments,
    of_article(tables.commitments, agreements, [agreements.c.name.label("agreement_name")], "agreement"),
    tables.commitment_actors,
    _commitment,
)
DOCUMENT = Kind(
    documents,
    select(
        *(column for column in documents.c if column.name not in ("digest", "text")),
        *map(_count, (tables.events, tables.statements, tables.commitments)),
    ),
    None,
    _document,
)
