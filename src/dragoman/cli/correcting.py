"""Commands that correct what was read: one decision each, and the log of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import complain, opened
from dragoman.cli.options import DATABASE, As, Database, Format, Knowledge, Scheme

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model.corrections import Correction
    from dragoman.query import StoredCorrection
    from dragoman.review import FieldAgreement
    from dragoman.store import Store


def named(given: str | None) -> str:
    """Who decides: the author named, or who is logged in."""
    import getpass

    return given or getpass.getuser()


Author = Annotated[
    str | None,
    typer.Option(envvar="DRAGOMAN_AUTHOR", help="Who decides.", show_default="your login"),
]
Reason = Annotated[str, typer.Option(help="Why; kept with the correction.", show_default=False)]
Entry = Annotated[
    str, typer.Argument(metavar="DOCUMENT:ID", help="Document or its beginning, colon, entry: 3f2a91:e4.")
]
Actors = Annotated[bool, typer.Option("--actors", help="Actors are meant, by their ids or names, not events.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(correct)
    app.command()(merge)
    app.command()(split)
    app.command()(undo)
    app.command()(corrections)
    app.command()(reviewers)


def correct(
    entry: Annotated[str, typer.Argument(metavar="DOCUMENT[:ID]", help="3f2a91:e4; with --add the document alone.")],
    values: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Give a field a value, e.g. type=ACCUSE; again for several; FIELD= empties it.",
            default_factory=list,
            show_default=False,
        ),
    ],
    confirm: Annotated[bool, typer.Option("--confirm", help="It is right as it stands.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It should not be there.")] = False,
    swap: Annotated[bool, typer.Option("--swap", help="Turn actor and recipient round.")] = False,
    add: Annotated[
        str | None, typer.Option(metavar="WORDS", help="An entry is missing that these words of the article tell.")
    ] = None,
    kind: Annotated[str, typer.Option(help="Of --add: event, statement, commitment or agreement.")] = "event",
    author: Author = None,
    reason: Reason = "",
    scheme: Scheme = None,
    knowledge: Knowledge = None,
    db: Database = DATABASE,
) -> None:
    """Correct one entry of a record: change fields, confirm, reject or add it.

    Fields of events: type, modes, contexts, actor, recipient, status, date, place, magnitudes, trigger; of statements:
    speaker, addressee, content, cue, kind; of commitments: debtor, beneficiary, action, deadline, status; of
    agreements: name, parties, date, status. Actors are ids, names, or '+Name (kind, COUNTRY)' for a new one.
    """
    from dragoman.resolve.correcting.fields import FIELDS
    from dragoman.review import Reviewer

    given = _given(values)
    if sum((confirm, reject, swap, add is not None, bool(given) and add is None)) != 1:
        raise typer.BadParameter("give one of --set, --confirm, --reject, --swap, --add", param_hint="correct")
    if kind not in FIELDS:
        raise typer.BadParameter(f"{kind!r} is not one of {', '.join(FIELDS)}", param_hint="--kind")
    with opened(db) as store:
        reviewer = Reviewer(store, named(author), knowledge, scheme)
        if add is not None:
            made = reviewer.add(store.find(entry), kind, add, given, reason)
        else:
            document, id = _entry(store, entry)
            if confirm:
                made = reviewer.confirm(document, id, reason)
            elif reject:
                made = reviewer.reject(document, id, reason)
            elif swap:
                made = reviewer.swap(document, id, reason)
            else:
                made = reviewer.edit(document, id, given, reason)
    _tell(made)


def merge(
    first: Annotated[str, typer.Argument(metavar="ONE", help="A report, 3f2a91:e4; or an actor, who remains.")],
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Reports of the same deed, or actors.")],
    actors: Actors = False,
    author: Author = None,
    reason: Reason = "",
    db: Database = DATABASE,
) -> None:
    """Say that reports tell of one deed, or that actors are one."""
    from dragoman.review import Reviewer

    with opened(db) as store:
        reviewer = Reviewer(store, named(author))
        if actors:
            made = reviewer.merge_actors(first, others, reason)
        else:
            made = reviewer.merge(_entry(store, first), [_entry(store, other) for other in others], reason)
    _tell(made)


def split(
    first: Annotated[str, typer.Argument(metavar="ONE", help="A report, 3f2a91:e4, or an actor.")],
    others: Annotated[
        list[str], typer.Option("--from", help="A report of another deed, or an actor; may be repeated.")
    ],
    actors: Actors = False,
    author: Author = None,
    reason: Reason = "",
    db: Database = DATABASE,
) -> None:
    """Say that a report does not tell of the deed of others, or that actors are not the same."""
    from dragoman.review import Reviewer

    with opened(db) as store:
        reviewer = Reviewer(store, named(author))
        if actors:
            made = reviewer.keep_apart(first, others, reason)
        else:
            made = reviewer.split(_entry(store, first), [_entry(store, other) for other in others], reason)
    _tell(made)


def undo(
    correction: Annotated[
        str, typer.Argument(metavar="CORRECTION", help="Its id, as 'dragoman corrections' lists it.")
    ],
    author: Author = None,
    reason: Reason = "",
    db: Database = DATABASE,
) -> None:
    """Take a correction back; undoing an undoing brings it back. Both stay in the log."""
    from dragoman.review import Reviewer

    with opened(db) as store:
        made = Reviewer(store, named(author)).undo(correction, reason)
    _tell(made)


def corrections(
    by: Annotated[str | None, typer.Option("--author", help="Those of one person.")] = None,
    stranded: Annotated[
        bool, typer.Option("--stranded", help="Those whose words are gone from the article's new version.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write them as test cases to a file; 'eval cases' runs it.")
    ] = None,
    training: Annotated[
        bool, typer.Option("--training", help="With --export: sentences to learn from instead of test cases.")
    ] = False,
    db: Database = DATABASE,
    format: As = Format.TABLE,
) -> None:
    """List the corrections, the first made first, with what became of each; or export them."""
    from dragoman import query
    from dragoman.cli import tables

    with opened(db) as store:
        if export is not None:
            complain(f"{_export(store, export, training=training):,} lines written to {export}")
            return
        rows = query.corrections(store, author=by, state="stranded" if stranded else None)
        page = query.Page(total=len(rows), undated=0, rows=iter(rows))
        tables.write(page, query.StoredCorrection, format, _table(store))


def reviewers(
    authors: Annotated[list[str] | None, typer.Argument(metavar="AUTHOR...", show_default="all")] = None,
    db: Database = DATABASE,
    format: As = Format.TABLE,
) -> None:
    """Say how far reviewers agree on entries that at least two judged: Krippendorff's alpha for each field."""
    from dragoman import query, review
    from dragoman.cli import tables
    from dragoman.store import correction_log

    with opened(db) as store, store.reading() as connection:
        found = review.agreement(correction_log.every(connection), authors or ())
    tables.write(query.Page(total=len(found), undated=0, rows=iter(found)), review.FieldAgreement, format, _agreed)


