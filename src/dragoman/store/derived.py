"""The derived tables: kept in step with the tables of record, or made anew from them.

Everything here runs inside a transaction that writes. What the derived tables hold depends on the tables of record
alone, so kept in step or made anew, they say the same.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, insert, select, text

from dragoman.model.record import Record
from dragoman.model.text import Document
from dragoman.resolve.correcting import corrected, renamed
from dragoman.store import (
    correction_log,
    happenings,
    judging,
    naming,
    newcomers,
    packing,
    rows,
    search,
    stories,
    tables,
)
from dragoman.store.correction_tables import decisions
from dragoman.store.watch import Watch, unwatched

_ENTRIES = (
    *(tables.events, tables.statements, tables.stances),
    *(tables.claims, tables.commitments, tables.agreements),
)


def add(connection: Connection, key: int, document: Document) -> None:
    """Take in a version of an article."""
    title = document.title.value if document.title else ""
    search.add(connection, tables.article_words, [(key, f"{title} {document.text}")])


def write(connection: Connection, key: int, record: Record) -> None:
    """Take in the record of a current article that is shown, as people corrected it."""
    log = correction_log.of(connection, record.document.address)
    state = corrected(record, log)
    called = renamed(state.record, naming.leads(connection))
    rows.write(connection, key, called)
    correction_log.decide(connection, key, state)
    newcomers.place(connection, key, state.record)
    of_other_origin = stories.place(connection, key, called)
    happenings.take_in(connection, key, called)
    happenings.tell_again(connection, of_other_origin - {key})
    if log:
        judging.judge(connection, record.document.id, record.document.address)


def retire(connection: Connection, key: int) -> None:
    """Take a version of an article out that is no longer the current one."""
    clear(connection, key)
    happenings.tell_again(connection, stories.withdraw(connection, key))


def clear(connection: Connection, key: int) -> None:
    """Take the rows of an article's record out; its story, which does not hang on the record's entries, stays."""
    happenings.withdraw(connection, key)
    newcomers.withdraw(connection, key)
    statements = tables.statements
    spoken = connection.execute(
        select(statements.c.key, statements.c.content).where(statements.c.document == key)
    ).all()
    if spoken:
        packed = connection.execute(select(tables.documents.c.text).where(tables.documents.c.key == key)).scalar_one()
        words = packing.unpack_text(packed)
        gone = ((key, rows.said(words, msgspec.json.decode(content))) for key, content in spoken)
        search.remove(connection, tables.statement_words, gone)
    for table in (*_ENTRIES, decisions):
        connection.execute(delete(table).where(table.c.document == key))  # links go with them


def rebuild(connection: Connection, watch: Watch = unwatched) -> None:
    """Make all derived tables anew, in the order in which articles came; ``watch`` may show how far it is.

    Raises DragomanError if a record is damaged.
    """
    _drop(connection)
    _make(connection)
    documents, records = tables.documents, tables.records
    latest = select(documents.c.id, documents.c.text, documents.c.current, records.c.record).join_from(
        documents, records
    )
    latest = latest.where(tables.IS_SHOWN)
    keys = connection.execute(select(documents.c.key).order_by(documents.c.key)).scalars().all()
    for key in watch(keys):
        row = connection.execute(latest.where(documents.c.key == key)).one()
        record = packing.read(row.id, row.record, row.text)
        add(connection, key, record.document)
        if row.current:
            write(connection, key, record)


def _drop(connection: Connection) -> None:
    """Take out the tables there are, which may be those of another version."""
    made = tables.derived_tables
    cascade = "" if connection.dialect.name == "sqlite" else " CASCADE"
    for name in connection.execute(select(made.c.name).order_by(made.c.position.desc())).scalars().all():
        connection.execute(text(f"DROP TABLE IF EXISTS {name}{cascade}"))
    connection.execute(delete(made))


def _make(connection: Connection) -> None:
    for position, table in enumerate(tables.derived()):
        if "words" in table.info:
            search.make(connection, table)
        else:
            table.create(connection, checkfirst=False)
        connection.execute(
            insert(tables.derived_tables).values(position=position, name=table.name, version=tables.DERIVED_VERSION)
        )
