"""Stories in the database, kept in step article by article.

Runs inside a transaction that writes. The stories are always those of ``resolve.stories.stories``, whatever the order
in which articles came or went. Only the members of a band's *front* are compared with all of the band (see there), so
the work for an article does not grow with the corpus: one that ranks behind the front is compared with the front
only, and one that gets into the front, which is the rarer the larger the band, with all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    case,
    delete,
    false,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)

from dragoman.model.record import Record
from dragoman.resolve.pivots import Pivots
from dragoman.resolve.stories import Signature, bands, compare, rank, signature
from dragoman.resolve.stories.origin import Printed, credit, origin, outlet
from dragoman.resolve.stories.settings import settings
from dragoman.store.days import days
from dragoman.store.folding import fold
from dragoman.store.story_tables import stories, story_articles, story_bands
from dragoman.store.tables import documents

_MANY = 500  # keys in one question
_KEPT = 1024  # signatures held in memory: those of the fronts come again and again


def place(connection: Connection, document: int, record: Record) -> set[int]:
    """Take in a current article, by the key of its document; gives the articles that have another origin now.

    Does nothing if it is in already, read the same way.
    """
    made = signature(record.document)
    row = _row(record, made)
    columns = (story_articles.c[name] for name in row)
    there = connection.execute(select(*columns).where(story_articles.c.document == document)).first()
    affected: set[int] = set()
    if there is not None:
        if there._asdict() == row:
            return affected
        affected = withdraw(connection, document)
    connection.execute(insert(story_articles), {"document": document, "lead": None, **row})
    members = [{"band": band, "rank": row["rank"], "document": document} for band in set(bands(made))]
    if members:
        connection.execute(insert(story_bands), members)
    board = _Board(connection)
    # Those pushed out of a front by it are no longer compared with the rest of that band.
    Pivots(board).add(document, *board.followers(board.neighbours(document)))
    return affected | board.refresh()


def withdraw(connection: Connection, document: int) -> set[int]:
    """Take an article out, if it was placed; gives the others that have another origin now."""
    board = _Board(connection)
    if not board.holds(document):
        return set()
    affected = set(Pivots(board).remove(document))
    moved_up = board.neighbours(document)  # into a front, and so compared with all of that band
    connection.execute(delete(story_bands).where(story_bands.c.document == document))
    connection.execute(delete(story_articles).where(story_articles.c.document == document))
    board = _Board(connection, board.changed, board.moved - {document})
    affected.update(other for member in moved_up if board.lead(member) == member for other in board.alike(member))
    Pivots(board).settle(affected)
    return board.refresh()


def origins(connection: Connection, keys: Iterable[int]) -> dict[str, str]:
    """What stands for the source of articles, by their ids: the same for copies of one text and for one outlet's."""
    wanted = list(keys)
    question = (
        select(documents.c.id, stories.c.origin_kind, stories.c.origin)
        .select_from(story_articles)
        .join(documents, documents.c.key == story_articles.c.document)
        .join(stories, stories.c.lead == story_articles.c.lead)
    )
    found: dict[str, str] = {}
    for first in range(0, len(wanted), _MANY):
        some = wanted[first : first + _MANY]
        for id, kind, name in connection.execute(question.where(documents.c.key.in_(some))):
            found[id] = f"{kind} {name}"
    return found


