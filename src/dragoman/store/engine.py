"""A way to a database, from a path (SQLite) or a URL (PostgreSQL), and transactions on it.

Reading is one consistent snapshot that no writer can block. Writing takes the one write lock at once, since a
lock asked for half-way could not wait its turn: writers queue.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from dragoman.model.problems import DragomanError

APPLICATION = 0x44524147  # "DRAG": in the header of an SQLite file, and the write lock's number on PostgreSQL
_WAIT = 60  # seconds to wait for another process that is writing
_CONNECT = 10  # seconds to wait for a server
_URL = re.compile(r"([a-z][a-z0-9+]*)://", re.IGNORECASE)
_PASSWORD = re.compile(r"(//[^/:@]*:)[^/@]*(?=@)")
_POSTGRES = {"postgresql", "postgres", "postgresql+psycopg"}


class Database:
    """Where the tables are, and how to get at them."""

    def __init__(self, where: Path | str, *, create: bool = False) -> None:
        """Find a database; with ``create``, an SQLite file may be made where there is none.

        Raises DragomanError if there is none, or if its server cannot be reached.
        """
        url = _url(where)
        if isinstance(url, Path):
            self.name = str(url)
            if not create and not url.exists():
                raise DragomanError(f"{url}: no such database; 'dragoman read' makes one (--db names it)")
            self.engine = _sqlite(url)
            self._reader = self.engine
        else:
            self.name = url.render_as_string(hide_password=True)
            self.engine = _postgres(url)
            self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self.is_sqlite = isinstance(url, Path)

    def close(self) -> None:
        self.engine.dispose()

    def settle(self) -> None:
        """Let others read an SQLite file while one process writes; the file keeps this setting."""
        patience = monotonic() + _WAIT
        while self.is_sqlite:
            try:
                with self.engine.connect() as connection:
                    _driver(connection).execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as fault:
                # SQLite does not wait here by itself while another process opens the new file.
                if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > patience:
                    raise DragomanError(str(fault)) from fault
                sleep(0.01)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database, whatever others write meanwhile."""
        with self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, rebuilding: bool = False) -> Iterator[Connection]:
        """All or nothing, and nobody else writes; ``rebuilding`` may change tables that others refer to."""
        with self.engine.connect().execution_options(dragoman_writes=True) as connection:
            if rebuilding and self.is_sqlite:
                _checks(connection, on=False)
            try:
                with connection.begin():
                    if not self.is_sqlite:
                        connection.execute(text(f"SELECT pg_advisory_xact_lock({APPLICATION})"))
                    yield connection
            finally:
                if rebuilding and self.is_sqlite:
                    _checks(connection, on=True)


def _url(where: Path | str) -> Path | URL:
    scheme = _URL.match(where) if isinstance(where, str) else None
    if scheme is None:
        return Path(where)
    shown = _PASSWORD.sub(r"\1***", str(where))
    if scheme[1].lower() not in _POSTGRES:
        raise DragomanError(f"{shown}: no database we know; name a file, or postgresql://user@host/name")
    try:
        url = make_url(str(where))
    except (ArgumentError, ValueError) as fault:
        raise DragomanError(f"{shown}: not an address; write postgresql://user@host/name") from fault
    return url.set(drivername="postgresql+psycopg")


def _sqlite(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": _WAIT, "isolation_level": None}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: Any) -> None:
        connection.execute("PRAGMA page_size = 16384")  # for a new file: several articles fit a page, and fill it
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")  # KiB, as far as needed: the upper pages of all indexes

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        kind = "IMMEDIATE" if connection.get_execution_options().get("dragoman_writes") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def _checks(connection: Connection, *, on: bool) -> None:
    """Whether SQLite holds references against the tables they lead to."""
    _driver(connection).execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _driver(connection: Connection) -> sqlite3.Connection:
    """For settings that SQLite takes outside of transactions only."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _postgres(url: URL) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError as fault:
        raise DragomanError("PostgreSQL needs its driver: pip install 'dragoman[postgres]'") from fault
    name = url.render_as_string(hide_password=True)
    engine = create_engine(url, connect_args={"connect_timeout": _CONNECT, "application_name": "dragoman"})
    try:
        with engine.connect() as connection:
            encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    except DBAPIError as fault:
        engine.dispose()
        raise DragomanError(f"{name}: {_unreachable(str(fault.orig), url)}") from fault
    if encoding != "UTF8":
        engine.dispose()
        raise DragomanError(f"{name}: its encoding is {encoding}; make a database with ENCODING 'UTF8'")
    return engine


def _unreachable(message: str, url: URL) -> str:
    """What is wrong with a server, and the way out."""
    if "does not exist" in message and f'"{url.database}"' in message:
        return f"there is no database {url.database}; an administrator makes it: createdb {url.database}"
    if "no password supplied" in message:
        return "the server asks for a password; put it into the file ~/.pgpass or the variable PGPASSWORD"
    if "password authentication failed" in message:
        return f"wrong password for {url.username or 'this user'}; it is read from --db, ~/.pgpass or PGPASSWORD"
    reason = message.strip().splitlines()[0].removeprefix("connection failed: ") if message.strip() else "no answer"
    return f"the server cannot be reached: {reason}"
