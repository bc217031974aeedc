"""``dragoman event``: one event with all of its reports; ``dragoman settings``: what is taken where they differ."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import DATABASE, Database

if TYPE_CHECKING:
    from dragoman.query import ToldReport
    from dragoman.show.happenings import Report
    from dragoman.store import Store


class View(StrEnum):
    """How one event is shown."""

    TERMINAL = "terminal"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(event)
    app.command()(settings)


def event(
    id: Annotated[str, typer.Argument(metavar="ID", help="Document id or its beginning, colon, event id.")],
    db: Database = DATABASE,
    format: Annotated[View, typer.Option("--format", "-f", help="How to print.")] = View.TERMINAL,
) -> None:
    """Show one event: what is taken for true and by which rule, where reports differ, each report and why it is one."""
    from dragoman import query

    document, colon, entry = id.rpartition(":")
    if not colon:
        raise typer.BadParameter("write document and event, e.g. 3f2a91:e4", param_hint="ID")
    with opened(db) as store:
        found = query.event_in_full(store, f"{store.find(document)}:{entry}")
        reports, others = ([_report(store, told) for told in part] for part in (found.reports, found.others))
    if format in (View.JSON, View.JSONL):
        import msgspec

        line = msgspec.json.encode(found)
        typer.echo(msgspec.json.format(line) if format is View.JSON else line)
        return
    from dragoman.show import happenings

    if format is View.MARKDOWN:
        typer.echo(happenings.as_markdown(found.happening, reports, others), nl=False)
    else:
        from rich.console import Console

        happenings.in_full(found.happening, reports, others, Console())


def settings(
    changes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME=VALUE]...", help="What to set; NAME= takes the default again.", show_default=False
        ),
    ] = None,
    db: Database = DATABASE,
) -> None:
    """List the settings of the database, or change some: which of several values told is taken for true."""
    from dragoman.resolve.happenings import allowed
    from dragoman.store import happenings
    from dragoman.store import settings as stored

    wanted = [change.partition("=") for change in changes or ()]
    if wrong := next((name for name, equals, _ in wanted if not equals), None):
        raise typer.BadParameter(f"write {wrong}=VALUE", param_hint="NAME=VALUE")
    with opened(db) as store:
        if wanted:
            with store.writing() as connection:
                happenings.set_rules(connection, {name: value or None for name, _, value in wanted})
        with store.reading() as connection:
            here = stored.current(connection)
    for name, rules in allowed().items():
        value = here.get(name, rules[0])
        others = ", ".join(rule for rule in rules if rule != value)
        typer.echo(f"{name}={value}  (or {others})")


def _report(store: Store, told: ToldReport) -> Report:
    from dragoman.cli import tables
    from dragoman.show.happenings import Report

    report = told.report
    article = ", ".join(filter(None, (report.title or report.address, report.source, report.published)))
    return Report(
        id=tables.short(store, report.id), article=article, quote=report.quote, reason=told.reason, judged=told.judged
    )
