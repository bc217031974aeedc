"""How a database becomes one of this version.

The tables of record are migrated, format by format (``formats/``); the derived ones are made anew. All of it is one
transaction. Opening refuses a database that is not ours and one that a newer program wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, insert, inspect, select, text

import dragoman.store.serving_tables  # noqa: F401 - tables of record that nothing else here names
from dragoman.model.problems import DragomanError
from dragoman.store import changes, tables
from dragoman.store.engine import APPLICATION, Database
from dragoman.store.watch import Watch, unwatched

FORMAT = 5  # of the tables of record: the last of formats/


@dataclass(frozen=True, slots=True)
class _Version:
    """What a database was written as; 0 where it holds nothing."""

    format: int
    derived: int

    @property
    def is_ours(self) -> bool:
        return self.format == FORMAT and self.derived == tables.DERIVED_VERSION


def prepare(database: Database, *, create: bool, watch: Watch = unwatched) -> None:
    """Bring a database up to this version; with ``create``, an empty one gets all tables.

    Raises DragomanError on a database that is not ours, that a newer version wrote, or that is empty.
    """
    with database.reading() as connection:
        version = _version(connection)
    if version.is_ours:
        return
    from dragoman.store import derived  # all tables there are, and much of the program

    if not version.format and not create and not database.is_sqlite:
        raise DragomanError("there is nothing of Dragoman in this database; 'dragoman read' puts its tables there")
    with database.writing(rebuilding=True) as connection:
        version = _version(connection)  # again under the lock: another process may have been faster
        if version.format == 0:
            make(connection)
        elif version.format < FORMAT:
            _migrate(connection, version.format)
            _mark(connection)
        if version.derived != tables.DERIVED_VERSION:
            derived.rebuild(connection, watch)


def make(connection: Connection) -> None:
    """Make the tables of record in an empty database; the derived ones are still to be made."""
    for table in (*tables.bookkeeping(), *tables.of_record()):
        table.create(connection, checkfirst=False)
    connection.execute(insert(tables.dragoman_version).values(version_num=str(FORMAT)))
    changes.begin(connection)
    _mark(connection)


def is_older(database: Database) -> bool:
    """Whether the tables of record are of an older format.

    Raises DragomanError on a database that is not ours, that a newer version wrote, or that is empty.
    """
    with database.reading() as connection:
        format = _version(connection).format
    if not format:
        raise DragomanError("there is nothing of Dragoman in it")
    return format < FORMAT


def _version(connection: Connection) -> _Version:
    found = _version_of_file(connection) if connection.dialect.name == "sqlite" else _version_on_server(connection)
    if found > FORMAT:
        raise DragomanError(f"a newer Dragoman wrote it (format {found}; this one reads up to {FORMAT}): upgrade")
    if found < 3:  # formats 1 and 2 kept no version of their derived tables
        return _Version(found, 0)
    worked_out = connection.execute(select(func.max(tables.derived_tables.c.version))).scalar_one() or 0
    if worked_out > tables.DERIVED_VERSION:
        raise DragomanError(
            f"a newer Dragoman wrote it (tables {worked_out}; this one knows up to {tables.DERIVED_VERSION}): upgrade"
        )
    return _Version(found, worked_out)


def _version_of_file(connection: Connection) -> int:
    """The format of an SQLite file, 0 for an empty one."""
    application, format, count = (
        connection.execute(text(question)).scalar_one()
        for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema")
    )
    if application != APPLICATION and (count or format):
        raise DragomanError("this is a database of another program")
    return int(format)


def _version_on_server(connection: Connection) -> int:
    if not inspect(connection).has_table(tables.dragoman_version.name):
        return 0
    return int(connection.execute(select(tables.dragoman_version.c.version_num)).scalar_one())


def _mark(connection: Connection) -> None:
    """Say in the header of an SQLite file what it is, to older programs too."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {APPLICATION}"))
        connection.execute(text(f"PRAGMA user_version = {FORMAT}"))


def _migrate(connection: Connection, format: int) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    if format < 3:
        for table in tables.bookkeeping():
            table.create(connection, checkfirst=False)
    config = Config()
    folder = Path(__file__).parent / "formats"
    scripts = ScriptDirectory(str(folder), version_locations=[str(folder)])
    environment = EnvironmentContext(
        config, scripts, fn=lambda current, _: scripts._upgrade_revs(str(FORMAT), current), destination_rev=str(FORMAT)
    )
    with environment:
        environment.configure(connection=connection, version_table=tables.dragoman_version.name)
        environment.run_migrations()
    for table in tables.of_record():  # those that an older format did not have
        table.create(connection, checkfirst=True)