class _Board:
    """The articles of the database, as ``resolve.pivots`` looks at them; for one change of the corpus."""

    def __init__(self, connection: Connection, changed: Iterable[int] = (), moved: Iterable[int] = ()) -> None:
        self.connection = connection
        self.changed = set(changed)  # leads that got or lost an article
        self.moved = set(moved)  # articles that got another lead
        self._known: dict[int, _Article] = {}
        self._bands: dict[int, list[_Band]] = {}
        self._likeness: dict[tuple[int, int], float] = {}

    def holds(self, item: int) -> bool:
        self._read({item})
        return item in self._known

    def rank(self, item: int) -> int:
        return self._article(item).rank

    def lead(self, item: int) -> int | None:
        return self._article(item).lead

    def note_lead(self, item: int, lead: int | None) -> None:
        article = self._article(item)
        self.changed.update(one for one in (article.lead, lead) if one is not None)
        self.moved.add(item)
        article.lead = lead
        self.connection.execute(_NOTE, {"item": item, "leader": lead})

    def alike(self, item: int) -> Mapping[int, float]:
        return self._likenesses(item, self._compared(item, _MEMBERS))

    def leads_alike(self, item: int) -> Mapping[int, float]:
        others = self._compared(item, _LEADS)
        self._read(others)
        return self._likenesses(item, {other for other in others if self.lead(other) == other})

    def neighbours(self, item: int) -> set[int]:
        """In each band in whose front an article is: the first one that is not."""
        bands = self.bands(item)
        return {band.following for band in bands if item in band.front and band.following is not None}

    def bands(self, item: int) -> list[_Band]:
        """The bands of an article."""
        if item not in self._bands:
            found = [_Band(key) for key in sorted(set(bands(self._article(item).signature)))]
            given = {f"band{number}": band.key for number, band in enumerate(found)}
            if found:
                for number, member in self.connection.execute(_fronts(len(found), settings().front), given).all():
                    found[number].put(member)
            self._bands[item] = found
        return self._bands[item]

    def followers(self, leads: set[int]) -> list[int]:
        """Those who have such a lead, without the leads."""
        if not leads:
            return []
        led = select(story_articles.c.document).where(story_articles.c.lead.in_(leads))
        found = self.connection.execute(led.where(story_articles.c.document != story_articles.c.lead))
        return list(found.scalars())

    def refresh(self) -> set[int]:
        """Write the rows of all stories that have changed; gives the articles that have another origin now."""
        for lead in sorted(self.changed):
            told = select(stories.c.origin_kind, stories.c.origin).where(stories.c.lead == lead)
            before = self.connection.execute(told).first()
            self.connection.execute(delete(stories).where(stories.c.lead == lead))
            count = self.connection.execute(_COUNT, {"of": lead}).scalar_one()
            if count:
                row = self.connection.execute(_FIRST, {"of": lead}).one()
                published = None if row.day is None else str(row.day)
                whose = origin([Printed(id=row.id, outlet=row.outlet, published=published, agency=row.credit)])
                values = {"lead": lead, "articles": count, "origin": whose.name, "origin_kind": whose.kind}
                self.connection.execute(insert(stories), values)
                if before is not None and tuple(before) != (whose.kind, whose.name):
                    self.moved |= {lead, *self.followers({lead})}
        return self.moved

    def _compared(self, item: int, larger: Select[int]) -> set[int]:
        """Whom an article is compared with; ``larger`` gives those of a band that is larger than its front."""
        found: set[int] = set()
        for band in self.bands(item):
            found.update(band.front)
            if band.following is not None and item in band.front:
                found.update(self.connection.execute(larger, {"band": band.key}).scalars().all())
        return found - {item}

    def _likenesses(self, item: int, others: set[int]) -> dict[int, float]:
        """The likeness of those that are alike to an article."""
        self._read(others)
        return {other: alike for other in others if (alike := self._compare(item, other))}

    def _compare(self, one: int, other: int) -> float:
        """The likeness of two articles; 0 if they are not copies."""
        pair = (min(one, other), max(one, other))
        if pair not in self._likeness:
            likeness = compare(self._article(one).signature, self._article(other).signature)
            self._likeness[pair] = likeness.alike if likeness else 0.0
        return self._likeness[pair]

    def _article(self, item: int) -> _Article:
        if item not in self._known:
            self._read({item})
        return self._known[item]

    def _read(self, items: set[int]) -> None:
        """Have these articles at hand."""
        missing = items - self._known.keys()
        if missing:
            columns = (story_articles.c[name] for name in ("document", "rank", "lead", "signature"))
            rows = self.connection.execute(select(*columns).where(story_articles.c.document.in_(missing)))
            self._known |= {document: _Article(*values) for document, *values in rows}


@dataclass(slots=True)
class _Article:
    """What is known of an article during one change."""

    rank: int
    lead: int | None
    packed: bytes

    @property
    def signature(self) -> Signature:
        return _unpacked(self.packed)


@dataclass(slots=True)
class _Band:
    """A band's front, in the order of ranks, and the first member that is not in it."""

    key: int
    front: list[int] = field(default_factory=list)
    following: int | None = None

    def put(self, member: int) -> None:
        if len(self.front) < settings().front:
            self.front.append(member)
        else:
            self.following = member


_NOTE = update(story_articles).where(story_articles.c.document == bindparam("item")).values(lead=bindparam("leader"))
_MEMBERS = select(story_bands.c.document).where(story_bands.c.band == bindparam("band"))
_LEADS = _MEMBERS.join(story_articles, story_articles.c.document == story_bands.c.document).where(
    story_articles.c.lead == story_articles.c.document
)
_COUNT = select(func.count()).select_from(story_articles).where(story_articles.c.lead == bindparam("of"))
# The article of a story that settles its origin, as ``origin`` would choose it from all of them.
_FIRST = (
    select(documents.c.id, story_articles.c.outlet, story_articles.c.day, story_articles.c.credit)
    .join_from(story_articles, documents, story_articles.c.document == documents.c.key)
    .where(story_articles.c.lead == bindparam("of"))
    .order_by(
        story_articles.c.credit.is_(None),
        case((story_articles.c.credit.is_(None), story_articles.c.outlet.is_(None)), else_=false()),
        story_articles.c.day.is_(None),
        story_articles.c.day,
        documents.c.id,
    )
    .limit(1)
)


@cache
def _fronts(count: int, front: int) -> Select[int, int]:
    """For so many bands: number of the band and member, its front and the next one, in the order of ranks."""
    parts = []
    for number in range(count):
        first = (
            select(story_bands.c.rank, story_bands.c.document)
            .where(story_bands.c.band == bindparam(f"band{number}"))
            .order_by(story_bands.c.rank, story_bands.c.document)
            .limit(front + 1)
            .subquery()
        )
        parts.append(select(literal_column(str(number)).label("number"), first.c.rank, first.c.document))
    together = union_all(*parts).subquery()
    columns = together.c
    return select(columns.number, columns.document).order_by(columns.number, columns.rank, columns.document)


@lru_cache(_KEPT)
def _unpacked(packed: bytes) -> Signature:
    return Signature.from_bytes(packed)


def _row(record: Record, made: Signature) -> dict[str, Any]:
    """The row of an article that is not in a story yet."""
    document = record.document
    printed = days(document.published.value) if document.published else None
    said = credit(document)
    printer = outlet(document)
    return {
        "rank": rank(made, document.id),
        "outlet": printer,
        "folded": fold(printer) if printer else None,
        "day": printed[0] if printed and printed[0] == printed[1] else None,
        "credit": said.name if said and said.agency else None,
        "credit_rule": said.rule if said else None,
        "credit_start": said.evidence.start if said and said.evidence else None,
        "credit_end": said.evidence.end if said and said.evidence else None,
        "signature": made.to_bytes(),
    }
