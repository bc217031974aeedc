"""``dragoman stories``: copies of one text counted once; ``outlets``: how steadily each outlet is in the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import DATABASE, As, Database, Format, Limit, Since, Until

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.query.outlet_pages import StoredOutlet
    from dragoman.query.story_pages import StoredCopy, StoredStory
    from dragoman.store import Store

_FIGURES = 3  # changed figures shown of one copy


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(stories)
    app.command()(outlets)


def stories(
    db: Database = DATABASE,
    least: Annotated[int, typer.Option("--min-articles", min=1, help="Only stories with so many articles.")] = 1,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format: As = Format.TABLE,
) -> None:
    """List stories, each with its articles, whose text it is, and what its copies have otherwise."""
    from dragoman import query
    from dragoman.cli import tables

    with opened(db) as store:
        page = query.stories(store, least=least, since=since, until=until, limit=tables.limited(limit, format))
        tables.write(page, query.StoredStory, format, _stories(store))


def _stories(store: Store) -> Callable[[Iterable[StoredStory], Console], None]:
    from dragoman.cli import tables
    from dragoman.show import words

    def table(rows: Iterable[StoredStory], console: Console) -> None:
        listing = []
        for row in rows:
            whose = f"from {row.origin}" if row.origin_kind != "article" else ""
            lines = [words.tidy(line) for line in (row.title or "", whose, *_copies(store, row)) if line]
            listing.append([store.shorten(row.id), row.first or "–", f"{row.articles:,}", "\n".join(lines)])
        tables.listing(console, "No story fits.", ["id", "published", "articles", "story"], listing)

    return table


def _copies(store: Store, story: StoredStory) -> list[str]:
    return [f"· {store.shorten(copy.id)} {_copy(copy)}" for copy in story.copies] if story.articles > 1 else []


def _copy(copy: StoredCopy) -> str:
    """An article of a story and what it has otherwise."""
    figures = [f"{was} → {now}" for was, now in copy.figures[:_FIGURES]]
    more = [f"{len(copy.figures) - _FIGURES} more figures"] if len(copy.figures) > _FIGURES else []
    headline = [f"“{copy.headline}”"] if copy.headline else []
    parts = [copy.outlet or copy.address, copy.published or "", *headline, *figures, *more]
    return ", ".join(part for part in parts if part)


def outlets(db: Database = DATABASE, limit: Limit = None, format: As = Format.TABLE) -> None:
    """List outlets: articles, stories, first and last day, articles a day, and gaps: days of unusual silence."""
    from dragoman import query
    from dragoman.cli import tables

    with opened(db) as store:
        page = query.outlets(store, tables.limited(limit, format))
        tables.write(page, query.StoredOutlet, format, _outlets)


def _outlets(rows: Iterable[StoredOutlet], console: Console) -> None:
    from dragoman.cli import tables
    from dragoman.show import coverage, words

    tables.listing(
        console,
        "No article has an outlet.",
        ["outlet", "articles", "stories", "first", "last", "a day", "gaps"],
        (
            [
                words.tidy(row.outlet),
                f"{row.articles:,}",
                f"{row.stories:,}",
                row.first or "–",
                row.last or "–",
                f"{row.rate:.2g}" if row.rate is not None else "–",
                "; ".join(coverage.span(gap) for gap in row.gaps) or "–",
            ]
            for row in rows
        ),
    )
