"""``dragoman serve``: the store over HTTP; ``dragoman tokens``: who may write, or read, through it."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.exits import complain, opened
from dragoman.cli.options import DATABASE, Database, Knowledge, Lexicon, Scheme
from dragoman.model.problems import DragomanError

tokens = typer.Typer(no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(serve)
    app.add_typer(tokens, name="tokens")


def serve(
    db: Database = DATABASE,
    host: Annotated[
        str, typer.Option(help="Address to listen at; others than this machine need tokens.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8000,
    public_read: Annotated[
        bool, typer.Option("--public-read", help="Let anybody read who reaches it; writing needs a token all the same.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(help="Another name it is called by, e.g. that of a proxy before it; may be repeated."),
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option(help="Address of a proxy before it, whose word counts for where requests come from."),
    ] = None,
    rate: Annotated[
        float, typer.Option(min=0, help="Requests a second of one token or address; 0 for any number.")
    ] = 50.0,
    largest: Annotated[int, typer.Option(min=1000, help="Bytes of an article that is sent, at most.")] = 20_000_000,
    patience: Annotated[float, typer.Option(min=0.1, help="Seconds that what is sent may take to come.")] = 20.0,
    processes: Annotated[int, typer.Option(min=1, help="Processes that answer.")] = 1,
    create: Annotated[bool, typer.Option("--create", help="Make the database if there is none.")] = False,
    scheme: Scheme = None,
    lexicon: Lexicon = None,
    knowledge: Knowledge = None,
) -> None:
    """Serve the store over HTTP (a REST API, described at /api/v1/openapi.json), until it is stopped.

    On this machine anybody may read; on other addresses reading, too, needs a token, unless --public-read is given.
    """
    try:
        import starlette  # noqa: F401 - what answers, looked for before anything begins
        import uvicorn

        from dragoman.serve.clerk import Clerk
    except ImportError as fault:
        raise DragomanError(f"serving needs more packages: pip install 'dragoman[web]' ({fault})") from fault
    from dragoman.serve.settings import Settings
    from dragoman.serve.vocabulary import Vocabulary
    from dragoman.store import tokens as kept

    settings = Settings(
        db=db,
        host=host,
        port=port,
        public_read=public_read,
        names=tuple(name or ()),
        rate=rate / processes,
        largest=largest,
        patience=patience,
        scheme=scheme,
        lexicon=lexicon,
        knowledge=knowledge,
    )
    Vocabulary.load(settings)
    with opened(db, create=create) as store, store.reading() as connection:
        has_token = any(one.revoked is None for one in kept.every(connection))
    if not settings.open_to_read and not has_token:
        raise DragomanError(
            f"others reach {host}, and there is no token: 'dragoman tokens add NAME' makes one; "
            "--public-read lets anybody read"
        )
    if not settings.is_local:
        complain("what goes over the network is not encrypted; put a proxy with TLS before it")
    settings.leave()
    complain(f"serving {store.name} at http://{f'[{host}]' if ':' in host else host}:{port}/api/v1")
    with Clerk(settings):
        uvicorn.run(
            "dragoman.serve.app:found",
            factory=True,
            host=host,
            port=port,
            workers=processes,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=proxy is not None,
            forwarded_allow_ips=proxy,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=10,
            ws="none",
        )


@tokens.callback()
def _tokens() -> None:
    """Tokens: who may do what through 'dragoman serve'."""


@tokens.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose it is; corrections made with it bear this name.")],
    role: Annotated[
        str, typer.Option(help="reader; coder, who may send articles; editor, who may correct; admin.")
    ] = "reader",
    db: Database = DATABASE,
) -> None:
    """Make a token and print it, this once: the database keeps but a hash of it."""
    from dragoman.store import tokens as kept

    try:
        given = kept.Role(role)
    except ValueError as fault:
        raise typer.BadParameter(f"{role!r} is not one of {', '.join(kept.Role)}", param_hint="--role") from fault
    with opened(db, create=True) as store, store.writing(quiet=True) as connection:
        token = kept.add(connection, name, given)
    typer.echo(token)


@tokens.command("list")
def show(db: Database = DATABASE) -> None:
    """List all tokens there are and were."""
    from rich.console import Console

    from dragoman.cli import tables
    from dragoman.store import tokens as kept

    with opened(db) as store, store.reading() as connection:
        found = kept.every(connection)
    tables.listing(
        Console(),
        "There is no token; 'dragoman tokens add NAME' makes one.",
        ["name", "role", "made", "revoked"],
        ([one.name, one.role.value, one.made[:10], (one.revoked or "–")[:10]] for one in found),
    )


@tokens.command("revoke")
def revoke(name: Annotated[str, typer.Argument(metavar="NAME")], db: Database = DATABASE) -> None:
    """Make a token invalid, for ever."""
    from dragoman.store import tokens as kept

    with opened(db) as store, store.writing(quiet=True) as connection:
        kept.revoke(connection, name)
    complain(f"the token {name} holds no more")
