"""The query tables of one article, written from its record.

Runs inside the store's transaction. A record that points to an actor, place or agreement it does
not hold is refused with a KeyError, so that no half-known row gets in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from dragoman.model.agreements import Agreement, Claim, Commitment, Term
from dragoman.model.entities import Actor, Place
from dragoman.model.events import Event, Magnitude
from dragoman.model.record import Record
from dragoman.model.statements import Position, Statement
from dragoman.model.text import Attested, Evidence
from dragoman.store.days import days
from dragoman.store.folding import fold

# Databases hold their numbers: a new role goes to the end.
ROLES = (
    *("actor", "recipient", "speaker", "addressee", "about", "debtor", "beneficiary"),
    *("party", "mediator", "holder", "represents", "claimant", "attribution"),
)


def clear(connection: sqlite3.Connection, document: int) -> None:
    """Take a document's rows out of the query tables (links go with them)."""
    for table in ("events", "statements", "stances", "claims", "commitments", "agreements"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))


def write(connection: sqlite3.Connection, document: int, record: Record) -> None:
    """Put what a record holds into the query tables."""
    rows = _Rows(connection, document, record)
    for event in record.events:
        rows.event(event)
    for statement in record.statements:
        rows.statement(statement)
    agreements = {agreement.id: rows.agreement(agreement) for agreement in record.agreements}
    commitments = {one.id: rows.commitment(one, agreements) for one in record.commitments}
    for position in record.positions:
        rows.position(position)
    for claim in record.claims:
        rows.claim(claim, agreements, commitments)


