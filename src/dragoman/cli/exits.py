"""How commands end: exit codes, one-line errors, a store that is closed behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from dragoman.model.problems import DragomanError

if TYPE_CHECKING:
    from dragoman.store import Store


class Exit(IntEnum):
    """Exit codes; they never change their meaning."""

    FINE = 0
    SOME_FAILED = 1
    USAGE = 2
    NOTHING_DONE = 3
    STOPPED = 130


def complain(message: str) -> None:
    """A message on standard error."""
    typer.echo(f"dragoman: {message}", err=True)


class Commands(TyperGroup):
    """A group of commands that reports a fault the user can mend in one line, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DragomanError as fault:
            complain(str(fault))
            raise typer.Exit(Exit.NOTHING_DONE) from fault


def watch(keys: Sequence[int]) -> Iterable[int]:
    """Articles whose tables are made anew, with a bar where that takes long."""
    from dragoman.cli.progress import watched

    return watched(keys, len(keys), doing="making tables")


@contextmanager
def opened(where: Path | str, *, create: bool = False) -> Iterator[Store]:
    """The store for the length of a command; faults of the database become one line."""
    from sqlalchemy.exc import DBAPIError

    from dragoman.store import Store

    with Store.open(where, create=create, watch=watch) as store:
        try:
            yield store
        except DBAPIError as fault:
            raise DragomanError(f"{store.name}: {fault.orig}") from fault
