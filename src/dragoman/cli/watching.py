"""Commands that keep a corpus current: ``watch`` polls sources, ``feeds`` shows how each of them does."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import Exit, complain, opened
from dragoman.cli.options import (
    DATABASE,
    AllowPrivate,
    As,
    Database,
    Format,
    Knowledge,
    Lexicon,
    Limit,
    Quiet,
    Scheme,
)

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.gather import FeedStatus


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(watch)
    app.command()(feeds)


def watch(
    sources: Annotated[
        Path,
        typer.Argument(metavar="FEEDS.TOML", help="File that names feeds, sitemaps and pages."),
    ],
    db: Database = DATABASE,
    once: Annotated[bool, typer.Option("--once", help="Poll and fetch what is due, then end.")] = False,
    scheme: Scheme = None,
    lexicon: Lexicon = None,
    knowledge: Knowledge = None,
    allow_private: AllowPrivate = False,
    quiet: Quiet = False,
) -> None:
    """Poll feeds, sitemaps and pages, and read the articles they name, each once.

    Runs until it is stopped; started again it goes on where it was. Asks each host one thing at a time, obeys
    robots.txt, and leaves a host alone that asks for it. 'dragoman feeds' shows how each source does.
    """
    from dragoman import batch
    from dragoman.cli.reading import ending, report
    from dragoman.gather import Memory, Polled, Settings, Visitor, Watch
    from dragoman.pipeline import Pipeline

    settings = Settings.load(sources)
    watching = settings.watch
    visitor = Visitor(
        contact=watching.contact, interval=watching.interval, robots=watching.robots, allow_private=allow_private
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped by a service manager as by Ctrl-C
    tally = batch.Tally()
    stopped = False
    try:
        with opened(db, create=True) as store:
            pipeline = Pipeline.load(scheme, lexicon, knowledge)
            memory = Memory(store)
            keep = lambda document: next(iter(batch.store_all(store, pipeline, [document])))  # noqa: E731
            for result in Watch(settings, memory, visitor, keep).run(once=once):
                if isinstance(result, Polled):
                    if result.new and not quiet:
                        complain(f"{result.url}: {result.new:,} new")
                    continue
                tally.add(result)
                if isinstance(result, batch.Stored):
                    report(store, result, alone=False, json=False, quiet=quiet)
                else:
                    complain(f"{result.address}: {result.reason}")
    except KeyboardInterrupt:
        stopped = True
        if not quiet:
            complain("stopped; the next watch goes on from here")
    raise typer.Exit(ending(tally, stopped=stopped, broken=False))


def feeds(db: Database = DATABASE, limit: Limit = None, format: As = Format.TABLE) -> None:
    """Show how each watched source does: last and next poll, articles stored, waiting and failed, the last fault."""
    from dragoman.cli import tables
    from dragoman.gather import FeedStatus, Memory
    from dragoman.query import Page

    with opened(db) as store:
        rows = Memory(store).status()
    shown = rows[: tables.limited(limit, format)]
    tables.write(Page(total=len(rows), undated=0, rows=iter(shown)), FeedStatus, format, _table)
    if any(row.failures for row in rows):
        raise typer.Exit(Exit.SOME_FAILED)


def _table(rows: Iterable[FeedStatus], console: Console) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dragoman.show import words

    table = Table("source", "polled", "next", "stored", "waiting", "failed", "last fault", box=box.SIMPLE)
    for row in rows:
        counts = (f"{count:,}" for count in (row.done, row.waiting, row.failed))
        fault = f"{row.failures:,} in a row: {row.error}" if row.failures else ""
        cells = (words.shorten(row.url, 60), row.polled or "never", row.due, *counts, fault)
        table.add_row(*(Text(words.without_controls(cell)) for cell in cells))
    console.print(table)
