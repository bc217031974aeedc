"""Articles read and stored, or records that are at hand; one result for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.corpus import coding
from dragoman.model.problems import DragomanError, Failure
from dragoman.model.record import Record
from dragoman.store import Saved, Store

if TYPE_CHECKING:
    from dragoman.reading import Overrides

Files = tuple[str | Path | None, str | Path | None, str | Path | None]  # scheme, lexicon, knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An article that is in the corpus now."""

    id: str
    address: str
    outcome: str  # new, changed (a new version), recoded (by a newer program), known (as it was)


def add_all(
    store: Store, files: Files, sources: Iterable[str | Path | Record], said: Overrides
) -> Iterator[Added | Failure]:
    """Store records as they are, and what can be read at the other sources, coded with the user's files."""
    for source in sources:
        if isinstance(source, Record):
            yield _stored(store, source)
        else:
            yield from _read(store, files, source, said)


def _stored(store: Store, record: Record) -> Added | Failure:
    try:
        return _added(record.document.address, store.save(record))
    except DragomanError as fault:
        return Failure(address=record.document.address, reason=str(fault))


def _read(store: Store, files: Files, source: str | Path, said: Overrides) -> Iterator[Added | Failure]:
    from dragoman import batch

    for result in batch.store_all(store, coding.pipeline(*files), coding.documents([source], said)):
        yield result if isinstance(result, Failure) else _added(result.document.address, result.saved)


def _added(address: str, saved: Saved) -> Added:
    return Added(id=saved.id, address=address, outcome=saved.outcome.value)
