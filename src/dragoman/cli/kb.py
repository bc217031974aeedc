"""Commands about what is known before reading: ``dragoman kb show``, ``search``, ``who``, ``check`` and ``add``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import additions
from dragoman.cli.exits import Exit, complain
from dragoman.cli.options import Knowledge, as_date
from dragoman.model.problems import DragomanError

if TYPE_CHECKING:
    from dragoman.knowledge.base import Knowledge as Base

app = typer.Typer(no_args_is_help=True, help="Look into the knowledge base, ask it, add to it.")
app.add_typer(additions.app, name="add")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def kb() -> None:
    """Look into the knowledge base, ask it, add to it."""


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID|NAME", help="A country, body, person or agreement.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Offices of this day only.", callback=as_date)] = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Everything about an entry: names, what it is part of, offices with their dates and sources.

    A holder marked (?) may have held the office on the day asked for; the base cannot tell.
    """
    from rich.console import Console

    from dragoman.knowledge import lookup
    from dragoman.show import knowledge as shown

    base = _base(knowledge)
    found = lookup.named(base, name)
    if not found:
        raise DragomanError(f"nothing is called {name!r}; try: dragoman kb search {name!r}")
    if json:
        import msgspec

        typer.echo(msgspec.json.encode([shown.as_dict(one, base, on) for one in found]))
        return
    for one in found:
        shown.entry(one, base, Console(), on)


@app.command()
def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Words of a name; case and accents do not matter.")],
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """List countries, bodies, people, agreements and places with these words in a name."""
    from rich.console import Console

    from dragoman.knowledge import lookup
    from dragoman.knowledge.gazetteer import Gazetteer
    from dragoman.show import knowledge as shown

    found = lookup.search(_base(knowledge), Gazetteer.load(knowledge), words)
    if json:
        import msgspec

        typer.echo(msgspec.json.encode(found))
    elif found:
        shown.matches(found, Console())
    else:
        raise DragomanError(f"nothing with {words!r} in its name; add it with: dragoman kb add")


@app.command()
def who(
    owner: Annotated[str, typer.Argument(metavar="COUNTRY|BODY", help="Code or name of a country, or of a body.")],
    office: Annotated[str, typer.Argument(metavar="OFFICE", help="'foreign minister', 'MIT director' ...")],
    day: Annotated[str, typer.Argument(metavar="DATE", help="A day, e.g. 2025-03-01.", callback=as_date)],
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Who held an office on a day. Where the base does not know, it says so and names nobody."""
    import msgspec

    from dragoman.annotate.actors import roles
    from dragoman.annotate.actors.incumbents import Incumbents
    from dragoman.knowledge import lookup
    from dragoman.knowledge.entries import Body, Country

    base = _base(knowledge)
    owners = [one.id for one in lookup.named(base, owner) if isinstance(one, Country | Body)]
    if not owners:
        raise DragomanError(f"no country or body {owner!r}; try: dragoman kb search {owner!r}")
    answer = Incumbents(base, roles.load()).who(owners[0], office, day)
    if json:
        typer.echo(msgspec.json.encode(answer))
        return
    typer.echo(answer.holder.name if answer.holder else "unknown")
    complain(answer.reason)
    if answer.holder is None:
        raise typer.Exit(Exit.SOME_FAILED)


@app.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER", exists=True, file_okay=False, show_default="our own files", help="Your files."
        ),
    ] = None,
) -> None:
    """Name every fault of knowledge files, topics among them, with its file and line."""
    from dragoman.knowledge.check import faults

    found = [*faults(folder), *_topic_faults(folder)]
    for fault in found:
        typer.echo(fault)
    complain(f"{len(found):,} faults")
    if found:
        raise typer.Exit(Exit.SOME_FAILED)


def _topic_faults(folder: Path | None) -> list[str]:
    from dragoman import data, ontology
    from dragoman.coding.topics import Topics
    from dragoman.model.problems import KnowledgeFault

    try:
        Topics.load(data.path("coding", "contexts.yaml"), ontology.plover(), folder)
    except KnowledgeFault as fault:
        return str(fault).splitlines()
    return []


def _base(knowledge: Path | None) -> Base:
    from dragoman.knowledge.base import Knowledge as Base

    return Base.load(knowledge)
