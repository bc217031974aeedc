"""Rows of meetings: what a query for them gives, with names and words looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model.entities import Office
from dragoman.model.meetings import Meeting, Side
from dragoman.model.record import Record
from dragoman.model.text import Attested, Evidence
from dragoman.query.columns import Location, around


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredParticipant:
    """Somebody who took part."""

    id: str
    name: str
    offices: tuple[str, ...]
    level: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSide:
    """A side of a meeting."""

    id: str
    name: str
    level: str | None
    participants: tuple[StoredParticipant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A meeting's place in the series of its sides, as far as the store knows it; 1 for the first."""

    kind: str  # meeting, call or message
    known: int
    in_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMeeting:
    """One meeting, as the fullest article tells it."""

    id: str  # document id, colon, id of the event that tells it
    articles: tuple[str, ...]  # the same for every article that tells it
    events: tuple[str, ...]  # the same for every event that tells it
    quote: str  # the words that tell it, with what stands beside them
    date: str | None
    place: Location | None
    form: str
    level: str | None
    planned: bool
    sides: tuple[StoredSide, ...]
    third_parties: tuple[StoredSide, ...]
    host: str | None
    agenda: tuple[str, ...]
    contexts: tuple[str, ...]
    statements: tuple[str, ...]
    agreements: tuple[str, ...]
    commitments: tuple[str, ...]
    next: str | None
    count: Count | None
    stated: tuple[str, ...]  # what the articles say of its place in a series
    title: str | None
    source: str | None
    published: str | None
    address: str


def row(tellings: Sequence[tuple[Meeting, Record]], count: Count | None) -> StoredMeeting:
    """The row of a meeting from its tellings, the fullest first."""
    meeting, record = tellings[0]
    document = record.document
    where = meeting.place.value if meeting.place else None
    statements = {one.id: one.content for one in record.statements}
    agreements = {one.id: one.name.value for one in record.agreements}
    commitments = {one.id: one.action.text for one in record.commitments}
    return StoredMeeting(
        id=identity(meeting),
        articles=tuple(identity(told) for told, _ in tellings),
        events=tuple(f"{told.document}:{event}" for told, _ in tellings for event in told.events),
        quote=around(document.text, meeting.triggers[0].start, meeting.triggers[0].end),
        date=_value(meeting.date),
        place=Location(
            id=where.id,
            name=where.name,
            country=where.country,
            admin1=where.admin1,
            latitude=where.latitude,
            longitude=where.longitude,
        )
        if where
        else None,
        form=meeting.form.value,
        level=_value(meeting.level),
        planned=meeting.planned,
        sides=tuple(map(_side, meeting.sides)),
        third_parties=tuple(map(_side, meeting.third_parties)),
        host=_value(meeting.host),
        agenda=tuple(topic.text for topic in meeting.agenda),
        contexts=tuple(context.value for context in meeting.contexts),
        statements=tuple(_words(statements[one.value]) for one in meeting.statements),
        agreements=tuple(agreements[one.value] for one in meeting.agreements),
        commitments=tuple(commitments[one.value] for one in meeting.commitments),
        next=f"{document.id}:{meeting.next.value}" if meeting.next else None,
        count=count,
        stated=tuple(dict.fromkeys(note.words.text for told, _ in tellings for note in told.series)),
        title=_value(document.title),
        source=_value(document.source),
        published=_value(document.published),
        address=document.address,
    )


def identity(meeting: Meeting) -> str:
    """Document id, colon, id of the event that tells it."""
    return f"{meeting.document}:{meeting.id}"


def _side(side: Side) -> StoredSide:
    return StoredSide(
        id=side.id,
        name=side.name,
        level=_value(side.level),
        participants=tuple(
            StoredParticipant(
                id=one.actor.value,
                name=one.name,
                offices=tuple(map(_office, one.offices)),
                level=_value(one.level),
            )
            for one in side.participants
        ),
    )


def _office(office: Office) -> str:
    return ", ".join(part for part in (office.title, office.organization) if part)


def _value(attested: Attested[str] | None) -> str | None:
    return attested.value if attested else None


def _words(content: tuple[Evidence, ...]) -> str:
    return " … ".join(part.text for part in content)
