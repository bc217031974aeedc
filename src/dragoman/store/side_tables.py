"""Derived tables of the countries and sectors that have a part in happenings: one row each, and how many.

``one`` and ``other`` are country codes, ``one`` the smaller; a country alone has no ``other``. Sectors stand alone.
``ways`` says which parts they have: see ``sides.py``. Days are 0 where there is no date. All that is counted by
stands in the rows themselves, so that no other table need be read.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, Table

from dragoman.store.tables import KEY, SMALL, TEXT, metadata


def _table(name: str, *columns: Column[Any]) -> Table:
    return Table(name, metadata, *columns, info={"kind": "derived"}, sqlite_strict=True, sqlite_with_rowid=False)


def _key(name: str, kind: Any = TEXT) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _sides(name: str, *who: str) -> Table:
    return _table(
        name,
        *map(_key, who),
        _key("first_day", Integer),
        _key("happening", KEY),
        Column("last_day", Integer, nullable=False),
        Column("type", TEXT, nullable=False),
        Column("status", TEXT, nullable=False),
        Column("ways", SMALL, nullable=False),
        Column("articles", Integer, nullable=False),
        Column("score", Integer),
    )


happening_sides = _sides("happening_sides", "one", "other")
sector_sides = _sides("sector_sides", "sector")


def _counts() -> tuple[Column[Any], ...]:
    sums = (Column(name, Integer, nullable=False) for name in ("events", "articles", "scored"))
    return *sums, Column("score", KEY, nullable=False)


# How many happenings of one kind there are in a month. Dates that are no part of one month have their days in full.
# Without ``one``: all happenings, whoever takes part; ``ways`` is then ``happenings.known``.
def _tallies(name: str, *codes: Column[Any], who: tuple[str, str] = ("one", "other")) -> Table:
    return _table(
        name,
        *(*map(_key, who), _key("first", Integer), _key("last", Integer)),
        *codes,
        *_counts(),
    )


# The same of all happenings, by days: without countries, ``ways`` is ``happenings.known``.
daily_tallies = _table(
    "daily_tallies",
    *(_key("first_day", Integer), _key("last_day", Integer), _key("status"), _key("type"), _key("ways", SMALL)),
    *_counts(),
)
tallies = _tallies("tallies", _key("status"), _key("type"), _key("ways", SMALL))
# The same of all that is told as having happened, of whatever type and way: what is asked for most, over all countries.
happened_tallies = _tallies("happened_tallies")
# And of who acts on whom; where both act, each on the other.
directed_tallies = _tallies("directed_tallies", who=("actor", "recipient"))
