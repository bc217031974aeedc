"""Keys of new rows, given by the writer, who is alone.

So many rows can be written at once with their links, in the same way on every database, and be carried from one to the
other without touching counters.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from sqlalchemy import Connection, Table, func, select

from dragoman.model.problems import DragomanError

_MOST = 1 << 16  # rows of one table that an article can have; keys of 2^47 articles fit 63 bits


def following(connection: Connection, table: Table) -> Iterator[int]:
    """Keys for new rows of a table, counted on from the last one, in a transaction that writes."""
    return count(connection.execute(select(func.coalesce(func.max(table.c.key), 0))).scalar_one() + 1)


def within(document: int) -> Iterator[int]:
    """Keys for the rows of an article in one table: the same each time, and found without asking the database.

    Raises DragomanError when there are no more.
    """
    yield from range(document * _MOST, (document + 1) * _MOST)
    raise DragomanError(f"an article with more than {_MOST:,} entries of a kind; split it")
