"""``dragoman meetings``: who met whom, at which level, about what, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import (
    DATABASE,
    As,
    Database,
    Dyad,
    Form,
    Format,
    Level,
    Limit,
    Party,
    PlaceIs,
    Scheme,
    Since,
    Until,
    Words,
)

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.ontology import Ontology
    from dragoman.query import StoredMeeting
    from dragoman.store import Store


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(meetings)


def meetings(
    actor: Party,
    level: Level,
    form: Form,
    place: PlaceIs,
    meeting: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="Document id or its beginning, colon, event id: one meeting in full."),
    ] = None,
    dyad: Dyad = None,
    planned: Annotated[bool, typer.Option("--planned", help="Those that are planned, not those held.")] = False,
    scheme: Scheme = None,
    db: Database = DATABASE,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List meetings, visits, calls and talks, the latest first; or show one in full."""
    from dragoman import query
    from dragoman.cli import tables
    from dragoman.scheme import Scheme as Codebook

    ontology = Codebook.load(scheme).ontology
    if meeting is not None:
        _show(meeting, db, ontology, format)
        return
    wanted = query.Filter(
        party=tuple(actor),
        dyad=dyad,
        place=tuple(place),
        level=tuple(level),
        form=tuple(form),
        since=since,
        until=until,
        text=text,
    )
    with opened(db) as store:
        page = query.meetings(
            store,
            wanted,
            ontology,
            planned=planned,
            limit=tables.limited(limit, format),
        )
        tables.write(page, query.StoredMeeting, format, _table(store))


def _show(id: str, db: Database, ontology: Ontology, format: Format) -> None:
    """One meeting in full."""
    from dragoman import query

    document, colon, event = id.rpartition(":")
    if not colon:
        raise typer.BadParameter("write document and event, e.g. 3f2a91:e4", param_hint="ID")
    if format is Format.CSV:
        raise typer.BadParameter("one meeting is shown as table, json or jsonl", param_hint="--format")
    with opened(db) as store:
        record = store.load(store.find(document))
    found = query.meeting_of(record, event, ontology)
    if found is None:
        raise typer.BadParameter(f"{record.document.id}:{event} tells no meeting", param_hint="ID")
    if format is Format.TABLE:
        from rich.console import Console

        from dragoman.show import meeting_in_full

        meeting_in_full(record, found, Console())
    else:
        import msgspec

        line = msgspec.json.encode(found)
        typer.echo(msgspec.json.format(line) if format is Format.JSON else line)


def _table(store: Store) -> Callable[[Iterable[StoredMeeting], Console], None]:
    """A table of meetings."""
    from dragoman.cli import tables
    from dragoman.show import words

    def table(rows: Iterable[StoredMeeting], console: Console) -> None:
        tables.listing(
            console,
            "No meeting fits.",
            ["id", "date", "what", "who", "about, outcome, series"],
            (
                [
                    tables.short(store, row.id) + (f"\n+{len(row.articles) - 1} more" if len(row.articles) > 1 else ""),
                    row.date or "–",
                    "\n".join(filter(None, [row.form, row.level, f"in {row.place.name}" if row.place else ""])),
                    _who(row),
                    "\n".join(
                        words.shorten(part, 160)
                        for part in (
                            ", ".join(row.agenda),
                            *(f"agreed: {name}" for name in row.agreements),
                            *(f"promised: {deed}" for deed in row.commitments),
                            _series(row),
                        )
                        if part
                    ),
                ]
                for row in rows
            ),
        )

    return table


def _series(row: StoredMeeting) -> str:
    """Its place in the series of its sides, and what the articles say of it."""
    from dragoman.show import words

    parts = [f"the text: {words.tidy(note)}" for note in row.stated]
    if row.count is not None and row.count.known > 1:
        sides = " and ".join(side.id for side in row.sides)
        known = f"{_nth(row.count.known)} known {row.count.kind} of {sides}"
        parts.insert(0, f"{known}, {_nth(row.count.in_month)} that month")
    return "; ".join(parts)


def _nth(number: int) -> str:
    """
    >>> _nth(1), _nth(12), _nth(23)
    ('1st', '12th', '23rd')
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _who(row: StoredMeeting) -> str:
    """The sides with those who took part for them, and who stood between."""
    from dragoman.show import words

    lines = [
        f"{words.tidy(side.name)}: " + ", ".join(words.tidy(one.name) for one in side.participants)
        if side.participants
        else words.tidy(side.name)
        for side in row.sides
    ]
    if row.third_parties:
        lines.append("through " + ", ".join(words.tidy(side.name) for side in row.third_parties))
    return "\n".join(lines)
