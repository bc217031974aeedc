"""Commands that code articles: ``read`` into the database, ``code`` from pipe to pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import Exit, complain, opened
from dragoman.cli.options import DATABASE, AllowPrivate, Database, Knowledge, Lexicon, Quiet, Scheme
from dragoman.model.problems import DragomanError

if TYPE_CHECKING:
    from dragoman.batch import Coder, Stored, Tally
    from dragoman.store import Store


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(read)
    app.command()(code)


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders and URLs: articles, feeds, lists, tables, archives; '-' is standard input.",
        ),
    ],
    db: Database = DATABASE,
    scheme: Scheme = None,
    lexicon: Lexicon = None,
    knowledge: Knowledge = None,
    published: Annotated[str | None, typer.Option(help="Date of publication, e.g. 2025-09-17.")] = None,
    source: Annotated[str | None, typer.Option(help="The outlet.")] = None,
    title: Annotated[str | None, typer.Option(help="The headline.")] = None,
    id_field: Annotated[str, typer.Option(help="JSON or table: field with the article's id.")] = "id",
    text_field: Annotated[str, typer.Option(help="The same: field with the text.")] = "text",
    title_field: Annotated[str, typer.Option(help="The same: field with the headline.")] = "title",
    published_field: Annotated[str, typer.Option(help="The same: field with the date.")] = "published",
    source_field: Annotated[str, typer.Option(help="The same: field with the outlet.")] = "source",
    url_field: Annotated[str, typer.Option(help="The same: field with the address, where there is no id.")] = "url",
    workers: Annotated[int, typer.Option(min=1, help="Processes that code; one for each core is best.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print each record as a line of JSON.")] = False,
    allow_private: AllowPrivate = False,
    quiet: Quiet = False,
) -> None:
    """Read articles, code them and store the records.

    An article that is stored already is not coded again; a changed one becomes a new version.
    """
    from dragoman import batch, reading
    from dragoman.cli.progress import watched
    from dragoman.gather import Follower, Visitor

    try:
        overrides = reading.Overrides(published=published, source=source, title=title)
    except DragomanError as fault:
        raise typer.BadParameter(str(fault), param_hint="--published") from fault
    fields = reading.Fields(
        id=id_field,
        text=text_field,
        title=title_field,
        published=published_field,
        source=source_field,
        url=url_field,
    )
    total = reading.count(sources)
    tally = batch.Tally()
    stopped = broken = False
    try:
        with opened(db, create=True) as store:
            follow = Follower(Visitor(interval=1.0, allow_private=allow_private))
            inputs = reading.read_all(sources, overrides, fields, follow)
            first = list(islice(inputs, 2))
            alone = len(first) == 1
            with coding(1 if alone else workers, scheme, lexicon, knowledge) as coder:
                results = batch.store_all(store, coder, chain(first, inputs))
                for result in watched(results, total, quiet=quiet or alone):
                    tally.add(result)
                    if isinstance(result, batch.Stored):
                        report(store, result, alone=alone, json=json, quiet=quiet)
    except KeyboardInterrupt:
        stopped = True
    except DragomanError as fault:
        broken = True
        complain(str(fault))
    _summary(tally, total, stopped=stopped, quiet=quiet)
    raise typer.Exit(ending(tally, stopped=stopped, broken=broken))


def code(scheme: Scheme = None, lexicon: Lexicon = None, knowledge: Knowledge = None) -> None:
    """Code articles from JSON lines on standard input to JSON lines on standard output, in order.

    Each line has 'id' and 'text', and may have 'published', 'title' and 'source'. A line that cannot be
    coded gives {"id": ..., "error": {...}}. Nothing is stored.
    """
    import msgspec

    from dragoman import batch
    from dragoman.model.record import to_json
    from dragoman.pipeline import Pipeline

    done = failed = 0
    out = sys.stdout.buffer
    for result in batch.code_lines(Pipeline.load(scheme, lexicon, knowledge), _lines()):
        if isinstance(result, batch.Rejected):
            failed += 1
            error = {"line": result.line, "reason": result.reason}
            out.write(msgspec.json.encode({"id": result.id, "error": error}) + b"\n")
        else:
            done += 1
            out.write(to_json(result) + b"\n")
        out.flush()
    if failed:
        complain(f"{failed:,} of {done + failed:,} lines failed")
        raise typer.Exit(Exit.SOME_FAILED if done else Exit.NOTHING_DONE)


@contextmanager
def coding(number: int, scheme: str | None, lexicon: Path | None, knowledge: Path | None) -> Iterator[Coder]:
    """The coder of this process, or several processes of their own that end with the command."""
    from dragoman.pipeline import Pipeline
    from dragoman.workers import Workers

    if number == 1:
        yield Pipeline.load(scheme, lexicon, knowledge)
    else:
        with Workers(number, scheme, lexicon, knowledge) as workers:
            yield workers


def _lines() -> Iterator[bytes]:
    """Lines as they arrive: iterating over the buffer would wait until it is full."""
    return iter(sys.stdin.buffer.readline, b"")


def report(store: Store, result: Stored, *, alone: bool, json: bool, quiet: bool) -> None:
    """What became of one article: its record if it was the only one, else a line."""
    from dragoman.model.record import to_json
    from dragoman.store import Outcome

    known = result.saved.outcome is Outcome.KNOWN
    if json:
        _print(to_json(store.load(result.saved.id)).decode())
    if known and alone and not quiet:
        complain(f"already stored as {result.saved.id}; nothing changed")
    if json or quiet:
        return
    if alone:
        from rich.console import Console

        from dragoman import show

        show.terminal(store.load(result.saved.id), Console())
    else:
        _print(f"{result.saved.id}  {_title(result)}  {'already stored' if known else _counts(result)}")


def _print(line: str) -> None:
    # Straight to standard output, where the progress bar makes room for it; typer.echo would go past it.
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _title(result: Stored) -> str:
    from dragoman.show import words

    title = result.document.title
    return words.shorten(title.value if title else result.document.address, 80)


def _counts(result: Stored) -> str:
    from dragoman.store import Outcome

    record = result.record
    assert record is not None
    counts = f"{_several(len(record.events), 'event')}, {_several(len(record.statements), 'statement')}"
    if result.saved.outcome is Outcome.CHANGED:
        counts += ", a new version"
    return f"({counts})"


def _summary(tally: Tally, total: int | None, *, stopped: bool, quiet: bool) -> None:
    """What failed and why, always; the figures, unless there was one article or nobody wants them."""
    from dragoman.store import Outcome

    for failure in tally.failures:
        complain(f"{failure.address}: {failure.reason}")
    words = {
        Outcome.NEW: "new",
        Outcome.CHANGED: "changed",
        Outcome.RECODED: "coded anew by this version",
        Outcome.KNOWN: "stored already",
    }
    parts = [f"{tally.outcomes[outcome]:,} {word}" for outcome, word in words.items() if tally.outcomes[outcome]]
    parts += [f"{len(tally.failures):,} failed"] if tally.failures else []
    if stopped:
        parts.append("stopped" if total is None else f"stopped with about {max(0, total - tally.done):,} to go")
    if stopped or (tally.done > 1 and not quiet):
        complain(f"{_several(tally.done, 'article')}: {', '.join(parts)}")


def _several(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def ending(tally: Tally, *, stopped: bool, broken: bool) -> Exit:
    """How a command that read articles ends."""
    if stopped:
        return Exit.STOPPED
    if not tally.failures and not broken:
        return Exit.FINE
    return Exit.SOME_FAILED if tally.outcomes else Exit.NOTHING_DONE
