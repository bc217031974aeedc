"""``dragoman brief``: two pages on a dyad or an actor, each sentence with its sources."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import DATABASE, Database, Scheme, Since, Until

if TYPE_CHECKING:
    from dragoman.model.briefs import Brief


class Paper(StrEnum):
    """How a brief is written."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(brief)


def brief(
    actor: Annotated[str, typer.Argument(metavar="ONE", help="A country's code, an actor's id, or words of a name.")],
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="The other side of a dyad.", show_default=False)
    ] = None,
    since: Since = None,
    until: Until = None,
    format: Annotated[Paper, typer.Option("--format", "-f", help="How to write it.")] = Paper.TERMINAL,
    out: Annotated[
        Path | None, typer.Option(help="The file to write.", dir_okay=False, show_default="standard output")
    ] = None,
    scheme: Scheme = None,
    db: Database = DATABASE,
) -> None:
    """Write a brief on two sides, or on one: what happened, who met, what was said, what is due; all with sources."""
    from dragoman import brief as briefs
    from dragoman.cli.files import write_whole
    from dragoman.scheme import Scheme as Codebook

    sides = (actor,) if other is None else (actor, other)
    if out is None and format is Paper.PDF and sys.stdout.isatty():
        raise typer.BadParameter("a PDF goes to a file: give --out", param_hint="--format")
    with opened(db) as store:
        made = briefs.make(store, sides, Codebook.load(scheme).ontology, since=since, until=until)
    content = _rendered(made, format)
    if out is not None:
        write_whole(out, content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _rendered(made: Brief, format: Paper) -> bytes:
    from dragoman.show import briefs

    if format is Paper.PDF:
        from dragoman.show.brief_pdf import pdf

        return pdf(made)
    render = {Paper.MARKDOWN: briefs.markdown, Paper.HTML: briefs.html, Paper.TERMINAL: briefs.plain_text}[format]
    return render(made).encode()
