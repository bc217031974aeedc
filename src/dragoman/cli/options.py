"""Options that several commands share, each checked as it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class View(StrEnum):
    """How a record is shown."""

    TERMINAL = "terminal"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"


def _date(value: str | None) -> str | None:
    if value is not None:
        from dragoman.store.days import days

        if days(value) is None:
            raise typer.BadParameter(f"{value!r} is not a date: write 2025, 2025-09 or 2025-09-17")
    return value


def _one_of(values: list[str], known: Iterable[str]) -> list[str]:
    """The values as the ontology spells them."""
    spelled = {name.casefold(): name for name in known}
    for value in values:
        if value.casefold() not in spelled:
            near = [spelled[name] for name in get_close_matches(value.casefold(), spelled, n=3)]
            raise typer.BadParameter(f"no {value!r}; one of {', '.join(near or sorted(spelled.values()))}")
    return [spelled[value.casefold()] for value in values]


def _types(values: list[str]) -> list[str]:
    from dragoman import ontology

    return _one_of(values, ontology.load().types) if values else values


def _modes(values: list[str]) -> list[str]:
    from dragoman import ontology

    types = ontology.load().types.values() if values else ()
    return _one_of(values, {mode for type in types for mode in type.modes})


def _contexts(values: list[str]) -> list[str]:
    from dragoman import ontology

    return _one_of(values, ontology.load().contexts) if values else values


def _statuses(values: list[str]) -> list[str]:
    from dragoman.model.events import Status

    return _one_of(values, [status.value for status in Status])


def _many(*names: str, help: str, check: Callable[[list[str]], list[str]] | None = None) -> Any:
    """An option that may be given more than once, or not at all."""
    return typer.Option(*names, help=help, callback=check, default_factory=list, show_default=False)


_WHO = "country code (TUR: the state and all of its people and bodies), actor id, or words of the name"


DATABASE = Path("dragoman.db")
Database = Annotated[Path, typer.Option("--db", envvar="DRAGOMAN_DB", help="The database file.")]
Actor = Annotated[list[str], _many("--actor", "-a", help=f"Who did it: {_WHO}. May be given more than once.")]
Recipient = Annotated[list[str], _many("--recipient", "-r", help="To whom; as for --actor.")]
Dyad = Annotated[
    tuple[str, str] | None,
    typer.Option(
        metavar="ONE OTHER", help="Between two sides, either way round, meetings included.", show_default=False
    ),
]
Speaker = Annotated[list[str], _many("--speaker", help="Who said it; as for 'events --actor'.")]
Addressee = Annotated[list[str], _many("--addressee", help="To whom.")]
About = Annotated[list[str], _many("--about", help="Whom it names.")]
Debtor = Annotated[list[str], _many("--debtor", help="Who must act; as for 'events --actor'.")]
Beneficiary = Annotated[list[str], _many("--beneficiary", help="For whom.")]
Type = Annotated[list[str], _many("--type", "-t", help="Event type, e.g. CONSULT.", check=_types)]
Mode = Annotated[list[str], _many("--mode", help="Mode, e.g. visit.", check=_modes)]
Context = Annotated[list[str], _many("--context", help="Context, e.g. military.", check=_contexts)]
StatusIs = Annotated[list[str], _many("--status", help="Status, e.g. actual or negated.", check=_statuses)]
PlaceIs = Annotated[list[str], _many("--place", help="Country code, gazetteer id or words of the name.")]
Since = Annotated[str | None, typer.Option(help="From this day, month or year on.", callback=_date, show_default=False)]
Until = Annotated[str | None, typer.Option(help="Up to this day, month or year.", callback=_date, show_default=False)]
Words = Annotated[
    str | None,
    typer.Option("--text", help="Words that are all in the article; accents do not matter.", show_default=False),
]
As = Annotated[Format, typer.Option("--format", "-f", help="How to print.")]
Limit = Annotated[
    int | None,
    typer.Option(min=0, help="Rows at most; 0 for all.", show_default="50 in a table, else all"),
]
