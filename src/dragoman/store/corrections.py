"""Corrections are logged in one transaction with the rows that follow from them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from dragoman.model.corrections import Correction
from dragoman.resolve import correcting
from dragoman.store import correction_log, derived, naming, shown
from dragoman.store.tables import documents


def append(connection: Connection, drafts: Sequence[Correction]) -> tuple[Correction, ...]:
    """Log corrections and write the rows of the articles they speak of anew; they come back with their ids."""
    logged = correction_log.add(connection, drafts)
    spoken_of = {address for one in logged for address in correcting.addresses(one)}
    for address in sorted(spoken_of | naming.articles(connection, logged)):
        row = connection.execute(
            select(documents.c.key, documents.c.id).where(documents.c.address == address, documents.c.current)
        ).first()
        if row is not None:
            derived.clear(connection, row.key)
            derived.write(connection, row.key, shown.coded(connection, row.id))
    return logged
