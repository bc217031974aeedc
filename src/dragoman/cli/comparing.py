"""``diff``: what two codings of the same articles hold differently, and why."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import opened
from dragoman.cli.options import DATABASE, Database, many

if TYPE_CHECKING:
    from dragoman.model.changes import Change, Summary
    from dragoman.model.record import Record

_IN_MEMORY = 8 << 20  # bytes of changes; more go to a temporary file


class DiffFormat(StrEnum):
    """How changes are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(diff)


def diff(
    old: Annotated[str, typer.Argument(help="Version of the coder: its beginning, 'previous' or 'latest'; or a file.")],
    new: Annotated[str, typer.Argument(help="The version to compare it with; or a file.")],
    type: Annotated[list[str], many("--type", "-t", help="Only entries of this type, e.g. ACCUSE or direct.")],
    field: Annotated[list[str], many("--field", help="Only changes of this field, e.g. date.")],
    db: Database = DATABASE,
    document: Annotated[str, typer.Option(help="Only this article: its id or the beginning of it.")] = "",
    format: Annotated[DiffFormat, typer.Option("--format", "-f", help="How to print.")] = DiffFormat.TABLE,
) -> None:
    """Print what two codings of the same articles hold differently, and the rule or frame behind each side.

    'dragoman versions' lists the versions that coded the articles of a database. Two files with records, a line of
    JSON each as 'dragoman code' writes them, are compared without a database. A version like 'llm:MODEL' is what a
    model proposed (see 'dragoman propose'); then only what models are asked for is compared.
    """
    if Path(old).is_file() and Path(new).is_file():
        from dragoman.explain.record_files import paired_records

        write_diff(paired_records(Path(old), Path(new), document), format, types=type, fields=field)
        return
    from dragoman.model.proposals import PREFIX
    from dragoman.store.codings import Chosen, find_coding, paired_codings

    with opened(db) as store:
        chosen = Chosen(ids=(document,) if document else ())
        versions = find_coding(store, old), find_coding(store, new)
        pairs = paired_codings(store, *versions, chosen)
        if any(version.startswith(PREFIX) for version in versions):
            from dragoman.propose.comparing import narrowed

            pairs = ((one and narrowed(one), other and narrowed(other)) for one, other in pairs)
        write_diff(pairs, format, types=type, fields=field)


def write_diff(
    pairs: Iterable[tuple[Record | None, Record | None]],
    format: DiffFormat,
    *,
    types: Iterable[str] = (),
    fields: Iterable[str] = (),
) -> None:
    """Compare the records of each article and print the counts, then the changes.

    The counts come first, so the changes wait on disk: memory does not grow with their number.
    """
    with spool() as changes:
        for old, new in pairs:
            changes.compare(old, new, types=set(types), fields=set(fields))
        print_changes(changes, format)


def print_changes(changes: Spool, format: DiffFormat) -> None:
    """Print the counts, then the changes."""
    _WRITERS[format](changes.summary, changes)


class Spool:
    """Changes in the order they were found, kept on disk, and their counts."""

    def __init__(self, file: SpooledTemporaryFile[bytes]) -> None:
        from dragoman.model.changes import Summary

        self.summary = Summary()
        self._file = file

    def compare(
        self, old: Record | None, new: Record | None, *, types: Set[str] = frozenset(), fields: Set[str] = frozenset()
    ) -> tuple[Change, ...]:
        """Keep what is different between two records of an article, as far as it is wanted."""
        import msgspec

        from dragoman.explain.changes import compare_records

        if old is None or new is None or old.document.text != new.document.text:
            self.summary.apart += 1
            return ()
        found = tuple(
            change
            for change in compare_records(old, new)
            if (not types or change.type in types or (change.field == "type" and change.new in types))
            and (not fields or change.field in fields)
        )
        self.summary.add(found)
        for change in found:
            self._file.write(msgspec.json.encode(change) + b"\n")
        return found

    def __iter__(self) -> Iterator[Change]:
        import msgspec

        from dragoman.model.changes import Change

        decoder = msgspec.json.Decoder(Change)
        self._file.seek(0)
        for line in self._file:
            yield decoder.decode(line)


@contextmanager
def spool() -> Iterator[Spool]:
    """Room for changes, taken away again at the end."""
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        yield Spool(file)


def _table(summary: Summary, changes: Iterable[Change]) -> None:
    from rich.console import Console

    from dragoman.show import changes as show

    console = Console()
    show.summary_tables(summary, console)
    show.changes(changes, console)


def _markdown(summary: Summary, changes: Iterable[Change]) -> None:
    from dragoman.show import changes as show

    for line in show.markdown(summary, changes):
        typer.echo(line)


def _json(summary: Summary, changes: Iterable[Change]) -> None:
    import msgspec

    counts = {
        "articles": summary.articles,
        "differing": summary.differing,
        "apart": summary.apart,
        "by_field": list(summary.by_field()),
        "by_rule": list(summary.by_rule()),
    }
    out = sys.stdout.buffer
    sys.stdout.flush()
    out.write(b'{"summary":' + msgspec.json.encode(counts) + b',"changes":[')
    for number, change in enumerate(changes):
        out.write((b",\n" if number else b"\n") + msgspec.json.encode(change))
    out.write(b"\n]}\n")
    out.flush()


def _csv(_: Summary, changes: Iterable[Change]) -> None:
    from dragoman.model.changes import Change

    names = [field.name for field in fields(Change)]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for change in changes:
        cells = {name: getattr(change, name) for name in names}
        writer.writerow((cells | {"words": "; ".join(part.text for part in change.words)}).values())
    sys.stdout.flush()


_WRITERS = {
    DiffFormat.TABLE: _table,
    DiffFormat.JSON: _json,
    DiffFormat.CSV: _csv,
    DiffFormat.MARKDOWN: _markdown,
}
