"""``dragoman review``: one event after the other, one key a decision.

At a terminal a key is enough; where the answers are piped in, each is a line, with what it needs behind the key:
``t ACCUSE``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.correcting import Author, named
from dragoman.cli.exits import complain, opened
from dragoman.cli.options import (
    DATABASE,
    Actor,
    Context,
    Database,
    Dyad,
    Knowledge,
    Mode,
    PlaceIs,
    Recipient,
    Scheme,
    Since,
    StatusIs,
    Type,
    Until,
    Words,
)
from dragoman.model.problems import DragomanError

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.review import Session

_KEYS = "c right  x wrong  t type  a actor  r recipient  s swap  d date  e explain  u undo  n next  q quit"
_ASKED = {"t": "type", "a": "actor", "r": "recipient", "d": "date"}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(review)


def review(
    actor: Actor,
    recipient: Recipient,
    type: Type,
    mode: Mode,
    context: Context,
    status: StatusIs,
    place: PlaceIs,
    dyad: Dyad = None,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    second: Annotated[
        bool,
        typer.Option("--second", help="What others have judged, as the program made it, to see whether you agree."),
    ] = False,
    author: Author = None,
    scheme: Scheme = None,
    knowledge: Knowledge = None,
    db: Database = DATABASE,
) -> None:
    """Judge events one by one, those first of which the program is least sure. What you have judged stays judged.

    Keys: c confirm, x reject, t type, a actor, r recipient, s swap actor and recipient, d date, e explain, u undo,
    n next, q quit. Several actors are parted by semicolons; a hyphen empties a field.
    """
    from rich.console import Console

    from dragoman import query
    from dragoman.review import Reviewer, Session

    wanted = query.Filter(
        actor=tuple(actor),
        recipient=tuple(recipient),
        dyad=dyad,
        type=tuple(type),
        mode=tuple(mode),
        context=tuple(context),
        status=tuple(status),
        place=tuple(place),
        since=since,
        until=until,
        text=text,
    )
    with opened(db) as store:
        session = Session(Reviewer(store, named(author), knowledge, scheme, blind=second), wanted)
        _sit(session, _Answers(), Console())
        progress = session.progress
    complain(f"{progress.judged:,} of {progress.total:,} judged")


class _Answers:
    """What the reviewer types."""

    def __init__(self) -> None:
        self.terminal = sys.stdin.isatty()
        self._rest = ""

    def key(self) -> str:
        """The next decision; ``q`` where there is nothing more to read."""
        if self.terminal:
            return _pressed()
        line = sys.stdin.readline()
        if not line:
            return "q"
        key, _, self._rest = line.strip().partition(" ")
        return key

    def value(self, field: str, known: Iterable[str]) -> str:
        """What a field should hold; at a terminal the tabulator key completes it."""
        return _completed(f"{field}: ", sorted(known)) if self.terminal else self._rest.strip()


def _pressed() -> str:
    import click

    try:
        return click.getchar()
    except (EOFError, KeyboardInterrupt):
        return "q"


def _completed(prompt: str, known: list[str]) -> str:
    """A line from the terminal with completion."""
    try:
        import readline
    except ImportError:  # not every system has it
        return input(prompt)

    def complete(begun: str, number: int) -> str | None:
        fitting = [word for word in known if word.casefold().startswith(begun.casefold())]
        return fitting[number] if number < len(fitting) else None

    readline.set_completer(complete)
    readline.set_completer_delims(";")
    readline.parse_and_bind("tab: complete")
    try:
        return input(prompt)
    except EOFError:
        return ""


def _sit(session: Session, answers: _Answers, console: Console) -> None:
    """Show events and take decisions until nothing is left or the reviewer has enough."""
    shown = None
    while session.task is not None:
        state = session.task, session.progress
        if shown != state:
            _show(session, console)
            shown = state
        key = answers.key()
        if key == "q":
            return
        try:
            if _decide(session, key, answers, console):
                shown = None
        except DragomanError as fault:
            complain(str(fault))


def _show(session: Session, console: Console) -> None:
    from dragoman.show.reviewing import event_card

    state, event = session.shown()
    progress = session.progress
    console.rule(f"{progress.judged + 1:,} of {progress.total:,}")
    event_card(state.record, event, console)
    console.print(_KEYS, style="dim", markup=False, highlight=False)


def _decide(session: Session, key: str, answers: _Answers, console: Console) -> bool:
    """Carry out what a key asks for; whether the event at hand looks different now."""
    if key == "c":
        session.confirm()
    elif key == "x":
        session.reject(answers.value("why (may be empty)", ()))
    elif key == "s":
        session.swap()
    elif key == "u":
        session.undo()
    elif key == "n":
        session.skip()
    elif key in _ASKED:
        field = _ASKED[key]
        value = answers.value(field, session.choices(field)).strip()
        if not value:
            return False
        session.edit({field: [] if value == "-" else [one.strip() for one in value.split(";")]})
    elif key == "e":
        from dragoman import explain

        state, event = session.shown()
        explain.terminal(state.record, event.id, console)
        return False
    else:
        complain(f"{key!r} is no key; {_KEYS}")
        return False
    return True
