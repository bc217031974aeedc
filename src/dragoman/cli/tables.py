"""Rows of a query as a table for people or as JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import msgspec
import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.options import Format
from dragoman.query import (
    Page,
    Party,
    StoredCommitment,
    StoredDocument,
    StoredEvent,
    StoredHappening,
    StoredStatement,
    flat,
)
from dragoman.query.formulas import neutralised
from dragoman.show import EventRow, events_table, words
from dragoman.show.happenings import told_by
from dragoman.store import Store

T = TypeVar("T")
SHOWN = 50  # rows of a table, unless asked otherwise


def write(page: Page[T], kind: type[T], format: Format, table: Callable[[Iterable[T], Console], None]) -> None:
    """Write the rows of a page; how many there are besides goes to standard error."""
    rows = _Counted(page.rows)
    if format is Format.TABLE:
        table(rows, Console())
    elif format is Format.CSV:
        _csv(rows, kind)
    else:
        _json(rows, lines=format is Format.JSONL)
    if rows.count < page.total:
        typer.echo(f"{rows.count:,} of {page.total:,} shown; --limit 0 shows all", err=True)
    if page.undated:
        typer.echo(f"{page.undated:,} more would fit but have no date", err=True)


def limited(limit: int | None, format: Format) -> int | None:
    """How many rows to fetch; None for all."""
    if limit is None:
        return SHOWN if format is Format.TABLE else None
    return limit or None


class _Counted(Iterable[T]):
    """Rows that know how many of them were taken."""

    def __init__(self, rows: Iterable[T]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[T]:
        for row in self.rows:
            self.count += 1
            yield row


def _json(rows: Iterable[Any], *, lines: bool) -> None:
    before, between, after = (b"", b"\n", b"\n") if lines else (b"[\n", b",\n", b"\n]\n")
    out = sys.stdout.buffer
    sys.stdout.flush()
    empty = True
    for row in rows:
        out.write((before if empty else between) + msgspec.json.encode(row))
        empty = False
    out.write((b"" if lines else b"[]\n") if empty else after)
    out.flush()


def _csv(rows: Iterable[Any], kind: type[Any]) -> None:
    """One line a row; several values in one cell are parted by semicolons. No text is a formula to a spreadsheet."""
    columns = flat.columns(kind)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        cells = [flat.as_text(column, column.cell(row)) for column in columns]
        writer.writerow([neutralised(cell) if isinstance(cell, str) else cell for cell in cells])
    sys.stdout.flush()


def events(store: Store) -> Callable[[Iterable[StoredEvent], Console], None]:
    """A table of events, with ids as short as this store allows."""

    def table(rows: Iterable[StoredEvent], console: Console) -> None:
        events_table([_event(store, row) for row in rows], console)

    return table


def _event(store: Store, row: StoredEvent) -> EventRow:
    return EventRow(
        id=short(store, row.id),
        date=row.date or "",
        type=row.type,
        modes=row.modes,
        actors=tuple(_named(party) for party in row.actor),
        recipients=tuple(_named(party) for party in row.recipient),
        place=row.place.name if row.place else "",
        status=row.status,
        title=row.title or "",
        quote=row.quote,
    )


def events_told(store: Store) -> Callable[[Iterable[StoredHappening], Console], None]:
    """A table of events across articles."""

    def table(rows: Iterable[StoredHappening], console: Console) -> None:
        events_table([_told(store, row) for row in rows], console)

    return table


def _told(store: Store, row: StoredHappening) -> EventRow:
    return EventRow(
        id=short(store, row.id),
        date=row.date or "",
        type=row.type,
        modes=row.modes,
        actors=tuple(_named(party) for party in row.actor),
        recipients=tuple(_named(party) for party in row.recipient),
        place=row.place.name if row.place else "",
        status=row.status,
        title=row.title or "",
        quote=row.quote,
        numbers=tuple(map(words.span, row.magnitudes)),
        told=told_by(row.articles, row.sources) if row.articles > 1 else "",
    )


def statements(store: Store) -> Callable[[Iterable[StoredStatement], Console], None]:
    """A table of statements."""

    def table(rows: Iterable[StoredStatement], console: Console) -> None:
        listing(
            console,
            "No statement fits.",
            ["id", "date", "who", "what was said"],
            (
                [
                    short(store, row.id),
                    row.date or "–",
                    names(row.speaker) + (f" to {names(row.addressee)}" if row.addressee else ""),
                    words.shorten(row.content, 240),
                ]
                for row in rows
            ),
        )

    return table


def commitments(store: Store) -> Callable[[Iterable[StoredCommitment], Console], None]:
    """A table of commitments."""

    def table(rows: Iterable[StoredCommitment], console: Console) -> None:
        listing(
            console,
            "No commitment fits.",
            ["id", "due", "who", "what"],
            (
                [
                    short(store, row.id),
                    row.deadline or "–",
                    names(row.debtor) + (f" → {names(row.beneficiary)}" if row.beneficiary else ""),
                    words.shorten(row.action, 200)
                    + (f" ({words.tidy(row.agreement)})" if row.agreement else "")
                    + (f" [{row.status}]" if row.status else ""),
                ]
                for row in rows
            ),
        )

    return table


def documents(rows: Iterable[StoredDocument], console: Console) -> None:
    """A table of articles."""
    listing(
        console,
        "No article fits.",
        ["id", "published", "article", "events", "statements"],
        (
            [
                row.id,
                row.published or "–",
                words.shorten(row.title or row.address, 120)
                + (f", {words.tidy(row.source)}" if row.source else "")
                + ("" if row.current else " (superseded)"),
                str(row.events),
                str(row.statements),
            ]
            for row in rows
        ),
    )


def listing(console: Console, nothing: str, columns: list[str], rows: Iterable[list[str]]) -> None:
    """Print rows under their columns, or the sentence that there are none."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False, header_style="dim")
    for name in columns:
        # Ids must be copied whole; the rest may wrap.
        table.add_column(
            name, no_wrap=name in ("id", "date", "published", "due", "topic"), style="green" * (name == "id")
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table if table.rows else Text(nothing, "italic"))


def short(store: Store, id: str) -> str:
    """A row's id with its document's as short as this store allows."""
    document, _, item = id.rpartition(":")
    return f"{store.shorten(document)}:{item}"


def _named(party: Party) -> str:
    return f"{party.name} ({party.country})" if party.country else party.name


def names(parties: tuple[Party, ...]) -> str:
    """Actors in a row, as a table shows them."""
    return ", ".join(words.tidy(_named(party)) for party in parties) or "?"
