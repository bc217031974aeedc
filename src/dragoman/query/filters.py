"""What to look for, and the same as conditions on tables.

Everything a person asks for is bound as a value, never put into the SQL text.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, fields, replace
from math import inf
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    Table,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import visitors
from sqlalchemy.sql.functions import FunctionElement

from dragoman.store import search, sides
from dragoman.store.days import days
from dragoman.store.folding import fold
from dragoman.store.side_tables import happening_sides
from dragoman.store.sphere import chord_squared
from dragoman.store.story_tables import story_articles
from dragoman.store.tables import (
    ROLES,
    TEXT,
    actor_words,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to look for. Several values in one field mean any of them; fields add up.

    An actor is a country code ("TUR": the state, and every person or body of that country), an actor's
    id, or words of its name. For statements the actor is the speaker and the recipient the addressee;
    for commitments they are the debtor and the beneficiary; for agreements the actor is a party; of positions the
    actor is the holder, or the one for whom the holder speaks. A statement is between two sides where one speaks to
    the other or about it.

    ``near`` is a point ("33.51,36.29": latitude and longitude in degrees) or a place of the gazetteer ("Damascus",
    "geonames:170654"); it goes with ``within``, kilometres along the great circle.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    dyad: tuple[str, str] | None = None  # either way round, or both as actors of one deed
    party: tuple[str, ...] = ()  # takes part, as actor or recipient
    sector: tuple[str, ...] = ()  # PLOVER's code ("GOV") of someone who takes part
    actor_sector: tuple[str, ...] = ()
    recipient_sector: tuple[str, ...] = ()
    mediator: tuple[str, ...] = ()  # who brought an agreement about
    about: tuple[str, ...] = ()  # actors a statement names
    type: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()  # PLOVER's quad class: "verbal cooperation", "material conflict", ...
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()  # of an agreement: legal, named, described
    topic: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    place: tuple[str, ...] = ()  # country code, gazetteer id, or words of the name
    near: str | None = None
    within: float | None = None
    source: tuple[str, ...] = ()  # outlet of the article, or of one of the articles
    least_confidence: float | None = None  # 0 to 1
    least_sources: int | None = None  # that tell it independently of each other
    level: tuple[str, ...] = ()  # of a meeting: minister, ...
    form: tuple[str, ...] = ()  # of a meeting: visit, call, ...
    since: str | None = None  # ISO day, month or year; from its first day
    until: str | None = None  # to its last day
    text: str | None = None  # all these words are in the article; for statements, in what was said
    after: int | None = None  # key of an article: only what articles stored later tell


_ALL = frozenset({"source", "since", "until", "text"})
_SECTORS = frozenset({"sector", "actor_sector", "recipient_sector"})
_SIDES = frozenset({"actor", "recipient", "dyad", "party"}) | _SECTORS
_PLACES = frozenset({"place", "near", "within"})
#: What each kind of row can be asked by, and ``after``.
KNOWN = {
    "event": _ALL
    | _SIDES
    | _PLACES
    | {"type", "quad", "mode", "context", "status", "least_confidence", "least_sources"},
    "meeting": _ALL | _PLACES | {"party", "dyad", "sector", "level", "form", "least_confidence", "least_sources"},
    "statement": _ALL | _SIDES | {"about"},
    "stance": _ALL | {"actor", "actor_sector", "topic", "stance"},
    "agreement": _ALL | _PLACES | {"actor", "dyad", "actor_sector", "mediator", "kind", "status"},
    "commitment": _ALL | _SIDES | {"status"},
    "due": _ALL | _SIDES,
}


def to_json(wanted: Filter) -> str:
    """A query as JSON, to be kept: only what it asks for.

    >>> to_json(Filter(dyad=("TUR", "SYR"), since="2025"))
    '{"dyad":["TUR","SYR"],"since":"2025"}'
    """
    asked = {field.name: value for field in fields(wanted) if (value := getattr(wanted, field.name))}
    return msgspec.json.encode(asked).decode()


def from_json(kept: str) -> Filter:
    """The query that ``to_json`` kept.

    >>> from_json(to_json(Filter(type=("CONSULT",)))) == Filter(type=("CONSULT",))
    True
    """
    return msgspec.json.decode(kept, type=Filter)


_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)


class _Holds(FunctionElement[bool]):
    """Whether the second text is part of the first, letter by letter."""

    inherit_cache = True  # and no type: SQLite would be asked whether a truth is 1


@compiles(_Holds, "sqlite")
def _in_sqlite(element: _Holds, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)}) > 0"


@compiles(_Holds, "postgresql")
def _in_postgres(element: _Holds, compiler: Any, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)}) > 0"


class Where:
    """The conditions of a filter on a table, those on dates apart.

    Raises ValueError if the filter asks for something this kind of row does not have.
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
                raise ValueError(f"a {what} has no {field.name.replace('_', ' ')}")
        self.what = what
        self.table = metadata.tables[f"{what}s"]
        self.links = metadata.tables[f"{what}_actors"]
        self.conditions: list[ColumnElement[bool]] = []
        self.dates: list[ColumnElement[bool]] = []
        side = asked_side(wanted, countries) if what == "happening" else None
        #: Where key, type, status and days stand: the table, or the rows of one country or pair of countries.
        self.row: FromClause = self.table if side is None else happening_sides.alias("side")
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
                self.conditions.append(_lists(self.table.c[column], codes))
        if wanted.place:
            self.conditions.append(self.table.c.place.in_(_meant(places, place_words, wanted.place)))
        if wanted.near is not None or wanted.within is not None:
            self.conditions.append(self.table.c.place.in_(_near(wanted)))
        if wanted.source:
            self.conditions.append(self._in_articles(_printed_by(wanted.source)))
        if wanted.least_confidence is not None:
            self.conditions.append(self.table.c.confidence >= _share(wanted.least_confidence))
        if wanted.least_sources is not None:
            self.conditions.append(self._told_by(wanted.least_sources))
        if wanted.text is not None:
            self.conditions.append(self._has_text(wanted.text))
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

    def undated(self) -> ColumnElement[bool]:
        """The conditions without those on dates, for rows that have none."""
        day = self.row.c.first_day
        return and_(*self.conditions, day.is_(None) if self.row is self.table else day == 0)

    def latest_first(self) -> tuple[ColumnElement[Any], ...]:
        """The order of happenings."""
        day = self.row.c.first_day.desc()
        return day.nulls_last() if self.row is self.table else day, self.key

    def _has_text(self, asked: str) -> ColumnElement[bool]:
        """The words are in its article, in one of its articles, or, for a statement, in what was said."""
        if self.what == "statement":
            return self.key.in_(search.matching(statement_words, asked))
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
                raise ValueError(f"no quad class {quad!r}; one of {', '.join(known)}")
        types = [type.name for type in ontology.types.values() if type.quad in quads]
        self.conditions.append(self.row.c.type.in_(types))

    def _in_sector(self, sectors: tuple[str, ...], *roles: str) -> None:
        """Some actor of one of the sectors has one of the roles."""
        if sectors:
            self._linked(select(actors.c.key).where(_lists(actors.c.sectors, sectors)), roles)

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
            self._linked(_actors(names), roles)

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
            .where(x.c.actor.in_(_actors([one])), y.c.actor.in_(_actors([other])))
        )
        self.conditions.append(self.key.in_(between))

    def _facing(self, one: str, other: str, doers: Iterable[str], others: Iterable[str]) -> None:
        """One side says or owes something, and it is to the other, or about it; either way round."""
        x, y = self.links.alias(), self.links.alias()
        ours, theirs = _actors([one]), _actors([other])
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


