"""The log of corrections, which is of record: rows are only ever added; and derived from it, who has judged what."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

from dragoman.store.tables import KEY, TEXT, key_column, metadata

corrections = Table(
    "corrections",
    metadata,
    key_column(),  # the order in which they were made
    Column("id", TEXT, nullable=False, unique=True),
    Column("kind", TEXT, nullable=False, index=True),  # merged actors are asked for with every article
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
decisions = Table(
    "decisions",
    metadata,
    Column("document", KEY, ForeignKey("documents.key"), primary_key=True, autoincrement=False),  # a current one
    Column("entry", TEXT, primary_key=True),  # id in the record, rejected entries too
    Column("author", TEXT, primary_key=True),
    Column("kind", TEXT, nullable=False),  # what he did last: edit, confirm, reject, add
    info={"kind": "derived"},
    sqlite_strict=True,
)
