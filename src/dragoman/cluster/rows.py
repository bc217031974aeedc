"""What a record holds as rows, with the fields that the same rows have when a database is asked for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.model.agreements import Agreement, Claim, Commitment
from dragoman.model.entities import Actor
from dragoman.model.events import Event, Magnitude
from dragoman.model.record import Record
from dragoman.model.statements import Position, Statement
from dragoman.model.text import Attested, Evidence
from dragoman.query.agreements import ToldAgreement
from dragoman.query.claims import StoredClaim
from dragoman.query.columns import Location, Party, Quantity, around
from dragoman.query.positions import StoredPosition
from dragoman.query.rows import StoredCommitment, StoredEvent, StoredStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedDocument:
    """An article as it was read."""

    id: str
    address: str
    digest: str
    title: str | None
    source: str | None
    published: str | None
    language: str
    media_type: str
    fetched: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedActor:
    """An actor of one article."""

    id: str  # as rows of events name it
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    acts_for: str | None
    known: bool
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedPlace:
    """A place of one article."""

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    mentions: int


class Rows:
    """The rows of one record, by kind."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.document.text
        self._parties = {actor.id: _party(actor) for actor in record.actors}
        self._places = {place.id: place for place in record.places}
        self._agreements = {agreement.id: agreement.name.value for agreement in record.agreements}
        self._title, self._source, self._published = map(
            _value, (record.document.title, record.document.source, record.document.published)
        )

    def documents(self) -> Iterator[CodedDocument]:
        """The article itself."""
        document = self.record.document
        yield CodedDocument(
            id=document.id,
            address=document.address,
            digest=document.digest,
            title=self._title,
            source=self._source,
            published=self._published,
            language=document.language,
            media_type=document.media_type,
            fetched=document.fetched,
            text=document.text,
        )

    def actors(self) -> Iterator[CodedActor]:
        for actor in self.record.actors:
            yield CodedActor(
                id=actor.id,
                name=actor.name,
                kind=actor.kind.value,
                country=_value(actor.country),
                sectors=tuple(sector.value for sector in actor.sectors),
                acts_for=actor.acts_for,
                known=actor.known,
                mentions=len(actor.mentions),
            )

    def places(self) -> Iterator[CodedPlace]:
        for place in self.record.places:
            yield CodedPlace(
                id=place.id,
                name=place.name,
                kind=place.kind,
                country=place.country or None,
                admin1=place.admin1,
                latitude=place.latitude,
                longitude=place.longitude,
                mentions=len(place.mentions),
            )

    def events(self) -> Iterator[StoredEvent]:
        for event in self.record.events:
            trigger = event.triggers[0]
            yield StoredEvent(
                **self._given(event),
                type=event.type.value,
                modes=_codes(event.modes),
                contexts=_codes(event.contexts),
                actor=self._sides(event.actor),
                recipient=self._sides(event.recipient),
                status=event.status.value.value,
                date=_value(event.date),
                place=self._place(event.place),
                magnitudes=_quantities(event.magnitudes),
                confidence=event.confidence,
                quote=around(self.text, trigger.start, trigger.end),
            )

    def statements(self) -> Iterator[StoredStatement]:
        for statement in self.record.statements:
            yield StoredStatement(
                **self._given(statement),
                kind=statement.kind,
                speaker=self._sides(statement.speaker),
                addressee=self._sides(statement.addressee),
                about=self._sides(statement.about),
                content=self._words(statement.content),
                date=_value(statement.date),
            )

    def positions(self) -> Iterator[StoredPosition]:
        """The positions; what the same side held before, other articles would have to say."""
        for position in self.record.positions:
            yield StoredPosition(
                **self._given(position),
                holder=self._sides(position.holder),
                represents=self._sides(position.represents),
                topic=position.topic.value,
                stance=position.stance.value.value,
                before=None,
                content=self._words(position.content),
                date=_value(position.date),
                statement=position.statement,
                event=position.event,
            )

    def agreements(self) -> Iterator[ToldAgreement]:
        for agreement in self.record.agreements:
            yield ToldAgreement(
                **self._given(agreement),
                name=agreement.name.value,
                kind=agreement.kind,
                entry=_value(agreement.entry),
                party=self._sides(agreement.parties),
                mediator=self._sides(agreement.mediators),
                date=_value(agreement.date),
                place=self._place(agreement.place),
                status=agreement.status.value if agreement.status else None,
                words=self._words(agreement.mentions),
            )

    def commitments(self) -> Iterator[StoredCommitment]:
        for one in self.record.commitments:
            term = one.term
            yield StoredCommitment(
                **self._given(one),
                debtor=self._sides(one.debtor),
                action=self._words([one.action]),
                beneficiary=self._sides(one.beneficiary),
                deadline=_value(one.deadline),
                deadline_words=self._words([term.words]) or None if term else None,
                depends_on=self._words([term.anchor]) or None if term and term.anchor else None,
                condition=self._words([one.condition]) or None if one.condition else None,
                magnitudes=_quantities(one.magnitudes),
                attribution=self._sides(one.attribution),
                status=one.status_claim.value if one.status_claim else None,
                agreement=self._agreements[one.agreement] if one.agreement else None,
            )

    def claims(self) -> Iterator[StoredClaim]:
        """The claims; which commitment of other articles they are about, a database says."""
        for claim in self.record.claims:
            yield StoredClaim(
                **self._given(claim),
                status=claim.status.value,
                claimant=self._sides(claim.claimant),
                debtor=self._sides(claim.debtor),
                deed=self._words([claim.deed]),
                deadline=_value(claim.deadline),
                date=_value(claim.date),
                agreement=self._agreements[claim.agreement] if claim.agreement else None,
                rule=claim.rule,
            )

    def _given(self, entry: Event | Statement | Position | Agreement | Commitment | Claim) -> dict[str, Any]:
        document = self.record.document
        named = {"title": self._title, "source": self._source, "published": self._published}
        return {"id": f"{document.id}:{entry.id}", "address": document.address, **named}

    def _sides(self, role: Iterable[Attested[str]]) -> tuple[Party, ...]:
        return tuple(self._parties[one.value] for one in role)

    def _place(self, attested: Attested[str] | None) -> Location | None:
        if attested is None:
            return None
        place = self._places[attested.value]
        return Location(
            id=place.id,
            name=place.name,
            country=place.country or None,
            admin1=place.admin1,
            latitude=place.latitude,
            longitude=place.longitude,
        )

    def _words(self, spans: Iterable[Evidence]) -> str:
        return " … ".join(self.text[span.start : span.end] for span in spans)


def _party(actor: Actor) -> Party:
    return Party(id=actor.id, name=actor.name, kind=actor.kind.value, country=_value(actor.country) or None)


def _value(attested: Attested[str] | None) -> str | None:
    return attested.value if attested else None


def _codes(attested: Iterable[Attested[str]]) -> tuple[str, ...]:
    return tuple(sorted({one.value for one in attested}))


def _quantities(magnitudes: Iterable[Magnitude]) -> tuple[Quantity, ...]:
    return tuple(Quantity(kind=m.kind, value=m.value, unit=m.unit, bound=m.bound) for m in magnitudes)
