"""The rows of one article in the query tables, from its record.

Runs inside the store's transaction. A record that points to an actor, place or agreement it does
not hold is refused with a KeyError, so that no half-known row gets in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, insert, select

from dragoman.model.agreements import Agreement, Claim, Commitment, Term
from dragoman.model.entities import Actor, Place
from dragoman.model.events import Event, Magnitude
from dragoman.model.record import Record
from dragoman.model.statements import Position, Statement
from dragoman.model.text import Attested, Evidence
from dragoman.store import keys, search, tables
from dragoman.store.days import days
from dragoman.store.folding import fold
from dragoman.store.sphere import on_sphere


def write(connection: Connection, document: int, record: Record) -> None:
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
    rows.insert()


class _Rows:
    """Writes one record's rows; actors and places are shared between articles."""

    def __init__(self, connection: Connection, document: int, record: Record) -> None:
        self.connection = connection
        self.document = document
        self.text = record.document.text
        self._rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._keys: dict[Table, Iterator[int]] = {}
        self._words: dict[Table, list[tuple[int, str]]] = defaultdict(list)
        self.actors = self._shared(
            tables.actors, tables.actor_words, {actor.id: _actor(actor) for actor in record.actors}
        )
        self.places = self._shared(
            tables.places, tables.place_words, {place.id: _place(place) for place in record.places}
        )

    def event(self, event: Event) -> None:
        key = self._add(
            tables.events,
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
            score=None if event.score is None else round(1000 * event.score),
        )
        self._link(tables.event_actors, key, {"actor": event.actor, "recipient": event.recipient})

    def statement(self, statement: Statement) -> None:
        key = self._add(
            tables.statements,
            id=statement.id,
            kind=statement.kind,
            act=statement.act,
            **_dated(statement.date),
            content=_spans(statement.content),
        )
        self._link(
            tables.statement_actors,
            key,
            {"speaker": statement.speaker, "addressee": statement.addressee, "about": statement.about},
        )
        self._words[tables.statement_words].append(
            (key, said(self.text, [(part.start, part.end) for part in statement.content]))
        )

    def agreement(self, agreement: Agreement) -> int:
        key = self._add(
            tables.agreements,
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
        self._link(tables.agreement_actors, key, {"party": agreement.parties, "mediator": agreement.mediators})
        return key

    def commitment(self, commitment: Commitment, agreements: dict[str, int]) -> int:
        key = self._add(
            tables.commitments,
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
        self._link(tables.commitment_actors, key, roles)
        return key

    def position(self, position: Position) -> None:
        key = self._add(
            tables.stances,
            id=position.id,
            topic=position.topic.value,
            stance=position.stance.value.value,
            statement=position.statement,
            event=position.event,
            **_dated(position.date),
            content=_spans(position.content),
        )
        self._link(tables.stance_actors, key, {"holder": position.holder, "represents": position.represents})

    def claim(self, claim: Claim, agreements: dict[str, int], commitments: dict[str, int]) -> None:
        key = self._add(
            tables.claims,
            id=claim.id,
            status=claim.status.value,
            agreement=agreements[claim.agreement] if claim.agreement else None,
            commitment=commitments[claim.commitment] if claim.commitment else None,
            deadline=claim.deadline.value if claim.deadline else None,
            **_dated(claim.date),
            content=_spans([claim.deed]),
        )
        self._link(tables.claim_actors, key, {"claimant": claim.claimant, "debtor": claim.debtor})

    def insert(self) -> None:
        """Write all rows, each table's after those it refers to."""
        for table in tables.derived():
            if self._rows[table]:
                self.connection.execute(insert(table), self._rows[table])
        for table, texts in self._words.items():
            search.add(self.connection, table, texts)

    def _add(self, table: Table, **values: str | int | float | None) -> int:
        key = self._next(table)
        self._rows[table].append({"key": key, "document": self.document, **values})
        return key

    def _next(self, table: Table) -> int:
        if table not in self._keys:
            shared = "document" not in table.c
            self._keys[table] = keys.following(self.connection, table) if shared else keys.within(self.document)
        return next(self._keys[table])

    def _link(self, table: Table, key: int, roles: dict[str, tuple[Attested[str], ...]]) -> None:
        what = table.name.removesuffix("_actors")
        self._rows[table] += (
            {
                what: key,
                "role": tables.ROLES.index(role),
                "position": position,
                "actor": self.actors[attested.value],
            }
            for role, actors in roles.items()
            for position, attested in enumerate(actors)
        )

    def _shared(self, table: Table, words: Table, wanted: dict[str, dict[str, Any]]) -> dict[str, int]:
        """The keys of the rows with just these values, which other articles may have made, by id."""
        columns = [column for column in table.c if column.name != "key"]
        ids = {values["id"] for values in wanted.values()}
        known = {
            tuple(values): key
            for key, *values in self.connection.execute(select(table.c.key, *columns).where(table.c.id.in_(ids)))
        }
        found = {}
        for id, values in wanted.items():
            row = tuple(values[column.name] for column in columns)
            if row not in known:
                known[row] = self._next(table)
                self._rows[table].append({"key": known[row], **values})
                self._words[words].append((known[row], values["name"]))
            found[id] = known[row]
        return found


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "folded": fold(actor.name),
        "kind": actor.kind.value,
        "country": actor.country.value if actor.country else "",
        "sectors": msgspec.json.encode([one.value for one in actor.sectors]).decode() if actor.sectors else None,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "folded": fold(place.name),
        "country": place.country or "",
        "kind": place.kind,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        **_point(place),
    }


def _point(place: Place) -> dict[str, float | None]:
    if place.latitude is None or place.longitude is None:
        return dict.fromkeys("xyz")
    return dict(zip("xyz", on_sphere(place.latitude, place.longitude), strict=True))


def said(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words at the spans of a text, as they are searched."""
    return " ".join(text[start:end] for start, end in spans)


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
