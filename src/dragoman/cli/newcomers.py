"""``dragoman actors``: actors that the knowledge base does not know, over time, and which of them may be one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import DATABASE, As, Database, Format, Limit

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.query.newcomer_pages import StoredNewcomer, StoredSuggestion
    from dragoman.resolve.newcomers import OfficeHeld

app = typer.Typer(no_args_is_help=True, help="Public actors that articles name and the knowledge base does not know.")
_SHOWN = 4  # spellings and offices of one actor in a table


@app.callback()
def actors() -> None:
    """Public actors that articles name and the knowledge base does not know."""


@app.command()
def new(
    db: Database = DATABASE,
    least: Annotated[int, typer.Option("--min-articles", min=1, help="Only actors that so many articles name.")] = 1,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List them with their names, their offices as stated, and when they were seen."""
    from dragoman import query
    from dragoman.cli import tables

    with opened(db) as store:
        page = query.newcomers(store, least=least, limit=tables.limited(limit, format))
        tables.write(page, query.StoredNewcomer, format, _newcomers)


def _newcomers(rows: Iterable[StoredNewcomer], console: Console) -> None:
    from dragoman.cli import tables
    from dragoman.show import words

    listed = []
    for row in rows:
        other = [one.name for one in row.names if one.name != row.name][:_SHOWN]
        lines = [f"{row.name} ({', '.join(row.countries) or row.kind})", *(f"also {name}" for name in other)]
        lines += [_office(held) for held in row.offices[:_SHOWN]]
        seen = f"{row.first or '–'} to {row.last or '–'}" if row.first != row.last else row.first or "–"
        text = "\n".join(words.tidy(line) for line in lines)
        listed.append([row.id, text, seen, f"{row.articles:,}", f"{row.sources:,}"])
    columns = ["id", "who", "seen", "articles", "sources"]
    tables.listing(console, "No article names an actor that is new.", columns, listed)


def _office(held: OfficeHeld) -> str:
    body = f", {held.office.organization}" if held.office.organization else ""
    days = " to ".join(dict.fromkeys(day for day in (held.first, held.last) if day))
    return f"{held.office.title}{body} ({days or 'no date'})"


@app.command()
def suggest(db: Database = DATABASE, limit: Limit = None, format: As = Format.TABLE) -> None:
    """List pairs that may be one, with what speaks for and against it; nothing is merged unless you say so.

    To accept: dragoman merge --actors ONE OTHER. To refuse: dragoman split --actors ONE --from OTHER.
    """
    from dragoman import query
    from dragoman.cli import tables

    with opened(db) as store:
        page = query.suggestions(store, limit=tables.limited(limit, format))
        tables.write(page, query.StoredSuggestion, format, _suggestions)


def _suggestions(rows: Iterable[StoredSuggestion], console: Console) -> None:
    from dragoman.cli import tables
    from dragoman.show import words

    tables.listing(
        console,
        "No two actors may be one.",
        ["score", "one", "other", "for and against"],
        (
            [
                f"{row.score:.2f}",
                words.tidy(f"{row.one_name} [{row.one}], {row.one_articles:,} articles"),
                words.tidy(f"{row.other_name} [{row.other}], {row.other_articles:,} articles"),
                "; ".join(words.tidy(f"{'+' * (r.weight > 0)}{r.weight:g} {r.name}: {r.what}") for r in row.reasons),
            ]
            for row in rows
        ),
    )
