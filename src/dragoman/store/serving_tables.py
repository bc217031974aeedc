"""What a server keeps beside the articles: who may write, what was written, and what waits to be coded.

Sessions are no tables of record: a backup does not carry them, so nobody is signed in by restoring one.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from dragoman.store.tables import BYTES, TEXT, key_column, metadata

people = Table(
    "people",
    metadata,
    Column("name", TEXT, primary_key=True),  # that they sign with; a name is given once
    Column("role", TEXT, nullable=False),
    Column("password", TEXT),  # Argon2id, as passwords.py writes it; none before the first one is chosen
    Column("made", TEXT, nullable=False),
    Column("disabled", TEXT),  # since when
    Column("removed", TEXT),  # when
    Column("code", TEXT),  # SHA-256 of a code by which they may choose a password, once
    Column("code_until", TEXT),
    info={"kind": "record"},
    sqlite_strict=True,
)
sessions = Table(
    "sessions",
    metadata,
    Column("hash", TEXT, primary_key=True),  # SHA-256 of what the cookie holds
    Column("id", TEXT, nullable=False, unique=True),  # by which a person ends it
    Column("person", TEXT),
    Column("token", TEXT),  # the name of the token that somebody without an account signed in with
    Column("made", TEXT, nullable=False),
    Column("seen", TEXT, nullable=False),  # last, to some minutes
    Column("browser", TEXT, nullable=False),  # as it calls itself
    info={"kind": "bookkeeping"},
    sqlite_strict=True,
)
tokens = Table(
    "tokens",
    metadata,
    Column("name", TEXT, primary_key=True),  # a name is given once
    Column("person", TEXT),  # whose it is, where that is somebody with an account
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
    Column("author", TEXT, nullable=False),  # name of the person, or of a token that is nobody's
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
    Column("state", TEXT, nullable=False),  # waiting, done, failed, cancelled
    Column("tries", Integer, nullable=False),
    Column("made", TEXT, nullable=False),
    Column("ended", TEXT),
    Column("content", BYTES),  # what was sent, until it is stored as an article
    Column("result", TEXT),  # JSON
    Column("name", TEXT),  # what the sender knows it by: a file, an address
    Column("parent", TEXT),  # id of the file of many articles that this one was in
    info={"kind": "record"},
    sqlite_strict=True,
)
Index("jobs_state", jobs.c.state, jobs.c.key)
Index("jobs_parent", jobs.c.parent)
