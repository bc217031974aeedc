"""Questions to the store: a ``Filter`` in, matching events, statements or commitments out.

Nothing is left out silently: a page says how many rows fit, and how many more would fit but have no
date to compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Table, and_, func, select, true

from dragoman.query import rows
from dragoman.query.conditions import Where
from dragoman.query.filters import KNOWN, Filter
from dragoman.query.order import Order, Position, Sort
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
    last: Position | None = None  # of its last row, if more follow


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Where a list goes on: behind the last row of a page, whose figures stand for all of its pages."""

    position: Position
    total: int
    undated: int


def events(
    store: Store,
    wanted: Filter,
    limit: int | None = None,
    ontology: Ontology | None = None,
    behind: Behind | None = None,
) -> Page[StoredEvent]:
    """Events that fit, the latest first, those without a date at the end.

    ``ontology``: whose quad classes the filter names, by default PLOVER's.
    """
    where = Where(wanted, "event", KNOWN["event"], actor="actor", ontology=ontology)
    return page(store, rows.EVENT, where, _latest_first(tables.events), limit, behind)


def statements(
    store: Store, wanted: Filter, limit: int | None = None, behind: Behind | None = None
) -> Page[StoredStatement]:
    """Statements that fit, the latest first, those without a date at the end."""
    where = Where(
        wanted,
        "statement",
        KNOWN["statement"],
        actor="speaker",
        recipient="addressee",
    )
    return page(store, rows.STATEMENT, where, _latest_first(tables.statements), limit, behind)


def commitments(
    store: Store, wanted: Filter, limit: int | None = None, behind: Behind | None = None
) -> Page[StoredCommitment]:
    """Commitments that fit, the first to fall due first, those without a deadline at the end."""
    where = Where(
        wanted,
        "commitment",
        KNOWN["commitment"],
        actor="debtor",
        recipient="beneficiary",
    )
    own = tables.commitments.c
    order = Order(day=Sort(own.last_day), then=(Sort(own.document, descending=True), Sort(own.key)))
    return page(store, rows.COMMITMENT, where, order, limit, behind)


def documents(
    store: Store,
    *,
    text: str | None = None,
    versions: bool = False,
    limit: int | None = None,
    behind: Behind | None = None,
) -> Page[StoredDocument]:
    """Articles in the order they were stored, the last first; with ``versions`` the superseded ones too."""
    own = tables.documents.c
    fitting: ColumnElement[bool] = true() if versions else own.current
    if text is not None:
        fitting = and_(fitting, own.key.in_(search.matching(tables.article_words, text)))
    return listed(store, rows.DOCUMENT, fitting, Order(then=(Sort(own.key, descending=True),)), limit, behind)


def page(
    store: Store, kind: Kind[T], where: Where, order: Order, limit: int | None, behind: Behind | None = None
) -> Page[T]:
    """Rows of a kind that fit.

    Raises OtherOrder if ``behind`` is not of this order.
    """
    with store.reading() as connection:
        fitting = where.walked() if limit is not None and where.is_walked(connection) else where.dated()
        some = found(connection, where.source, where.key, fitting, order, limit, behind)
        if behind is None:
            total = connection.execute(where.number()).scalar_one()
            without = count(connection, where.source, where.undated()) if where.dates else 0
        else:
            total, without = behind.total, behind.undated
    return Page(total=total, undated=without, rows=_rows(store, some.keys, kind), last=some.last)


def listed(
    store: Store,
    kind: Kind[T],
    fitting: ColumnElement[bool],
    order: Order,
    limit: int | None,
    behind: Behind | None = None,
) -> Page[T]:
    """Rows for which a condition holds.

    Raises OtherOrder if ``behind`` is not of this order.
    """
    with store.reading() as connection:
        some = found(connection, kind.table, kind.table.c.key, fitting, order, limit, behind)
        total = count(connection, kind.table, fitting) if behind is None else behind.total
    return Page(total=total, undated=0, rows=_rows(store, some.keys, kind), last=some.last)


def batches(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Keys or ids a few at a time: as many as one question may have."""
    return (keys[first : first + _BATCH] for first in range(0, len(keys), _BATCH))


def _latest_first(table: Table) -> Order:
    day = Sort(table.c.first_day, descending=True)
    return Order(day=day, then=(Sort(table.c.document, descending=True), Sort(table.c.key)))


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of rows in their order, and what the last one was sorted by, if more follow."""

    keys: list[int]
    last: Position | None


def found(
    connection: Connection,
    source: FromClause,
    key: ColumnElement[int],
    fitting: ColumnElement[bool],
    order: Order,
    limit: int | None,
    behind: Behind | None = None,
) -> Found:
    """The keys of rows for which a condition holds.

    Raises OtherOrder if ``behind`` is not of this order.
    """
    if limit is None and behind is None:
        every = select(key).select_from(source).where(fitting).order_by(*order.order)
        return Found(list(connection.execute(every).scalars()), None)
    question = select(key, *order.values).select_from(source).order_by(*order.order)
    rows: list[Row[Any]] = []
    for condition in (true(),) if behind is None else order.behind(behind.position):
        most = None if limit is None else limit + 1 - len(rows)  # one more, to see whether there are more
        rows += connection.execute(question.where(fitting, condition).limit(most)).all()
        if limit is not None and len(rows) > limit:
            break
    shown = rows[:limit]
    more = len(rows) > len(shown)
    return Found([row[0] for row in shown], tuple(shown[-1][1:]) if more and shown else None)


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
