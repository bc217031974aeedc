"""A record for a person at a terminal, wide or narrow, with or without colour.

Takes a record and a rich console and prints to it. Article text never reaches the console as
mark-up. Where the console has no styles, the words that gave an event stand between « and ».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from dragoman.model.agreements import Commitment
from dragoman.model.entities import Actor
from dragoman.model.events import Event, Status
from dragoman.model.meetings import Meeting
from dragoman.model.record import Record
from dragoman.model.statements import Statement
from dragoman.show import claims, corrections, meetings, positions, words
from dragoman.show.grids import columned, numbered
from dragoman.show.words import Names

_WIDE = 110  # columns from which the words get a column of their own
_STATEMENT = 240  # characters of a quotation that are shown
_ACTION = 160
_QUOTE = 120


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
    numbers: tuple[str, ...] = ()
    told: str = ""  # by how many articles


def terminal(record: Record, console: Console) -> None:
    """Print a whole record."""
    _heading(record, console)
    entries(record, console)
    if record.actors:
        _section(console, "Actors", _actors(record))
    if record.changed:
        _section(console, "Corrected by people", _corrections(record))
    if record.problems:
        _section(console, "Problems", _problems(record))


def entries(record: Record, console: Console) -> None:
    """Print what a record tells, without the article and the actors."""
    names = Names.of(record)
    if record.events:
        _section(console, "Events", _events(record, names, console))
    else:
        console.print()
        console.print(Text(words.NO_EVENTS, "italic"))
    if told := meetings.worth_telling(record):
        _section(console, "Meetings", _meetings(record, told, names))
    if record.statements:
        _section(console, "Statements", _statements(record, names))
    if positions.shown(record):
        _section(console, "Positions", _positions(record, names))
    if record.agreements:
        _section(console, "Agreements", _agreements(record, names))
    others = words.commitments_in(record, None)
    if others:
        _section(console, words.other_commitments(record), _commitments(others, names))
    if record.claims:
        _section(console, "Kept or broken, as claimed", _claims(record, names))


def events_table(rows: Iterable[EventRow], console: Console) -> None:
    """Print events of many articles as one table, or that there are none."""
    lines = [_line(row) for row in rows]
    console.print(_event_table(lines, console) if lines else Text("No event fits.", "italic"))


def _section(console: Console, title: str, content: Table | Group) -> None:
    console.print()
    console.print(Text(title, "bold cyan"))
    console.print(content)


def _heading(record: Record, console: Console) -> None:
    console.print(Text(words.headline(record.document), "bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for label, value in words.facts(record):
        grid.add_row(label, Text(value))
    console.print(grid)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One event as both tables show it."""

    id: str
    date: str
    what: Text
    who: str
    where: str
    telling: Text | Group


def _events(record: Record, names: Names, console: Console) -> Table:
    lines = [
        _Line(
            id=event.id,
            date=words.date(event),
            what=_what(words.kind(event), words.status(event), map(words.magnitude, event.magnitudes)),
            who=names.sides(event),
            where=names.place(event.place),
            telling=_telling(record, event, console),
        )
        for event in record.events
    ]
    return _event_table(lines, console)


def _line(row: EventRow) -> _Line:
    who = ", ".join(map(words.tidy, row.actors)) or words.NOT_NAMED
    if row.recipients:
        who += " → " + ", ".join(map(words.tidy, row.recipients))
    quote = Text(f"“{words.shorten(row.quote, _QUOTE)}”", "dim")
    return _Line(
        id=row.id,
        date=words.period(row.date),
        what=_what(
            f"{row.type} {', '.join(row.modes)}", "" if row.status == Status.ACTUAL else row.status, row.numbers
        ),
        who=who,
        where=words.tidy(row.place),
        telling=Group(quote, *(Text(line, "italic dim") for line in (words.tidy(row.title), row.told) if line)),
    )


def _event_table(lines: list[_Line], console: Console) -> Table:
    """A column for each field; in a narrow console the fields share two columns."""
    table = columned()
    table.add_column("id", no_wrap=True, style="green")
    if console.width >= _WIDE:
        table.add_column("date", min_width=10, max_width=13)
        table.add_column("what", min_width=10, max_width=18)
        table.add_column("who → whom", ratio=3)
        table.add_column("where", max_width=16)
        table.add_column("the words", ratio=4)
        for line in lines:
            table.add_row(
                Text(line.id),
                Text(line.date or "–"),
                line.what,
                Text(line.who),
                Text(line.where or "–"),
                line.telling,
            )
    else:
        table.add_column("what, when", min_width=10, max_width=22)
        table.add_column("who → whom, where, the words", ratio=1)
        for line in lines:
            first = Group(line.what, Text(line.date or "no date", "" if line.date else "dim"))
            where = [Text(f"in {line.where}")] if line.where else []
            table.add_row(Text(line.id), first, Group(Text(line.who), *where, line.telling))
    return table


