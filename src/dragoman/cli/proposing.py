"""``propose``: a large model proposes entries for articles; ``proposals`` lists them, ``accept`` takes one over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.correcting import Author, Reason, named
from dragoman.cli.exits import Exit, complain, opened
from dragoman.cli.options import DATABASE, As, Database, Format, Knowledge, Lexicon, Quiet, Scheme
from dragoman.model.problems import DragomanError, Failure

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model.proposals import Inquiry
    from dragoman.model.record import Record
    from dragoman.model.text import Document
    from dragoman.pipeline import Pipeline
    from dragoman.propose import Proposer
    from dragoman.query import StoredProposal
    from dragoman.store import Store


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(propose)
    app.command()(proposals)
    app.command()(accept)


def propose(
    articles: Annotated[
        list[str],
        typer.Argument(metavar="ID|SOURCE...", help="Stored articles by id; or files and URLs, which are read first."),
    ],
    endpoint: Annotated[
        str | None,
        typer.Option(envvar="DRAGOMAN_LLM_ENDPOINT", help="Address up to /v1, e.g. http://127.0.0.1:8080/v1."),
    ] = None,
    model: Annotated[str | None, typer.Option(envvar="DRAGOMAN_LLM_MODEL", help="The model's name there.")] = None,
    key_env: Annotated[
        str | None,
        typer.Option(envvar="DRAGOMAN_LLM_KEY_ENV", metavar="VAR", help="Environment variable that holds the key."),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(envvar="DRAGOMAN_LLM_SETTINGS", dir_okay=False, help="TOML file with these and more settings."),
    ] = None,
    max_calls: Annotated[int | None, typer.Option(min=1, help="Calls of this run, at most.")] = None,
    max_tokens: Annotated[int | None, typer.Option(min=1, help="Tokens of this run, at most.")] = None,
    price_in: Annotated[float | None, typer.Option(min=0, help="Price of a million tokens sent.")] = None,
    price_out: Annotated[float | None, typer.Option(min=0, help="Price of a million tokens received.")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Ask even where this model was asked the same before.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask nobody; print what would be sent.")] = False,
    db: Database = DATABASE,
    scheme: Scheme = None,
    lexicon: Lexicon = None,
    knowledge: Knowledge = None,
    json: Annotated[bool, typer.Option("--json", help="Print each proposal as a line of JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    """Ask a large model for events, statements and commitments of articles; keep what stands in the text.

    The text goes to the endpoint. What comes back is kept beside the record and never shown in its place:
    'diff' compares the two, 'accept' takes an entry over.
    """
    import msgspec

    from dragoman.pipeline import Pipeline
    from dragoman.propose import Budget, Endpoint, OutOfBudget, Proposer, Settings

    over: dict[str, object] = {"endpoint": endpoint, "model": model, "key_env": key_env, "max_calls": max_calls}
    over |= {"max_tokens": max_tokens, "price_in": price_in, "price_out": price_out}
    chosen = Settings.load(settings, over)
    if dry_run:
        chosen = msgspec.structs.replace(chosen, key_env=None)
    budget = Budget(chosen)
    proposer = Proposer(Pipeline.load(scheme, lexicon, knowledge), Endpoint(chosen, budget))
    done = failed = 0
    stopped = False
    with opened(db, create=any(map(_is_source, articles))) as store:
        try:
            for document in _documents(store, proposer.pipeline, articles, keep=not dry_run):
                if isinstance(document, Failure):
                    complain(f"{document.address}: {document.reason}")
                    failed += 1
                elif dry_run:
                    _print(msgspec.json.encode(proposer.questions(document)))
                    done += 1
                elif _propose(store, proposer, document, again=again, json=json, quiet=quiet):
                    done += 1
                else:
                    failed += 1
        except OutOfBudget as fault:
            complain(str(fault))
            failed += 1
        except KeyboardInterrupt:
            stopped = True
    if budget.spent.calls and (failed or stopped or done > 1):
        from dragoman.show.proposals import spent

        complain(f"in all: {spent(budget.spent)}")
    if stopped:
        raise typer.Exit(Exit.STOPPED)
    if failed:
        raise typer.Exit(Exit.SOME_FAILED if done else Exit.NOTHING_DONE)


def proposals(
    proposal: Annotated[
        str | None,
        typer.Argument(metavar="PROPOSAL", help="One of them, e.g. p3, with all it holds.", show_default="all"),
    ] = None,
    document: Annotated[str | None, typer.Option(help="Only of this article: its id or the beginning of it.")] = None,
    db: Database = DATABASE,
    format: As = Format.TABLE,
) -> None:
    """List what models proposed, the last first, with the calls, the tokens and the cost; or print one proposal."""
    from dragoman import query
    from dragoman.cli import tables

    with opened(db) as store:
        if proposal is not None:
            from dragoman.store.proposals import find

            found = find(store, proposal)
            _tell(found.id, found.record, found.inquiry, json=format is not Format.TABLE)
            return
        rows = query.proposals(store, store.find(document) if document else None)
        page = query.Page(total=len(rows), undated=0, rows=iter(rows))
        tables.write(page, query.StoredProposal, format, _table(store))


def accept(
    entries: Annotated[
        list[str],
        typer.Argument(metavar="PROPOSAL:ID...", help="Proposed entries, as 'proposals p3' shows them: p3:e2."),
    ],
    author: Author = None,
    reason: Reason = "",
    scheme: Scheme = None,
    db: Database = DATABASE,
) -> None:
    """Take proposed entries over into the record, each as a correction that adds it in your name.

    The entry keeps the rule that says which model proposed it; 'undo' takes it out again.
    """
    from dragoman.review import Reviewer

    with opened(db) as store:
        reviewer = Reviewer(store, named(author), scheme=scheme)
        for entry in entries:
            proposal, colon, id = entry.partition(":")
            if not colon:
                raise typer.BadParameter(f"{entry!r}: write proposal and entry, e.g. p3:e2")
            made = reviewer.accept(proposal, id, reason)
            complain(f"{entry} is added as {made.id}; 'dragoman undo {made.id}' takes it back")


def _is_source(article: str) -> bool:
    """Whether a file or an address is meant, not the id of a stored article."""
    return article == "-" or "://" in article or Path(article).exists()


def _documents(
    store: Store, pipeline: Pipeline, articles: Iterable[str], *, keep: bool
) -> Iterator[Document | Failure]:
    """The articles that are meant; those that are not stored yet are coded and stored first, with ``keep``."""
    from dragoman import batch, reading

    for article in articles:
        if not _is_source(article):
            try:
                yield store.load(store.find(article)).document
            except DragomanError as fault:
                yield Failure(address=article, reason=f"is no file or address either: {fault}")
        elif not keep:
            yield from reading.read_all([article])
        else:
            for result in batch.store_all(store, pipeline, reading.read_all([article])):
                yield store.load(result.saved.id).document if isinstance(result, batch.Stored) else result


def _propose(store: Store, proposer: Proposer, document: Document, *, again: bool, json: bool, quiet: bool) -> bool:
    """Ask about one article and keep what comes of it; whether there is an answer."""
    from dragoman.show.proposals import spent
    from dragoman.store import proposals

    known = None if again else next(proposals.every(store, document.id, proposer.version), None)
    if known is not None:
        if not quiet:
            complain(f"{document.id}: {proposer.version} was asked before, see {known.id}; --again asks anew")
        return True
    made = proposer.propose(document)
    if not made.is_answered:
        complain(f"{document.id}: {made.inquiry.unanswered[0]} ({spent(made.inquiry.spent)})")
        return False
    id = proposals.add(store, made.record, made.inquiry)
    if json or not quiet:
        _tell(id, made.record, made.inquiry, json=json)
    if not json and not quiet:
        shown, short = store.load(document.id).version, store.shorten(document.id)
        complain(f"to compare: dragoman diff {shown} {proposer.version} --document {short}")
        complain(f"to take an entry over: dragoman accept {id}:ENTRY")
    return True


def _tell(id: str, record: Record, inquiry: Inquiry, *, json: bool) -> None:
    """One proposal, in full."""
    if json:
        import msgspec

        _print(msgspec.json.encode({"id": id, "version": record.version, "inquiry": inquiry, "record": record}))
    else:
        from rich.console import Console

        from dragoman.show import proposals

        proposals.terminal(record, inquiry, Console(), id=id)


def _print(line: bytes) -> None:
    typer.echo(line.decode())


def _table(store: Store) -> Callable[[Iterable[StoredProposal], Console], None]:
    from dragoman.cli import tables
    from dragoman.show.words import shorten

    def table(rows: Iterable[StoredProposal], console: Console) -> None:
        tables.listing(
            console,
            "No model has proposed anything; 'dragoman propose' asks one.",
            ["id", "made", "article", "version", "entries", "refused", "calls", "tokens", "cost"],
            (
                [
                    row.id,
                    row.made[:10],
                    f"{store.shorten(row.document)} {shorten(row.title or '', 40)}",
                    row.version,
                    f"{row.events + row.statements + row.commitments:,}",
                    f"{row.refused:,}",
                    f"{row.calls:,}",
                    f"{row.tokens_in + row.tokens_out:,}",
                    f"{row.cost:.4f} {row.currency}" if row.cost is not None else "–",
                ]
                for row in rows
            ),
        )

    return table
