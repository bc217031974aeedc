"""The tables, and how a database of an earlier version becomes one of this version.

Each migration takes the database one version up, in one transaction. Opening refuses a file that is
not ours and one that a newer program wrote.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from dragoman.model.problems import DragomanError

APPLICATION = 0x44524147  # "DRAG" in the file's header

# Rows under `documents` and `records` are the record of what was read: never changed but for `current`.
# All other tables are worked out from the latest record of each current document, for queries.
# Days are numbers that read as dates: 20250917. Modes, contexts and spans are JSON lists. Roles are those of
# `derived.ROLES`, counted from 0.
_FIRST = """
CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    digest TEXT NOT NULL,
    replaces TEXT REFERENCES documents (id),
    current INTEGER NOT NULL,
    title TEXT,
    source TEXT,
    published TEXT,
    stored TEXT NOT NULL,
    text BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX documents_current ON documents (address) WHERE current;
CREATE TABLE records (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    version TEXT NOT NULL,
    coded TEXT NOT NULL,
    record BLOB NOT NULL,
    UNIQUE (document, version)
) STRICT;
-- Words are folded before they come here, so the tokenizer need only part them at spaces.
CREATE VIRTUAL TABLE search USING fts5 (words, content='', tokenize='ascii', detail=none);
CREATE TABLE actors (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX actors_id ON actors (id);
CREATE INDEX actors_country ON actors (country);
CREATE TABLE places (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    country TEXT NOT NULL DEFAULT '',
    admin1 TEXT,
    latitude REAL,
    longitude REAL
) STRICT;
CREATE INDEX places_id ON places (id);
CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    modes TEXT,
    contexts TEXT,
    status TEXT NOT NULL,
    date TEXT,
    first_day INTEGER,
    last_day INTEGER,
    place INTEGER REFERENCES places,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    magnitudes TEXT,
    confidence REAL,
    UNIQUE (document, id)
) STRICT;
CREATE INDEX events_first_day ON events (first_day);
CREATE INDEX events_type ON events (type, first_day);
CREATE TABLE event_actors (
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    role INTEGER NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actors_actor ON event_actors (actor, role);
CREATE TABLE statements (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    date TEXT,
    first_day INTEGER,
    last_day INTEGER,
    content TEXT NOT NULL,
    UNIQUE (document, id)
) STRICT;
CREATE TABLE statement_actors (
    statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
    role INTEGER NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (statement, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_actors_actor ON statement_actors (actor, role);
CREATE TABLE agreements (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (document, id)
) STRICT;
CREATE TABLE commitments (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    id TEXT NOT NULL,
    agreement INTEGER REFERENCES agreements ON DELETE CASCADE,
    status TEXT,
    date TEXT,
    first_day INTEGER,
    last_day INTEGER,
    content TEXT NOT NULL,
    UNIQUE (document, id)
) STRICT;
CREATE INDEX commitments_agreement ON commitments (agreement);
CREATE TABLE commitment_actors (
    commitment INTEGER NOT NULL REFERENCES commitments ON DELETE CASCADE,
    role INTEGER NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (commitment, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_actors_actor ON commitment_actors (actor, role)
"""

# Positions, claims, and what agreements and commitments hold besides their words. Rows of records that an earlier
# version coded have none of it until their articles are coded anew.
_SECOND = """
ALTER TABLE statements ADD COLUMN act TEXT NOT NULL DEFAULT 'assertion';
ALTER TABLE agreements ADD COLUMN folded TEXT NOT NULL DEFAULT '';
ALTER TABLE agreements ADD COLUMN kind TEXT NOT NULL DEFAULT 'described';
ALTER TABLE agreements ADD COLUMN entry TEXT;
ALTER TABLE agreements ADD COLUMN status TEXT;
ALTER TABLE agreements ADD COLUMN date TEXT;
ALTER TABLE agreements ADD COLUMN first_day INTEGER;
ALTER TABLE agreements ADD COLUMN last_day INTEGER;
ALTER TABLE agreements ADD COLUMN place INTEGER REFERENCES places;
ALTER TABLE agreements ADD COLUMN content TEXT NOT NULL DEFAULT '[]';
CREATE INDEX agreements_entry ON agreements (entry);
CREATE INDEX agreements_folded ON agreements (folded);
CREATE TABLE agreement_actors (
    agreement INTEGER NOT NULL REFERENCES agreements ON DELETE CASCADE,
    role INTEGER NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (agreement, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_actors_actor ON agreement_actors (actor, role);
ALTER TABLE commitments ADD COLUMN term TEXT;
ALTER TABLE commitments ADD COLUMN condition TEXT;
ALTER TABLE commitments ADD COLUMN magnitudes TEXT;
CREATE INDEX commitments_last_day ON commitments (last_day);
-- A record's positions; "position" is a column of all link tables.
CREATE TABLE stances (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    id TEXT NOT NULL,
    topic TEXT NOT NULL,
    stance TEXT NOT NULL,
    statement TEXT,
    event TEXT,
    date TEXT,
    first_day INTEGER,
    last_day INTEGER,
    content TEXT NOT NULL,
    UNIQUE (document, id)
) STRICT;
CREATE INDEX stances_topic ON stances (topic, first_day);
CREATE TABLE stance_actors (
    stance INTEGER NOT NULL REFERENCES stances ON DELETE CASCADE,
    role INTEGER NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (stance, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX stance_actors_actor ON stance_actors (actor, role);
CREATE TABLE claims (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    id TEXT NOT NULL,
    status TEXT NOT NULL,
    agreement INTEGER REFERENCES agreements ON DELETE CASCADE,
    commitment INTEGER REFERENCES commitments ON DELETE CASCADE,
    deadline TEXT,
    date TEXT,
    first_day INTEGER,
    last_day INTEGER,
    content TEXT NOT NULL,
    UNIQUE (document, id)
) STRICT;
CREATE TABLE claim_actors (
    claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
    role INTEGER NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_actors_actor ON claim_actors (actor, role)
"""

MIGRATIONS = (_FIRST, _SECOND)


def prepare(connection: sqlite3.Connection) -> None:
    """Bring a database up to this version; a new file gets all tables.

    Raises DragomanError on a file that is not ours or that a newer version wrote.
    """
    with transaction(connection, "DEFERRED"):
        version = _version(connection)
    if version == len(MIGRATIONS):
        return
    connection.execute("PRAGMA page_size = 16384")  # for a new file: several articles fit a page, and fill it
    with transaction(connection, "IMMEDIATE"):
        # Read again under the lock: another process may have been faster.
        for migration in MIGRATIONS[_version(connection) :]:
            for statement in migration.split(";\n"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


@contextmanager
def transaction(connection: sqlite3.Connection, kind: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[None]:
    """All or nothing. IMMEDIATE takes the write lock at once: asked for half-way, it could not wait its turn."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has rolled back itself where the disk is full
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    """The version of the tables, 0 for an empty file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION and (tables or version):
        raise DragomanError("this is a database of another program")
    if version > len(MIGRATIONS):
        raise DragomanError(
            f"a newer Dragoman wrote it (format {version}; this one reads up to {len(MIGRATIONS)}): upgrade"
        )
    return int(version)
