"""The latest record of a document, as the program made it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.store import packing
from dragoman.store.tables import documents, records


def coded(connection: Connection, document: str) -> Record:
    """The record, by the document's full id.

    Raises DragomanError if there is no such document or its record cannot be read.
    """
    latest = (
        select(records.c.record, documents.c.text)
        .join_from(records, documents)
        .where(documents.c.id == document)
        .order_by(records.c.key.desc())
        .limit(1)
    )
    row = connection.execute(latest).first()
    if row is None:
        raise DragomanError(f"no document {document}; 'dragoman list' shows what there is")
    return packing.read(document, row.record, row.text)
