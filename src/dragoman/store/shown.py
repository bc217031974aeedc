"""Records as the program made them: the one of a document that is shown, or that of a version of the coder."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.store import packing
from dragoman.store.tables import IS_SHOWN, documents, records


def coded(connection: Connection, document: str, version: str | None = None) -> Record:
    """The record of a document, by its full id, as a version coded it.

    Without a version the one that is shown: the latest, unless somebody has gone back to an earlier one.

    Raises DragomanError if there is no such record or it cannot be read.
    """
    wanted = IS_SHOWN if version is None else records.c.version == version
    question = select(records.c.record, documents.c.text).join_from(records, documents)
    row = connection.execute(question.where(documents.c.id == document, wanted)).first()
    if row is None and version is not None:
        raise DragomanError(f"{document} was not coded by {version}; see 'dragoman versions'")
    if row is None:
        raise DragomanError(f"no document {document}; 'dragoman list' shows what there is")
    return packing.read(document, row.record, row.text)


def holds(connection: Connection, document: str, version: str) -> bool:
    """Whether a version has coded a document."""
    held = (
        select(records.c.key)
        .join_from(records, documents)
        .where(documents.c.id == document, records.c.version == version)
    )
    return connection.execute(held).first() is not None
