"""Derived table of newcomers: what each current article says of public actors that the knowledge base does not know."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from dragoman.store.tables import KEY, TEXT, metadata

# Lists are JSON. A newcomer's entry is worked out from all of its rows when it is asked for.
newcomers = Table(
    "newcomers",
    metadata,
    Column("document", KEY, ForeignKey("documents.key"), primary_key=True, autoincrement=False),
    Column("actor", TEXT, primary_key=True),  # id
    Column("name", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("country", TEXT),
    Column("names", TEXT, nullable=False),
    Column("offices", TEXT, nullable=False),
    info={"kind": "derived"},
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("newcomers_actor", newcomers.c.actor)
