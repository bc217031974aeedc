"""What is different between two codings, for a terminal and as Markdown: the counts first, then each change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.model.changes import KINDS, Change, Counted, Summary
from dragoman.show.marking import plain, row
from dragoman.show.words import shorten, tidy

_RULES = 20  # pairs of rules shown in a summary


def headline(summary: Summary) -> str:
    """How many articles were compared and how many came out otherwise."""
    told = f"{_articles(summary.articles)} compared, {summary.differing:,} coded otherwise"
    return told + (f"; {_articles(summary.apart)} not coded by both" if summary.apart else "")


def summary_tables(summary: Summary, console: Console) -> None:
    """Print the counts by type and field, and by rule."""
    console.print(Text(headline(summary)))
    if summary.differing:
        _counts(["part", "type", "field"], summary.by_field(), console)
        rules = list(summary.by_rule())
        _counts(["older rule", "newer rule"], rules[:_RULES], console)
        if len(rules) > _RULES:
            console.print(Text(f"{len(rules) - _RULES:,} more pairs of rules", "dim"))


def changes(found: Iterable[Change], console: Console) -> None:
    """Print each change under its article."""
    for _, group in groupby(found, key=lambda change: change.document):
        for number, change in enumerate(group):
            if number == 0:
                console.print()
                console.print(
                    Text.assemble(
                        (_title(change), "bold"), f"  {tidy(change.address)}", (f"  {change.document}", "green")
                    )
                )
            console.print(Text(f"  {_told(change)}"), soft_wrap=True)
            console.print(Text(f"      {tidy(change.why)}", "dim"), soft_wrap=True)


def markdown(summary: Summary, found: Iterable[Change]) -> Iterator[str]:
    """The same as lines of Markdown."""
    yield from ("# What changed", "", f"{headline(summary)}.", "")
    if summary.differing:
        yield from _markdown_counts(["part", "type", "field"], summary.by_field())
        yield from _markdown_counts(["older rule", "newer rule"], summary.by_rule())
    for _, group in groupby(found, key=lambda change: change.document):
        for number, change in enumerate(group):
            if number == 0:
                yield from ("", f"## {plain(_title(change))}", "", f"{plain(change.address)} ({change.document})", "")
            yield f"- {plain(_told(change))}  "
            yield f"  {plain(change.why)}"


def _told(change: Change) -> str:
    """One change in a line: the entry, its words, and what became of which field."""
    words = shorten(" … ".join(part.text for part in change.words), 60)
    ids = " → ".join(dict.fromkeys(id for id in (change.old_id, change.new_id) if id))
    entry = " ".join(filter(None, (change.part, ids, f"“{words}”" if words else "")))
    if change.kind == "changed":
        return f"{entry}: {change.field} {tidy(change.old or '–')} → {tidy(change.new or '–')}"
    return f"{change.kind} {entry}: {tidy(change.new or change.old or '')}"


def _title(change: Change) -> str:
    return shorten(change.title or "without a title", 100)


def _articles(count: int) -> str:
    return f"{count:,} article" if count == 1 else f"{count:,} articles"


def _counts(columns: list[str], rows: Iterable[Counted], console: Console) -> None:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False, header_style="dim")
    for name in columns:
        table.add_column(name, overflow="fold")
    for kind in KINDS:
        table.add_column(kind, justify="right")
    for one in rows:
        table.add_row(*(Text(cell or "–") for cell in one.name), *map(_count, (one.gained, one.lost, one.changed)))
    console.print()
    console.print(table)


def _markdown_counts(columns: list[str], rows: Iterable[Counted]) -> Iterator[str]:
    yield row(*columns, *KINDS)
    yield row(*["---"] * len(columns), *["---:"] * len(KINDS))
    for one in rows:
        yield row(*(plain(cell or "–") for cell in one.name), *map(_count, (one.gained, one.lost, one.changed)))
    yield ""


def _count(count: int) -> str:
    return f"{count:,}" if count else "–"
