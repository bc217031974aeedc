"""Whom and what names and words mean, as conditions on tables.

Everything a person asks for is bound as a value, never put into the SQL text.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, CompoundSelect, Connection, Table, and_, exists, func, literal, or_, select, union
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from dragoman.query.filters import Filter
from dragoman.store import search
from dragoman.store.folding import fold
from dragoman.store.tables import TEXT, actor_words, actors

_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)


class Holds(FunctionElement[bool]):
    """Whether the second text is part of the first, letter by letter."""

    inherit_cache = True  # and no type: SQLite would be asked whether a truth is 1


@compiles(Holds, "sqlite")
def _in_sqlite(element: Holds, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)}) > 0"


@compiles(Holds, "postgresql")
def _in_postgres(element: Holds, compiler: Any, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)}) > 0"


def called(names: Iterable[str]) -> CompoundSelect[int]:
    """Actors that one of these names may mean."""
    return meant(actors, actor_words, names)


def meant(table: Table, words: Table, names: Iterable[str]) -> CompoundSelect[int]:
    """Actors or places that one of these names may mean: a country's code, an id, words of the name.

    One question for each, since each has an index of its own.
    """
    key = select(table.c.key)
    return union(
        *(
            key.where(condition)
            for name in names
            for condition in (
                table.c.country == name.upper(),
                is_id(table.c.id, name),
                and_(table.c.key.in_(search.matching(words, name)), has_words(table.c.folded, name)),
            )
        )
    )


def is_id(column: ColumnElement[str], id: str) -> ColumnElement[bool]:
    """Whether an id is this one, in capitals or not."""
    return func.lower(column, type_=TEXT) == id.translate(_SMALL)


def has_words(folded: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether a name has these words, one after the other."""
    space = literal(" ", TEXT)
    return Holds(space + folded + space, literal(f" {fold(name)} ", TEXT))


def only_countries(connection: Connection, wanted: Filter) -> frozenset[str]:
    """The names of sides that mean a country's actors and nobody else, as they are asked for."""
    names = {*wanted.actor, *wanted.recipient, *wanted.party, *(wanted.dyad or ())}

    def means_others(name: str) -> bool:
        others = exists().where(actors.c.key.in_(called([name])), actors.c.country != name.upper())
        return bool(connection.execute(select(others)).scalar())

    return frozenset(name for name in names if name and not means_others(name))


def lists(column: ColumnElement[str | None], codes: Iterable[str]) -> ColumnElement[bool]:
    """Whether a JSON list has one of some codes."""
    return or_(*(Holds(column, literal(msgspec.json.encode(code).decode(), TEXT)) for code in codes))
