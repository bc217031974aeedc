"""A filter as conditions on a table, in SQL that both databases take."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import fields, replace
from math import inf
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.sql import visitors

from dragoman.query.asked_sides import SECTOR_WAYS, Side, asked_sector, asked_side
from dragoman.query.filters import Filter, Unaskable
from dragoman.query.names import called, lists, meant
from dragoman.query.order import Order, Sort
from dragoman.store import search
from dragoman.store.days import days
from dragoman.store.folding import fold
from dragoman.store.side_tables import happening_sides, sector_sides
from dragoman.store.sphere import chord_squared
from dragoman.store.story_tables import story_articles
from dragoman.store.tables import (
    ROLES,
    actors,
    article_words,
    happenings,
    metadata,
    place_words,
    places,
    reports,
    statement_words,
)

if TYPE_CHECKING:
    from dragoman.ontology import Ontology


class Where:
    """The conditions of a filter on a table, those on dates apart.

    Raises Unaskable if the filter asks for something this kind of row does not have.
    """

    def __init__(
        self,
        wanted: Filter,
        what: str,
        known: Set[str],
        *,
        actor: str | tuple[str, ...],
        recipient: str = "recipient",
        ontology: Ontology | None = None,
        countries: Set[str] = frozenset(),
    ) -> None:
        """``ontology``: whose quad classes are meant, by default PLOVER's; ``countries``: see ``only_countries``."""
        for field in fields(wanted):
            if getattr(wanted, field.name) and field.name not in {*known, "after"}:
                one = "an event" if what == "happening" else f"a {what}"
                raise Unaskable(f"{one} has no {field.name.replace('_', ' ')}")
        self.what = what
        self.table = metadata.tables[f"{what}s"]
        self.links = metadata.tables[f"{what}_actors"]
        self.conditions: list[ColumnElement[bool]] = []
        self.dates: list[ColumnElement[bool]] = []
        self._words: ColumnElement[bool] | None = None  # the condition on words, which ``walked`` puts otherwise
        self._text = wanted.text if what == "happening" else None
        side = (asked_side(wanted, countries) or asked_sector(wanted)) if what == "happening" else None
        #: Where key, type, status and days stand: the table, or the rows of a country, a pair of countries, a sector.
        self.row: FromClause = self.table
        if side is not None:
            self.row = (happening_sides if isinstance(side, Side) else sector_sides).alias("side")
        self.key: ColumnElement[int] = self.row.c.key if side is None else self.row.c.happening
        if side is not None:
            self.conditions.append(side.holds(self.row))
            told: dict[str, Any] = dict.fromkeys(side.fields, ())
            wanted = replace(wanted, **told)
        doers = (actor,) if isinstance(actor, str) else actor
        self._in_role(wanted.actor, *doers)
        self._in_role(wanted.recipient, recipient)
        self._in_role(wanted.about, "about")
        self._in_role(wanted.mediator, "mediator")
        self._in_role(wanted.party, *doers, recipient)
        self._in_sector(wanted.actor_sector, *doers)
        self._in_sector(wanted.recipient_sector, recipient)
        self._in_sector(wanted.sector, *doers, recipient)
        if wanted.dyad and what in ("event", "happening"):
            self._dyad(*wanted.dyad)
        elif wanted.dyad and what == "agreement":
            self._in_role(wanted.dyad[:1], *doers)
            self._in_role(wanted.dyad[1:], *doers)
        elif wanted.dyad:
            self._facing(*wanted.dyad, doers, (recipient, "about"))
        self._one_of("type", wanted.type)
        if wanted.quad:
            self._of_quad(wanted.quad, ontology)
        self._one_of("status", wanted.status)
        self._one_of("kind", wanted.kind)
        self._one_of("topic", wanted.topic)
        self._one_of("stance", wanted.stance)
        for column, codes in (("modes", wanted.mode), ("contexts", wanted.context)):
            if codes:
                self.conditions.append(lists(self.table.c[column], codes))
        if wanted.place:
            self.conditions.append(self.table.c.place.in_(meant(places, place_words, wanted.place)))
        if wanted.near is not None or wanted.within is not None:
            self.conditions.append(self.table.c.place.in_(_near(wanted)))
        if wanted.source:
            self.conditions.append(self._in_articles(_printed_by(wanted.source)))
        if wanted.least_confidence is not None:
            self.conditions.append(self.table.c.confidence >= _share(wanted.least_confidence))
        if wanted.least_sources is not None:
            self.conditions.append(self._told_by(wanted.least_sources))
        if wanted.text is not None:
            self._words = self._has_text(wanted.text)
            self.conditions.append(self._words)
        if wanted.after is not None:
            self.conditions.append(self._came_after(wanted.after))
        if wanted.since is not None:
            self.dates.append(self.row.c.last_day >= _range(wanted.since)[0])
        if wanted.until is not None:
            self.dates.append(self.row.c.first_day <= _range(wanted.until)[1])
        if side is not None and self.dates:
            self.dates.append(self.row.c.first_day > 0)

    @property
    def source(self) -> FromClause:
        """The rows that the conditions are on."""
        if self.row is self.table:
            return self.table
        asked = and_(true(), *self.conditions)
        if all(column.table is not self.table for column in visitors.iterate(asked) if isinstance(column, Column)):
            return self.row
        return self.row.join(self.table, self.table.c.key == self.key)

    def dated(self) -> ColumnElement[bool]:
        """All conditions."""
        return and_(true(), *self.conditions, *self.dates)

    def walked(self) -> ColumnElement[bool]:
        """The same conditions for going through rows in their order until there are enough: each is held against words.

        Quick for words that many articles have, and for no others: see ``search.are_frequent``.
        """
        if self._text is None:
            return self.dated()
        has = exists().where(article_words.c.rowid == reports.c.document, search.has_all(article_words, self._text))
        told = exists().where(reports.c.head == self.key, has.correlate(reports))
        others = (condition for condition in self.conditions if condition is not self._words)
        return and_(true(), *others, *self.dates, told.correlate(self.row))

    def is_walked(self, connection: Connection) -> bool:
        """Whether ``walked`` is quicker than ``dated`` for a page."""
        return self._text is not None and search.are_frequent(connection, article_words, self._text)

    def number(self) -> Select[int]:
        """How many rows fit; happenings with some words, and no more, are counted by their reports."""
        if self._text is not None and not self.dates and len(self.conditions) == 1:
            return _told_in(self._text).with_only_columns(func.count(reports.c.head.distinct()))
        return select(func.count()).select_from(self.source).where(self.dated())

    def undated(self) -> ColumnElement[bool]:
        """The conditions without those on dates, for rows that have none."""
        day = self.row.c.first_day
        return and_(*self.conditions, day.is_(None) if self.row is self.table else day == 0)

    def latest_first(self) -> Order:
        """The order of happenings."""
        day = Sort(self.row.c.first_day, descending=True)
        if self.row is self.table:
            return Order(day=day, then=(Sort(self.key),))
        return Order(then=(day, Sort(self.key)))  # its days are numbers, 0 where there is none

    def _has_text(self, asked: str) -> ColumnElement[bool]:
        """The words are in its article, in one of its articles, or, for a statement, in what was said."""
        if self.what == "statement":
            return self.key.in_(search.matching(statement_words, asked))
        if self.what == "happening":
            return self.key.in_(_told_in(asked))
        return self._in_articles(search.matching(article_words, asked))

    def _came_after(self, document: int) -> ColumnElement[bool]:
        """Its article, or one of its articles, was stored after that of a key."""
        if self.what != "happening":
            return self.table.c.document > document
        return self.key.in_(select(reports.c.head).where(reports.c.document > document))

    def _in_articles(self, articles: Select[int]) -> ColumnElement[bool]:
        """It is told by one of some articles."""
        if self.what != "happening":
            return self.table.c.document.in_(articles)
        return self.key.in_(select(reports.c.head).where(reports.c.document.in_(articles)))

    def _told_by(self, least: int) -> ColumnElement[bool]:
        """So many independent sources tell it."""
        if self.what == "happening":
            return self.table.c.sources >= least
        enough = select(happenings.c.key).where(happenings.c.sources >= least)
        return self.key.in_(select(reports.c.event).where(reports.c.head.in_(enough)))

    def _of_quad(self, quads: tuple[str, ...], ontology: Ontology | None) -> None:
        if ontology is None:
            from dragoman.ontology import plover

            ontology = plover()
        known = sorted({type.quad for type in ontology.types.values() if type.quad})
        for quad in quads:
            if quad not in known:
                raise Unaskable(f"no quad class {quad!r}; one of {', '.join(known)}")
        types = [type.name for type in ontology.types.values() if type.quad in quads]
        self.conditions.append(self.row.c.type.in_(types))

    def _in_sector(self, sectors: tuple[str, ...], *roles: str) -> None:
        """Some actor of one of the sectors has one of the roles."""
        if sectors and self.what == "happening":
            ways = sum({SECTOR_WAYS[f"{role}_sector"] for role in roles})
            own = sector_sides.alias()
            fitting = own.c.sector.in_(sectors), own.c.ways.op("&")(ways) != 0
            if self.row is self.table:
                self.conditions.append(self.key.in_(select(own.c.happening).where(*fitting)))
            else:  # the key of a row that may be there
                same = own.c.first_day == self.row.c.first_day, own.c.happening == self.key
                self.conditions.append(exists().where(*fitting, *same))
        elif sectors:
            self._linked(select(actors.c.key).where(lists(actors.c.sectors, sectors)), roles)

    def _linked(self, some: Select[int] | CompoundSelect[int], roles: Iterable[str]) -> None:
        linked = select(self.links.c[self.what]).where(
            self.links.c.role.in_([ROLES.index(role) for role in roles]), self.links.c.actor.in_(some)
        )
        self.conditions.append(self.key.in_(linked))

    def _one_of(self, column: str, values: tuple[str, ...]) -> None:
        if values:
            row = self.row if column in self.row.c else self.table
            self.conditions.append(row.c[column].in_(values))

    def _in_role(self, names: tuple[str, ...], *roles: str) -> None:
        """Some actor has one of the roles."""
        if names:
            self._linked(called(names), roles)

    def _dyad(self, one: str, other: str) -> None:
        """One side acts on the other; or nobody is the recipient, and both act ("A and B met")."""
        own = self.what
        actor, recipient = ROLES.index("actor"), ROLES.index("recipient")
        x, y, z = (self.links.alias() for _ in range(3))
        alone = ~exists().where(z.c[own] == x.c[own], z.c.role == recipient)
        both_act = and_(x.c.role == actor, y.c.position != x.c.position, alone)
        between = (
            select(x.c[own])
            .join_from(x, y, and_(y.c[own] == x.c[own], or_(y.c.role != x.c.role, both_act)))
            .where(x.c.actor.in_(called([one])), y.c.actor.in_(called([other])))
        )
        self.conditions.append(self.key.in_(between))

    def _facing(self, one: str, other: str, doers: Iterable[str], others: Iterable[str]) -> None:
        """One side says or owes something, and it is to the other, or about it; either way round."""
        x, y = self.links.alias(), self.links.alias()
        ours, theirs = called([one]), called([other])
        between = (
            select(x.c[self.what])
            .join_from(x, y, y.c[self.what] == x.c[self.what])
            .where(
                x.c.role.in_([ROLES.index(role) for role in doers]),
                y.c.role.in_([ROLES.index(role) for role in others]),
                or_(
                    and_(x.c.actor.in_(ours), y.c.actor.in_(theirs)),
                    and_(x.c.actor.in_(theirs), y.c.actor.in_(ours)),
                ),
            )
        )
        self.conditions.append(self.key.in_(between))


