"""What to look for, and the same in SQL.

Everything a person asks for is bound as a value, never put into the SQL text.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from dragoman.store.days import days
from dragoman.store.tables import ROLES
from dragoman.store.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to look for. Several values in one field mean any of them; fields add up.

    An actor is a country code ("TUR": the state, and every person or body of that country), an actor's
    id, or words of its name. For statements the actor is the speaker and the recipient the addressee;
    for commitments they are the debtor and the beneficiary; for agreements the actor is a party; of positions the
    actor is the holder, or the one for whom the holder speaks.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    dyad: tuple[str, str] | None = None  # either way round, or both as actors of one deed
    party: tuple[str, ...] = ()  # takes part, as actor or recipient
    mediator: tuple[str, ...] = ()  # who brought an agreement about
    about: tuple[str, ...] = ()  # actors a statement names
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()  # of an agreement: legal, named, described
    topic: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    place: tuple[str, ...] = ()  # country code, gazetteer id, or words of the name
    since: str | None = None  # ISO day, month or year; from its first day
    until: str | None = None  # to its last day
    text: str | None = None  # all these words are in the article


SEARCH = "SELECT rowid FROM article_words WHERE article_words MATCH ?"
_ACTOR = (
    "SELECT key FROM actors WHERE country = upper(?) OR id = ? COLLATE NOCASE"
    " OR instr(' ' || folded || ' ', ' ' || ? || ' ')"
)
_PLACE = "SELECT key FROM places WHERE country = upper(?) OR id = ? OR instr(' ' || folded || ' ', ' ' || ? || ' ')"


class Where:
    """The conditions of a filter in SQL, those on dates apart.

    Raises ValueError if the filter asks for something this kind of row does not have.
    """

    def __init__(
        self, wanted: Filter, what: str, known: set[str], *, actor: str | tuple[str, ...], recipient: str = "recipient"
    ) -> None:
        for field in fields(wanted):
            if getattr(wanted, field.name) and field.name not in known:
                raise ValueError(f"a {what} has no {field.name}")
        self.what = what
        self.conditions: list[tuple[str, list[Any]]] = []
        self.dates: list[tuple[str, list[Any]]] = []
        doers = (actor,) if isinstance(actor, str) else actor
        self._in_role(wanted.actor, *doers)
        self._in_role(wanted.recipient, recipient)
        self._in_role(wanted.about, "about")
        self._in_role(wanted.mediator, "mediator")
        self._in_role(wanted.party, *doers, recipient)
        if wanted.dyad and what == "event":
            self._dyad(*wanted.dyad)
        elif wanted.dyad:
            self._in_role(wanted.dyad[:1], *doers)
            self._in_role(wanted.dyad[1:], *doers)
        self._one_of("type", wanted.type)
        self._one_of("status", wanted.status)
        self._one_of("kind", wanted.kind)
        self._one_of("topic", wanted.topic)
        self._one_of("stance", wanted.stance)
        for column, codes in (("modes", wanted.mode), ("contexts", wanted.context)):
            if codes:
                marks = ", ".join("?" * len(codes))
                self._add(f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value IN ({marks}))", *codes)
        if wanted.place:
            self._add(*_any(_PLACE, wanted.place, "place IN ({})"))
        if wanted.text is not None:
            self._add(f"document IN ({SEARCH})", match(wanted.text))
        if wanted.since is not None:
            self.dates.append(("last_day >= ?", [_range(wanted.since)[0]]))
        if wanted.until is not None:
            self.dates.append(("first_day <= ?", [_range(wanted.until)[1]]))

    def dated(self) -> tuple[str, list[Any]]:
        """All conditions."""
        return _both(self.conditions + self.dates)

    def undated(self) -> tuple[str, list[Any]]:
        """The conditions without those on dates, for rows that have none."""
        return _both([*self.conditions, ("first_day IS NULL", [])])

    def _add(self, condition: str, *values: str) -> None:
        self.conditions.append((condition, list(values)))

    def _one_of(self, column: str, values: tuple[str, ...]) -> None:
        if values:
            self._add(f"{column} IN ({', '.join('?' * len(values))})", *values)

    def _in_role(self, actors: tuple[str, ...], *roles: str) -> None:
        """Some actor has one of the roles."""
        if actors:
            numbers = ", ".join(str(ROLES.index(role)) for role in roles)
            links = f"SELECT {self.what} FROM {self.what}_actors WHERE role IN ({numbers})"
            self._add(*_any(_ACTOR, actors, f"key IN ({links} AND actor IN ({{}}))"))

    def _dyad(self, one: str, other: str) -> None:
        """One side acts on the other; or nobody is the recipient, and both act ("A and B met")."""
        actor, recipient = ROLES.index("actor"), ROLES.index("recipient")
        self._add(
            "key IN (SELECT x.event FROM event_actors AS x JOIN event_actors AS y ON y.event = x.event AND ("
            f" y.role <> x.role OR (x.role = {actor} AND y.position <> x.position AND NOT EXISTS"
            f" (SELECT 1 FROM event_actors AS z WHERE z.event = x.event AND z.role = {recipient})))"
            f" WHERE x.actor IN ({_ACTOR}) AND y.actor IN ({_ACTOR}))",
            *_name(one),
            *_name(other),
        )


def _name(value: str) -> tuple[str, str, str]:
    """The values of ``_ACTOR`` and ``_PLACE``: code, id, words."""
    return value, value, fold(value)


def _any(query: str, values: tuple[str, ...], condition: str) -> tuple[str, ...]:
    """A condition on the union of one query for each value, and what to bind to it."""
    return condition.format(" UNION ".join([query] * len(values))), *(
        bound for value in values for bound in _name(value)
    )


def _both(conditions: list[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    text = " AND ".join(condition for condition, _ in conditions) or "TRUE"
    return text, [value for _, values in conditions for value in values]


def match(text: str) -> str:
    """A full-text query for all words; quoted, so that none of them is an operator."""
    return " ".join(f'"{word}"' for word in fold(text).split()) or '""'


def _range(value: str) -> tuple[int, int]:
    found = days(value)
    if found is None:
        raise ValueError(f"{value!r} is not a date: write 2025, 2025-09 or 2025-09-17")
    return found
