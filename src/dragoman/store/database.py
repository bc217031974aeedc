"""The database: saves records, article by article, and gives them back.

Embedded (SQLite) or on a server (PostgreSQL). One transaction for each article, so a process killed at
any moment leaves whole records only. What was read is never overwritten: a changed article is a new
version beside the old one, and a newer coder's record stands beside the older coder's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from threading import local
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.store import changes, schema, shown
from dragoman.store.engine import Database
from dragoman.store.tables import documents
from dragoman.store.watch import Watch, unwatched

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


class _Now(local):
    """The transaction that is open in this thread."""

    connection: Connection | None = None
    writes = False
    tells = False  # whether it writes what queries tell

    @contextmanager
    def through(self, connection: Connection, *, writes: bool = False) -> Iterator[None]:
        self.connection, self.writes, self.tells = connection, writes, False
        try:
            yield
        finally:
            self.connection, self.writes = None, False


class Store:
    """An open database; close it, or use it as a context manager."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.name = database.name  # for messages; without a password
        self._now = _Now()

    @classmethod
    def open(cls, where: Path | str, *, create: bool = False, watch: Watch = unwatched) -> Self:
        """Open the database of a path (SQLite) or a URL (``postgresql://user@host/name``).

        With ``create``, make it where there is none; a PostgreSQL database must be there, and may be empty. ``watch``
        is given the articles one by one where derived tables are of an older version, and are made anew.
        Raises DragomanError if there is none, or if it is not a database we can read.
        """
        database = Database(where, create=create)
        try:
            schema.prepare(database, create=create, watch=watch)
            database.settle()
        except (DBAPIError, DragomanError) as fault:
            database.close()
            reason = fault.orig if isinstance(fault, DBAPIError) else fault
            raise DragomanError(f"{database.name}: {reason}") from fault
        return cls(database)

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database, whatever others write meanwhile.

        Within another ``reading`` or ``writing`` of the same thread it is that one's view.
        """
        if self._now.connection is not None:
            yield self._now.connection
            return
        with self.database.reading() as connection, self._now.through(connection):
            yield connection

    @contextmanager
    def writing(self, *, quiet: bool = False) -> Iterator[Connection]:
        """All that is written inside, or nothing; other writers wait.

        Within another ``writing`` of the same thread it is a part of that one, and stays only if that one does.
        It counts as a change of what queries tell, unless it is ``quiet``.
        Raises RuntimeError within ``reading``: what is seen there may be old.
        """
        if self._now.connection is None:
            with self.database.writing() as connection, self._now.through(connection, writes=True):
                self._now.tells = not quiet
                yield connection
                if self._now.tells:
                    changes.count(connection)
        elif self._now.writes:
            self._now.tells = self._now.tells or not quiet
            with self._now.connection.begin_nested():
                yield self._now.connection
        else:
            raise RuntimeError("this thread is reading; write before that or after it")

    def rebuild(self, watch: Watch = unwatched) -> None:
        """Make all derived tables anew from the tables of record, all or nothing."""
        from dragoman.store import derived

        with self.database.writing(rebuilding=True) as connection:
            derived.rebuild(connection, watch)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def holds(self, document: str, version: str) -> bool:
        """Whether a document is stored as this version of the coder codes it."""
        with self.reading() as connection:
            return shown.holds(connection, document, version)

    def save(self, record: Record) -> Saved:
        """Store a record, all of it or nothing.

        Raises DragomanError if the record contradicts itself or what is stored.
        """
        from dragoman.store import saving  # much of the program, which those who only ask need not wait for

        try:
            with self.writing() as connection:
                return saving.save(connection, record)
        except (KeyError, IndexError, IntegrityError) as fault:
            raise DragomanError(f"{record.document.address}: the record contradicts itself: {fault!r}") from fault

    def load(self, document: str, version: str | None = None) -> Record:
        """The record of a document, by its full id: the one that is shown, as people corrected it.

        With a version of the coder, the record as that version made it.

        Raises DragomanError if there is no such record or it cannot be read.
        """
        from dragoman.resolve.correcting import renamed
        from dragoman.store import naming, revised

        with self.reading() as connection:
            try:
                if version is not None:
                    return shown.coded(connection, document, version)
                return renamed(revised.state(connection, document).record, naming.leads(connection))
            except DragomanError as fault:
                raise DragomanError(f"{self.name}: {fault}") from fault

    def go_back(self, document: str, version: str) -> None:
        """Show a document as this version coded it, until it is coded again.

        Raises DragomanError if it has not coded it.
        """
        from dragoman.store import saving

        with self.writing() as connection:
            try:
                saving.go_back(connection, document, version)
            except DragomanError as fault:
                raise DragomanError(f"{self.name}: {fault}") from fault

    def find(self, prefix: str) -> str:
        """The full id of the one document whose id begins like this.

        Raises DragomanError if there is none, or more than one; the message lists them.
        """
        named = (
            select(documents.c.id, documents.c.title)
            .where(documents.c.id >= prefix, documents.c.id < prefix + chr(0x10FFFF))
            .order_by(documents.c.id)
            .limit(11)
        )
        with self.reading() as connection:
            rows = connection.execute(named).all()
        exact = [id for id, _ in rows if id == prefix]
        if len(rows) == 1 or exact:
            return str(exact[0] if exact else rows[0][0])
        if not rows:
            raise DragomanError(f"{self.name}: no document {prefix}; 'dragoman list' shows what there is")
        listed = [f"  {id}  {title or ''}".rstrip() for id, title in rows[:10]] + ["  ..."] * (len(rows) > 10)
        raise DragomanError("\n".join([f"{prefix} may be any of these; write more of the id:", *listed]))

    def shorten(self, document: str) -> str:
        """The shortest beginning of a document's id that no other document's id has."""
        id = documents.c.id
        before = select(id).where(id < document).order_by(id.desc()).limit(1)
        after = select(id).where(id > document).order_by(id).limit(1)
        with self.reading() as connection:
            near = [other for question in (before, after) for other in connection.execute(question).scalars()]
        return document[: max([_SHORTEST, *(_common(document, other) + 1 for other in near)])]


def _common(one: str, other: str) -> int:
    """How many characters two ids share at their beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