class _Rows:
    """Writes one record's rows; actors and places are shared between articles."""

    def __init__(self, connection: sqlite3.Connection, document: int, record: Record) -> None:
        self.connection = connection
        self.document = document
        self.actors = {actor.id: self._actor(actor) for actor in record.actors}
        self.places = {place.id: self._place(place) for place in record.places}

    def event(self, event: Event) -> None:
        key = self._insert(
            "events",
            id=event.id,
            type=event.type.value,
            modes=_listed(event.modes),
            contexts=_listed(event.contexts),
            status=event.status.value.value,
            **_dated(event.date),
            place=self.places[event.place.value] if event.place else None,
            start=event.triggers[0].start,
            end=event.triggers[0].end,
            magnitudes=_quantities(event.magnitudes),
            confidence=event.confidence,
        )
        self._link("event", key, {"actor": event.actor, "recipient": event.recipient})

    def statement(self, statement: Statement) -> None:
        key = self._insert(
            "statements",
            id=statement.id,
            kind=statement.kind,
            act=statement.act,
            **_dated(statement.date),
            content=_spans(statement.content),
        )
        self._link(
            "statement",
            key,
            {"speaker": statement.speaker, "addressee": statement.addressee, "about": statement.about},
        )

    def agreement(self, agreement: Agreement) -> int:
        key = self._insert(
            "agreements",
            id=agreement.id,
            name=agreement.name.value,
            folded=fold(agreement.name.value),
            kind=agreement.kind,
            entry=agreement.entry.value if agreement.entry else None,
            status=agreement.status.value if agreement.status else None,
            **_dated(agreement.date),
            place=self.places[agreement.place.value] if agreement.place else None,
            content=_spans(agreement.mentions),
        )
        self._link("agreement", key, {"party": agreement.parties, "mediator": agreement.mediators})
        return key

    def commitment(self, commitment: Commitment, agreements: dict[str, int]) -> int:
        key = self._insert(
            "commitments",
            id=commitment.id,
            agreement=agreements[commitment.agreement] if commitment.agreement else None,
            status=commitment.status_claim.value if commitment.status_claim else None,
            **_dated(commitment.deadline),
            content=_spans([commitment.action]),
            term=_term(commitment.term) if commitment.term else None,
            condition=_spans([commitment.condition]) if commitment.condition else None,
            magnitudes=_quantities(commitment.magnitudes),
        )
        roles = {name: getattr(commitment, name) for name in ("debtor", "beneficiary", "attribution")}
        self._link("commitment", key, roles)
        return key

    def position(self, position: Position) -> None:
        key = self._insert(
            "stances",
            id=position.id,
            topic=position.topic.value,
            stance=position.stance.value.value,
            statement=position.statement,
            event=position.event,
            **_dated(position.date),
            content=_spans(position.content),
        )
        self._link("stance", key, {"holder": position.holder, "represents": position.represents})

    def claim(self, claim: Claim, agreements: dict[str, int], commitments: dict[str, int]) -> None:
        key = self._insert(
            "claims",
            id=claim.id,
            status=claim.status.value,
            agreement=agreements[claim.agreement] if claim.agreement else None,
            commitment=commitments[claim.commitment] if claim.commitment else None,
            deadline=claim.deadline.value if claim.deadline else None,
            **_dated(claim.date),
            content=_spans([claim.deed]),
        )
        self._link("claim", key, {"claimant": claim.claimant, "debtor": claim.debtor})

    def _insert(self, table: str, **values: str | int | float | None) -> int:
        columns = ", ".join(f'"{column}"' for column in values)
        marks = ", ?" * len(values)
        cursor = self.connection.execute(
            f"INSERT INTO {table} (document, {columns}) VALUES (?{marks})", (self.document, *values.values())
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _link(self, what: str, key: int, roles: dict[str, tuple[Attested[str], ...]]) -> None:
        self.connection.executemany(
            f"INSERT INTO {what}_actors VALUES (?, ?, ?, ?)",
            (
                (key, ROLES.index(role), position, self.actors[attested.value])
                for role, actors in roles.items()
                for position, attested in enumerate(actors)
            ),
        )

    def _actor(self, actor: Actor) -> int:
        country = actor.country.value if actor.country else ""
        return self._shared("actors", id=actor.id, name=actor.name, kind=actor.kind.value, country=country)

    def _place(self, place: Place) -> int:
        return self._shared(
            "places",
            id=place.id,
            name=place.name,
            country=place.country or "",
            admin1=place.admin1,
            latitude=place.latitude,
            longitude=place.longitude,
        )

    def _shared(self, table: str, *, name: str, **values: str | float | None) -> int:
        """The row with just these values, which other articles may have made. We hold the write lock."""
        values["name"] = name
        same = " AND ".join(f"{column} IS ?" for column in values)
        row = self.connection.execute(f"SELECT key FROM {table} WHERE {same}", (*values.values(),)).fetchone()
        if row is not None:
            return int(row[0])
        columns, marks = ", ".join(values), ", ?" * len(values)
        cursor = self.connection.execute(
            f"INSERT INTO {table} (folded, {columns}) VALUES (?{marks})", (fold(name), *values.values())
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid


def _dated(date: Attested[str] | None) -> dict[str, str | int | None]:
    """The date as given, and the first and last day it covers."""
    first, last = (days(date.value) if date else None) or (None, None)
    return {"date": date.value if date else None, "first_day": first, "last_day": last}


def _listed(codes: Iterable[Attested[str]]) -> str | None:
    values = sorted({code.value for code in codes})
    return msgspec.json.encode(values).decode() if values else None


def _spans(evidence: Iterable[Evidence]) -> str:
    return msgspec.json.encode([[part.start, part.end] for part in evidence]).decode()


def _term(term: Term) -> str:
    anchor = [term.anchor.start, term.anchor.end] if term.anchor else None
    words = [term.words.start, term.words.end]
    return msgspec.json.encode(
        {"words": words, "anchor": anchor, "duration": term.duration, "before": term.before}
    ).decode()


def _quantities(magnitudes: tuple[Magnitude, ...]) -> str | None:
    values = [{"kind": m.kind, "value": m.value, "unit": m.unit, "bound": m.bound} for m in magnitudes]
    return msgspec.json.encode(values).decode() if values else None
