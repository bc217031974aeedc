"""Keys of new rows: counted on from the last one by the writer, who is alone.

So many rows can be written at once with their links, in the same way on every database, and be carried from one to the
other without touching counters.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from sqlalchemy import Connection, Table, func, select


def following(connection: Connection, table: Table) -> Iterator[int]:
    """Keys for new rows of a table, in a transaction that writes."""
    return count(connection.execute(select(func.coalesce(func.max(table.c.key), 0))).scalar_one() + 1)
