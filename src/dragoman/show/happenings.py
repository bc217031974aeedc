"""One event with all that its reports tell: what is taken for true, by which rule, who differs, why they are one.

Everything is put into plain strings first, which a terminal and a Markdown page set in their own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.model.happenings import Field, Happening, Version
from dragoman.show import words
from dragoman.show.markdown import plain

OTHERS = "Not of this event"
_QUOTE = 240  # characters of a report's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of the event, its parts already put into words."""

    id: str
    article: str  # title, source and date of publication
    quote: str
    reason: str  # why it is taken for a report of this event
    judged: str


def in_full(happening: Happening, reports: list[Report], others: list[Report], console: Console) -> None:
    """Print one event at a terminal."""
    console.print(Text(headline(happening), "bold"))
    console.print()
    table = _grid("dim", "", "dim")
    for field in happening.fields:
        table.add_row(Text(field.name), Text(words.tidy(field.value)), Text(chosen(field)))
        for told in differing(field):
            table.add_row(Text(""), Text(told, "yellow" if field.disputed else ""), Text(""))
    console.print(table)
    for title, listed in (("Reports", reports), (OTHERS, others)):
        if not listed:
            continue
        console.print()
        console.print(Text(title, "bold cyan"))
        table = _grid("green", "")
        for report in listed:
            entry = Text(f"“{words.shorten(report.quote, _QUOTE)}”")
            for line in lines(report):
                entry.append(f"\n{line}", "dim")
            table.add_row(Text(report.id), entry)
        console.print(table)


def as_markdown(happening: Happening, reports: list[Report], others: list[Report]) -> str:
    """One event as a Markdown page."""
    return "\n".join(_page(happening, reports, others)) + "\n"


def headline(happening: Happening) -> str:
    """Type, modes, and by how many it is told: ``ASSAULT aerial, 5 articles, 3 independent sources``."""
    parts = (" ".join((happening.type, *happening.modes)), told_by(happening.articles, happening.sources))
    return ", ".join(parts)


def told_by(articles: int, sources: int) -> str:
    """
    >>> told_by(5, 3), told_by(1, 1)
    ('5 articles, 3 independent sources', '1 article, 1 independent source')
    """
    return f"{articles} article{'s' * (articles != 1)}, {sources} independent source{'s' * (sources != 1)}"


def chosen(field: Field) -> str:
    """By which rule a value is taken for true, and who tells it."""
    first = field.versions[0]
    if len(field.versions) == 1:
        return _sources(first)
    return f"{field.rule.replace('-', ' ')}: {_sources(first)}"


def differing(field: Field) -> Iterator[str]:
    """What others tell."""
    for version in field.versions[1:]:
        verb = "less or more exact" if version.agrees else "differs"
        yield f"{words.tidy(version.value)} ({verb}: {_sources(version)})"


def lines(report: Report) -> Iterator[str]:
    """The article of a report, why it is here, and what people said of it."""
    yield words.tidy(report.article)
    yield words.tidy(report.reason)
    if report.judged:
        yield f"judged to be {words.tidy(report.judged)}"


def _page(happening: Happening, reports: list[Report], others: list[Report]) -> Iterator[str]:
    yield f"# {plain(headline(happening))}"
    yield ""
    yield "| field | value | by | told differently |"
    yield "| --- | --- | --- | --- |"
    for field in happening.fields:
        cells = field.name, words.tidy(field.value), chosen(field), "; ".join(differing(field))
        yield f"| {' | '.join(map(plain, cells))} |"
    for title, listed in (("Reports", reports), (OTHERS, others)):
        yield from ("", f"## {title}", "") if listed else ()
        for report in listed:
            yield f"- {plain(report.id)}: “{plain(words.shorten(report.quote, _QUOTE))}”"
            yield from (f"  - {plain(line)}" for line in lines(report))


def _sources(version: Version) -> str:
    return ", ".join(map(words.tidy, version.sources))


def _grid(*styles: str) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False)
    for style in styles:
        table.add_column(style=style, overflow="fold")
    return table
