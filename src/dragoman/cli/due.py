"""``dragoman due``: what is owed, by when, and what is said of its keeping."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import complain, opened
from dragoman.cli.options import (
    DATABASE,
    Actor,
    As,
    Database,
    Format,
    Limit,
    Since,
    Until,
    Words,
    as_date,
)

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.query import Due
    from dragoman.store import Store

_PERIOD = re.compile(r"(\d+)\s*([dwmy]?)", re.IGNORECASE)
_DAYS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(due)


def _period(value: str | None) -> str | None:
    if value is not None and not _PERIOD.fullmatch(value.strip()):
        raise typer.BadParameter(f"{value!r} is no length of time: write 90d, 12w, 3m or 1y")
    return value


def due(
    actor: Actor,
    db: Database = DATABASE,
    within: Annotated[
        str | None,
        typer.Option(help="Only what falls due in this time: 90d, 12w, 3m, 1y.", callback=_period, show_default=False),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what was due and is not said to be kept.")] = False,
    today: Annotated[
        str | None, typer.Option(help="Count from this day.", callback=as_date, show_default="today")
    ] = None,
    ical: Annotated[
        Path | None, typer.Option(help="Write the deadlines into a calendar file.", dir_okay=False, show_default=False)
    ] = None,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List what is owed, by or to an actor, the first to fall due first, with what later reports say of it."""
    from dragoman import query
    from dragoman.cli import tables

    if within is not None and overdue:
        raise typer.BadParameter("what is overdue does not fall due any more; give one of --within and --overdue")
    wanted = query.Filter(party=tuple(actor), since=since, until=until, text=text)
    day = date.fromisoformat(today) if today else date.today()
    with opened(db) as store:
        page = query.due(
            store,
            wanted,
            today=day,
            within=_days(within) if within else None,
            overdue=overdue,
            limit=None if ical else tables.limited(limit, format),
        )
        if ical is not None:
            _write_calendar(ical, page.rows)
        else:
            tables.write(page, query.Due, format, _table(store))


def _days(value: str) -> int:
    match = _PERIOD.fullmatch(value.strip())
    assert match is not None  # checked as the option was read
    return int(match[1]) * _DAYS[match[2].lower()]


def _table(store: Store) -> Callable[[Iterable[Due], Console], None]:
    def table(rows: Iterable[Due], console: Console) -> None:
        from dragoman.cli import tables

        tables.listing(
            console,
            "Nothing is due.",
            ["id", "due", "who", "what", "status"],
            (
                [
                    tables.short(store, row.id),
                    row.deadline or "–",
                    tables.names(row.debtor) + (f" → {tables.names(row.beneficiary)}" if row.beneficiary else ""),
                    _what(row),
                    _standing(row),
                ]
                for row in rows
            ),
        )

    return table


def _what(row: Due) -> str:
    from dragoman.show import words

    parts = [words.shorten(row.action, 160)]
    parts += [f"({words.tidy(row.agreement)})"] if row.agreement else []
    parts += [f"[{words.tidy(row.deadline_words)}]"] if row.deadline_words else []
    parts += [f"if: {words.tidy(row.condition)}"] if row.condition else []
    parts += [f"told by {len(row.tellings)}"] if len(row.tellings) > 1 else []
    return " ".join(parts)


def _standing(row: Due) -> str:
    """The status, and who claims what."""
    from dragoman.cli import tables

    head = "overdue" if row.overdue and row.status == "pending" else row.status
    if (row.deadline is None and row.deadline_by != "none") or row.deadline_by not in ("stated", "none"):
        head += f"; {row.deadline_by}"
    claims = [
        f"{claim.status}, says {tables.names(claim.claimant) if claim.claimant else claim.source or 'the article'}"
        + (f" ({claim.date or claim.published})" if claim.date or claim.published else "")
        for claim in row.claims
    ]
    return "\n".join([head, *claims])


def _write_calendar(path: Path, rows: Iterable[Due]) -> None:
    """The dated ones into a calendar file; how many have no date goes to standard error."""
    from dragoman.export.linked import deadlines
    from dragoman.model.problems import DragomanError
    from dragoman.show.calendar import calendar

    found = list(rows)
    entries = deadlines.entries(found)
    try:
        path.write_bytes(calendar(entries))
    except OSError as fault:
        raise DragomanError(f"{path}: {fault.strerror or fault}; name a place you may write to") from fault
    complain(f"{len(entries):,} deadlines in {path}")
    if len(entries) < len(found):
        complain(f"{len(found) - len(entries):,} more have no date and are not in it")
