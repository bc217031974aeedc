"""Outlets: how much of each is in the corpus, and when one was silent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dragoman.query.pages import Page
from dragoman.resolve.stories.coverage import Gap, coverage
from dragoman.store import Store
from dragoman.store.story_tables import story_articles


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOutlet:
    """What the corpus has of one outlet; its rate and gaps count articles with a day only."""

    outlet: str
    articles: int
    stories: int
    first: str | None
    last: str | None
    rate: float | None  # articles a day from the first to the last
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A gap in an outlet's coverage; ``show.coverage.note`` puts it into words."""

    outlet: str
    gap: Gap


def outlets(store: Store, limit: int | None = None) -> Page[StoredOutlet]:
    """All outlets, those with the most articles first."""
    own = story_articles.c
    known = own.outlet.is_not(None)
    with store.reading() as connection:
        counted = connection.execute(
            select(own.outlet, func.count(), func.count(own.lead.distinct()))
            .where(known)
            .group_by(own.outlet)
            .order_by(func.count().desc(), own.outlet)
        ).all()
        by_day = connection.execute(
            select(own.outlet, own.day, func.count()).where(known, own.day.is_not(None)).group_by(own.outlet, own.day)
        ).all()
        undated = connection.execute(select(func.count()).where(known, own.day.is_(None))).scalar_one()
    published: dict[str, dict[date, int]] = defaultdict(dict)
    for outlet, day, articles in by_day:
        published[outlet][date.fromisoformat(str(day))] = articles
    until = max((day for days in published.values() for day in days), default=None)
    shown = counted[:limit]
    return Page(
        total=len(counted),
        undated=undated,
        rows=(_outlet(name, articles, stories, published[name], until) for name, articles, stories in shown),
    )


def silences(store: Store, first: date, last: date, outlet: str | None = None) -> list[Silence]:
    """The gaps of outlets, or of one outlet, that fall at least partly into a period, the earliest first."""
    found = [
        Silence(outlet=row.outlet, gap=gap)
        for row in outlets(store).rows
        if outlet in (None, row.outlet)
        for gap in row.gaps
        if gap.overlaps(first, last)
    ]
    return sorted(found, key=lambda silence: (silence.gap.first, silence.outlet))


def _outlet(name: str, articles: int, stories: int, by_day: dict[date, int], until: date | None) -> StoredOutlet:
    found = coverage(by_day, until) if by_day else None
    return StoredOutlet(
        outlet=name,
        articles=articles,
        stories=stories,
        first=found.first.isoformat() if found else None,
        last=found.last.isoformat() if found else None,
        rate=found.rate if found else None,
        gaps=found.gaps if found else (),
    )
