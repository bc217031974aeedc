"""``dragoman positions``: who stands where on a topic, and ``topics``, which says what topics there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import Exit, complain, opened
from dragoman.cli.options import (
    DATABASE,
    As,
    Database,
    Format,
    Knowledge,
    Limit,
    Scheme,
    Since,
    StanceIs,
    TopicIs,
    Until,
    Words,
    topics_of,
)
from dragoman.cli.options import Holder as Actor

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.query import StoredPosition
    from dragoman.store import Store


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(positions)
    app.command()(topics)


def positions(
    actor: Actor,
    topic: TopicIs,
    stance: StanceIs,
    scheme: Scheme = None,  # whose contexts are topics: read by the check of --topic, as --knowledge is
    knowledge: Knowledge = None,
    db: Database = DATABASE,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List where somebody stands on a topic, each side's positions from the oldest on; changes are marked."""
    from dragoman import query
    from dragoman.cli import tables

    wanted = query.Filter(
        actor=tuple(actor), topic=tuple(topic), stance=tuple(stance), since=since, until=until, text=text
    )
    with opened(db) as store:
        page = query.positions(store, wanted, tables.limited(limit, format))
        tables.write(page, query.StoredPosition, format, _table(store))


def _table(store: Store) -> Callable[[Iterable[StoredPosition], Console], None]:
    from dragoman.cli import tables
    from dragoman.show import words

    def table(rows: Iterable[StoredPosition], console: Console) -> None:
        tables.listing(
            console,
            "No position fits.",
            ["id", "date", "who", "topic", "stance", "the words"],
            (
                [
                    tables.short(store, row.id),
                    row.date or "–",
                    tables.names(row.holder),
                    row.topic,
                    f"{row.before} → {row.stance}" if row.before else row.stance,
                    words.shorten(row.content, 200),
                ]
                for row in rows
            ),
        )

    return table


def topics(
    ctx: typer.Context,
    scheme: Scheme = None,
    knowledge: Knowledge = None,
    check: Annotated[bool, typer.Option("--check", help="Try the examples of the topics instead.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the topics that positions are taken on: ours, yours, and the contexts of the scheme."""
    known = topics_of(ctx)
    if check:
        from dragoman.evaluate.topics import wrong
        from dragoman.pipeline import Pipeline

        faults = wrong(Pipeline.load(scheme, knowledge=knowledge))
        for fault in faults:
            typer.echo(fault)
        complain(f"{len(known.by_id):,} topics: {len(faults):,} faults")
        if faults:
            raise typer.Exit(Exit.SOME_FAILED)
    elif json:
        import msgspec

        typer.echo(
            msgspec.json.encode([{"id": t.id, "gloss": t.gloss, "within": t.within} for t in known.by_id.values()])
        )
    else:
        from rich.console import Console

        from dragoman.cli import tables

        rows = ([t.id, t.within or "–", t.gloss] for t in sorted(known.by_id.values(), key=lambda t: t.is_context))
        tables.listing(Console(), "There is no topic.", ["topic", "within", "what it is"], rows)
