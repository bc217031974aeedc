"""Questions to the store: a ``Filter`` in, matching events, statements or commitments out.

Nothing is left out silently: a page says how many rows fit, and how many more would fit but have no
date to compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Table, and_, func, select, true

from dragoman.query import rows
from dragoman.query.conditions import Where
from dragoman.query.filters import KNOWN, Filter
from dragoman.query.rows import Kind, StoredCommitment, StoredDocument, StoredEvent, StoredStatement
from dragoman.store import Store, search, tables

if TYPE_CHECKING:
    from dragoman.ontology import Ontology

T = TypeVar("T")
_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Rows that fit a filter, up to a limit, and how many there are in all."""

    total: int
    undated: int  # that would fit, but have no date to hold against since and until
    rows: Iterator[T]


def events(
    store: Store, wanted: Filter, limit: int | None = None, ontology: Ontology | None = None
) -> Page[StoredEvent]:
    """Events that fit, the latest first, those without a date at the end.

    ``ontology``: whose quad classes the filter names, by default PLOVER's.
    """
    where = Where(wanted, "event", KNOWN["event"], actor="actor", ontology=ontology)
    return page(store, rows.EVENT, where, _latest_first(tables.events), limit)


def statements(store: Store, wanted: Filter, limit: int | None = None) -> Page[StoredStatement]:
    """Statements that fit, the latest first, those without a date at the end."""
    where = Where(
        wanted,
        "statement",
        KNOWN["statement"],
        actor="speaker",
        recipient="addressee",
    )
    return page(store, rows.STATEMENT, where, _latest_first(tables.statements), limit)


def commitments(store: Store, wanted: Filter, limit: int | None = None) -> Page[StoredCommitment]:
    """Commitments that fit, the first to fall due first, those without a deadline at the end."""
    where = Where(
        wanted,
        "commitment",
        KNOWN["commitment"],
        actor="debtor",
        recipient="beneficiary",
    )
    own = tables.commitments.c
    order = (own.first_day.is_(None), own.last_day, own.document.desc(), own.key)
    return page(store, rows.COMMITMENT, where, order, limit)


def documents(
    store: Store, *, text: str | None = None, versions: bool = False, limit: int | None = None
) -> Page[StoredDocument]:
    """Articles in the order they were stored, the last first; with ``versions`` the superseded ones too."""
    own = tables.documents.c
    fitting: ColumnElement[bool] = true() if versions else own.current
    if text is not None:
        fitting = and_(fitting, own.key.in_(search.matching(tables.article_words, text)))
    with store.reading() as connection:
        found = select(own.key).where(fitting).order_by(own.key.desc()).limit(limit)
        keys = connection.execute(found).scalars().all()
        total = count(connection, tables.documents, fitting)
    return Page(total=total, undated=0, rows=_rows(store, keys, rows.DOCUMENT))


def page(store: Store, kind: Kind[T], where: Where, order: Sequence[ColumnElement[Any]], limit: int | None) -> Page[T]:
    """Rows of a kind that fit."""
    with store.reading() as connection:
        fitting = select(where.key).select_from(where.source).where(where.dated())
        keys = connection.execute(fitting.order_by(*order).limit(limit)).scalars().all()
        total = count(connection, where.source, where.dated())
        undated = count(connection, where.source, where.undated()) if where.dates else 0
    return Page(total=total, undated=undated, rows=_rows(store, keys, kind))


def batches(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Keys or ids a few at a time: as many as one question may have."""
    return (keys[first : first + _BATCH] for first in range(0, len(keys), _BATCH))


def _latest_first(table: Table) -> tuple[ColumnElement[Any], ...]:
    return table.c.first_day.desc().nulls_last(), table.c.document.desc(), table.c.key


def count(connection: Connection, source: FromClause, fitting: ColumnElement[bool]) -> int:
    """How many rows fit."""
    return connection.execute(select(func.count()).select_from(source).where(fitting)).scalar_one()


def _rows(store: Store, keys: Sequence[int], kind: Kind[T]) -> Iterator[T]:
    """Rows a few at a time, so that an export of any length stays small."""
    for some in batches(keys):
        with store.reading() as connection:
            fetched = kind.fetch(connection, some)
        for _, row in fetched:  # outside, so that whoever takes them may write
            yield row
