"""Questions to the store: a ``Filter`` in, matching events, statements or commitments out.

Nothing is left out silently: a page says how many rows fit, and how many more would fit but have no
date to compare.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dragoman.query import rows
from dragoman.query.filters import SEARCH, Filter, Where, match
from dragoman.query.rows import StoredCommitment, StoredDocument, StoredEvent, StoredStatement
from dragoman.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Rows that fit a filter, up to a limit, and how many there are in all."""

    total: int
    undated: int  # that would fit, but have no date to hold against since and until
    rows: Iterator[T]


def events(store: Store, wanted: Filter, limit: int | None = None) -> Page[StoredEvent]:
    """Events that fit, the latest first, those without a date at the end."""
    where = Where(
        wanted,
        "event",
        {"actor", "recipient", "dyad", "type", "mode", "context", "status", "place", "since", "until", "text"},
        actor="actor",
        recipient="recipient",
    )
    return page(store, "events", where, "first_day DESC, document DESC, key", limit, rows.EVENT, rows.event)


def statements(store: Store, wanted: Filter, limit: int | None = None) -> Page[StoredStatement]:
    """Statements that fit, the latest first, those without a date at the end."""
    where = Where(
        wanted,
        "statement",
        {"actor", "recipient", "about", "since", "until", "text"},
        actor="speaker",
        recipient="addressee",
    )
    order = "first_day DESC, document DESC, key"
    return page(store, "statements", where, order, limit, rows.STATEMENT, rows.statement)


def commitments(store: Store, wanted: Filter, limit: int | None = None) -> Page[StoredCommitment]:
    """Commitments that fit, the first to fall due first, those without a deadline at the end."""
    where = Where(
        wanted,
        "commitment",
        {"actor", "recipient", "status", "since", "until", "text"},
        actor="debtor",
        recipient="beneficiary",
    )
    order = "first_day IS NULL, last_day, document DESC, key"
    return page(store, "commitments", where, order, limit, rows.COMMITMENT, rows.commitment)


def documents(
    store: Store, *, text: str | None = None, versions: bool = False, limit: int | None = None
) -> Page[StoredDocument]:
    """Articles in the order they were stored, the last first; with ``versions`` the superseded ones too."""
    conditions, values = ([] if versions else ["current"]), []
    if text is not None:
        conditions.append(f"key IN ({SEARCH})")
        values.append(match(text))
    where = " AND ".join(conditions) or "TRUE"
    keys = _keys(store, f"SELECT key FROM documents WHERE {where} ORDER BY key DESC LIMIT ?", [*values, _all(limit)])
    total = _count(store, f"SELECT count(*) FROM documents WHERE {where}", values)
    return Page(total=total, undated=0, rows=_rows(store, keys, rows.DOCUMENT, rows.document))


def page(
    store: Store,
    table: str,
    where: Where,
    order: str,
    limit: int | None,
    detail: str,
    build: Callable[[sqlite3.Row], T],
) -> Page[T]:
    """Rows of a table that fit, built from what ``detail`` selects for a key."""
    condition, values = where.dated()
    keys = _keys(store, f"SELECT key FROM {table} WHERE {condition} ORDER BY {order} LIMIT ?", [*values, _all(limit)])
    total = _count(store, f"SELECT count(*) FROM {table} WHERE {condition}", values)
    undated = 0
    if where.dates:
        condition, values = where.undated()
        undated = _count(store, f"SELECT count(*) FROM {table} WHERE {condition}", values)
    return Page(total=total, undated=undated, rows=_rows(store, keys, detail, build))


def _all(limit: int | None) -> int:
    return -1 if limit is None else limit


def _keys(store: Store, query: str, values: list[Any]) -> list[int]:
    return [key for (key,) in store.connection.execute(query, values)]


def _count(store: Store, query: str, values: list[Any]) -> int:
    (count,) = store.connection.execute(query, values).fetchone()
    return int(count)


def _rows(store: Store, keys: list[int], detail: str, build: Callable[[sqlite3.Row], T]) -> Iterator[T]:
    """Rows one by one, so that an export of any length stays small."""
    cursor = store.connection.cursor()
    cursor.row_factory = sqlite3.Row
    for key in keys:
        row = cursor.execute(detail, (key,)).fetchone()
        if row is not None:  # a new version may have replaced it since we looked
            yield build(row)