def _actors(names: Iterable[str]) -> CompoundSelect[int]:
    return _meant(actors, actor_words, names)


def _meant(table: Table, words: Table, names: Iterable[str]) -> CompoundSelect[int]:
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
    return _Holds(space + folded + space, literal(f" {fold(name)} ", TEXT))


def only_countries(connection: Connection, wanted: Filter) -> frozenset[str]:
    """The names of sides that mean a country's actors and nobody else, as they are asked for."""
    names = {*wanted.actor, *wanted.recipient, *wanted.party, *(wanted.dyad or ())}

    def means_others(name: str) -> bool:
        others = exists().where(actors.c.key.in_(_actors([name])), actors.c.country != name.upper())
        return bool(connection.execute(select(others)).scalar())

    return frozenset(name for name in names if name and not means_others(name))


@dataclass(frozen=True, slots=True)
class Side:
    """A country, or a pair of countries, that some fields of a filter ask for, and the parts they have."""

    one: str
    other: str
    ways: int
    fields: tuple[str, ...]

    def holds(self, row: FromClause) -> ColumnElement[bool]:
        """The condition on a row of ``happening_sides`` or ``tallies``."""
        return and_(row.c.one == self.one, row.c.other == self.other, row.c.ways.op("&")(self.ways) != 0)


def asked_side(wanted: Filter, countries: Set[str]) -> Side | None:
    """The country or the pair that a filter asks for, if each side is one country; see ``only_countries``."""

    def country(names: tuple[str, ...]) -> str | None:
        return names[0].upper() if len(names) == 1 and names[0] in countries else None

    if wanted.dyad and countries >= set(wanted.dyad):
        one, other = sorted(name.upper() for name in wanted.dyad)
        return Side(one, other, sides.FORTH | sides.BACK | sides.BOTH, ("dyad",))
    actor, recipient, party = (country(names) for names in (wanted.actor, wanted.recipient, wanted.party))
    if actor and recipient:
        way = sides.FORTH if actor <= recipient else sides.BACK
        return Side(min(actor, recipient), max(actor, recipient), way, ("actor", "recipient"))
    if actor:
        return Side(actor, "", sides.ACTS, ("actor",))
    if recipient:
        return Side(recipient, "", sides.RECEIVES, ("recipient",))
    return Side(party, "", sides.ACTS | sides.RECEIVES, ("party",)) if party else None


def _lists(column: ColumnElement[str | None], codes: Iterable[str]) -> ColumnElement[bool]:
    """Whether a JSON list has one of some codes."""
    return or_(*(_Holds(column, literal(msgspec.json.encode(code).decode(), TEXT)) for code in codes))


def _printed_by(outlets: Iterable[str]) -> Select[int]:
    """The articles of some outlets, by their names or hosts."""
    return select(story_articles.c.document).where(story_articles.c.folded.in_([fold(one) for one in outlets]))


def _near(wanted: Filter) -> Select[int]:
    """The places within so many kilometres of a point."""
    if wanted.near is None or wanted.within is None:
        raise ValueError("near and within go together: a place or a point, and kilometres from it")
    if not 0 <= wanted.within < inf:
        raise ValueError(f"within is a number of kilometres, 0 or more, not {wanted.within:g}")
    from dragoman.query.points import point

    line = [
        (places.c[name] - part) * (places.c[name] - part) for name, part in zip("xyz", point(wanted.near), strict=True)
    ]
    return select(places.c.key).where(line[0] + line[1] + line[2] <= chord_squared(wanted.within))


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError(f"least confidence is a number from 0 to 1, not {value:g}")
    return value


def _range(value: str) -> tuple[int, int]:
    found = days(value)
    if found is None:
        raise ValueError(f"{value!r} is not a date: write 2025, 2025-09 or 2025-09-17")
    return found
