"""All tables, on one MetaData, the same for SQLite and PostgreSQL.

Tables *of record* keep what was read and what people said of it: rows are added and never changed, but for
``documents.current`` and ``documents.shown``, what is watched and how far digests went. *Derived* tables are worked out
from those of record, for queries; they are dropped and made anew whenever ``DERIVED_VERSION`` grows. Days are numbers
that read as dates: 20250917. Modes, contexts and spans are JSON lists. Keys are given by the writer, who alone writes:
see ``keys.py``.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
    func,
    select,
    true,
    types,
)

from dragoman.store.search import WORDS

# Databases hold their numbers: a new role goes to the end.
ROLES = (
    *("actor", "recipient", "speaker", "addressee", "about", "debtor", "beneficiary"),
    *("party", "mediator", "holder", "represents", "claimant", "attribution"),
)

_NUL, _STANDS_FOR_NUL = "\0", "\ufdd0"  # a code point that no text has: Unicode keeps it for a program's own use


class _PostgresText(TypeDecorator[str]):
    """Text compared byte by byte, as SQLite does; PostgreSQL's cannot hold the character NUL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value.replace(_NUL, _STANDS_FOR_NUL) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return value.replace(_STANDS_FOR_NUL, _NUL) if value else value


# SQLite's strict tables know few types by few names.
TEXT = Text().with_variant(_PostgresText(collation="C"), "postgresql")
KEY = BigInteger().with_variant(Integer(), "sqlite")
REAL: types.TypeEngine[float] = Double().with_variant(types.REAL(), "sqlite")
TRUTH = Boolean().with_variant(Integer(), "sqlite")
SMALL = SmallInteger().with_variant(Integer(), "sqlite")
BYTES = LargeBinary()

metadata = MetaData()

DERIVED_VERSION = 3  # grows with every change of what the derived tables hold; databases of a lower one are made anew


def of_record() -> list[Table]:
    """The tables of record, each after those it refers to."""
    return _of_kind("record")


def derived() -> list[Table]:
    """The derived tables, each after those it refers to."""
    return _of_kind("derived")


def bookkeeping() -> list[Table]:
    """The tables that say of what version the others are, and sessions: what no backup carries."""
    return _of_kind("bookkeeping")


def _of_kind(kind: str) -> list[Table]:
    return [table for table in _in_order(len(metadata.tables)) if table.info["kind"] == kind]


@cache
def _in_order(_: int) -> list[Table]:
    """All tables, each after those it refers to; worked out anew where a module has added one since."""
    return metadata.sorted_tables


def _table(kind: str, name: str, *parts: Any, **options: Any) -> Table:
    return Table(name, metadata, *parts, info={"kind": kind}, sqlite_strict=True, **options)


def key_column() -> Column[int]:
    """The key of a row, which the writer gives."""
    return Column("key", KEY, primary_key=True, autoincrement=False)


def reference(name: str, to: str, *, needed: bool = True, cascade: bool = False) -> Column[int]:
    """A column with the key of a row of another table; with ``cascade`` the row goes with that one."""
    return Column(name, KEY, ForeignKey(f"{to}.key", ondelete="CASCADE" if cascade else None), nullable=not needed)


def _needed(name: str, kind: Any = TEXT, **more: Any) -> Column[Any]:
    return Column(name, kind, nullable=False, **more)


def _dates() -> list[Column[Any]]:
    """A date as given, and the first and last day it covers."""
    return [Column("date", TEXT), Column("first_day", Integer), Column("last_day", Integer)]


def _latest_first(table: Table) -> None:
    """An index that gives rows the latest first, those without a day last.

    SQLite sorts so by itself and does not take the words for it.
    """
    day = table.c.first_day
    Index(f"{table.name}_first_day", day).ddl_if(dialect="sqlite")
    Index(f"{table.name}_latest_first", day.desc().nulls_last()).ddl_if(dialect="postgresql")