def _agreed(rows: Iterable[FieldAgreement], console: Console) -> None:
    from dragoman.cli import tables

    tables.listing(
        console,
        "No entry was judged by two reviewers; 'dragoman review --second' shows what others have judged.",
        ["entry", "field", "units", "alike", "alpha"],
        (
            [
                row.entry,
                row.field,
                f"{row.units:,}",
                f"{row.alike:.0%}",
                f"{row.alpha:.3f}" if row.alpha is not None else "– (one value only)",
            ]
            for row in rows
        ),
    )


def _table(store: Store) -> Callable[[Iterable[StoredCorrection], Console], None]:
    from dragoman.cli import tables

    def table(rows: Iterable[StoredCorrection], console: Console) -> None:
        tables.listing(
            console,
            "There is no correction.",
            ["id", "date", "who", "what", "entry", "reason", "state"],
            (
                [
                    row.id,
                    row.time[:10],
                    row.author,
                    row.what,
                    (tables.short(store, row.entry) if row.entry else "–") + (f" “{row.words}”" if row.words else ""),
                    row.reason,
                    row.state,
                ]
                for row in rows
            ),
        )

    return table


def _export(store: Store, path: Path, *, training: bool) -> int:
    import msgspec

    from dragoman import review

    lines = review.training_rows(store) if training else map(msgspec.json.encode, review.cases(store))
    with path.open("wb") as out:
        return sum(out.write(line + b"\n") > 0 for line in lines)


def _given(pairs: Iterable[str]) -> Mapping[str, list[str]]:
    """``["type=ACCUSE", "recipient="]`` → fields and their values."""
    given: dict[str, list[str]] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r}: write FIELD=VALUE, e.g. type=ACCUSE", param_hint="--set")
        values = given.setdefault(field.strip(), [])
        if value.strip():
            values.append(value.strip())
    return given


def _entry(store: Store, words: str) -> tuple[str, str]:
    """A document, in full, and the id of an entry."""
    document, colon, id = words.rpartition(":")
    if not colon:
        raise typer.BadParameter(f"{words!r}: write document and entry, e.g. 3f2a91:e4")
    return store.find(document), id


def _tell(made: Correction) -> None:
    complain(f"{made.kind} is logged as {made.id}; 'dragoman undo {made.id}' takes it back")
