"""Full-text search: which texts have all of some words.

Words are folded, and the same on SQLite (FTS5) and on PostgreSQL (tsvector): no parser or dictionary of either stands
between what is stored and what is asked. Which words a text has is kept, not where, and not the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Select,
    Table,
    Text,
    TypeDecorator,
    delete,
    false,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import UserDefinedType

from dragoman.store.folding import fold

FREQUENT = 50_000  # texts
_LONGEST = 500  # characters of a word that are looked at; PostgreSQL takes 2 kB


class _Vector(UserDefinedType[str]):
    """PostgreSQL's. SQLAlchemy's own name for it costs the start of every command the whole dialect."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TSVECTOR"


class _Words(TypeDecorator[str]):
    """The words of a text, folded as they are stored."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(_Vector() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str:
        words = _words(value or "")
        return (
            " ".join(f"'{word}'" for word in sorted(set(words)) if word) if _is_postgres(dialect) else " ".join(words)
        )


class _AllWords(TypeDecorator[str]):
    """A question for texts that have all words of this one; quoted, so that none of them is an operator."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str:
        words = _words(value or "")
        if _is_postgres(dialect):
            return " & ".join(f"'{word}'" for word in words)
        return " ".join(f'"{word}"' for word in words)


WORDS = _Words()


class _Matches(FunctionElement[bool]):
    """Whether the words of a row have all of those asked for."""

    inherit_cache = True  # and no type: SQLite would be asked whether a truth is 1


@compiles(_Matches, "sqlite")
def _in_sqlite(element: _Matches, compiler: Any, **more: Any) -> str:
    column, asked = element.clauses
    return f"{column.table.name} MATCH {compiler.process(asked, **more)}"


@compiles(_Matches, "postgresql")
def _in_postgres(element: _Matches, compiler: Any, **more: Any) -> str:
    column, asked = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} @@ CAST({asked} AS tsquery)"


def make(connection: Connection, table: Table) -> None:
    """Make an index of words."""
    if _is_postgres(connection.dialect):
        table.create(connection, checkfirst=False)
        connection.execute(text(f"CREATE INDEX {table.name}_words ON {table.name} USING gin (words)"))
    else:
        # Words come folded, so the tokenizer need only part them at spaces.
        options = "words, content='', tokenize='ascii', detail=none"
        connection.execute(text(f"CREATE VIRTUAL TABLE {table.name} USING fts5 ({options})"))


def add(connection: Connection, table: Table, texts: Iterable[tuple[int, str]]) -> None:
    """Take texts in, each with its key."""
    rows = [{"rowid": key, "words": words} for key, words in texts]
    if rows:
        connection.execute(insert(table), rows)


def remove(connection: Connection, table: Table, texts: Iterable[tuple[int, str]]) -> None:
    """Take texts out. They must be those that were taken in: SQLite's index does not know what it has of a key."""
    rows = [{"key": key, "gone": " ".join(_words(words))} for key, words in texts]
    if rows and _is_postgres(connection.dialect):
        connection.execute(delete(table).where(table.c.rowid.in_([row["key"] for row in rows])))
    elif rows:
        remove = text(f"INSERT INTO {table.name} ({table.name}, rowid, words) VALUES ('delete', :key, :gone)")
        connection.execute(remove, rows)


def matching(table: Table, asked: str) -> Select[int]:
    """The keys of the texts that have all these words; none where no word is asked for."""
    return select(table.c.rowid).where(has_all(table, asked))


def are_frequent(connection: Connection, table: Table, asked: str) -> bool:
    """Whether so many texts have all these words that whoever goes through any texts soon meets some that do."""
    some = matching(table, asked).limit(FREQUENT).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() == FREQUENT


def has_all(table: Table, asked: str) -> ColumnElement[bool]:
    """The condition of ``matching``."""
    if not fold(asked):
        return false()
    return _Matches(table.c.words, literal(asked, _AllWords()))


def _words(text: str) -> list[str]:
    return [word[:_LONGEST] for word in fold(text).split()]


def _is_postgres(dialect: Dialect) -> bool:
    return dialect.name == "postgresql"
