"""Stories: the articles that are copies of one another, whose text they are, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, select

from dragoman.query.order import Order, Sort
from dragoman.query.pages import Behind, Page, count, found
from dragoman.resolve.stories.differences import differences
from dragoman.store import Store
from dragoman.store.days import days
from dragoman.store.story_tables import stories as story_rows
from dragoman.store.story_tables import story_articles
from dragoman.store.tables import documents


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCopy:
    """One article of a story."""

    id: str
    address: str
    outlet: str | None
    published: str | None
    title: str | None
    agency: str | None  # that it credits
    headline: str | None  # its own, where it is not the lead's
    figures: tuple[tuple[str, str], ...]  # that stand in the same words as in the lead: the lead's, its own


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStory:
    """A text that one or more articles print."""

    id: str  # of the article that leads it, the fullest
    title: str | None
    articles: int
    outlets: tuple[str, ...]
    origin: str
    origin_kind: str  # wire, outlet; article where neither is known
    first: str | None  # published, as its articles say
    last: str | None
    copies: tuple[StoredCopy, ...]  # the lead first


_OF_STORY = ("articles", "origin", "origin_kind")


def stories(
    store: Store,
    *,
    least: int = 1,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    behind: Behind | None = None,
) -> Page[StoredStory]:
    """Stories with so many articles at least, those with the most articles first.

    ``since``, ``until``: days, months or years; a story fits if an article of it was published then.
    """
    enough = story_rows.c.articles >= least
    fitting = and_(enough, story_rows.c.lead.in_(_printed(since, until))) if since or until else enough
    undated = story_rows.c.lead.not_in(select(story_articles.c.lead).where(story_articles.c.day.is_not(None)))
    own = story_rows.c
    order = Order(then=(Sort(own.articles, descending=True), Sort(own.lead, descending=True)))
    with store.reading() as connection:
        some = found(connection, story_rows, own.lead, fitting, order, limit, behind)
        if behind is None:
            total = count(connection, story_rows, fitting)
            without = count(connection, story_rows, and_(enough, undated)) if since or until else 0
        else:
            total, without = behind.total, behind.undated
    return Page(total=total, undated=without, rows=_stories(store, some.keys), last=some.last)


def _printed(since: str | None, until: str | None) -> Select[int]:
    """The leads of articles that were published then."""
    first, last = (days(since) if since else None), (days(until) if until else None)
    conditions: list[ColumnElement[bool]] = [story_articles.c.day.is_not(None)]
    if first:
        conditions.append(story_articles.c.day >= first[0])
    if last:
        conditions.append(story_articles.c.day <= last[1])
    return select(story_articles.c.lead).where(*conditions)


def _stories(store: Store, leads: Sequence[int]) -> Iterator[StoredStory]:
    return (_story(store, lead) for lead in leads)


def _story(store: Store, lead: int) -> StoredStory:
    columns = (documents.c[name] for name in ("id", "address", "published", "title"))
    article = story_articles.c
    order = (article.document != article.lead, article.day.is_(None), article.day, documents.c.id)
    question = (
        select(*columns, article.outlet, article.credit, *(story_rows.c[name] for name in _OF_STORY))
        .join_from(story_articles, documents, article.document == documents.c.key)
        .join(story_rows, story_rows.c.lead == article.lead)
        .where(article.lead == lead)
        .order_by(*order)
    )
    with store.reading() as connection:
        rows = connection.execute(question).all()
        first = rows[0]
        main = store.load(first.id).document if len(rows) > 1 else None
        copies = []
        for row in rows:
            other = differences(main, store.load(row.id).document) if main and row is not first else None
            copies.append(
                StoredCopy(
                    id=row.id,
                    address=row.address,
                    outlet=row.outlet,
                    published=row.published,
                    title=row.title,
                    agency=row.credit,
                    headline=other.headline if other else None,
                    figures=other.figures if other else (),
                )
            )
    in_time = sorted(rows, key=lambda row: row.published or "9")
    published = sorted(row.published for row in rows if row.published)
    return StoredStory(
        id=first.id,
        title=first.title,
        articles=first.articles,
        outlets=tuple(dict.fromkeys(row.outlet for row in in_time if row.outlet)),
        origin=first.origin,
        origin_kind=first.origin_kind,
        first=published[0] if published else None,
        last=published[-1] if published else None,
        copies=tuple(copies),
    )
