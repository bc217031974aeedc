"""The events of a run's articles told together: the happenings of ``resolve.happenings``, shard by shard.

Reports meet by day, type and status (``shelves``), and within these by their sides (``blocks``); they are compared,
clustered and told by the same code as in a database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dragoman.cluster.copies import OfShard
from dragoman.cluster.folder import Folder
from dragoman.cluster.plan import shard_name
from dragoman.cluster.shuffle import Integers, gather, references, scatter, take, write
from dragoman.model.happenings import Happening
from dragoman.query import arrow
from dragoman.query.columns import Location, Party
from dragoman.query.happenings import StoredHappening
from dragoman.resolve.happenings import blocks, fuse, likeness, shelves, unpacked
from dragoman.resolve.pivots import clusters

if TYPE_CHECKING:
    import pyarrow

HAPPENINGS, MEMBERS = "happenings", "happening_reports"
Edges: TypeAlias = NDArray[np.void]  # pairs of references, and the points they have in common
_PLACE = ("id", "", "country", "admin1", "latitude", "longitude")
_SIDE = ("_id", "", "_country")
_OF_LEAD = ("quote", "title", "source", "published", "address")
_COLUMNS = (
    *(role + ending for role in ("actor", "recipient") for ending in _SIDE),
    *("place" + (f"_{column}" if column else "") for column in _PLACE),
    *_OF_LEAD,
)


def spread_reports(given: OfShard) -> Integers:
    """Write the reports of a shard, each for the partitions in which it may meet others; gives all references."""
    import pyarrow as pa
    from pyarrow import parquet

    with given.folder.open(f"reports/{shard_name(given.shard)}.parquet") as file:
        table = parquet.read_table(file, columns=["document", "sketch"])
    with given.folder.open(f"signatures/{shard_name(given.shard)}.parquet") as file:
        documents = parquet.read_table(file, columns=["document"])["document"]
    out = set(documents.take(given.gone).to_pylist())
    left = np.flatnonzero([document not in out for document in table["document"].to_pylist()])
    refs = references(given.shard, left)
    sketches = table["sketch"].take(left).to_pylist()
    ways = [
        (ref, place, partition)
        for ref, place, sketch in zip(refs.tolist(), left.tolist(), sketches, strict=True)
        for partition in sorted({shelf % given.partitions for shelf in shelves(unpacked(sketch))})
    ]
    columns = np.array(ways, np.int64).reshape(-1, 3)
    rows = pa.table({"report": columns[:, 0], "sketch": table["sketch"].take(columns[:, 1])})
    scatter(given.folder, "reports", given.shard, rows, columns[:, 2])
    return refs


def edges(folder: Folder, partitions: int, partition: int) -> Edges:
    """Pairs of reports of one deed, and their points: those that are for this partition to compare."""
    table = gather(folder, "reports", partition)
    refs = table["report"].to_pylist()
    drawn = [unpacked(sketch) for sketch in table["sketch"].to_pylist()]
    keys, shelved = [blocks(sketch) for sketch in drawn], [shelves(sketch) for sketch in drawn]
    kept: dict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        for block in key.kept:
            kept[block].append(place)
    found = []
    for place, key in enumerate(keys):
        for other in {other for block in key.sought for other in kept[block] if other > place}:
            if min(shelved[place] & shelved[other]) % partitions != partition:
                continue  # they meet in another partition, too, which compares them
            if points := likeness(drawn[place], drawn[other]):
                found.append((refs[place], refs[other], points))
    return np.array(found, [("one", np.int64), ("other", np.int64), ("points", float)])


@dataclass(frozen=True, slots=True)
class ToTell:
    """Reports of which the happenings are to be written into a file."""

    folder: Folder
    name: str
    reports: Integers
    edges: Edges  # between some of them, and to no others
    origins: Mapping[str, str]  # of articles that are copies of others: whose text they are


def tell(given: ToTell) -> int:
    """Write the happenings of some reports; gives how many there are."""
    import pyarrow as pa

    folder = given.folder
    rows = take(folder, "reports", given.reports, ["rank", "sketch", "document", "origin"])
    sketches = {ref: unpacked(row["sketch"]) for ref, row in rows.items()}
    events = take(folder, "events", given.reports, list(_COLUMNS))
    ranked = sorted(rows, key=lambda ref: rows[ref]["rank"])
    alike: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, points in given.edges.tolist():
        alike[one][other] = alike[other][one] = points
    members: dict[int, list[int]] = defaultdict(list)
    for ref, lead in clusters(ranked, alike).items():
        members[lead].append(ref)
    origins = {row["document"]: row["origin"] for row in rows.values()} | dict(given.origins)
    told, belonging = [], []
    for lead, refs in sorted(members.items()):
        inside = [lead, *(ref for ref in refs if ref != lead)]
        happening = fuse([sketches[ref] for ref in inside], origins)
        told.append(_row(happening, [events[ref] for ref in inside]))
        belonging += [{"happening": happening.id, "report": id} for id in happening.reports]
    write(folder, f"{HAPPENINGS}/{given.name}.parquet", arrow.table(StoredHappening, told))
    write(folder, f"{MEMBERS}/{given.name}.parquet", pa.Table.from_pylist(belonging, schema=_belonging()))
    return len(told)


def _row(happening: Happening, events: list[dict[str, Any]]) -> StoredHappening:
    """A happening with the names its reports have for actors and places, the lead's before those of others."""
    lead = events[0]
    named: dict[str, Party] = {}
    places: dict[str, Location] = {}
    for event in events:
        for role in ("actor", "recipient"):
            for id, name, country in zip(*(event[role + ending] for ending in _SIDE), strict=True):
                named.setdefault(id, Party(id=id, name=name, kind="", country=country))
        if event["place_id"] is not None:
            values = {column or "name": event["place" + (f"_{column}" if column else "")] for column in _PLACE}
            places.setdefault(event["place_id"], Location(**values))
    return StoredHappening(
        id=happening.id,
        type=happening.type,
        modes=tuple(sorted(happening.modes)),
        contexts=tuple(sorted(happening.contexts)),
        actor=tuple(named[id] for id in happening.actor),
        recipient=tuple(named[id] for id in happening.recipient),
        status=happening.status,
        date=happening.date,
        place=places.get(happening.place or ""),
        magnitudes=happening.magnitudes,
        confidence=happening.confidence,
        articles=happening.articles,
        sources=happening.sources,
        **{name: lead[name] for name in _OF_LEAD},
    )


def _belonging() -> pyarrow.Schema:
    import pyarrow as pa

    return pa.schema([("happening", pa.string()), ("report", pa.string())])
