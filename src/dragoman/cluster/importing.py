"""A finished run into a database: the records in the order of the inputs, as if the articles had been read there.

Stories, events across articles and all other derived rows are worked out by the database as ever.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.cluster.folder import Folder
from dragoman.cluster.run import done, whole
from dragoman.model.problems import DragomanError, Failure
from dragoman.store import Outcome, Saved, Store
from dragoman.store.packing import unpack

_BATCH = 64  # records in memory


def count(folder: Folder) -> int:
    """How many records a run has. Raises DragomanError where it has not ended."""
    whole(folder)
    return sum(finished.articles for finished in done(folder))


def import_run(folder: Folder, store: Store) -> Iterator[Saved | Failure]:
    """Save every record of a run; what the database has already is passed over, so it can be begun again."""
    for shard in whole(folder).shards:
        records = _rows(folder, f"records/{shard.name}.parquet", ["document", "version", "record"])
        documents = _rows(folder, f"documents/{shard.name}.parquet", ["address", "text"])
        for record, article in zip(records, documents, strict=True):
            yield _saved(store, record, article)


def _rows(folder: Folder, name: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    from pyarrow.parquet import ParquetFile

    with folder.open(name) as file:
        for batch in ParquetFile(file).iter_batches(_BATCH, columns=columns):
            yield from batch.to_pylist()


def _saved(store: Store, record: dict[str, Any], article: dict[str, Any]) -> Saved | Failure:
    id = record["document"]
    if store.holds(id, record["version"]):
        return Saved(id, Outcome.KNOWN)
    try:
        return store.save(unpack(record["record"], article["text"]))
    except (DragomanError, zlib.error, msgspec.MsgspecError) as fault:
        return Failure(address=article["address"], reason=str(fault))
