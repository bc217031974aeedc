"""The database: saves records, article by article, and gives them back.

One transaction for each article, so a process killed at any moment leaves whole records only. What
was read is never overwritten: a changed article is a new version beside the old one, and a newer
coder's record stands beside the older coder's.
"""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

import msgspec

from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.store import derived, schema
from dragoman.store.folding import fold
from dragoman.store.packing import pack, pack_text, unpack, unpack_text

_WAIT = 60  # seconds to wait for another process that is writing
_SHORTEST = 6  # characters of a document id


class Outcome(Enum):
    """What saving a record did."""

    NEW = "new"
    CHANGED = "changed"  # a new version of an article we had
    RECODED = "recoded"  # the article we had, coded by another version of the program
    KNOWN = "known"  # nothing: article and coder are those we had


@dataclass(frozen=True, slots=True)
class Saved:
    """The document a record is stored under, and what that took."""

    id: str
    outcome: Outcome


class Store:
    """An open database; close it, or use it as a context manager."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open a database; with ``create``, make it where there is none.

        Raises DragomanError if there is none, or if the file is not a database we can read.
        """
        if not create and not path.exists():
            raise DragomanError(f"{path}: no such database; 'dragoman read' makes one (--db names it)")
        try:
            connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        except sqlite3.Error as fault:
            raise DragomanError(f"{path}: {fault}") from fault
        try:
            schema.prepare(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
        except (sqlite3.Error, DragomanError) as fault:
            connection.close()
            raise DragomanError(f"{path}: {fault}") from fault
        return cls(path, connection)

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def holds(self, document: str, version: str) -> bool:
        """Whether a document is stored as this version of the coder codes it."""
        row = self.connection.execute(
            "SELECT 1 FROM records JOIN documents ON documents.key = records.document"
            " WHERE documents.id = ? AND version = ?",
            (document, version),
        ).fetchone()
        return row is not None

    def save(self, record: Record) -> Saved:
        """Store a record, all of it or nothing.

        Raises DragomanError if the record contradicts itself or what is stored.
        """
        try:
            with schema.transaction(self.connection, "IMMEDIATE"):
                return self._save(record)
        except (KeyError, IndexError, sqlite3.IntegrityError) as fault:
            raise DragomanError(f"{record.document.address}: the record contradicts itself: {fault!r}") from fault

    def load(self, document: str) -> Record:
        """The latest record of a document, by its full id."""
        row = self.connection.execute(
            "SELECT record, text FROM records JOIN documents ON documents.key = records.document"
            " WHERE documents.id = ? ORDER BY records.key DESC LIMIT 1",
            (document,),
        ).fetchone()
        if row is None:
            raise DragomanError(f"{self.path}: no document {document}; 'dragoman list' shows what there is")
        try:
            return unpack(row[0], unpack_text(row[1]))
        except (zlib.error, msgspec.MsgspecError) as fault:
            raise DragomanError(f"{self.path}: the record of {document} cannot be read: {fault}") from fault

    def find(self, prefix: str) -> str:
        """The full id of the one document whose id begins like this.

        Raises DragomanError if there is none, or more than one; the message lists them.
        """
        rows = self.connection.execute(
            "SELECT id, title FROM documents WHERE id >= ? AND id < ? ORDER BY id LIMIT 11",
            (prefix, prefix + chr(0x10FFFF)),
        ).fetchall()
        exact = [id for id, _ in rows if id == prefix]
        if len(rows) == 1 or exact:
            return str(exact[0] if exact else rows[0][0])
        if not rows:
            raise DragomanError(f"{self.path}: no document {prefix}; 'dragoman list' shows what there is")
        listed = [f"  {id}  {title or ''}".rstrip() for id, title in rows[:10]] + ["  ..."] * (len(rows) > 10)
        raise DragomanError("\n".join([f"{prefix} may be any of these; write more of the id:", *listed]))

    def shorten(self, document: str) -> str:
        """The shortest beginning of a document's id that no other document's id has."""
        longest = _SHORTEST
        for comparison, order in (("<", "DESC"), (">", "ASC")):
            row = self.connection.execute(
                f"SELECT id FROM documents WHERE id {comparison} ? ORDER BY id {order} LIMIT 1", (document,)
            ).fetchone()
            if row is not None:
                longest = max(longest, _common(document, row[0]) + 1)
        return document[:longest]

    def _save(self, record: Record) -> Saved:
        document = record.document
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = self.connection.execute(
            "SELECT key, address, digest, replaces, current FROM documents WHERE id = ?", (document.id,)
        ).fetchone()
        if row is None:
            replaces, current = self._retire(document.address), True
            key = self._insert(replace(document, replaces=replaces), now)
        else:
            key, address, digest, replaces, current = row
            if (address, digest) != (document.address, document.digest):
                raise DragomanError(f"{document.address}: its id {document.id} is that of {address}")
            if self.holds(document.id, record.version):
                return Saved(document.id, Outcome.KNOWN)
        record = replace(record, document=replace(document, replaces=replaces))
        self.connection.execute(
            "INSERT INTO records (document, version, coded, record) VALUES (?, ?, ?, ?)",
            (key, record.version, now, pack(record)),
        )
        if current:
            derived.clear(self.connection, key)
            derived.write(self.connection, key, record)
        if row is not None:
            return Saved(document.id, Outcome.RECODED)
        return Saved(document.id, Outcome.CHANGED if replaces else Outcome.NEW)

    def _retire(self, address: str) -> str | None:
        """Make room for a new version of an article; the id of the version there was."""
        row = self.connection.execute(
            "SELECT key, id FROM documents WHERE address = ? AND current", (address,)
        ).fetchone()
        if row is None:
            return None
        key, id = row
        self.connection.execute("UPDATE documents SET current = 0 WHERE key = ?", (key,))
        derived.clear(self.connection, key)
        return str(id)

    def _insert(self, document: Document, now: str) -> int:
        title, source, published = (
            attested.value if attested else None for attested in (document.title, document.source, document.published)
        )
        cursor = self.connection.execute(
            "INSERT INTO documents (id, address, digest, replaces, current, title, source, published, stored, text)"
            " VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
            (
                document.id,
                document.address,
                document.digest,
                document.replaces,
                title,
                source,
                published,
                now,
                pack_text(document.text),
            ),
        )
        assert cursor.lastrowid is not None
        self.connection.execute(
            "INSERT INTO search (rowid, words) VALUES (?, ?)",
            (cursor.lastrowid, fold(f"{title or ''} {document.text}")),
        )
        return cursor.lastrowid


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let others read while one process writes; the file keeps this setting."""
    patience = monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as fault:
            # SQLite does not wait here by itself while another process opens the new file.
            if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > patience:
                raise
            sleep(0.01)


def _common(one: str, other: str) -> int:
    """How many characters two ids share at their beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
