"""Deadlines that hang on another event: their dates, once some article tells when that event was or will be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from dragoman import data
from dragoman.model.dates import later
from dragoman.query.claims import same_agreement
from dragoman.query.columns import Term, identity
from dragoman.store import Store
from dragoman.store.days import days
from dragoman.store.folding import fold
from dragoman.store.packing import unpack_text
from dragoman.store.tables import (
    ROLES,
    actors,
    agreements,
    commitment_actors,
    commitments,
    documents,
    event_actors,
    events,
)

_HAPPENS = ("actual", "ongoing", "future")
_STEM = 5  # characters by which the word for an event is compared


@dataclass(frozen=True, slots=True)
class Settled:
    """A deadline's date, and the row that tells when the event was."""

    deadline: str
    by: str  # id of an event or agreement


@cache
def _words() -> dict[str, Any]:
    return data.content("coding", "deadlines.yaml")  # type: ignore[no-any-return]


def _tellings(key: int) -> Select[Any]:
    """The agreement that a commitment is in, by every article that dates it, the most exact date first."""
    own, main = agreements.alias(), agreements.alias()
    joined = (
        commitments.join(own, own.c.key == commitments.c.agreement)
        .join(main, same_agreement(own, main))
        .join(documents, documents.c.key == main.c.document)
    )
    return (
        select(identity(main), main.c.date)
        .select_from(joined)
        .where(commitments.c.key == key, main.c.date.is_not(None))
        .order_by(func.length(main.c.date).desc(), documents.c.key)
    )


def _events(key: int, type: str, since: int) -> Select[Any]:
    """Events of a type from some day on in which a side of a commitment has a part."""
    a, x, b, y = event_actors.alias(), actors.alias(), commitment_actors.alias(), actors.alias()
    roles = [ROLES.index(role) for role in ("debtor", "beneficiary")]
    of_one_state = and_(x.c.country == y.c.country, x.c.country != "")
    takes_part = (
        exists()
        .select_from(
            b.join(y, y.c.key == b.c.actor).join(x, or_(x.c.id == y.c.id, of_one_state)).join(a, a.c.actor == x.c.key)
        )
        .where(b.c.commitment == key, b.c.role.in_(roles), a.c.event == events.c.key)
        .correlate(events)
    )
    return (
        select(identity(events), documents.c.text, events.c.date, events.c.start, events.c.end)
        .join_from(events, documents, documents.c.key == events.c.document)
        .where(events.c.type == type, events.c.status.in_(_HAPPENS), events.c.first_day >= since, takes_part)
        .order_by(events.c.first_day, events.c.key)
    )


def settle(store: Store, key: int, term: Term, text: str) -> Settled | None:
    """The date of a commitment's deadline, if some stored article tells when its event was.

    ``text`` is the article of the commitment. An agreement's date is that of its signing; other events are
    looked for by type, party and the word that names them, the first on or after the day of the article.
    """
    if term.anchor is None:
        return None
    named = fold(text[slice(*term.anchor)]).split()
    with store.reading() as connection:
        if any(word[:_STEM] == noun[:_STEM] for word in named for noun in _words()["making"]):
            for id, when in connection.execute(_tellings(key)):
                if (day := _due(when, term.duration)) is not None:
                    return Settled(day, id)
        since = _told_on(connection, key)
        if since is None:
            return None
        for type, nouns in _words()["events"].items():
            stems = {noun[:_STEM] for noun in nouns} & {word[:_STEM] for word in named}
            if type == "none" or not stems:
                continue
            for id, packed, when, start, end in connection.execute(_events(key, type, since)):
                told = fold(unpack_text(packed)[max(0, start - 40) : end + 40]).split()
                if stems & {word[:_STEM] for word in told} and (day := _due(when, term.duration)) is not None:
                    return Settled(day, id)
    return None


def _told_on(connection: Connection, key: int) -> int | None:
    """The first day on which the article of a commitment can have been published."""
    told = select(documents.c.published).join_from(commitments, documents, documents.c.key == commitments.c.document)
    published = connection.execute(told.where(commitments.c.key == key)).scalar()
    covered = days(published) if published else None
    return covered[0] if covered else None


def _due(when: str, span: str | None) -> str | None:
    """The last day of a date, or that of a span of time after it."""
    covered = days(when)
    if covered is None:
        return None
    last = date.fromisoformat(str(covered[1]))
    return last.isoformat() if span is None else later(last, span)
