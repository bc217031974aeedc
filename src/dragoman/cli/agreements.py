"""``dragoman agreements``: what was agreed by whom, from every article that tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import (
    DATABASE,
    AgreementKindIs,
    AgreementStatusIs,
    As,
    Database,
    Dyad,
    Format,
    Limit,
    Mediator,
    Party,
    Since,
    Until,
    Words,
)

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.query import AgreementInFull, StoredAgreement
    from dragoman.store import Store


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(agreements)


def agreements(
    actor: Party,
    mediator: Mediator,
    status: AgreementStatusIs,
    kind: AgreementKindIs,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME|ID]", help="Show this one in full, with what is owed under it.", show_default=False
        ),
    ] = None,
    dyad: Dyad = None,
    db: Database = DATABASE,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List agreements, the latest first, each once with its articles; or show one in full."""
    from dragoman import query
    from dragoman.cli import tables

    wanted = query.Filter(
        actor=tuple(actor),
        mediator=tuple(mediator),
        dyad=dyad,
        status=tuple(status),
        kind=tuple(kind),
        since=since,
        until=until,
        text=text,
    )
    with opened(db) as store:
        if name is not None and wanted == query.Filter():
            found = query.agreement_in_full(store, _id(store, name))
            if len(found) == 1:
                _show(store, found[0], format)
                return
        page = query.agreements(store, wanted, tables.limited(limit, format), name and _id(store, name))
        tables.write(page, query.StoredAgreement, format, _table(store))


def _id(store: Store, name: str) -> str:
    """The name, or the whole id where it is the beginning of one."""
    document, colon, item = name.partition(":")
    if not colon or " " in name:
        return name
    return f"{store.find(document)}:{item}"


def _table(store: Store) -> Callable[[Iterable[StoredAgreement], Console], None]:
    """A table of agreements."""
    from dragoman.cli import tables
    from dragoman.show import words

    def table(rows: Iterable[StoredAgreement], console: Console) -> None:
        tables.listing(
            console,
            "No agreement fits.",
            ["id", "date", "agreement", "between", "status"],
            (
                [
                    tables.short(store, row.id) + (f"\n+{len(row.tellings) - 1} more" if len(row.tellings) > 1 else ""),
                    row.date or "–",
                    words.shorten(row.name, 100) + (f" [{row.entry}]" if row.entry else ""),
                    _sides(row),
                    _status(row),
                ]
                for row in rows
            ),
        )

    return table


def _sides(row: StoredAgreement) -> str:
    from dragoman.cli import tables

    lines = [tables.names(row.party) if row.party else "–"]
    if row.mediator:
        lines.append(f"through {tables.names(row.mediator)}")
    if row.place:
        lines.append(f"in {row.place.name}")
    return "\n".join(lines)


def _status(row: StoredAgreement) -> str:
    """The latest status, and what article says so."""
    from dragoman.show import words

    if row.status is None:
        return "–"
    by = ", ".join(part for part in (row.status_source, row.status_published) if part)
    return f"{row.status}\n{words.shorten(by, 80)}"


def _show(store: Store, found: AgreementInFull, format: Format) -> None:
    """One agreement: who, when, where, how it stands, what is owed under it, which articles tell it."""
    if format is not Format.TABLE:
        import msgspec

        line = msgspec.json.encode(found)
        typer.echo(msgspec.json.format(line) if format is Format.JSON else line)
        return
    from rich.console import Console
    from rich.text import Text

    from dragoman.cli import tables
    from dragoman.show import words

    console, one = Console(), found.agreement
    console.print(Text(words.tidy(one.name), "bold"), Text(f"{one.kind}{f', {one.entry}' if one.entry else ''}", "dim"))
    facts = {
        "parties": tables.names(one.party) if one.party else "",
        "mediators": tables.names(one.mediator) if one.mediator else "",
        "date": one.date or "",
        "place": one.place.name if one.place else "",
        "status": _status(one).replace("\n", ", says ") if one.status else "",
    }
    for label, value in facts.items():
        console.print(Text.assemble((f"{label:<12}", "dim"), value or "not known"))
    console.print()
    tables.commitments(store)(found.commitments, console)
    for claim in found.claims:
        who = tables.names(claim.claimant) if claim.claimant else claim.source or "the article"
        console.print(Text(f"{claim.status}, says {who}: {words.shorten(claim.deed, 160)}"))
    console.print()
    tables.listing(
        console,
        "No article.",
        ["id", "published", "article", "words", "status"],
        (
            [
                tables.short(store, told.id),
                told.published or "–",
                words.shorten(told.title or told.address, 80) + (f", {words.tidy(told.source)}" if told.source else ""),
                words.shorten(told.words, 80),
                told.status or "–",
            ]
            for told in one.tellings
        ),
    )
