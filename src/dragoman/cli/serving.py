"""``dragoman serve``: the store over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from dragoman.cli.exits import complain, opened
from dragoman.cli.options import DATABASE, Database, Knowledge, Lexicon, Scheme
from dragoman.model.problems import DragomanError


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(serve)


def serve(
    db: Database = DATABASE,
    host: Annotated[
        str, typer.Option(help="Address to listen at; others than this machine need accounts or tokens.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8000,
    public_read: Annotated[
        bool,
        typer.Option("--public-read", help="Let anybody read who reaches it; writing still takes an account."),
    ] = False,
    closed: Annotated[
        bool, typer.Option("--closed", help="Let nobody read without an account or a token, on this machine either.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(help="Another name it is called by, e.g. that of a proxy before it; may be repeated."),
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option(help="Address of a proxy before it, whose word counts for where requests come from."),
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="Browsers reach the proxy before it over https: cookies go over that alone.")
    ] = False,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Let those who may send articles have pages read by their address.")
    ] = False,
    fetch_from: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NETWORK", help="A private network, e.g. 10.1.0.0/16, whose pages may be had; may be repeated."
        ),
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

    On this machine anybody may read. Where others reach it (--host, --name, --proxy) reading, too, needs an account or
    a token, unless --public-read is given. Writing always does.
    """
    if public_read and closed:
        raise typer.BadParameter("--public-read and --closed say the opposite of each other", param_hint="--closed")
    if fetch_from and not fetch:
        raise typer.BadParameter("it needs --fetch", param_hint="--fetch-from")
    try:
        import starlette  # noqa: F401 - what answers, looked for before anything begins
        import uvicorn

        from dragoman.serve.clerk import Clerk
    except ImportError as fault:
        raise DragomanError(f"serving needs more packages: pip install 'dragoman[web]' ({fault})") from fault
    from dragoman.serve.fetching import check_networks
    from dragoman.serve.settings import Settings
    from dragoman.serve.vocabulary import Vocabulary
    from dragoman.store import people, secrets, tokens

    settings = Settings(
        db=db,
        host=host,
        port=port,
        public_read=public_read,
        closed=closed,
        names=tuple(name or ()),
        proxy=proxy,
        https=https,
        fetch=fetch,
        fetch_from=tuple(fetch_from or ()),
        rate=rate / processes,
        largest=largest,
        patience=patience,
        scheme=scheme,
        lexicon=lexicon,
        knowledge=knowledge,
    )
    check_networks(settings)
    Vocabulary.load(settings)
    with opened(db, create=create) as store, store.reading() as connection:
        has_person = bool(people.every(connection))
        has_token = any(one.revoked is None for one in tokens.every(connection))
    if not settings.open_to_read and not (has_person or has_token):
        raise DragomanError(
            "reading needs an account, and there is none: 'dragoman users add NAME --role admin' makes one; "
            "--public-read lets anybody read"
        )
    code = secrets.made() if settings.is_local and not has_person else None
    settings = replace(settings, first=secrets.hash_of(code) if code else "")
    if not (settings.is_local or https):
        complain("what goes over the network is not encrypted; put a proxy with TLS before it")
    settings.leave()
    here = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    complain(f"serving {store.name} at {here} (the API at {here}/api/v1)")
    if code:
        complain(f"nobody has an account yet; the first one, an admin, is made at {here}/account#code={code}")
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