def _what(kind: str, status: str, magnitudes: Iterable[str] = ()) -> Text:
    """Type in bold and modes; below, a status that is not the usual one and stated numbers."""
    type, _, modes = kind.partition(" ")
    what = Text.assemble((type, "bold"), f" {modes}" if modes else "")
    if status:
        what.append(f"\n{status}", "yellow")
    for magnitude in magnitudes:
        what.append(f"\n{magnitude}", "magenta")
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
    grid = numbered()
    for statement in record.statements:
        grid.add_row(Text(statement.id), _statement(statement, names))
    return grid


def _meetings(record: Record, told: tuple[Meeting, ...], names: Names) -> Table:
    grid = numbered()
    for one in told:
        entry = Text(meetings.headline(one, names), "bold")
        for label, value in meetings.facts(record, one):
            entry.append(f"\n{label}", "not bold dim").append(f"  {value}", "not bold")
        grid.add_row(Text(one.id), entry)
    return grid


def _statement(statement: Statement, names: Names) -> Text:
    content = words.content(statement, _STATEMENT)
    return Text.assemble((words.said(statement, names), "bold"), f": {content}  ", (statement.kind, "dim"))


def _positions(record: Record, names: Names) -> Table:
    grid = numbered()
    for one in positions.shown(record):
        stand = positions.stand(one, names)
        line = Text.assemble(
            (stand.who, "bold"), f": {stand.stance} ", (stand.topic, "bold"), (f"  “{stand.why}”", "dim")
        )
        grid.add_row(Text(one.id), line)
    return grid


def _claims(record: Record, names: Names) -> Table:
    grid = numbered()
    for one in record.claims:
        said = claims.said(one, names)
        line = Text.assemble((said.status, "bold"), f", says {said.claimant}: “{said.deed}”")
        line.append("".join(f"; {part}" for part in (said.who, said.about) if part), "dim")
        grid.add_row(Text(one.id), line)
    return grid


def _corrections(record: Record) -> Table:
    grid = numbered()
    for note in corrections.notes(record):
        grid.add_row(Text(note.entry), Text.assemble(note.what, (f"  was {note.had}" if note.had else "", "dim")))
    return grid


def _agreements(record: Record, names: Names) -> Table:
    """Each agreement with the commitments in it below."""
    grid = numbered()
    for one in record.agreements:
        line = Text.assemble((words.tidy(one.name.value), "bold"), words.terms(one, names))
        owed = words.commitments_in(record, one.id)
        grid.add_row(Text(one.id), Group(line, _commitments(owed, names)) if owed else line)
    return grid


def _commitments(commitments: list[Commitment], names: Names) -> Table:
    grid = numbered()
    for one in commitments:
        duty = words.duty(one, names)
        deadline, *others = duty.terms
        line = Text.assemble((duty.who, "bold"), f": {words.shorten(duty.action, _ACTION)}; ")
        line.append(deadline, "magenta" if one.deadline else "dim")
        line.append("".join(f"; {other}" for other in others))
        grid.add_row(Text(one.id), line)
    return grid


def _actors(record: Record) -> Table:
    table = columned()
    table.add_column("name", ratio=3)
    table.add_column("kind", max_width=12)
    table.add_column("country")
    table.add_column("sectors")
    table.add_column("office", ratio=3)
    table.add_column("mentions", justify="right")
    for actor in record.actors:
        table.add_row(
            _name(actor),
            Text(words.kind_of(actor)),
            Text(words.country(actor)),
            Text(words.values(actor.sectors) or "–"),
            Text("\n".join(words.office(office) for office in actor.offices)),
            str(len(actor.mentions)),
        )
    return table


def _name(actor: Actor) -> Text:
    """The name, and below it whom it could have meant as well."""
    name = Text(words.tidy(actor.name), "bold")
    for other in words.other_readings(actor):
        name.append(f"\n{other}", "not bold dim")
    return name


def _problems(record: Record) -> Group:
    return Group(
        *(Text.assemble((problem.rule, "yellow"), f"  {words.tidy(problem.message)}") for problem in record.problems)
    )
