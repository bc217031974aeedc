"""A finished run merged: which articles count, which are copies, and the events that several of them tell.

Workers read, compare and tell; the process that leads holds a few numbers for each article and each pair that was
found alike. What comes out is what a database works out of the same articles (``import_run``), as long as nobody has
corrected anything there: corrections and rules that people set are kept in databases alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from dragoman.cluster import copies, reports
from dragoman.cluster.copies import OfShard, Story
from dragoman.cluster.engines import Engine, Fault
from dragoman.cluster.folder import Folder
from dragoman.cluster.plan import shard_name
from dragoman.cluster.reports import HAPPENINGS, MEMBERS, Edges, ToTell
from dragoman.cluster.run import TRIES, done, whole
from dragoman.cluster.shuffle import MERGE, Integers, chunks, of_shards, references, shard_of, take, write
from dragoman.model.problems import DragomanError

J = TypeVar("J")
R = TypeVar("R")

STORIES, SUPERSEDED = "stories", "superseded"
_A_PARTITION = 100_000  # articles whose rows are in one memory, about
_TOGETHER = 10_000  # pairs compared, or told, in one job


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of merging."""

    articles: int  # that count
    stories: int  # of two articles and more
    events: int  # of all articles
    happenings: int


def merge(folder: Folder, engine: Engine) -> Merged:
    """Write stories and happenings of a run beside its tables; those of an earlier merging go.

    Raises DragomanError where the run has not ended, or workers fail again and again.
    """
    whole(folder)
    finished = done(folder)
    for name in (MERGE, STORIES, SUPERSEDED, HAPPENINGS, MEMBERS):
        folder.remove(name)
    partitions = 1 + sum(one.articles for one in finished) // _A_PARTITION
    shards = [OfShard(folder, one.shard, partitions, np.empty(0, np.int64)) for one in finished]
    out = copies.gone(_all(engine, copies.survey, shards))
    shards = [OfShard(folder, one.shard, partitions, out[one.shard]) for one in shards]
    _write_superseded(folder, out)
    found = _stories(engine, folder, shards, partitions)
    told = _happenings(engine, folder, shards, partitions, found)
    folder.remove(MERGE)
    articles = sum(one.articles for one in finished) - sum(map(len, out.values()))
    return Merged(articles, len(found), sum(one.rows["events"] for one in finished), told)


def _stories(engine: Engine, folder: Folder, shards: list[OfShard], partitions: int) -> list[Story]:
    _all(engine, copies.spread_bands, shards)
    pairs = _all(engine, partial(copies.neighbours, folder), range(partitions))
    jobs = chunks(np.unique(np.concatenate(pairs), axis=0), _TOGETHER)
    found = [story for some in _all(engine, partial(copies.stories, folder), jobs) for story in some]
    found.sort(key=lambda story: story.lead)
    _write_stories(folder, found)
    return found


def _happenings(engine: Engine, folder: Folder, shards: list[OfShard], partitions: int, stories: list[Story]) -> int:
    every = _all(engine, reports.spread_reports, shards)
    compare = partial(reports.edges, folder, partitions)
    edges = np.concatenate(list(_all(engine, compare, range(partitions))))
    origins = _origins(stories)

    def job(name: str, refs: Integers, between: Edges) -> ToTell:
        concerned = [origins.get(shard, {}) for shard in of_shards(refs)]
        return ToTell(folder, name, refs, between, {id: own for some in concerned for id, own in some.items()})

    pairs = np.column_stack([edges["one"], edges["other"], np.arange(len(edges))])
    tied = np.unique(pairs[:, :2])
    jobs = []
    for given, refs in zip(shards, every, strict=True):
        jobs.append(job(f"alone-{shard_name(given.shard)}", np.setdiff1d(refs, tied), edges[:0]))
    for number, some in enumerate(chunks(pairs, _TOGETHER)):
        jobs.append(job(f"told-{shard_name(number)}", np.unique(some[:, :2]), edges[some[:, 2]]))
    return sum(_all(engine, reports.tell, jobs))


def _origins(stories: Iterable[Story]) -> dict[int, dict[str, str]]:
    """Whose text articles are that are copies of others: shard → id → origin."""
    found: dict[int, dict[str, str]] = {}
    for story in stories:
        for ref, id in story.articles.items():
            found.setdefault(shard_of(ref), {})[id] = f"{story.origin.kind} {story.origin.name}"
    return found


def _write_stories(folder: Folder, stories: list[Story]) -> None:
    import pyarrow as pa

    rows = [
        {
            "story": story.articles[story.lead],
            "articles": len(story.articles),
            "origin_kind": story.origin.kind,
            "origin": story.origin.name,
            "document": id,
            "shard": shard_of(ref),
        }
        for story in stories
        for ref, id in sorted(story.articles.items())
    ]
    text, number = pa.string(), pa.int32()
    columns = {"story": text, "articles": number, "origin_kind": text, "origin": text, "document": text}
    schema = pa.schema([*columns.items(), ("shard", number)])
    write(folder, f"{STORIES}/all.parquet", pa.Table.from_pylist(rows, schema=schema))


def _write_superseded(folder: Folder, out: dict[int, Integers]) -> None:
    import pyarrow as pa

    refs = np.concatenate([references(shard, places) for shard, places in out.items()] or [np.empty(0, np.int64)])
    rows = take(folder, "documents", refs, ["document", "shard"])
    schema = pa.schema([("document", pa.string()), ("shard", pa.int32())])
    write(folder, f"{SUPERSEDED}/all.parquet", pa.Table.from_pylist(list(rows.values()), schema=schema))


def _all(engine: Engine, task: Callable[[J], R], jobs: Iterable[J]) -> list[R]:
    """What a task gives for jobs, in their order; each is tried again where its worker was lost.

    Jobs write files of their own names, so one that is done twice leaves what it would have left at once.
    Raises DragomanError where one fails again and again.
    """
    left = list(enumerate(jobs))
    found: dict[int, R] = {}
    for _ in range(TRIES):
        faults = []
        for (number, job), outcome in engine.run(partial(_numbered, task), left):
            if isinstance(outcome, Fault):
                faults.append(((number, job), outcome))
            else:
                found[number] = outcome
        left = [job for job, _ in faults]
        if not left:
            return [found[number] for number in sorted(found)]
    raise DragomanError(f"merging failed {TRIES} times: {faults[0][1].reason}")


def _numbered(task: Callable[[J], R], given: tuple[int, J]) -> R:
    return task(given[1])
