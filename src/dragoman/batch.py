"""Many articles, one after the other: coded and stored, or coded and passed on.

An article that cannot be read, coded or stored becomes a Failure and the rest goes on. Faults of the
database itself (a full disk) are not an article's and end the run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import msgspec

from dragoman import reading
from dragoman.annotate.times import as_read
from dragoman.model.problems import DragomanError, Failure
from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline
from dragoman.store import Outcome, Saved, Store
from dragoman.store.codings import EVERY, Chosen, awaiting

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stored:
    """An article that is in the store, and its record where it was coded just now."""

    document: Document
    saved: Saved
    record: Record | None


@dataclass(slots=True)
class Tally:
    """What became of the inputs of a batch."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def add(self, result: Stored | Failure) -> None:
        if isinstance(result, Failure):
            self.failures.append(result)
        else:
            self.outcomes[result.saved.outcome] += 1

    @property
    def done(self) -> int:
        """Inputs dealt with, whatever came of them."""
        return self.outcomes.total() + len(self.failures)


class Coder(Protocol):
    """Codes documents in order: the pipeline in this process, or workers beside it."""

    @property
    def version(self) -> str:
        """Of the program and its knowledge."""

    def code_all(self, items: Iterable[Document | T]) -> Iterator[Record | Failure | T]:
        """A record or a failure in the place of each document; anything else goes through as it is."""


def store_all(store: Store, coder: Coder, inputs: Iterable[Document | Failure]) -> Iterator[Stored | Failure]:
    """Code and store what was read; one result for each input, in order."""

    def unless_known(item: Document | Failure) -> Document | Failure | Stored:
        if isinstance(item, Failure) or not store.holds(item.id, coder.version):
            return item
        return Stored(item, Saved(item.id, Outcome.KNOWN), None)

    items: Iterator[Document | Failure | Stored] = map(unless_known, inputs)
    results: Iterator[Record | Failure | Stored] = coder.code_all(items)
    for result in results:
        yield _saved(store, result) if isinstance(result, Record) else result


def _saved(store: Store, record: Record) -> Stored | Failure:
    try:
        return Stored(record.document, store.save(record), record)
    except DragomanError as fault:
        return Failure(address=record.document.address, reason=str(fault))


@dataclass(frozen=True, slots=True)
class Recoded:
    """An article as it was shown before, and as it is coded now."""

    old: Record
    new: Record


def recode_all(store: Store, coder: Coder, chosen: Chosen = EVERY, *, keep: bool = True) -> Iterator[Recoded | Failure]:
    """Code stored articles anew, those that are not shown as this version codes them; one result for each.

    Each is coded from its stored text and what was given or read with it, and stored beside its older records in a
    transaction of its own; what else writes meanwhile is not held up. What this version has coded before is shown
    again. Without ``keep`` nothing is stored.
    """

    def items() -> Iterator[Document | Recoded]:
        for id in awaiting(store, coder.version, chosen):
            if store.holds(id, coder.version):
                yield _gone_back(store, id, coder.version, keep=keep)
            else:
                yield as_read(store.load(id).document)

    results: Iterator[Record | Failure | Recoded] = coder.code_all(items())
    for result in results:
        yield _recoded(store, result, keep=keep) if isinstance(result, Record) else result


def go_back_all(store: Store, version: str, chosen: Chosen = EVERY, *, keep: bool = True) -> Iterator[Recoded]:
    """Show articles as a version has coded them once; one result for each that was shown otherwise."""
    for id in awaiting(store, version, chosen, coded=True):
        yield _gone_back(store, id, version, keep=keep)


def _gone_back(store: Store, id: str, version: str, *, keep: bool) -> Recoded:
    old = store.load(id)
    if keep:
        store.go_back(id, version)
    return Recoded(old, store.load(id, version))


def _recoded(store: Store, record: Record, *, keep: bool) -> Recoded | Failure:
    try:
        old = store.load(record.document.id)
        if keep:
            store.save(record)
    except DragomanError as fault:
        return Failure(address=record.document.address, reason=str(fault))
    return Recoded(old, record)


class Line(msgspec.Struct):
    """One line of input for ``code_lines``."""

    id: str | int
    text: str
    published: str | None = None
    title: str | None = None
    source: str | None = None


_lines = msgspec.json.Decoder(Line)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that gave no record."""

    line: int
    id: str | None  # None where the line could not be read so far
    reason: str


def code_lines(pipeline: Pipeline, lines: Iterable[bytes]) -> Iterator[Record | Rejected]:
    """A record, or the reason why there is none, for each line of JSON; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _code_line(pipeline, number, line)


def _code_line(pipeline: Pipeline, number: int, line: bytes) -> Record | Rejected:
    try:
        given = _lines.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        return Rejected(number, _id(line), f"not a line we can read: {fault}")
    id = str(given.id)
    try:
        overrides = reading.Overrides(published=given.published, title=given.title, source=given.source)
        document = reading.read_text(given.text, address=id, overrides=overrides)
    except DragomanError as fault:
        return Rejected(number, id, str(fault))
    record = pipeline.code_or_say(document)
    return Rejected(number, id, record.reason) if isinstance(record, Failure) else record


def _id(line: bytes) -> str | None:
    """The id of a line that is wrong elsewhere, so that its error can be told from others."""
    try:
        given = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    id = given.get("id") if isinstance(given, dict) else None
    return None if id is None else str(id)
