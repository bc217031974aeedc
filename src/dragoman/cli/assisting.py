"""``dragoman mcp``: the record for an assistant, as tools of the Model Context Protocol."""

from __future__ import annotations

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import DATABASE, Database, Knowledge, Scheme
from dragoman.model.problems import DragomanError


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(mcp)


def mcp(db: Database = DATABASE, scheme: Scheme = None, knowledge: Knowledge = None) -> None:
    """Serve an assistant over standard input and output: search, read and explain, every answer with its sources.

    An assistant's program starts this command itself; docs/assistants.md says where to name it. It only reads.
    """
    from dragoman.corpus import Corpus

    try:
        from dragoman.assistant.server import server
    except ImportError as fault:
        raise DragomanError(f"{fault.name} is not installed; to get it: pip install 'dragoman[mcp]'") from fault
    with opened(db) as store:
        server(Corpus(store, scheme=scheme, knowledge=knowledge)).run("stdio")
