"""Commands for other programs: ``export`` writes the record in a form they read, ``import`` reads one back."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import complain, opened
from dragoman.cli.options import (
    DATABASE,
    About,
    Actor,
    ActorSector,
    AnyStatusIs,
    Context,
    Database,
    Dyad,
    EitherSide,
    LeastConfidence,
    LeastSources,
    Mode,
    Near,
    Outlet,
    PlaceIs,
    Quad,
    Recipient,
    RecipientSector,
    Scheme,
    Sector,
    Since,
    Type,
    Until,
    Within,
    Words,
    asked_for,
)

if TYPE_CHECKING:
    from dragoman.export import Exporter


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(export)
    app.command("import")(import_)


def _list(wanted: bool) -> None:
    """Print what ``export`` can write."""
    if wanted:
        from rich.console import Console

        from dragoman.cli import tables
        from dragoman.export import exporters

        rows = [[one.name, one.gloss] for one in exporters().values()]
        tables.listing(Console(), "No format.", ["format", "what it holds"], rows)
        raise typer.Exit


def export(
    ctx: typer.Context,
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="What to write; --list shows all formats.")],
    actor: Actor,
    recipient: Recipient,
    party: EitherSide,
    sector: Sector,
    actor_sector: ActorSector,
    recipient_sector: RecipientSector,
    type: Type,
    quad: Quad,
    mode: Mode,
    context: Context,
    status: AnyStatusIs,
    place: PlaceIs,
    source: Outlet,
    about: About,
    dyad: Dyad = None,
    near: Near = None,
    within: Within = None,
    least_confidence: LeastConfidence = None,
    least_sources: LeastSources = None,
    scheme: Scheme = None,  # whose types, quad classes, sectors, modes and contexts the options name
    db: Database = DATABASE,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", dir_okay=False, help="The file to write, in place of any of that name."),
    ] = None,
    _: Annotated[
        bool, typer.Option("--list", callback=_list, is_eager=True, help="List the formats and stop.")
    ] = False,
) -> None:
    """Write events, statements and the rest in a form that other programs read (--list).

    A file appears when it is complete. For statements --actor is who spoke, for commitments who must act, for
    agreements a party.
    """
    from dragoman.cli.files import whole
    from dragoman.export import write

    exporter = _exporter(format)
    wanted = asked_for(ctx)
    if output is None and sys.stdout.isatty() and not _is_text(exporter):
        raise typer.BadParameter(f"{exporter.name} is not text; name a file", param_hint="--output")
    with opened(db) as store:
        try:
            if output is None:
                sys.stdout.flush()
                count = write(store, exporter, wanted, sys.stdout.buffer)
                sys.stdout.buffer.flush()
            else:
                with whole(output) as file:
                    count = write(store, exporter, wanted, file)
        except ValueError as fault:
            raise typer.BadParameter(f"{exporter.name}: {fault}") from fault
    complain(f"{count:,} {'row' if count == 1 else 'rows'}{f' in {output}' if output else ''}")


def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What 'dragoman export plover' wrote.")],
    db: Database = DATABASE,
) -> None:
    """Read exported articles and their events back into a database, which is made where there is none.

    An article that the database holds stays as it is. What comes before a fault in the file is kept.
    """
    from dragoman.export.tabular.plover_import import bring_in

    with opened(db, create=True) as store, file.open("rb") as lines:
        outcomes = Counter(outcome.value for outcome in bring_in(store, lines, str(file)))
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(outcomes.items()))
    count = sum(outcomes.values())
    complain(f"{count:,} {'article' if count == 1 else 'articles'}{f' ({told})' if told else ''}")


def _exporter(name: str) -> Exporter:
    from difflib import get_close_matches

    from dragoman.export import exporters

    known = exporters()
    if name not in known:
        parts = [one for one in known if name.casefold() in one]
        near = get_close_matches(name.casefold(), known, n=3, cutoff=0.5)
        listed = list(dict.fromkeys([*near, *parts])) or list(known)
        raise typer.BadParameter(f"no {name!r}; one of {', '.join(listed)}", param_hint="FORMAT")
    return known[name]


def _is_text(exporter: Exporter) -> bool:
    return exporter.media_type.startswith("text/") or "json" in exporter.media_type or "xml" in exporter.media_type
