"""A shard coded by a worker: read, coded and written, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from uuid import uuid4

from dragoman.cluster import station
from dragoman.cluster.folder import Folder, located
from dragoman.cluster.pieces import WORK, Pieces
from dragoman.cluster.plan import Order, Shard
from dragoman.cluster.station import Passed
from dragoman.cluster.tables import NAMES, schema, tables
from dragoman.model.problems import Failure
from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.reading import read_part

if TYPE_CHECKING:
    import pyarrow

_GROUP = 64_000_000  # bytes in memory from which on rows are written as a row group


@dataclass(frozen=True, slots=True)
class Job:
    """A shard to code, and everything a worker must know for it."""

    folder: Folder
    order: Order
    shard: Shard


@dataclass(frozen=True, slots=True)
class Coded:
    """A shard that is coded; its files wait in a folder of their own until they are taken over."""

    waiting: str  # the folder, within that of the run
    rows: dict[str, int]  # of each table


def code_shard(job: Job) -> Coded:
    """Code a shard from where others that were lost have left it, and write its tables."""
    pieces = Pieces(job.folder, job.shard.name)
    begun = pieces.done()
    results = station.coded(station.coder(job.order.coding), islice(_articles(job, pieces), begun, None))
    while some := list(islice(results, job.order.piece)):
        records = [result for result, _ in some if isinstance(result, Record)]
        failures = [(result, tries) for result, tries in some if isinstance(result, Failure)]
        pieces.write(begun, begun + len(some), tables(job.shard.number, records, failures))
        begun += len(some)
    waiting = f"{WORK}/{job.shard.name}/{uuid4().hex}"
    return Coded(waiting, _bind(job.folder, waiting, pieces.read()))


def _articles(job: Job, pieces: Pieces) -> Iterator[Document | Passed]:
    """The articles of a shard; one that is there twice counts once."""
    source = job.shard.source
    known = {id for piece in pieces.read() for id in piece["records"]["document"].to_pylist()}
    begun = pieces.done()
    system, path = located(source.where)
    with system.open(path, "rb") as stream:
        read = read_part(stream, job.shard.part, shown=source.shown, address=source.address, fields=job.order.fields)
        for number, article in enumerate(read):
            if isinstance(article, Failure):
                yield Passed(article)
            elif number >= begun and article.id in known:
                yield Passed()
            else:
                known.add(article.id)
                yield article


def _bind(folder: Folder, waiting: str, pieces: Iterable[dict[str, pyarrow.Table]]) -> dict[str, int]:
    """Write the rows of all pieces into one file of each table; gives how many each has."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    rows = dict.fromkeys(NAMES, 0)
    held: dict[str, list[pa.Table]] = {name: [] for name in NAMES}
    with ExitStack() as files:
        writers = {
            name: files.enter_context(
                ParquetWriter(
                    files.enter_context(folder.writing(f"{waiting}/{name}.parquet")), schema(name), compression="zstd"
                )
            )
            for name in NAMES
        }

        def write(name: str) -> None:
            if held[name]:
                writers[name].write_table(pa.concat_tables(held[name]))
                held[name].clear()

        for piece in pieces:
            for name in NAMES:
                rows[name] += len(piece[name])
                held[name].append(piece[name])
                if sum(table.nbytes for table in held[name]) > _GROUP:
                    write(name)
        for name in NAMES:
            write(name)
    return rows
