"""Rows of all shards brought together by a key, through files: what a shard gives to each of so many partitions.

A row of a run has a *reference*: the number of its shard and its place in the shard's table, in one integer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dragoman.cluster.folder import Folder
from dragoman.cluster.plan import shard_name

if TYPE_CHECKING:
    import pyarrow

MERGE = "_merge"
_PLACES = 32  # bits of a reference for the place in a shard
Integers = NDArray[np.int64]


def references(shard: int, places: Iterable[int]) -> Integers:
    """The references of rows of a shard."""
    return np.fromiter(places, np.int64) | np.int64(shard) << _PLACES


def shard_of(ref: int) -> int:
    """The shard of a reference."""
    return ref >> _PLACES


def of_shards(refs: Integers) -> dict[int, Integers]:
    """The places of rows, by their shards."""
    ordered = np.unique(refs)
    shards = ordered >> _PLACES
    begins = runs(shards)
    parts = np.split(ordered & ((1 << _PLACES) - 1), begins[1:])
    return {int(shards[begin]): places for begin, places in zip(begins, parts, strict=False)}  # of nothing: no begin


def runs(ordered: Integers) -> Integers:
    """Where each run of equal values begins.

    >>> runs(np.array([4, 4, 7])).tolist(), runs(np.array([])).tolist()
    ([0, 2], [])
    """
    return np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)])


def take(folder: Folder, table: str, refs: Integers, columns: Sequence[str]) -> dict[int, dict[str, Any]]:
    """Some rows of a table, by their references."""
    from pyarrow import parquet

    found: dict[int, dict[str, Any]] = {}
    for shard, places in of_shards(refs).items():
        with folder.open(f"{table}/{shard_name(shard)}.parquet") as file:
            rows = parquet.read_table(file, columns=list(columns)).take(places)
        found |= zip(references(shard, places).tolist(), rows.to_pylist(), strict=True)
    return found


def scatter(folder: Folder, name: str, shard: int, rows: pyarrow.Table, partition: Integers) -> None:
    """Write rows of a shard, each for its partition."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    rows = rows.append_column("partition", pa.array(partition))
    with (
        folder.writing(f"{MERGE}/{name}/{shard_name(shard)}.parquet") as file,
        ParquetWriter(file, rows.schema, compression="zstd") as writer,
    ):
        for one in np.unique(partition):
            writer.write_table(rows.take(np.flatnonzero(partition == one)))  # a row group of its own


def write(folder: Folder, name: str, rows: pyarrow.Table) -> None:
    """Write a table."""
    from pyarrow import parquet

    with folder.writing(name) as file:
        parquet.write_table(rows, file, compression="zstd")


def gather(folder: Folder, name: str, partition: int) -> pyarrow.Table:
    """What all shards have for a partition."""
    import pyarrow as pa
    from pyarrow import parquet

    found = []
    for file_name in folder.names(f"{MERGE}/{name}"):
        with folder.open(f"{MERGE}/{name}/{file_name}") as file:
            found.append(parquet.read_table(file, filters=[("partition", "==", partition)]))
    return pa.concat_tables(found)


def components(pairs: Integers) -> tuple[Integers, Integers]:
    """The items that pairs name, in order, and for each the first of those that pairs tie it to.

    Labels are handed on along all pairs at once until none changes (Shiloach & Vishkin, "An O(log n) parallel
    connectivity algorithm", 1982).

    >>> components(np.array([[1, 2], [2, 5], [3, 4]]))[1].tolist()
    [1, 1, 3, 3, 1]
    """
    items, places = np.unique(pairs, return_inverse=True)
    one, other = places.reshape(-1, 2).T
    labels = np.arange(len(items))
    while True:
        least = np.minimum(labels[one], labels[other])
        new = labels.copy()
        for side in (one, other):
            np.minimum.at(new, side, least)
            np.minimum.at(new, labels[side], least)
        new = new[new]
        if np.array_equal(new, labels):
            return items, items[labels]
        labels = new


def chunks(pairs: Integers, size: int) -> list[Integers]:
    """The rows of pairs (two references, and whatever stands behind them) in parts that share no item."""
    if not len(pairs):
        return []
    items, labels = components(pairs[:, :2].astype(np.int64))
    label = labels[np.searchsorted(items, pairs[:, 0].astype(np.int64))]
    order = np.argsort(label, kind="stable")
    ordered = label[order]
    begins = runs(ordered)
    cuts, last = [], 0
    for begin in begins[1:]:
        if begin - last >= size:
            cuts.append(begin)
            last = begin
    return np.split(pairs[order], cuts)
