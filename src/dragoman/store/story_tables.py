"""Derived tables of stories: articles as copies see them, the bands they are found by, and the stories they make."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table

from dragoman.store.tables import BYTES, KEY, TEXT, metadata


def _table(name: str, *columns: Column[int] | Column[str] | Column[bytes], rows_by_key: bool = True) -> Table:
    return Table(name, metadata, *columns, info={"kind": "derived"}, sqlite_strict=True, sqlite_with_rowid=rows_by_key)


def _article(*, primary: bool = True) -> Column[int]:
    return Column("document", KEY, ForeignKey("documents.key"), primary_key=primary, autoincrement=False)


_LONG = BigInteger().with_variant(Integer(), "sqlite")

# One row for each current article: its signature, its story, and what its origin is told by.
story_articles = _table(
    "story_articles",
    _article(),
    Column("rank", _LONG, nullable=False),
    Column("lead", KEY, ForeignKey("documents.key")),  # of its story; itself, if it leads
    Column("outlet", TEXT),
    Column("folded", TEXT),  # the outlet's name, as it is asked for
    Column("day", Integer),  # of publication, where that is known to the day
    Column("credit", TEXT),  # name of the agency whose text it says it is
    Column("credit_rule", TEXT),
    Column("credit_start", Integer),  # where it says so; NULL if a source given with it says so
    Column("credit_end", Integer),
    Column("signature", BYTES, nullable=False),
)
Index("story_articles_lead", story_articles.c.lead)
Index("story_articles_folded", story_articles.c.folded, story_articles.c.document)
Index("story_articles_outlet", story_articles.c.outlet, story_articles.c.day)

# The articles of each band in the order of their ranks.
story_bands = _table(
    "story_bands",
    Column("band", _LONG, primary_key=True, autoincrement=False),
    Column("rank", _LONG, primary_key=True, autoincrement=False),
    _article(),
    rows_by_key=False,
)
Index("story_bands_document", story_bands.c.document)

stories = _table(
    "stories",
    Column("lead", KEY, ForeignKey("documents.key"), primary_key=True, autoincrement=False),
    Column("articles", Integer, nullable=False),
    Column("origin", TEXT, nullable=False),
    Column("origin_kind", TEXT, nullable=False),  # wire, outlet, article
)
Index("stories_articles", stories.c.articles)
Index("stories_origin", stories.c.origin_kind, stories.c.origin)
