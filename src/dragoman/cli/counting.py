"""``dragoman count``: how many events there are, by time, countries, types or quad classes."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import (
    DATABASE,
    Actor,
    ActorSector,
    As,
    Context,
    Database,
    Dyad,
    EitherSide,
    Format,
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
    StatusIs,
    Type,
    Until,
    Within,
    Words,
    asked_for,
    ontology_of,
)

if TYPE_CHECKING:
    from dragoman.query.counting import Counts


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(count)


def _grouping(value: str) -> str:
    """The value, if events can be counted by it."""
    from dragoman.query.count_rows import Grouping

    try:
        Grouping(_parts(value))
    except ValueError as fault:
        raise typer.BadParameter(str(fault)) from fault
    return value


def _parts(value: str) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def count(
    ctx: typer.Context,
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
    status: StatusIs,
    place: PlaceIs,
    source: Outlet,
    by: Annotated[
        str,
        typer.Option(
            metavar="WHAT[,WHAT]...",
            callback=_grouping,
            help="day, week, month or year; dyad, directed-dyad, actor or recipient (countries); type or quad.",
        ),
    ] = "month",
    fill: Annotated[
        bool, typer.Option("--fill", help="Rows for what has no event, too: a series without gaps.")
    ] = False,
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
    format: As = Format.TABLE,
) -> None:
    """Count events, each once, and the articles that report them, with the sum and the mean of their scores.

    Events count that are told as having happened (actual, ongoing, historical), unless --status asks for others.
    """
    from dragoman.query.counting import counts

    wanted, codes = asked_for(ctx), ontology_of(ctx)
    with opened(db) as store:
        try:
            found = counts(store, wanted, _parts(by), fill=fill, ontology=codes)
        except ValueError as fault:
            raise typer.BadParameter(str(fault)) from fault
    _write(found, format)
    typer.echo(f"{found.events:,} events told as {', '.join(found.statuses)}", err=True)
    for reason, number in found.left_out.items():
        typer.echo(f"left out: {number:,} with {reason}", err=True)


def _write(found: Counts, format: Format) -> None:
    if format is Format.TABLE:
        _table(found)
    elif format is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows(found.rows)
    else:
        _json(found, lines=format is Format.JSONL)
    sys.stdout.flush()


def _table(found: Counts) -> None:
    from rich.console import Console

    from dragoman.cli.tables import listing

    rows = ([_cell(value) for value in row] for row in found.rows)
    listing(Console(), "No event fits.", [name.replace("_", " ") for name in found.columns], rows)


def _cell(value: object) -> str:
    return "–" if value is None else f"{value:,.2f}" if isinstance(value, float) else str(value)


def _json(found: Counts, *, lines: bool) -> None:
    import msgspec

    rows: Iterable[str] = (
        msgspec.json.encode(dict(zip(found.columns, row, strict=True))).decode() for row in found.rows
    )
    if lines:
        sys.stdout.writelines(f"{row}\n" for row in rows)
    else:
        sys.stdout.write("[\n" + ",\n".join(rows) + "\n]\n")
