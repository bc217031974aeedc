"""``dragoman tokens``: secrets by which programs may read or write through a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import complain, opened
from dragoman.cli.options import DATABASE, Database

if TYPE_CHECKING:
    from dragoman.store.roles import Role

app = typer.Typer(no_args_is_help=True)
RoleName = Annotated[
    str, typer.Option("--role", help="reader; coder, who may send articles; editor, who may correct; admin.")
]


def role_of(name: str) -> Role:
    """The role of a name.

    Raises BadParameter if there is none.
    """
    from dragoman.store.roles import Role

    try:
        return Role(name)
    except ValueError as fault:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(Role)}", param_hint="--role") from fault


@app.callback()
def _tokens() -> None:
    """Tokens: who may do what through 'dragoman serve', for programs."""


@app.command()
def add(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="What it is for; without --person, what is written with it bears this name."
        ),
    ],
    role: RoleName = "reader",
    person: Annotated[
        str | None, typer.Option(help="Whose it is: it may no more than this person, and writes in the person's name.")
    ] = None,
    db: Database = DATABASE,
) -> None:
    """Make a token and print it, this once: the database keeps but a hash of it."""
    from dragoman.store import tokens

    given = role_of(role)
    with opened(db, create=True) as store, store.writing(quiet=True) as connection:
        token = tokens.add(connection, name, given, person=person)
    typer.echo(token)


@app.command("list")
def show(db: Database = DATABASE) -> None:
    """List all tokens there are and were."""
    from rich.console import Console

    from dragoman.cli import tables
    from dragoman.store import tokens

    with opened(db) as store, store.reading() as connection:
        found = tokens.every(connection)
    tables.listing(
        Console(),
        "There is no token; 'dragoman tokens add NAME' makes one.",
        ["name", "role", "made", "revoked"],
        ([one.name, one.role.value, one.made[:10], (one.revoked or "–")[:10]] for one in found),
    )


@app.command()
def revoke(name: Annotated[str, typer.Argument(metavar="NAME")], db: Database = DATABASE) -> None:
    """Make a token invalid, for ever."""
    from dragoman.store import tokens

    with opened(db) as store, store.writing(quiet=True) as connection:
        tokens.revoke(connection, name)
    complain(f"the token {name} holds no more")
