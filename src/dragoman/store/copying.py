"""Everything of record carried from one database to another: backups, and moves between SQLite and PostgreSQL.

A backup is itself an embedded database with the tables of record; the derived ones are made when it is opened or
restored. It is written under another name and renamed when it is whole and on the disk.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError

from dragoman.model.problems import DragomanError
from dragoman.store import changes, derived, schema, tables
from dragoman.store.database import Store
from dragoman.store.engine import Database
from dragoman.store.watch import Watch, unwatched

_ROWS = 200  # carried at a time


def backup(store: Store, file: Path) -> int:
    """Write all that is of record into a new file, as of one moment; how many articles that were.

    Raises DragomanError if the file is there already or cannot be written; nothing is left behind then.
    """
    if file.exists():
        raise DragomanError(f"{file}: is there already; name another file")
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with _made(unfinished) as new, new.writing(rebuilding=True) as there:
            schema.make(there)
            with store.reading() as here:
                _carry(here, there)
                articles = _count(here)
        _onto_disk(unfinished)
        unfinished.rename(file)
        _onto_disk(file.parent)
    except (OSError, DBAPIError) as fault:
        raise DragomanError(f"{file}: {fault.orig if isinstance(fault, DBAPIError) else fault}") from fault
    finally:
        for ending in ("", "-journal"):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
    return articles


def restore(file: Path, where: Path | str, watch: Watch = unwatched) -> int:
    """Fill an empty database, or make one, with all that is of record in a backup; how many articles that were.

    Raises DragomanError if the backup cannot be read, or if the database is not empty; it is left as it was then.
    """
    with _readable(file) as saved, Store.open(where, create=True) as store:
        try:
            with store.database.writing(rebuilding=True) as there:
                if held := _count(there):
                    raise DragomanError(f"{store.name}: it holds {held:,} articles; name a database that is empty")
                with saved.reading() as here:
                    _carry(here, there)
                derived.rebuild(there, watch)
                changes.count(there)
                return _count(there)
        except DBAPIError as fault:
            raise DragomanError(f"{store.name}: {fault.orig}") from fault


@contextmanager
def _made(file: Path) -> Iterator[Database]:
    database = Database(file, create=True)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _readable(file: Path) -> Iterator[Database]:
    """A backup as this version reads it. One of an older format is taken over in a copy: backups stay as they are."""
    database = Database(file)
    with tempfile.TemporaryDirectory() as folder:
        try:
            if schema.is_older(database):
                copy = Path(folder, file.name)
                with closing(sqlite3.connect(file)) as here, closing(sqlite3.connect(copy)) as there:
                    here.backup(there)
                database.close()
                database = Database(copy)
                schema.prepare(database, create=False)
        except (DBAPIError, sqlite3.Error, DragomanError) as fault:
            reason = fault.orig if isinstance(fault, DBAPIError) else fault
            raise DragomanError(f"{file}: {reason}") from fault
        else:
            yield database
        finally:
            database.close()


def _carry(here: Connection, there: Connection) -> None:
    """Copy the rows of all tables of record, each table's after those it refers to."""
    for table in tables.of_record():
        rows = here.execution_options(yield_per=_ROWS).execute(select(table).order_by(*table.primary_key))
        for some in rows.mappings().partitions():
            there.execute(insert(table), [dict(row) for row in some])


def _count(connection: Connection) -> int:
    """Articles, whatever their versions."""
    documents = tables.documents
    return connection.execute(select(func.count()).select_from(documents).where(documents.c.current)).scalar_one()


def _onto_disk(path: Path) -> None:
    """Wait until what is written is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
