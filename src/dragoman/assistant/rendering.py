"""Rows of queries as answers, each with its citations."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman import query
from dragoman.assistant import answers
from dragoman.assistant.answers import Number, Side, Where, Who
from dragoman.assistant.citing import Citing
from dragoman.model.happenings import Happening, Range


def event(row: query.StoredHappening, citing: Citing) -> answers.Event:
    """An event across articles."""
    return _event(row, row.actor, row.recipient, row.place, citing)


def happening(told: query.HappeningInFull, citing: Citing) -> answers.Event:
    """An event across articles, from all that is known of it."""
    return _event(told.happening, told.actor, told.recipient, told.place, citing)


def _event(
    one: query.StoredHappening | Happening,
    actor: Iterable[query.Party],
    recipient: Iterable[query.Party],
    place: query.Location | None,
    citing: Citing,
) -> answers.Event:
    return answers.Event(
        id=one.id,
        type=one.type,
        modes=list(one.modes),
        contexts=list(one.contexts),
        actor=who(actor),
        recipient=who(recipient),
        status=one.status,
        date=one.date,
        place=where(place),
        numbers=numbers(one.magnitudes),
        confidence=one.confidence,
        articles=one.articles,
        sources=one.sources,
        citations=citing.of([one.id]),
    )


def statement(row: query.StoredStatement, citing: Citing) -> answers.Statement:
    """A statement."""
    return answers.Statement(
        id=row.id,
        kind=row.kind,
        speaker=who(row.speaker),
        addressee=who(row.addressee),
        about=who(row.about),
        quoted_content=row.content,
        date=row.date,
        citations=citing.of([row.id]),
    )


def position(row: query.StoredPosition, citing: Citing) -> answers.Position:
    """A position on a topic."""
    return answers.Position(
        id=row.id,
        holder=who(row.holder),
        represents=who(row.represents),
        topic=row.topic,
        stance=row.stance,
        before=row.before,
        date=row.date,
        citations=citing.of([row.id]),
    )


def commitment(row: query.StoredCommitment, citing: Citing) -> answers.Duty:
    """Something owed, as one article tells it."""
    return answers.Duty(
        id=row.id,
        debtor=who(row.debtor),
        quoted_action=row.action,
        beneficiary=who(row.beneficiary),
        deadline=row.deadline,
        quoted_deadline=row.deadline_words,
        quoted_deadline_by=row.depends_on,
        quoted_condition=row.condition,
        quoted_agreement=row.agreement,
        status=row.status,
        overdue=None,
        claims=[],
        articles=1,
        citations=citing.of([row.id]),
    )


def due(row: query.Due, citing: Citing) -> answers.Duty:
    """Something owed, from all articles that tell it."""
    return answers.Duty(
        id=row.id,
        debtor=who(row.debtor),
        quoted_action=row.action,
        beneficiary=who(row.beneficiary),
        deadline=row.deadline,
        quoted_deadline=row.deadline_words,
        quoted_deadline_by=row.deadline_by,
        quoted_condition=row.condition,
        quoted_agreement=row.agreement,
        status=row.status,
        overdue=row.overdue,
        claims=[claim(one, citing) for one in row.claims],
        articles=len(row.tellings),
        citations=citing.of(row.tellings),
    )


def claim(row: query.StoredClaim, citing: Citing) -> answers.Claim:
    """What is said of the keeping of something owed."""
    return answers.Claim(
        id=row.id,
        status=row.status,
        claimant=who(row.claimant),
        quoted_deed=row.deed,
        date=row.date,
        citations=citing.of([row.id]),
    )


def agreement(row: query.StoredAgreement, citing: Citing) -> answers.Agreement:
    """An agreement, from all articles that tell it."""
    return answers.Agreement(
        id=row.id,
        quoted_name=row.name,
        kind=row.kind,
        entry=row.entry,
        party=who(row.party),
        mediator=who(row.mediator),
        date=row.date,
        place=where(row.place),
        status=row.status,
        status_by=row.status_by,
        articles=len(row.tellings),
        citations=citing.of(one.id for one in row.tellings),
    )


def meeting(row: query.StoredMeeting, citing: Citing) -> answers.Meeting:
    """A meeting, from all articles that tell it."""
    return answers.Meeting(
        id=row.id,
        date=row.date,
        place=where(row.place),
        form=row.form,
        level=row.level,
        planned=row.planned,
        sides=list(map(_side, row.sides)),
        third_parties=list(map(_side, row.third_parties)),
        host=row.host,
        quoted_agenda=list(row.agenda),
        quoted_agreements=list(row.agreements),
        quoted_commitments=list(row.commitments),
        articles=len(row.articles),
        citations=citing.of(row.articles),
    )


def actor(row: query.StoredActor, _: Citing) -> answers.Actor:
    """An actor; whoever wants words for it asks for its events."""
    return answers.Actor(id=row.id, quoted_name=row.name, kind=row.kind, country=row.country, reports=row.events)


def who(parties: Iterable[query.Party | query.StoredActor]) -> list[Who]:
    """Actors in a role."""
    return [Who(id=one.id, quoted_name=one.name, kind=one.kind, country=one.country) for one in parties]


def where(place: query.Location | None) -> Where | None:
    """A place."""
    if place is None:
        return None
    return Where(
        id=place.id,
        quoted_name=place.name,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def numbers(magnitudes: Iterable[Range]) -> list[Number]:
    """Stated numbers."""
    return [
        Number(kind=one.kind, value=one.value, unit=one.unit, bound=one.bound, least=one.least, most=one.most)
        for one in magnitudes
    ]


def _side(side: query.StoredSide) -> Side:
    people = [f"{one.name} ({'; '.join(one.offices)})" if one.offices else one.name for one in side.participants]
    return Side(id=side.id, quoted_name=side.name, level=side.level, quoted_participants=people)
