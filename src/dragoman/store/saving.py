"""Saving a record: rows of record first, then all that is derived from them. Runs inside a transaction that writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.store import derived, keys, packing, shown
from dragoman.store.database import Outcome, Saved
from dragoman.store.tables import documents, records


def save(connection: Connection, record: Record) -> Saved:
    """Store a record; ``Store.save`` says how."""
    document = record.document
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = connection.execute(select(documents).where(documents.c.id == document.id)).first()
    if row is None:
        replaces, current = _retire(connection, document.address), True
        key = _insert(connection, replace(document, replaces=replaces), now)
    else:
        key, replaces, current = row.key, row.replaces, row.current
        if (row.address, row.digest) != (document.address, document.digest):
            raise DragomanError(f"{document.address}: its id {document.id} is that of {row.address}")
        if shown.holds(connection, document.id, record.version):
            return Saved(document.id, Outcome.KNOWN)
    record = replace(record, document=replace(document, replaces=replaces))
    connection.execute(
        insert(records),
        {
            "key": next(keys.following(connection, records)),
            "document": key,
            "version": record.version,
            "coded": now,
            "record": packing.pack(record),
        },
    )
    if row is not None:
        connection.execute(update(documents).where(documents.c.key == key).values(shown=None))
    if current:
        if row is not None:
            derived.clear(connection, key)
        derived.write(connection, key, record)
    if row is not None:
        return Saved(document.id, Outcome.RECODED)
    return Saved(document.id, Outcome.CHANGED if replaces else Outcome.NEW)


def _retire(connection: Connection, address: str) -> str | None:
    """Make room for a new version of an article; the id of the version there was."""
    old = connection.execute(
        select(documents.c.key, documents.c.id).where(documents.c.address == address, documents.c.current)
    ).first()
    if old is None:
        return None
    connection.execute(update(documents).where(documents.c.key == old.key).values(current=False))
    derived.retire(connection, old.key)
    return str(old.id)


def _insert(connection: Connection, document: Document, now: str) -> int:
    key = next(keys.following(connection, documents))
    title, source, published = (
        attested.value if attested else None for attested in (document.title, document.source, document.published)
    )
    connection.execute(
        insert(documents),
        {
            "key": key,
            "id": document.id,
            "address": document.address,
            "digest": document.digest,
            "replaces": document.replaces,
            "current": True,
            "title": title,
            "source": source,
            "published": published,
            "stored": now,
            "text": packing.pack_text(document.text),
        },
    )
    derived.add(connection, key, document)
    return key


def go_back(connection: Connection, document: str, version: str) -> None:
    """Show a document as this version coded it; ``Store.go_back`` says how long."""
    coded = select(
        documents.c.key, documents.c.current, documents.c.text, records.c.key.label("shown"), records.c.record
    )
    coded = coded.join_from(documents, records).where(documents.c.id == document, records.c.version == version)
    row = connection.execute(coded).first()
    if row is None:
        raise DragomanError(f"{document} was not coded by {version}; see 'dragoman versions'")
    connection.execute(update(documents).where(documents.c.key == row.key).values(shown=row.shown))
    if row.current:
        derived.clear(connection, row.key)
        derived.write(connection, row.key, packing.read(document, row.record, row.text))