def _told_in(asked: str) -> Select[int]:
    """The happenings that some article with these words reports, once for each report."""
    words = article_words.join(reports, reports.c.document == article_words.c.rowid)
    return select(reports.c.head).select_from(words).where(search.has_all(article_words, asked))


def _printed_by(outlets: Iterable[str]) -> Select[int]:
    """The articles of some outlets, by their names or hosts."""
    return select(story_articles.c.document).where(story_articles.c.folded.in_([fold(one) for one in outlets]))


def _near(wanted: Filter) -> Select[int]:
    """The places within so many kilometres of a point."""
    if wanted.near is None or wanted.within is None:
        raise Unaskable("near and within go together: a place or a point, and kilometres from it")
    if not 0 <= wanted.within < inf:
        raise Unaskable(f"within is a number of kilometres, 0 or more, not {wanted.within:g}")
    from dragoman.query.points import point

    line = [
        (places.c[name] - part) * (places.c[name] - part) for name, part in zip("xyz", point(wanted.near), strict=True)
    ]
    return select(places.c.key).where(line[0] + line[1] + line[2] <= chord_squared(wanted.within))


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise Unaskable(f"least confidence is a number from 0 to 1, not {value:g}")
    return value


def _range(value: str) -> tuple[int, int]:
    found = days(value)
    if found is None:
        raise Unaskable(f"{value!r} is not a date: write 2025, 2025-09 or 2025-09-17")
    return found
