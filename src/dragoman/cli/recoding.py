"""``recode``: stored articles coded anew by this version; ``versions``: which versions coded what."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dragoman.cli.exits import Exit, complain, opened
from dragoman.cli.options import DATABASE, As, Database, Format, Knowledge, Lexicon, Scheme, Since, Until, Words, many

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.batch import Recoded
    from dragoman.cli.background import Run
    from dragoman.cli.comparing import Spool
    from dragoman.model.problems import Failure
    from dragoman.store.codings import Version

T = TypeVar("T")
_NICER = 10  # others go first


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(recode)
    app.command()(versions)


def recode(
    ids: Annotated[list[str], many("--id", help="Only this article: its id or the beginning of it.")],
    db: Database = DATABASE,
    scheme: Scheme = None,
    lexicon: Lexicon = None,
    knowledge: Knowledge = None,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that code.")] = 1,
    pause: Annotated[float, typer.Option(min=0, help="Seconds to wait after each article.")] = 0,
    to: Annotated[str | None, typer.Option(help="Code nothing: show articles as this version coded them.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Store nothing; print what would change.")] = False,
    detach: Annotated[bool, typer.Option("--detach", help="Go on in the background, with a log file.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Print how far a run is, and stop.")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="End a run that is at work.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what failed.")] = False,
) -> None:
    """Code stored articles anew with this version of the program and its knowledge.

    The older records stay: 'diff' compares them, and --to shows them again. Articles that are shown as this version
    codes them are passed over, so a run that ended early is taken up where it ended.
    """
    from dragoman.batch import go_back_all, recode_all
    from dragoman.cli.background import Run
    from dragoman.cli.reading import coding
    from dragoman.store.codings import Chosen, awaiting, find_version

    run = Run(db)
    if status or stop:
        _tell(run, stop=stop)
        return
    if detach:
        given: list[tuple[str, object]] = [
            *[("--scheme", scheme), ("--lexicon", lexicon), ("--knowledge", knowledge)],
            *[("--since", since), ("--until", until), ("--text", text), *(("--id", id) for id in ids)],
            *[("--workers", workers), ("--pause", pause), ("--to", to)],
        ]
        words = [str(word) for option in given if option[1] is not None for word in option]
        number = run.detach(["recode", *words, *["--dry-run"] * dry_run, *["--quiet"] * quiet])
        typer.echo(f"started as process {number}; it writes to {run.log}; --status shows how far it is, --stop ends it")
        return
    if hasattr(os, "nice"):
        os.nice(max(0, _NICER - os.nice(0)))
    chosen = Chosen(ids=tuple(ids), since=since, until=until, text=text)
    with opened(db) as store:
        if to is not None:
            version = find_version(store, to)
            total = sum(1 for _ in awaiting(store, version, chosen, coded=True))
            results: Iterator[Recoded | Failure] = go_back_all(store, version, chosen, keep=not dry_run)
            raise typer.Exit(_run(run, results, version, total, pause=pause, keep=not dry_run, quiet=quiet))
        with coding(workers, scheme, lexicon, knowledge) as coder:
            total = sum(1 for _ in awaiting(store, coder.version, chosen))
            results = recode_all(store, coder, chosen, keep=not dry_run)
            raise typer.Exit(_run(run, results, coder.version, total, pause=pause, keep=not dry_run, quiet=quiet))


def _run(
    run: Run, results: Iterator[Recoded | Failure], version: str, total: int, *, pause: float, keep: bool, quiet: bool
) -> Exit:
    from dragoman.cli.comparing import spool
    from dragoman.cli.progress import watched

    failures: list[Failure] = []
    stopped = False
    with spool() as changes, run.begun(version, total):
        try:
            for result in watched(_paced(run, results, pause), total, quiet=quiet, doing="recoding"):
                _take(result, changes, failures)
                run.tell(changes.summary.articles + len(failures), len(failures))
        except KeyboardInterrupt:
            stopped = True
        stopped = stopped or run.is_to_stop()
        done = changes.summary.articles
        run.tell(done + len(failures), len(failures), at_once=True)
        for failure in failures:
            complain(f"{failure.address}: {failure.reason}")
        if not quiet:
            _report(changes, version, keep=keep)
    if stopped:
        complain(f"stopped with {max(0, total - done - len(failures)):,} to go; the same command goes on from here")
        return Exit.STOPPED
    if failures:
        return Exit.SOME_FAILED if done else Exit.NOTHING_DONE
    return Exit.FINE


def _paced(run: Run, results: Iterator[T], pause: float) -> Iterator[T]:
    """The results, until somebody asks the run to end."""
    for result in results:
        yield result
        run.pause(pause)
        if run.is_to_stop():
            return


def _take(result: Recoded | Failure, changes: Spool, failures: list[Failure]) -> None:
    from dragoman.batch import Recoded

    if isinstance(result, Recoded):
        changes.compare(result.old, result.new)
    else:
        failures.append(result)


def _report(changes: Spool, version: str, *, keep: bool) -> None:
    """What this run changed: the counts, and each change where nothing of it was kept."""
    from dragoman.cli.comparing import DiffFormat, print_changes

    if not changes.summary.articles:
        typer.echo(f"every article that was asked for is shown as {version} codes it already")
    elif not keep:
        print_changes(changes, DiffFormat.TABLE)
    else:
        from rich.console import Console

        from dragoman.show.changes import summary_tables

        summary_tables(changes.summary, Console())
        typer.echo("each change: dragoman diff previous latest")


def _tell(run: Run, *, stop: bool) -> None:
    """How far a run is, having asked it to end if so wished."""
    state = run.stop() if stop else run.state()
    if state is None:
        typer.echo("no run is at work" if stop else "no run has been at work on this database")
        return
    if not state.version:
        typer.echo(f"process {state.process} is starting" if state.runs else f"it did not start; see {run.log}")
        return
    how = "at work" if state.runs else "ended" if state.ended else "died; start it again and it goes on from there"
    failed = f", {state.failed:,} failed" if state.failed else ""
    seconds = max(state.seen - state.started, 0.001)
    typer.echo(
        f"process {state.process}, {how}: {state.done:,} of {state.total:,} articles{failed},"
        f" {state.done / seconds:.1f} a second, coded by {state.version}"
    )


def versions(db: Database = DATABASE, format: As = Format.TABLE) -> None:
    """List the versions of the program and its knowledge that coded stored articles, the last at work first."""
    from dragoman.cli import tables
    from dragoman.query import Page
    from dragoman.store import codings

    with opened(db) as store:
        found = codings.versions(store)
    page = Page(total=len(found), undated=0, rows=iter(found))
    tables.write(page, codings.Version, format, _table)


def _table(rows: Iterable[Version], console: Console) -> None:
    from dragoman.cli.tables import listing

    cells = ([one.version, f"{one.articles:,}", f"{one.shown:,}", one.first, one.last] for one in rows)
    listing(console, "Nothing was coded yet.", ["version", "articles", "shown", "first", "last"], cells)
