"""Which articles of a run are current, and which are copies of each other: the stories of ``resolve.stories``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from dragoman.cluster.folder import Folder
from dragoman.cluster.plan import shard_name
from dragoman.cluster.shuffle import Integers, gather, references, runs, scatter, take
from dragoman.resolve.happenings.sketches import digest
from dragoman.resolve.pivots import clusters
from dragoman.resolve.stories import Signature, bands, compare
from dragoman.resolve.stories.origin import Origin, Printed, origin
from dragoman.resolve.stories.settings import settings


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that are copies of one another, two at least, and whose text it is."""

    lead: int
    articles: dict[int, str]  # reference → id
    origin: Origin


@dataclass(frozen=True, slots=True)
class Survey:
    """The articles of a shard by digests of their ids and addresses."""

    shard: int
    documents: Integers
    addresses: Integers


@dataclass(frozen=True, slots=True)
class OfShard:
    """What a worker must know to do something with a shard."""

    folder: Folder
    shard: int
    partitions: int
    gone: Integers  # places of articles that do not count


def survey(given: OfShard) -> Survey:
    """Look through the articles of a shard."""
    rows = _read(given, ["document", "address"])
    documents, addresses = (np.fromiter(map(digest, values), np.int64, len(values)) for values in rows.values())
    return Survey(given.shard, documents, addresses)


def gone(surveys: list[Survey]) -> dict[int, Integers]:
    """The places of articles that do not count, by shards: those there twice, and versions that others replaced.

    As when they are stored one after the other: the first time counts, and of an address the version that came last.
    """
    ordered = sorted(surveys, key=lambda one: one.shard)
    documents = np.concatenate([one.documents for one in ordered]) if ordered else np.empty(0, np.int64)
    addresses = np.concatenate([one.addresses for one in ordered]) if ordered else documents
    _, first = np.unique(documents, return_index=True)
    first.sort()
    _, last = np.unique(addresses[first][::-1], return_index=True)
    counts = np.zeros(len(documents), bool)
    counts[first[len(first) - 1 - last]] = True
    ends = np.cumsum([len(one.documents) for one in ordered])
    parts = np.split(counts, ends[:-1])
    return {one.shard: np.flatnonzero(~part) for one, part in zip(ordered, parts, strict=True)}


def spread_bands(given: OfShard) -> None:
    """Write the keys by which articles of a shard are found, each for its partition."""
    import pyarrow as pa

    rows = _read(given, ["rank", "signature"])
    left = np.setdiff1d(np.arange(len(rows["rank"])), given.gone)
    found = [
        (band, rows["rank"][place], ref)
        for place, ref in zip(left.tolist(), references(given.shard, left).tolist(), strict=True)
        for band in set(bands(Signature.from_bytes(rows["signature"][place])))
    ]
    columns = np.array(found, np.int64).reshape(-1, 3)
    table = pa.table(dict(zip(("band", "rank", "article"), columns.T, strict=True)))
    scatter(given.folder, "bands", given.shard, table, columns[:, 0] % given.partitions)


def neighbours(folder: Folder, partition: int) -> Integers:
    """The pairs of articles that share a band, one of them in its front; each once."""
    table = gather(folder, "bands", partition)
    band, rank, article = (table[name].to_numpy() for name in ("band", "rank", "article"))
    order = np.lexsort((article, rank, band))
    band, article = band[order], article[order]
    found = [np.empty((0, 2), np.int64)]
    for members in np.split(article, runs(band)[1:]):
        for place, one in enumerate(members[: settings().front]):
            others = members[place + 1 :]
            found.append(np.stack([np.minimum(one, others), np.maximum(one, others)], axis=1))
    return np.unique(np.concatenate(found), axis=0)


def stories(folder: Folder, pairs: Integers) -> list[Story]:
    """The stories of two articles and more, among articles that no other pairs tie to any outside."""
    refs = np.unique(pairs)
    rows = take(folder, "signatures", refs, ["document", "rank", "outlet", "day", "agency", "signature"])
    signatures = {ref: Signature.from_bytes(row["signature"]) for ref, row in rows.items()}
    alike: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other in pairs.tolist():
        if likeness := compare(signatures[one], signatures[other]):
            alike[one][other] = alike[other][one] = likeness.alike
    ranked = sorted(alike, key=lambda ref: (rows[ref]["rank"], rows[ref]["document"]))
    members: dict[int, list[int]] = defaultdict(list)
    for ref, lead in clusters(ranked, alike).items():
        members[lead].append(ref)
    return [
        Story(
            lead,
            {ref: rows[ref]["document"] for ref in refs},
            origin([printed(rows[ref]) for ref in refs]),
        )
        for lead, refs in members.items()
        if len(refs) > 1
    ]


def printed(row: dict[str, Any]) -> Printed:
    """An article as far as its origin matters, from its row."""
    outlet, day, agency = (None if row[name] is None else str(row[name]) for name in ("outlet", "day", "agency"))
    return Printed(id=str(row["document"]), outlet=outlet, published=day, agency=agency)


def _read(given: OfShard, columns: list[str]) -> dict[str, list[Any]]:
    from pyarrow import parquet

    with given.folder.open(f"signatures/{shard_name(given.shard)}.parquet") as file:
        table = parquet.read_table(file, columns=columns)
    return {name: table[name].to_pylist() for name in columns}
