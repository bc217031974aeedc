"""Commands that ask the database, and ``schema``, which says what its records look like."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import (
    DATABASE,
    About,
    Actor,
    ActorSector,
    Addressee,
    As,
    Beneficiary,
    Context,
    Database,
    Debtor,
    Dyad,
    EitherSide,
    Format,
    LeastConfidence,
    LeastSources,
    Limit,
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
    Speaker,
    StatusIs,
    Type,
    Until,
    View,
    Within,
    Words,
    asked_for,
    ontology_of,
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(show)
    app.command()(explain)
    app.command("list")(articles)
    app.command()(events)
    app.command()(statements)
    app.command()(commitments)
    app.command()(schema)


def show(
    document: Annotated[str, typer.Argument(metavar="ID", help="Document id, or its beginning.")],
    db: Database = DATABASE,
    format: Annotated[View, typer.Option("--format", "-f", help="How to print.")] = View.TERMINAL,
) -> None:
    """Print the record of one article."""
    with opened(db) as store:
        record = store.load(store.find(document))
    if format is View.TERMINAL:
        from rich.console import Console

        from dragoman.show import terminal

        terminal(record, Console())
    elif format in (View.JSON, View.JSONL):
        import msgspec

        from dragoman.model.record import to_json

        line = to_json(record)
        typer.echo(msgspec.json.format(line) if format is View.JSON else line)
    else:
        from dragoman.show import html, markdown

        typer.echo((markdown(record) if format is View.MARKDOWN else html(record)).encode())


def explain(
    item: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Document id or its beginning, colon, id of an event, a statement, a commitment ...",
        ),
    ],
    db: Database = DATABASE,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print why an entry of a record is as it is: the words, the rule for each field, what lost."""
    from rich.console import Console

    from dragoman import explain as reasons
    from dragoman.store import codings

    document, colon, id = item.rpartition(":")
    if not colon:
        raise typer.BadParameter("write document and entry, e.g. 3f2a91:e4", param_hint="ID")
    with opened(db) as store:
        record = store.load(store.find(document))
        other = codings.earlier(store, record.document.id)
    known = reasons.explained(record)
    if id not in known:
        ids = ", ".join(one for one in known if one[0] == id[:1]) or ", ".join(known) or "it has none"
        raise typer.BadParameter(f"{record.document.id} has no {id}; its entries: {ids}")
    if json:
        import msgspec

        typer.echo(msgspec.json.encode(reasons.as_dict(record, id)))
    else:
        console = Console()
        reasons.terminal(record, id, console)
        if other is not None:
            reasons.coded_otherwise(record, id, other, console)


def articles(
    db: Database = DATABASE,
    text: Words = None,
    versions: Annotated[bool, typer.Option("--versions", help="Superseded versions too.")] = False,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List the stored articles, the last stored first."""
    from dragoman import query
    from dragoman.cli import tables

    with opened(db) as store:
        page = query.documents(store, text=text, versions=versions, limit=tables.limited(limit, format))
        tables.write(page, query.StoredDocument, format, tables.documents)


def events(
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
    dyad: Dyad = None,
    near: Near = None,
    within: Within = None,
    least_confidence: LeastConfidence = None,
    least_sources: LeastSources = None,
    reports: Annotated[
        bool, typer.Option("--reports", help="The reports of single articles, not what they tell together.")
    ] = False,
    scheme: Scheme = None,  # whose types, quad classes, sectors, modes and contexts the options name
    db: Database = DATABASE,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List events, the latest first: each once, however many articles report it ('event ID' shows all of them)."""
    from dragoman import query
    from dragoman.cli import tables

    wanted, codes = asked_for(ctx), ontology_of(ctx) if quad else None
    with opened(db) as store:
        most = tables.limited(limit, format)
        if reports:
            tables.write(query.events(store, wanted, most, codes), query.StoredEvent, format, tables.events(store))
        else:
            page = query.events_told(store, wanted, most, codes)
            tables.write(page, query.StoredHappening, format, tables.events_told(store))


def statements(
    speaker: Speaker,
    addressee: Addressee,
    about: About,
    sector: Sector,
    source: Outlet,
    dyad: Dyad = None,
    db: Database = DATABASE,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List what was said, the latest first."""
    from dragoman import query
    from dragoman.cli import tables

    wanted = query.Filter(
        actor=tuple(speaker),
        recipient=tuple(addressee),
        about=tuple(about),
        sector=tuple(sector),
        source=tuple(source),
        dyad=dyad,
        since=since,
        until=until,
        text=text,
    )
    with opened(db) as store:
        page = query.statements(store, wanted, tables.limited(limit, format))
        tables.write(page, query.StoredStatement, format, tables.statements(store))


def commitments(
    debtor: Debtor,
    beneficiary: Beneficiary,
    db: Database = DATABASE,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List who must do what by when, the first to fall due first."""
    from dragoman import query
    from dragoman.cli import tables

    wanted = query.Filter(actor=tuple(debtor), recipient=tuple(beneficiary), since=since, until=until, text=text)
    with opened(db) as store:
        page = query.commitments(store, wanted, tables.limited(limit, format))
        tables.write(page, query.StoredCommitment, format, tables.commitments(store))


def schema() -> None:
    """Print the JSON Schema of a record."""
    import msgspec

    from dragoman.model.record import json_schema

    typer.echo(msgspec.json.format(msgspec.json.encode(json_schema())))
