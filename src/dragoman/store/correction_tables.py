"""The tables of the log of corrections, which are of record: rows are only ever added."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

from dragoman.store.tables import KEY, TEXT, key_column, metadata

corrections = Table(
    "corrections",
    metadata,
    key_column(),  # the order in which they were made
    Column("id", TEXT, nullable=False, unique=True),
    Column("kind", TEXT, nullable=False),
    Column("author", TEXT, nullable=False),
    Column("time", TEXT, nullable=False),
    Column("correction", TEXT, nullable=False),  # all of it, as JSON
    info={"kind": "record"},
    sqlite_strict=True,
)
correction_addresses = Table(
    "correction_addresses",
    metadata,
    Column("address", TEXT, primary_key=True),  # of an article that it speaks of
    Column("correction", KEY, ForeignKey("corrections.key"), primary_key=True, autoincrement=False),
    info={"kind": "record"},
    sqlite_strict=True,
)
