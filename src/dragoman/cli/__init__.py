"""The command line: thin commands over the stages.

Results go to standard output, messages and progress to standard error. Heavy parts of the program
are imported inside the commands that need them, so that help and queries start at once.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer

from dragoman.cli import (
    agreements,
    asking,
    assisting,
    briefing,
    clustering,
    comparing,
    correcting,
    counting,
    due,
    evaluating,
    exporting,
    following,
    happenings,
    kb,
    keeping,
    lexicon,
    meetings,
    newcomers,
    positions,
    proposing,
    reading,
    recoding,
    reviewing,
    serving,
    stories,
    tokens,
    users,
    watching,
)
from dragoman.cli.exits import Commands

_EXITS = "Exit codes: 0 all went well; 1 some inputs failed; 2 wrong usage; 3 nothing could be done; 130 stopped."

app = typer.Typer(
    name="dragoman",
    cls=Commands,
    epilog=_EXITS,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
reading.register(app)
watching.register(app)
asking.register(app)
counting.register(app)
happenings.register(app)
due.register(app)
agreements.register(app)
meetings.register(app)
positions.register(app)
stories.register(app)
correcting.register(app)
reviewing.register(app)
following.register(app)
briefing.register(app)
recoding.register(app)
comparing.register(app)
exporting.register(app)
proposing.register(app)
keeping.register(app)
assisting.register(app)
serving.register(app)
app.add_typer(tokens.app, name="tokens")
app.add_typer(users.app, name="users")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(kb.app, name="kb")
app.add_typer(newcomers.app, name="actors")
app.add_typer(clustering.app, name="cluster")
app.add_typer(evaluating.app, name="eval")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {version('dragoman')}")
        raise typer.Exit


@app.callback()
def main(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads news on diplomacy, conflict and security into a sourced, queryable record."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # names and quotations need it, whatever the locale
