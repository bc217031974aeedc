"""The tables of a run as Arrow tables: what each has in its columns, made of the records of some articles.

Events, statements and the like have the columns that ``dragoman export`` writes into Parquet. Every row names its
shard and its document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.cluster.rows import CodedActor, CodedDocument, CodedPlace, Rows
from dragoman.model.problems import Failure
from dragoman.model.record import Record
from dragoman.query import arrow
from dragoman.query.agreements import ToldAgreement
from dragoman.query.claims import StoredClaim
from dragoman.query.positions import StoredPosition
from dragoman.query.rows import StoredCommitment, StoredEvent, StoredStatement
from dragoman.resolve.happenings import packed, rank, sketches
from dragoman.resolve.stories import rank as story_rank
from dragoman.resolve.stories import signature
from dragoman.resolve.stories.origin import Printed, credit, origin, outlet
from dragoman.store.days import days
from dragoman.store.packing import pack

if TYPE_CHECKING:
    import pyarrow

FAILURES = "failures"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table of rows that questions to a database give, too."""

    row: type[Any]
    of: Callable[[Rows], Iterable[Any]]
    without: tuple[str, ...] = ()  # columns that only other articles could fill


KINDS = {
    "documents": _Kind(CodedDocument, Rows.documents),
    "actors": _Kind(CodedActor, Rows.actors),
    "places": _Kind(CodedPlace, Rows.places),
    "events": _Kind(StoredEvent, Rows.events),
    "statements": _Kind(StoredStatement, Rows.statements),
    "positions": _Kind(StoredPosition, Rows.positions, ("before",)),
    "agreements": _Kind(ToldAgreement, Rows.agreements),
    "commitments": _Kind(StoredCommitment, Rows.commitments),
    "claims": _Kind(StoredClaim, Rows.claims),
}
# What importing and merging need beside them: records as the database packs them, the reports of events as they are
# compared (a row for each of ``events``), and signatures of texts (a row for each of ``documents``).
_OWN = ("records", "reports", "signatures", FAILURES)
NAMES = (*KINDS, *_OWN)


@cache
def schema(name: str) -> pyarrow.Schema:
    """The columns of a table."""
    import pyarrow as pa

    if name in KINDS:
        fields = [one for one in arrow.schema(KINDS[name].row) if one.name not in KINDS[name].without]
    else:
        text, binary, number = pa.string(), pa.binary(), pa.int64()
        columns: dict[str, dict[str, Any]] = {
            "records": {"version": text, "record": binary},
            "reports": {"id": text, "rank": number, "origin": text, "sketch": binary},
            "signatures": {
                **{"address": text, "rank": number, "outlet": text, "day": pa.int32(), "agency": text},
                "signature": binary,
            },
            FAILURES: {"address": text, "error": text, "tries": pa.int32()},
        }
        fields = [pa.field(column, kind) for column, kind in columns[name].items()]
    return pa.schema([*fields, pa.field("document", pa.string()), pa.field("shard", pa.int32())])


def tables(shard: int, records: Iterable[Record], failures: Iterable[tuple[Failure, int]]) -> dict[str, pyarrow.Table]:
    """Every table, with the rows of some articles of a shard; ``failures`` with how often each was tried.

    A record that contradicts itself becomes a failure.
    """
    import pyarrow as pa

    cells: dict[str, list[dict[str, Any]]] = {name: [] for name in _OWN}
    rows: dict[str, list[Any]] = {name: [] for name in KINDS}
    documents: dict[str, list[str]] = {name: [] for name in KINDS}
    failed = list(failures)
    for record in records:
        try:
            made = {name: list(kind.of(Rows(record))) for name, kind in KINDS.items()}
            own = _own(record)
        except (KeyError, IndexError, ValueError) as fault:
            reason = f"the record contradicts itself: {fault!r}"
            failed.append((Failure(address=record.document.address, reason=reason), 1))
            continue
        for name, some in made.items():
            rows[name] += some
            documents[name] += [record.document.id] * len(some)
        for name, several in own.items():
            cells[name] += several
    cells[FAILURES] = [{"address": one.address, "error": one.reason, "tries": tries} for one, tries in failed]
    found = {}
    for name in NAMES:
        if name in KINDS:
            table = arrow.table(KINDS[name].row, rows[name]).drop_columns(list(KINDS[name].without))
            table = table.append_column("document", pa.array(documents[name], pa.string()))
            table = table.append_column("shard", pa.array([shard] * len(table), pa.int32()))
        else:
            table = pa.Table.from_pylist([{**one, "shard": shard} for one in cells[name]], schema=schema(name))
        found[name] = table
    return found


def _own(record: Record) -> dict[str, Sequence[dict[str, Any]]]:
    document = record.document
    made, said = signature(document), credit(document)
    published = days(document.published.value) if document.published else None
    day = published[0] if published and published[0] == published[1] else None
    printed = Printed(
        id=document.id,
        outlet=outlet(document),
        published=None if day is None else str(day),
        agency=said.name if said and said.agency else None,
    )
    alone = origin([printed])  # whose text it is where it is no copy of another
    signed = {
        "document": document.id,
        "address": document.address,
        "rank": story_rank(made, document.id),
        "outlet": printed.outlet,
        "day": day,
        "agency": printed.agency,
        "signature": made.to_bytes(),
    }
    reports = [
        {
            "id": sketch.id,
            "rank": rank(sketch),
            "origin": f"{alone.kind} {alone.name}",
            "sketch": packed(sketch),
            "document": document.id,
        }
        for sketch in sketches(record)
    ]
    packed_record = {"document": document.id, "version": record.version, "record": pack(record)}
    return {"records": [packed_record], "reports": reports, "signatures": [signed]}
