"""Positions of stored articles: who stood where on a topic, and when that changed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from dragoman.model.statements import Stance
from dragoman.query.columns import ARTICLE, Party, given, parties, parties_column, words
from dragoman.query.filters import Filter, Where
from dragoman.query.pages import Page, page
from dragoman.store import Store
from dragoman.store.tables import ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPosition:
    """One position of one article."""

    id: str
    holder: tuple[Party, ...]
    represents: tuple[Party, ...]
    topic: str
    stance: str
    before: str | None  # the last stance shown before by the same side on the topic, where it was another
    content: str
    date: str | None
    statement: str | None  # id of the statement or the event it was read from, in its record
    event: str | None
    title: str | None
    source: str | None
    published: str | None
    address: str


def _side(stance: str) -> str:
    """The id of the actor whose position it is: the first one spoken for, else the first holder."""
    return (
        "(SELECT actors.id FROM stance_actors AS link JOIN actors ON actors.key = link.actor"
        f" WHERE link.stance = {stance}.key AND role IN ({ROLES.index('represents')}, {ROLES.index('holder')})"
        f" ORDER BY role = {ROLES.index('holder')}, position LIMIT 1)"
    )


_BEFORE = f"""(
    SELECT earlier.stance FROM stances AS earlier
    WHERE earlier.topic = main.topic AND earlier.stance <> '{Stance.NEUTRAL.value}'
        AND (earlier.first_day, earlier.document, earlier.key) < (main.first_day, main.document, main.key)
        AND {_side("earlier")} = {_side("main")}
    ORDER BY earlier.first_day DESC, earlier.document DESC, earlier.key DESC LIMIT 1
)"""
_POSITION = f"""
SELECT {ARTICLE}, topic, stance, statement, event, main.date, content,
    {parties_column("stance", "holder")}, {parties_column("stance", "represents")},
    CASE WHEN stance <> '{Stance.NEUTRAL.value}' THEN nullif({_BEFORE}, stance) END AS before
FROM stances AS main JOIN documents ON documents.key = main.document WHERE main.key = ?
"""
_ORDER = f"{_side('stances')}, topic, first_day IS NULL, first_day, document, key"


def positions(store: Store, wanted: Filter, limit: int | None = None) -> Page[StoredPosition]:
    """Positions that fit, those of one side on one topic together, the oldest first."""
    where = Where(
        wanted, "stance", {"actor", "topic", "stance", "since", "until", "text"}, actor=("holder", "represents")
    )
    return page(store, "stances", where, _ORDER, limit, _POSITION, _position)


def _position(row: sqlite3.Row) -> StoredPosition:
    return StoredPosition(
        **given(row),
        **{name: row[name] for name in ("topic", "stance", "before", "date", "statement", "event")},
        holder=parties(row, "holder"),
        represents=parties(row, "represents"),
        content=words(row),
    )