def _links(what: str) -> Table:
    """Which actors a row has in which role, in their order."""
    table = _table(
        "derived",
        f"{what}_actors",
        Column(what, KEY, ForeignKey(f"{what}s.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        Column("role", SMALL, primary_key=True, autoincrement=False),
        Column("position", SMALL, primary_key=True, autoincrement=False),
        reference("actor", "actors"),
        sqlite_with_rowid=False,
    )
    Index(f"{what}_actors_actor", table.c.actor, table.c.role)
    return table


def _entries(name: str, *columns: Column[Any]) -> Table:
    """Entries of one kind of all current records."""
    return _table(
        "derived",
        name,
        key_column(),
        reference("document", "documents"),
        _needed("id"),
        *columns,
        UniqueConstraint("document", "id"),
    )


dragoman_version = _table("bookkeeping", "dragoman_version", Column("version_num", TEXT, primary_key=True))
derived_tables = _table(
    "bookkeeping",
    "derived_tables",
    Column("position", Integer, primary_key=True, autoincrement=False),
    _needed("name"),
    _needed("version", Integer),
)
changes = _table("bookkeeping", "changes", Column("number", KEY, primary_key=True, autoincrement=False))  # one row

documents = _table(
    "record",
    "documents",
    key_column(),
    _needed("id", unique=True),
    _needed("address"),
    _needed("digest"),
    Column("replaces", TEXT, ForeignKey("documents.id")),
    _needed("current", TRUTH),
    Column("title", TEXT),
    Column("source", TEXT),
    Column("published", TEXT),
    _needed("stored"),
    _needed("text", BYTES),
    Column("shown", KEY),  # of the record that is shown, where a person has gone back to it; else the latest is
)
_CURRENT = "documents_current"
Index(_CURRENT, documents.c.address, unique=True, sqlite_where=documents.c.current == true()).ddl_if(dialect="sqlite")
# As SQL, since naming the dialect in the index would load it whenever a command starts.
_CURRENT_THERE = DDL(f"CREATE UNIQUE INDEX {_CURRENT} ON documents (address) WHERE current")  # type: ignore[no-untyped-call]
event.listen(documents, "after_create", _CURRENT_THERE.execute_if(dialect="postgresql"))
records = _table(
    "record",
    "records",
    key_column(),
    reference("document", "documents"),
    _needed("version"),
    _needed("coded"),
    _needed("record", BYTES),
    UniqueConstraint("document", "version"),
)
# What large models proposed for documents. It is shown beside the record, never in its place, and a model asked again
# answers anew: several rows may have one version.
proposals = _table(
    "record",
    "proposals",
    key_column(),
    reference("document", "documents"),
    _needed("version"),
    _needed("made"),
    _needed("record", BYTES),
    _needed("inquiry"),  # how it was asked for and what was refused, as JSON
)
Index("proposals_document", proposals.c.document)
_any = records.alias()
_latest = select(func.max(_any.c.key)).where(_any.c.document == documents.c.key).correlate(documents).scalar_subquery()
# Of the records of a document, the one that is shown.
IS_SHOWN = records.c.key == func.coalesce(documents.c.shown, _latest)

# What is watched, what became of each address it named, and how its hosts want to be visited. Unlike the other
# tables of record their rows change. Times are seconds since 1970.
feeds = _table(
    "record",
    "feeds",
    Column("url", TEXT, primary_key=True),
    _needed("host"),
    Column("parent", TEXT, index=True),
    Column("etag", TEXT),
    Column("modified", TEXT),
    Column("updated", TEXT),
    Column("polled", KEY),
    _needed("due", KEY),
    _needed("failures", Integer),
    Column("error", TEXT),
)
fetches = _table(
    "record",
    "fetches",
    key_column(),
    _needed("address", unique=True),
    _needed("host"),
    _needed("feed", index=True),
    _needed("status"),
    Column("entry", BYTES),
    Column("updated", TEXT),
    _needed("found", KEY),
    Column("fetched", KEY),
    _needed("due", KEY),
    _needed("tries", Integer),
    Column("document", TEXT),
    Column("error", TEXT),
)
Index("fetches_waiting", fetches.c.status, fetches.c.host, fetches.c.due, fetches.c.key)  # all that is asked for
hosts = _table(
    "record",
    "hosts",
    Column("host", TEXT, primary_key=True),
    Column("robots", TEXT),
    Column("robots_fetched", KEY),
    _needed("failures", Integer),
    _needed("until", KEY),
)

follows = _table(
    "record",
    "follows",
    Column("name", TEXT, primary_key=True),
    _needed("what"),
    _needed("filter"),
    _needed("made"),
    Column("told", KEY),  # key of the last article its digests have told
    Column("digested", TEXT),
)

actors = _table(
    "derived",
    "actors",
    key_column(),
    _needed("id", index=True),
    _needed("name"),
    _needed("folded"),
    _needed("kind"),
    _needed("country", index=True),
    Column("sectors", TEXT),
)
places = _table(
    "derived",
    "places",
    key_column(),
    _needed("id", index=True),
    _needed("name"),
    _needed("folded"),
    _needed("country"),
    Column("kind", TEXT),  # country, region, city, facility, water, area
    Column("admin1", TEXT),
    Column("latitude", REAL),
    Column("longitude", REAL),
    *(Column(name, REAL) for name in ("x", "y", "z")),  # the same point on a sphere with radius 1
)
for _table_of_names in (actors, places):  # ids are asked for in capitals or not
    Index(f"{_table_of_names.name}_id_small", func.lower(_table_of_names.c.id))
events = _entries(
    "events",
    _needed("type"),
    Column("modes", TEXT),
    Column("contexts", TEXT),
    _needed("status"),
    *_dates(),
    reference("place", "places", needed=False),
    _needed("start", Integer),
    _needed("end", Integer),
    Column("magnitudes", TEXT),
    Column("confidence", REAL),
    Column("score", Integer),  # from conflict to cooperation, as the scheme has it, in thousandths
)
_latest_first(events)
Index("events_last_day", events.c.last_day)
Index("events_type", events.c.type, events.c.first_day, events.c.last_day)
event_actors = _links("event")
statements = _entries("statements", _needed("kind"), _needed("act"), *_dates(), _needed("content"))
statement_actors = _links("statement")
agreements = _entries(
    "agreements",
    _needed("name"),
    _needed("folded", index=True),
    _needed("kind"),
    Column("entry", TEXT, index=True),
    Column("status", TEXT),
    *_dates(),
    reference("place", "places", needed=False),
    _needed("content"),
)
agreement_actors = _links("agreement")
commitments = _entries(
    "commitments",
    Column("agreement", KEY, ForeignKey("agreements.key", ondelete="CASCADE"), index=True),
    Column("status", TEXT),
    *_dates(),
    _needed("content"),
    Column("term", TEXT),
    Column("condition", TEXT),
    Column("magnitudes", TEXT),
)
Index("commitments_last_day", commitments.c.last_day)
commitment_actors = _links("commitment")
# A record's positions; "position" is a column of all link tables.
stances = _entries(
    "stances",
    _needed("topic"),
    _needed("stance"),
    Column("statement", TEXT),
    Column("event", TEXT),
    *_dates(),
    _needed("content"),
)
Index("stances_topic", stances.c.topic, stances.c.first_day)
stance_actors = _links("stance")
claims = _entries(
    "claims",
    _needed("status"),
    reference("agreement", "agreements", needed=False, cascade=True),
    reference("commitment", "commitments", needed=False, cascade=True),
    Column("deadline", TEXT),
    *_dates(),
    _needed("content"),
)
for _told_of in (claims.c.agreement, claims.c.commitment):
    Index(f"claims_{_told_of.name}", _told_of)
claim_actors = _links("claim")

# What a person set, the latest row of a name; without a value it is as if never set.
settings = _table(
    "record", "settings", key_column(), _needed("name", index=True), Column("value", TEXT), _needed("made")
)

# An event of one article is called a report when it is held against those of others: see resolve/happenings.
reports = _table(
    "derived",
    "reports",
    Column("event", KEY, ForeignKey("events.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _needed("id", unique=True),  # document, colon, event
    _needed("rank", KEY),
    reference("document", "documents"),
    _needed("sketch", BYTES),
    Column("lead", KEY, index=True),  # key of the report it is alike to
    Column("head", KEY, index=True),  # key of the report after which its happening is called
)
Index("reports_of_document", reports.c.document, reports.c.head)
report_blocks = _table(
    "derived",
    "report_blocks",
    Column("block", KEY, primary_key=True, autoincrement=False),
    Column(
        "report",
        KEY,
        ForeignKey("reports.event", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    sqlite_with_rowid=False,
)
report_judgements = _table(
    "derived",
    "report_judgements",
    Column("one", TEXT, primary_key=True),  # ids of reports, which need not be there (any more)
    Column("other", TEXT, primary_key=True, index=True),
    _needed("same", TRUTH),
    _needed("position", Integer),
    sqlite_with_rowid=False,
)
happenings = _table(
    "derived",
    "happenings",
    key_column(),  # that of its head
    _needed("id", unique=True),
    _needed("type"),
    Column("modes", TEXT),
    Column("contexts", TEXT),
    _needed("status"),
    *_dates(),
    reference("place", "places", needed=False),
    Column("magnitudes", TEXT),
    Column("confidence", REAL),
    Column("score", Integer),
    _needed("reports", Integer),
    _needed("articles", Integer),
    _needed("sources", Integer),
    _needed("known", SMALL),  # whose countries are known: see sides.py
)
_latest_first(happenings)
Index("happenings_days", happenings.c.first_day, happenings.c.last_day, happenings.c.status, happenings.c.type)
Index("happenings_type", happenings.c.type, happenings.c.first_day, happenings.c.last_day, happenings.c.status)
happening_actors = _links("happening")


def _words(name: str) -> Table:
    """An index of words, by the key of the row they are of."""
    key = Column("rowid", KEY, primary_key=True, autoincrement=False)
    return Table(name, metadata, key, Column("words", WORDS), info={"kind": "derived", "words": True})


article_words = _words("article_words")  # of documents, superseded ones too
statement_words = _words("statement_words")
actor_words = _words("actor_words")
place_words = _words("place_words")
