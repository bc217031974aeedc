"""``dragoman users``: people with an account, who sign in to the page with a name and a password."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import complain, opened
from dragoman.cli.options import DATABASE, Database
from dragoman.cli.tokens import RoleName, role_of
from dragoman.model.problems import DragomanError

if TYPE_CHECKING:
    from dragoman.store.people import Person

app = typer.Typer(no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the person writes as.")]
Code = Annotated[
    bool, typer.Option("--code", help="Ask for no password: print a code by which the person chooses one on the page.")
]


@app.callback()
def _users() -> None:
    """People with an account: who signs in to 'dragoman serve', and what each may do."""


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the person writes as, from now on.")],
    role: RoleName = "reader",
    code: Code = False,
    db: Database = DATABASE,
) -> None:
    """Make an account. The password is asked for and not shown; where there is no terminal, it is read as a line."""
    from dragoman.store import people

    given = role_of(role)
    password = None if code else _asked()
    with opened(db, create=True) as store, store.writing(quiet=True) as connection:
        people.add(connection, name, given, password)
        made = people.make_code(connection, name) if code else None
    if made:
        typer.echo(made)
    complain(f"{name} has an account, as {given.value}")


@app.command("list")
def show(db: Database = DATABASE) -> None:
    """List who has an account, and who had one."""
    from rich.console import Console

    from dragoman.cli import tables
    from dragoman.store import people

    with opened(db) as store, store.reading() as connection:
        found = people.every(connection)
    tables.listing(
        Console(),
        "Nobody has an account; 'dragoman users add NAME --role admin' makes one.",
        ["name", "role", "made", "state"],
        ([one.name, one.role.value, one.made[:10], _state(one)] for one in found),
    )


@app.command()
def role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, coder, editor or admin.")],
    db: Database = DATABASE,
) -> None:
    """Give somebody another role; it holds at once."""
    from dragoman.store import people

    given = role_of(role)
    with opened(db) as store, store.writing(quiet=True) as connection:
        people.set_role(connection, name, given)
    complain(f"{name} is {given.value} now")


@app.command()
def password(name: Name, code: Code = False, db: Database = DATABASE) -> None:
    """Give somebody another password; all sessions of the person end."""
    from dragoman.store import people

    with opened(db) as store:
        with store.reading() as connection:
            people.find(connection, name)
        chosen = None if code else _asked()
        with store.writing(quiet=True) as connection:
            if chosen is None:
                typer.echo(people.make_code(connection, name))
            else:
                people.set_password(connection, name, chosen)
    if chosen is not None:
        complain(f"{name} has another password; all sessions ended")


@app.command()
def disable(name: Name, db: Database = DATABASE) -> None:
    """Let somebody in no more: sessions end, no token holds. 'users enable' lets the person in again."""
    from dragoman.store import people

    with opened(db) as store, store.writing(quiet=True) as connection:
        people.disable(connection, name)
    complain(f"{name} is let in no more")


@app.command()
def enable(name: Name, db: Database = DATABASE) -> None:
    """Let somebody in again."""
    from dragoman.store import people

    with opened(db) as store, store.writing(quiet=True) as connection:
        people.enable(connection, name)
    complain(f"{name} is let in again")


@app.command()
def remove(name: Name, db: Database = DATABASE) -> None:
    """Take an account away for ever. What the person wrote stays, and nobody else gets the name."""
    from dragoman.store import people

    with opened(db) as store, store.writing(quiet=True) as connection:
        people.remove(connection, name)
    complain(f"{name} has no account any more")


def _asked() -> str:
    """A password, asked for twice where somebody is at the terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise DragomanError("these are two different passwords; nothing was changed")
    return first


def _state(person: Person) -> str:
    if person.removed:
        return f"removed {person.removed[:10]}"
    if person.disabled:
        return f"disabled {person.disabled[:10]}"
    return "" if person.has_password else "has to choose a password"
