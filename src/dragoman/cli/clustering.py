"""Commands for many machines: ``cluster run``, ``cluster import`` and ``cluster merge``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import Exit, complain, opened
from dragoman.cli.options import DATABASE, Database, Knowledge, Lexicon, Quiet, Scheme

if TYPE_CHECKING:
    from dragoman.cluster.engines import Engine

app = typer.Typer(no_args_is_help=True, help="Code on many machines; import or merge what they made.")


class Kind(StrEnum):
    """Who does the work."""

    POOL = "pool"
    DASK = "dask"


_Workers = Annotated[int, typer.Option(min=1, help="Workers on this machine; one for each core is best.")]
_Scheduler = Annotated[
    str | None, typer.Option(help="Address of a Dask scheduler, e.g. tcp://node1:8786.", show_default=False)
]
_Engine = Annotated[Kind, typer.Option(help="Processes of this machine, or Dask; with --scheduler it is always Dask.")]
_FOLDER = "Folder of the run: a path or URL, e.g. s3://bucket/run."


@app.command()
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN",
            help="Parquet, WARC and JSON lines, packed with gzip or not: files, folders, or URLs such as s3://bucket/in.",
        ),
    ],
    out: Annotated[str, typer.Option(metavar="FOLDER", help=_FOLDER)],
    scheduler: _Scheduler = None,
    workers: _Workers = 1,
    engine: _Engine = Kind.POOL,
    scheme: Scheme = None,
    lexicon: Lexicon = None,
    knowledge: Knowledge = None,
    id_field: Annotated[str, typer.Option(help="Field or column with the article's id.")] = "id",
    text_field: Annotated[str, typer.Option(help="The same: with the text.")] = "text",
    title_field: Annotated[str, typer.Option(help="The same: with the headline.")] = "title",
    published_field: Annotated[str, typer.Option(help="The same: with the date.")] = "published",
    source_field: Annotated[str, typer.Option(help="The same: with the outlet.")] = "source",
    url_field: Annotated[str, typer.Option(help="The same: with the address, where there is no id.")] = "url",
    shard: Annotated[int, typer.Option(min=1, help="Articles of a shard, which is one file of each table.")] = 2000,
    piece: Annotated[int, typer.Option(min=1, help="Articles that a lost worker takes with it, at most.")] = 50,
    quiet: Quiet = False,
) -> None:
    """Code articles on many machines into Parquet tables.

    A run that was stopped goes on when the same command is given again.
    """
    from dragoman.cli.progress import watched
    from dragoman.cluster import run as runs
    from dragoman.cluster.folder import Folder
    from dragoman.cluster.plan import Coding, Order
    from dragoman.pipeline import version_of
    from dragoman.reading import Fields

    own_lexicon, own_knowledge = (str(one.resolve()) if one else None for one in (lexicon, knowledge))
    order = Order(
        inputs=tuple(one if "://" in one else str(Path(one).resolve()) for one in inputs),
        coding=Coding(
            scheme=scheme,
            lexicon=own_lexicon,
            knowledge=own_knowledge,
            version=version_of(scheme, lexicon, knowledge),
        ),
        fields=Fields(
            id=id_field,
            text=text_field,
            title=title_field,
            published=published_field,
            source=source_field,
            url=url_field,
        ),
        shard=shard,
        piece=piece,
    )
    folder = Folder(out)
    given_up = []
    try:
        with _working(engine, workers, scheduler) as workforce:
            plan = runs.begin(folder, order, workforce)
            left = len(plan.shards) - len(runs.done(folder))
            results = runs.code(folder, plan, workforce)
            for result in watched(results, left, doing="coding shards", quiet=quiet):
                if isinstance(result, runs.GivenUp):
                    given_up.append(result)
                    complain(f"{result.shard.shown}: {result.reason}")
    except KeyboardInterrupt:
        complain("stopped; give the same command again to go on")
        raise typer.Exit(Exit.STOPPED) from None
    for failure in plan.failures:
        complain(f"{failure.address}: {failure.reason}")
    finished = runs.done(folder)
    articles, failed = (sum(getattr(one, name) for one in finished) for name in ("articles", "failures"))
    failed += len(plan.failures)
    if failed or given_up or not quiet:
        told = f"{articles:,} articles in {len(finished):,} of {len(plan.shards):,} shards, {failed:,} failed"
        complain(f"{told} ({folder.where}/failures)" if failed else told)
    if failed or given_up:
        raise typer.Exit(Exit.SOME_FAILED if articles else Exit.NOTHING_DONE)


@app.command("import")
def import_(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=_FOLDER)],
    db: Database = DATABASE,
    quiet: Quiet = False,
) -> None:
    """Put what a run made into a database, as if its articles had been read there."""
    from dragoman.cli.progress import watched
    from dragoman.cluster import importing
    from dragoman.cluster.folder import Folder
    from dragoman.model.problems import Failure

    place, failed, done = Folder(folder), 0, 0
    total = importing.count(place)
    with opened(db, create=True) as store:
        for result in watched(importing.import_run(place, store), total, doing="importing", quiet=quiet):
            if isinstance(result, Failure):
                failed += 1
                complain(f"{result.address}: {result.reason}")
            else:
                done += 1
    if failed or not quiet:
        complain(f"{done:,} articles imported, {failed:,} failed" if failed else f"{done:,} articles imported")
    if failed:
        raise typer.Exit(Exit.SOME_FAILED if done else Exit.NOTHING_DONE)


@app.command()
def merge(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=_FOLDER)],
    scheduler: _Scheduler = None,
    workers: _Workers = 1,
    engine: _Engine = Kind.POOL,
    quiet: Quiet = False,
) -> None:
    """Find copies and tell the same event of several articles once, in Parquet tables beside the others."""
    from dragoman.cluster.folder import Folder
    from dragoman.cluster.merging import merge as merged

    with _working(engine, workers, scheduler) as workforce:
        came = merged(Folder(folder), workforce)
    if not quiet:
        complain(
            f"{came.articles:,} articles, {came.stories:,} stories of several; "
            f"{came.events:,} reports of {came.happenings:,} events"
        )


@contextmanager
def _working(engine: Kind, workers: int, scheduler: str | None) -> Iterator[Engine]:
    """The engine that was asked for; its processes end with the command."""
    from dragoman.cluster.engines import Dask, Pool

    made: Engine = Dask(scheduler, workers) if scheduler or engine is Kind.DASK else Pool(workers)
    try:
        yield made
    finally:
        made.close()
