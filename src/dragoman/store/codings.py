"""The codings that a database keeps of its articles: every version of the coder that has coded any, and its records.

Reads a few articles at a time, each time in a transaction of its own, so that neither memory nor what others write is
held up by a long comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select

from dragoman.model.problems import DragomanError
from dragoman.model.proposals import PREFIX
from dragoman.model.record import Record
from dragoman.store import packing, proposals, search
from dragoman.store.database import Store
from dragoman.store.days import days
from dragoman.store.tables import IS_SHOWN, article_words, documents, records

_AT_ONCE = 50  # articles read in one transaction
LATEST, PREVIOUS = "latest", "previous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of the coder and what it has coded."""

    version: str
    articles: int
    first: str  # time of its first and its last record, ISO 8601
    last: str
    shown: int  # current articles that are shown as it coded them


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which articles: those for which all of this holds."""

    ids: tuple[str, ...] = ()  # beginnings of document ids; any of them
    since: str | None = None  # of publication: ISO day, month or year
    until: str | None = None
    text: str | None = None  # all these words are in the article


EVERY = Chosen()
# The version whose record of a document is shown.
_shown = (
    select(records.c.version)
    .where(records.c.document == documents.c.key, IS_SHOWN)
    .correlate(documents)
    .scalar_subquery()
)


def versions(store: Store) -> list[Version]:
    """Every version that coded an article, that which was last at work first."""
    coded = select(
        records.c.version,
        func.count().label("articles"),
        func.min(records.c.coded).label("first"),
        func.max(records.c.coded).label("last"),
    )
    shown = select(_shown.label("version"), func.count().label("articles")).select_from(documents)
    shown = shown.where(documents.c.current).group_by(_shown)
    with store.reading() as connection:
        rows = connection.execute(coded.group_by(records.c.version).order_by(func.max(records.c.key).desc())).all()
        counts: dict[str, int] = {row.version: row.articles for row in connection.execute(shown)}
    return [
        Version(
            version=row.version, articles=row.articles, first=row.first, last=row.last, shown=counts.get(row.version, 0)
        )
        for row in rows
    ]


def find_version(store: Store, name: str) -> str:
    """The version that is meant: ``latest``, ``previous``, or the beginning of one or of its digest (after the +).

    Raises DragomanError if there is none or more than one; the message lists them.
    """
    known = [one.version for one in versions(store)]
    if name in (LATEST, PREVIOUS):
        place = (LATEST, PREVIOUS).index(name)
        if len(known) <= place:
            raise DragomanError(f"{store.name}: there is no {name} version; 'dragoman versions' lists what there is")
        return known[place]
    fitting = [one for one in known if one.startswith(name) or one.partition("+")[2].startswith(name)]
    if name in fitting or len(fitting) == 1:
        return name if name in fitting else fitting[0]
    fault = "may be any of these; write more of it" if fitting else "is no version here; there are"
    raise DragomanError(f"{store.name}: {name} {fault}: {', '.join(fitting or known) or 'none'}")


def earlier(store: Store, document: str) -> Record | None:
    """The latest record of a document besides that which is shown, by its full id; None where there is no other."""
    other = select(records.c.record, documents.c.text).join_from(records, documents)
    other = other.where(documents.c.id == document, ~IS_SHOWN).order_by(records.c.key.desc()).limit(1)
    with store.reading() as connection:
        row = connection.execute(other).first()
    return packing.read(document, row.record, row.text) if row else None


def find_coding(store: Store, name: str) -> str:
    """A version as ``find_version`` finds it, or one of those in which models proposed something (``llm:...``)."""
    if not name.startswith(PREFIX):
        return find_version(store, name)
    fitting = [one for one in proposals.versions(store) if one.startswith(name)]
    if name in fitting or len(fitting) == 1:
        return name if name in fitting else fitting[0]
    fault = "may be any of these; write more of it" if fitting else "has proposed nothing; there are"
    known = ", ".join(fitting or proposals.versions(store)) or "none"
    raise DragomanError(f"{store.name}: {name} {fault}: {known}")


def paired_codings(
    store: Store, old: str, new: str, chosen: Chosen = EVERY
) -> Iterator[tuple[Record | None, Record | None]]:
    """The records of each article as two versions coded it, None where one did not, in the order articles came.

    A version may be that of a model's proposals; then articles for which it proposed nothing are passed over.
    """
    before, after = _coded_by(old).subquery("before"), _coded_by(new).subquery("after")
    columns = documents.c.key, documents.c.id, documents.c.published, documents.c.text
    coded: list[ColumnElement[bool]] = [before.c.record.is_not(None), after.c.record.is_not(None)]
    asked = [there for there, version in zip(coded, (old, new), strict=True) if version.startswith(PREFIX)]
    question = (
        select(*columns, before.c.record.label("old"), after.c.record.label("new"))
        .outerjoin_from(documents, before, before.c.document == documents.c.key)
        .outerjoin(after, after.c.document == documents.c.key)
        .where(*asked or [or_(*coded)])
    )
    for row in _rows(store, question, chosen):
        older, newer = (packing.read(row.id, packed, row.text) if packed else None for packed in (row.old, row.new))
        yield older, newer


def _coded_by(version: str) -> Select[Any]:
    """The records of a version by document; of a model's proposals for a document the last one."""
    if version.startswith(PREFIX):
        return proposals.last(version)
    return select(records.c.document, records.c.record).where(records.c.version == version)


def awaiting(store: Store, version: str, chosen: Chosen = EVERY, *, coded: bool = False) -> Iterator[str]:
    """Ids of the current articles that are not shown as this version codes them, in the order they came.

    With ``coded`` those only that it has coded once. Articles that come while this runs are among them.
    """
    question = select(documents.c.key, documents.c.id, documents.c.published).where(
        documents.c.current, _shown != version
    )
    if coded:
        question = question.where(exists().where(records.c.document == documents.c.key, records.c.version == version))
    for row in _rows(store, question, chosen):
        yield row.id


def _rows(store: Store, question: Select[Any], chosen: Chosen) -> Iterator[Row[Any]]:
    """The rows of a question about documents, by key."""
    wanted: list[ColumnElement[bool]] = []
    if chosen.ids:
        id = documents.c.id
        wanted.append(or_(*((id >= prefix) & (id < prefix + chr(0x10FFFF)) for prefix in chosen.ids)))
    if chosen.text is not None:
        wanted.append(documents.c.key.in_(search.matching(article_words, chosen.text)))
    question = question.where(*wanted).order_by(documents.c.key).limit(_AT_ONCE)
    last = 0
    while True:
        with store.reading() as connection:
            rows = connection.execute(question.where(documents.c.key > last)).all()
        yield from (row for row in rows if _in_time(row.published, chosen))
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].key


def _in_time(published: str | None, chosen: Chosen) -> bool:
    """Whether an article may have been published then; one without a date was not, if a date is asked for."""
    if chosen.since is None and chosen.until is None:
        return True
    when = days(published) if published else None
    since, until = (days(day) if day else None for day in (chosen.since, chosen.until))
    return when is not None and (since is None or when[1] >= since[0]) and (until is None or when[0] <= until[1])
