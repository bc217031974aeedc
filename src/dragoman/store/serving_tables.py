"""What a server keeps beside the articles: who may write, what was written, and what waits to be coded."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from dragoman.store.tables import BYTES, TEXT, key_column, metadata

tokens = Table(
    "tokens",
    metadata,
    Column("name", TEXT, primary_key=True),  # whose it is; a name is given once
    Column("role", TEXT, nullable=False),
    Column("hash", TEXT, nullable=False, unique=True),  # SHA-256; see tokens.py
    Column("made", TEXT, nullable=False),
    Column("revoked", TEXT),  # when
    info={"kind": "record"},
    sqlite_strict=True,
)
audit = Table(
    "audit",
    metadata,
    key_column(),
    Column("time", TEXT, nullable=False),
    Column("author", TEXT, nullable=False),  # name of the token
    Column("role", TEXT, nullable=False),  # that it had then
    Column("operation", TEXT, nullable=False),
    Column("subject", TEXT, nullable=False),  # id of what was made or changed
    info={"kind": "record"},
    sqlite_strict=True,
)
jobs = Table(
    "jobs",
    metadata,
    key_column(),
    Column("id", TEXT, nullable=False, unique=True),
    Column("author", TEXT, nullable=False),
    Column("state", TEXT, nullable=False),  # waiting, done, failed
    Column("tries", Integer, nullable=False),
    Column("made", TEXT, nullable=False),
    Column("ended", TEXT),
    Column("content", BYTES),  # what was sent, until it is stored as an article
    Column("result", TEXT),  # JSON
    info={"kind": "record"},
    sqlite_strict=True,
)
Index("jobs_state", jobs.c.state, jobs.c.key)
