"""How often what queries tell was written to: a number that says whether an answer can still be the same."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from dragoman.store.tables import changes


def begin(connection: Connection) -> None:
    """Start to count, in a new database."""
    connection.execute(insert(changes).values(number=0))


def count(connection: Connection) -> None:
    """Count one more, at the end of a transaction that writes."""
    connection.execute(update(changes).values(number=changes.c.number + 1))


def number(connection: Connection) -> int:
    """How often it was written to, as far as this view of the database goes."""
    return int(connection.execute(select(changes.c.number)).scalar_one())
