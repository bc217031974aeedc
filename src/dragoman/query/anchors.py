"""Deadlines that hang on another event: their dates, once some article tells when that event was or will be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import msgspec

from dragoman import data
from dragoman.model.dates import later
from dragoman.store import Store
from dragoman.store.days import days
from dragoman.store.tables import ROLES
from dragoman.store.folding import fold
from dragoman.store.packing import unpack_text

_STEM = 5  # characters by which the word for an event is compared


class Term(msgspec.Struct, frozen=True):
    """The words that set a deadline, as the store keeps them: spans into the article."""

    words: tuple[int, int]
    anchor: tuple[int, int] | None
    duration: str | None
    before: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """A deadline's date, and the row that tells when the event was."""

    deadline: str
    by: str  # id of an event or agreement


@cache
def _words() -> dict[str, Any]:
    return data.content("coding", "deadlines.yaml")  # type: ignore[no-any-return]


_ROW = "documents.id || ':' || main.id"
_AGREEMENT = f"""
SELECT {_ROW}, main.date FROM commitments JOIN agreements AS own ON own.key = commitments.agreement
    JOIN agreements AS main ON main.entry = own.entry
        OR (main.folded = own.folded AND (own.entry IS NULL OR main.entry IS NULL))
    JOIN documents ON documents.key = main.document
WHERE commitments.key = ? AND main.date IS NOT NULL ORDER BY length(main.date) DESC, documents.key
"""
_ROLES = ", ".join(str(ROLES.index(role)) for role in ("debtor", "beneficiary"))
_EVENT = f"""
SELECT {_ROW}, documents.text, main.date, main.start, main."end" FROM commitments
    JOIN documents AS told ON told.key = commitments.document
    JOIN events AS main ON main.type = ? AND main.status IN ('actual', 'ongoing', 'future')
        AND main.first_day >= CAST(replace(substr(told.published, 1, 10), '-', '') AS INTEGER)
    JOIN documents ON documents.key = main.document
WHERE commitments.key = ? AND EXISTS (SELECT 1 FROM event_actors AS a JOIN actors AS x ON x.key = a.actor
    JOIN commitment_actors AS b ON b.commitment = commitments.key AND b.role IN ({_ROLES})
    JOIN actors AS y ON y.key = b.actor
    WHERE a.event = main.key AND (x.id = y.id OR (x.country = y.country AND x.country <> '')))
ORDER BY main.first_day, main.key
"""


def settle(store: Store, key: int, term: Term, text: str) -> Settled | None:
    """The date of a commitment's deadline, if some stored article tells when its event was.

    ``text`` is the article of the commitment. An agreement's date is that of its signing; other events are
    looked for by type, party and the word that names them, the first on or after the day of the article.
    """
    if term.anchor is None:
        return None
    named = fold(text[slice(*term.anchor)]).split()
    if any(word[:_STEM] == noun[:_STEM] for word in named for noun in _words()["making"]):
        for row in store.connection.execute(_AGREEMENT, (key,)):
            if (day := _due(row[-1], term.duration)) is not None:
                return Settled(day, row[0])
    for type, nouns in _words()["events"].items():
        stems = {noun[:_STEM] for noun in nouns} & {word[:_STEM] for word in named}
        if type == "none" or not stems:
            continue
        for id, packed, when, start, end in store.connection.execute(_EVENT, (type, key)):
            told = fold(unpack_text(packed)[max(0, start - 40) : end + 40]).split()
            if stems & {word[:_STEM] for word in told} and (day := _due(when, term.duration)) is not None:
                return Settled(day, id)
    return None


def _due(when: str, span: str | None) -> str | None:
    """The last day of a date, or that of a span of time after it."""
    covered = days(when)
    if covered is None:
        return None
    last = date.fromisoformat(str(covered[1]))
    return last.isoformat() if span is None else later(last, span)
