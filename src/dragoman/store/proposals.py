"""What large models proposed, kept beside the records: added, listed and read, and never shown in a record's place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Row, Select, func, insert, select

from dragoman.model.problems import DragomanError
from dragoman.model.proposals import Inquiry, from_json, to_json
from dragoman.model.record import Record
from dragoman.store import keys, packing
from dragoman.store.database import Store
from dragoman.store.tables import documents, proposals


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a model proposed for a version of an article."""

    id: str  # p1, p2 ...
    document: str
    title: str | None
    is_current: bool  # the article has no newer version
    version: str
    made: str  # ISO 8601, UTC
    record: Record
    inquiry: Inquiry


def add(store: Store, record: Record, inquiry: Inquiry) -> str:
    """Keep a proposal for a stored document; its id."""
    with store.writing() as connection:
        document = connection.execute(select(documents.c.key).where(documents.c.id == record.document.id)).scalar_one()
        key = next(keys.following(connection, proposals))
        connection.execute(
            insert(proposals).values(
                key=key,
                document=document,
                version=record.version,
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                record=packing.pack(record),
                inquiry=to_json(inquiry).decode(),
            )
        )
    return f"p{key}"


def find(store: Store, id: str) -> Proposal:
    """A proposal by its id. Raises DragomanError if there is none."""
    number = id.removeprefix("p")
    if id.startswith("p") and number.isascii() and number.isdecimal() and len(number) < 19:
        with store.reading() as connection:
            row = connection.execute(_rows().where(proposals.c.key == int(number))).first()
        if row is not None:
            return _read(row)
    raise DragomanError(f"{store.name}: no proposal {id}; 'dragoman proposals' lists them")


def every(store: Store, document: str | None = None, version: str | None = None) -> Iterator[Proposal]:
    """The proposals of all articles, or of one by its full id, or of one version; the last made first."""
    question = _rows().order_by(proposals.c.key.desc())
    if document is not None:
        question = question.where(documents.c.id == document)
    if version is not None:
        question = question.where(proposals.c.version == version)
    with store.reading() as connection:
        for row in connection.execute(question):
            yield _read(row)


def versions(store: Store) -> list[str]:
    """The versions in which something was proposed, that of the last proposal first."""
    question = select(proposals.c.version).group_by(proposals.c.version).order_by(func.max(proposals.c.key).desc())
    with store.reading() as connection:
        return list(connection.execute(question).scalars())


def last(version: str) -> Select[Any]:
    """The last record of a version for each document, as a question."""
    newest = select(func.max(proposals.c.key)).where(proposals.c.version == version).group_by(proposals.c.document)
    return select(proposals.c.document, proposals.c.record).where(proposals.c.key.in_(newest))


def _rows() -> Select[Any]:
    columns = documents.c.id.label("document_id"), documents.c.title, documents.c.text, documents.c.current
    return select(proposals, *columns).join_from(proposals, documents)


def _read(row: Row[Any]) -> Proposal:
    try:
        inquiry = from_json(row.inquiry)
    except msgspec.MsgspecError as fault:
        raise DragomanError(f"proposal p{row.key} cannot be read: {fault}") from fault
    return Proposal(
        id=f"p{row.key}",
        document=row.document_id,
        title=row.title,
        is_current=bool(row.current),
        version=row.version,
        made=row.made,
        record=packing.read(row.document_id, row.record, row.text),
        inquiry=inquiry,
    )
