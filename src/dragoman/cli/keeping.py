"""Commands that keep a database safe, or move it: ``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.exits import complain, opened, watch
from dragoman.cli.options import DATABASE, Database


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(backup)
    app.command()(restore)


def backup(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="The file to write; it must not be there yet.")],
    db: Database = DATABASE,
) -> None:
    """Write every article, record and correction of a database into one file.

    The file is itself a database that every command reads, whichever kind it was written from.
    """
    from dragoman.store import copying

    with opened(db) as store:
        articles = copying.backup(store, file)
    complain(f"{articles:,} articles in {file}")


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A backup, or any database file.")],
    db: Database = DATABASE,
) -> None:
    """Fill an empty database from a backup; with 'backup' this moves a database to another kind.

    A database file is made where there is none; on a server, make an empty database first.
    """
    from dragoman.store import copying

    articles = copying.restore(file, db, watch)
    complain(f"{articles:,} articles restored")
