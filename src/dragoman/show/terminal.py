"""A record for a person at a terminal, wide or narrow, with or without colour.

Takes a record and a rich console and prints to it. Article text never reaches the console as
mark-up. Where the console has no styles, the words that gave an event stand between « and ».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from dragoman.model.events import Commitment, Event, Statement
from dragoman.model.record import Record
from dragoman.show import words
from dragoman.show.words import Names

_WIDE = 110  # columns from which the words get a column of their own
_STATEMENT = 240  # characters of a quotation that are shown
_ACTION = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event of a query, with the names already looked up."""

    id: str
    date: str
    type: str
    modes: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str
    status: str
    title: str
    quote: str


def terminal(record: Record, console: Console) -> None:
    """Print a whole record."""
    names = Names.of(record)
    _heading(record, console)
    if record.events:
        _section(console, "Events", _events(record, names, console))
    else:
        console.print()
        console.print(Text(words.NO_EVENTS, "italic"))
    if record.statements:
        _section(console, "Statements", _statements(record, names))
    if record.agreements:
        _section(console, "Agreements", _agreements(record, names))
    others = words.commitments_in(record, None)
    if others:
        _section(console, words.other_commitments(record), _commitments(others, names))
    if record.actors:
        _section(console, "Actors", _actors(record))
    if record.problems:
        _section(console, "Problems", _problems(record))


def events_table(rows: Iterable[EventRow], console: Console) -> None:
    """Print events of many articles as one table, or that there are none."""
    rows = list(rows)
    if not rows:
        console.print(Text("No event fits.", "italic"))
        return
    wide = console.width >= _WIDE
    table = _event_columns(wide)
    for row in rows:
        what = _what(" ".join([row.type, ", ".join(row.modes)]), row.status)
        who = ", ".join(map(words.tidy, row.actors)) or words.NOT_NAMED
        if row.recipients:
            who += " → " + ", ".join(map(words.tidy, row.recipients))
        quote = Text(f"“{words.shorten(row.quote, 120)}”", "dim")
        telling = Group(quote, Text(words.tidy(row.title), "italic dim"))
        _add(table, wide, row.id, row.date.replace("/", " to "), what, who, words.tidy(row.place), telling)
    console.print(table)


def _section(console: Console, title: str, content: Table | Group) -> None:
    console.print()
    console.print(Text(title, "bold cyan"))
    console.print(content)


def _heading(record: Record, console: Console) -> None:
    console.print(Text(words.headline(record.document), "bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for label, value in words.facts(record.document):
        grid.add_row(label, Text(value))
    console.print(grid)


def _event_columns(wide: bool) -> Table:
    table = _table()
    table.add_column("id", no_wrap=True, style="green")
    if wide:
        table.add_column("date", min_width=10, max_width=13)
        table.add_column("what", min_width=10, max_width=18)
        table.add_column("who → whom", ratio=3)
        table.add_column("where", max_width=16)
        table.add_column("the words", ratio=4)
    else:
        table.add_column("what, when", min_width=10, max_width=22)
        table.add_column("who → whom, where, the words", ratio=1)
    return table


def _add(table: Table, wide: bool, id: str, date: str, what: Text, who: str, where: str, telling: Text | Group) -> None:
    """One event as a row; in a narrow table its fields share two columns."""
    if wide:
        table.add_row(Text(id), Text(date or "–"), what, Text(who), Text(where or "–"), telling)
        return
    first = Group(what, Text(date or "no date", "" if date else "dim"))
    second = Group(Text(who), *([Text(f"in {where}")] if where else []), telling)
    table.add_row(Text(id), first, second)


def _events(record: Record, names: Names, console: Console) -> Table:
    wide = console.width >= _WIDE
    table = _event_columns(wide)
    for event in record.events:
        what = _what(words.kind(event), words.status(event))
        for magnitude in event.magnitudes:
            what.append(f"\n{words.magnitude(magnitude)}", "magenta")
        telling = _telling(record, event, console)
        _add(table, wide, event.id, words.date(event), what, names.sides(event), names.place(event.place), telling)
    return table


def _what(kind: str, status: str) -> Text:
    type, _, modes = kind.partition(" ")
    what = Text.assemble((type, "bold"), f" {modes}" if modes else "")
    if status and status != "actual":
        what.append(f"\n{status}", "yellow")
    return what


def _telling(record: Record, event: Event, console: Console) -> Text:
    """The first trigger in its context, and how often the article tells the event again."""
    found = words.excerpt(record.document, event.triggers[0], 40)
    left, right = ("«", "»") if console.color_system is None else ("", "")
    telling = Text.assemble((found.before, "dim"), (left + found.words + right, "bold underline"), (found.after, "dim"))
    again = len(event.triggers) - 1
    if again:
        telling.append(f"  (told {again + 1} times)", "dim italic")
    return telling


def _statements(record: Record, names: Names) -> Table:
    grid = _numbered()
    for statement in record.statements:
        grid.add_row(Text(statement.id), _statement(statement, names))
    return grid


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False, header_style="dim", expand=True)


def _numbered() -> Table:
    """Entries with their id in front."""
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(no_wrap=True, style="green")
    grid.add_column(ratio=1)
    return grid


def _statement(statement: Statement, names: Names) -> Text:
    content = words.content(statement, _STATEMENT)
    return Text.assemble((words.said(statement, names), "bold"), f": {content}  ", (statement.kind, "dim"))


def _agreements(record: Record, names: Names) -> Table:
    """Each agreement with the commitments in it below."""
    grid = _numbered()
    for one in record.agreements:
        line = Text.assemble((words.tidy(one.name.value), "bold"), words.terms(one, names))
        owed = words.commitments_in(record, one.id)
        grid.add_row(Text(one.id), Group(line, _commitments(owed, names)) if owed else line)
    return grid


def _commitments(commitments: list[Commitment], names: Names) -> Table:
    grid = _numbered()
    for one in commitments:
        duty = words.duty(one, names)
        deadline, *others = duty.terms
        line = Text.assemble((duty.who, "bold"), f": {words.shorten(duty.action, _ACTION)}; ")
        line.append(deadline, "magenta" if one.deadline else "dim")
        line.append("".join(f"; {other}" for other in others))
        grid.add_row(Text(one.id), line)
    return grid


def _actors(record: Record) -> Table:
    table = _table()
    table.add_column("name", ratio=3)
    table.add_column("kind", max_width=12)
    table.add_column("country")
    table.add_column("sectors")
    table.add_column("office", ratio=3)
    table.add_column("mentions", justify="right")
    for actor in record.actors:
        table.add_row(
            Text(words.tidy(actor.name), "bold"),
            Text(words.kind_of(actor)),
            Text(words.country(actor)),
            Text(words.values(actor.sectors) or "–"),
            Text("\n".join(words.office(office) for office in actor.offices)),
            str(len(actor.mentions)),
        )
    return table


def _problems(record: Record) -> Group:
    return Group(
        *(Text.assemble((problem.rule, "yellow"), f"  {words.tidy(problem.message)}") for problem in record.problems)
    )
