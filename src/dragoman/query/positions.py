"""Positions of stored articles: who stood where on a topic, and when that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, case, func, literal, select, tuple_

from dragoman.model.statements import Stance
from dragoman.query.columns import AnyRow, Parties, Party, given, words
from dragoman.query.conditions import Where
from dragoman.query.filters import KNOWN, Filter
from dragoman.query.order import Order, Sort
from dragoman.query.pages import Behind, Page, page
from dragoman.query.rows import Kind, of_article
from dragoman.store import Store
from dragoman.store.tables import ROLES, TEXT, actors, stance_actors, stances

_NEUTRAL = Stance.NEUTRAL.value


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


def _side(of: FromClause) -> ScalarSelect[str]:
    """The id of the actor whose position it is: the first one spoken for, else the first holder."""
    link = stance_actors.alias()
    roles = [ROLES.index(role) for role in ("represents", "holder")]
    holds = link.c.role == ROLES.index("holder")
    found = select(actors.c.id).join_from(link, actors, actors.c.key == link.c.actor)
    fitting = found.where(link.c.stance == of.c.key, link.c.role.in_(roles))
    return fitting.order_by(holds, link.c.position).limit(1).correlate(of).scalar_subquery()


def _came(one: FromClause) -> ColumnElement[Any]:
    """When a position was shown, to compare it with others."""
    return tuple_(one.c.first_day, one.c.document, one.c.key)


def _before() -> ColumnElement[str | None]:
    """The last stance before that the same side showed on the topic, where it was another."""
    earlier, own = stances.alias(), stances.c
    shown = (
        select(earlier.c.stance)
        .where(earlier.c.topic == own.topic, earlier.c.stance != _NEUTRAL, _came(earlier) < _came(stances))
        .where(_side(earlier) == _side(stances))
        .order_by(earlier.c.first_day.desc(), earlier.c.document.desc(), earlier.c.key.desc())
        .limit(1)
        .correlate(stances)
        .scalar_subquery()
    )
    return case((own.stance != _NEUTRAL, func.nullif(shown, own.stance, type_=TEXT))).label("before")


def _position(row: AnyRow, parties: Parties) -> StoredPosition:
    return StoredPosition(
        **given(row),
        **{name: getattr(row, name) for name in ("topic", "stance", "before", "date", "statement", "event")},
        holder=parties.of(row, "holder"),
        represents=parties.of(row, "represents"),
        content=words(row, row.content),
    )


_POSITION = Kind(stances, of_article(stances).add_columns(_before()), stance_actors, _position)


def positions(
    store: Store, wanted: Filter, limit: int | None = None, behind: Behind | None = None
) -> Page[StoredPosition]:
    """Positions that fit, those of one side on one topic together, the oldest first."""
    where = Where(wanted, "stance", KNOWN["stance"], actor=("holder", "represents"))
    own = stances.c
    nobody, no_day = literal("", TEXT), 99999999
    by = (
        *(func.coalesce(_side(stances), nobody), own.topic, func.coalesce(own.first_day, no_day)),
        *(own.document, own.key),
    )
    return page(store, _POSITION, where, Order(then=tuple(map(Sort, by))), limit, behind)
