"""The fields of an event, an agreement or a position, each with why it holds what it holds.

Comes in: one of them and its record. Goes out: reasons with value, ground, rule and words. Nothing is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.annotate.actors.weighing import told
from dragoman.model.agreements import Agreement
from dragoman.model.entities import Actor, Place
from dragoman.model.events import Event
from dragoman.model.record import Record
from dragoman.model.statements import Position
from dragoman.model.text import Attested, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One field of an event and why it holds what it holds."""

    field: str
    value: str
    basis: str = ""  # stated, derived, assumed
    rule: str = ""
    words: tuple[Evidence, ...] = ()
    about: str = ""  # the actor or place this belongs to, where it is not of the event itself


def of_event(record: Record, event: Event) -> Iterator[Reason]:
    """What was done in what way, by whom to whom, when and where, and who says so."""
    actors = {actor.id: actor for actor in record.actors}
    places = {place.id: place for place in record.places}
    yield _reason("type", event.type, " ".join(filter(None, (event.type.value, plain(event.gloss)))))
    yield from (_reason("mode", mode) for mode in event.modes)
    yield from (_reason("context", context) for context in event.contexts)
    for field, filled in (("actor", event.actor), ("recipient", event.recipient)):
        for attested in filled:
            yield from _actor(field, attested, actors.get(attested.value))
    yield _reason("status", event.status)
    if event.date:
        yield _reason("date", event.date)
    if event.place:
        yield from _place(event.place, places.get(event.place.value))
    for magnitude in event.magnitudes:
        number = f"{magnitude.bound.replace('_', ' ')} {magnitude.value:,.15g} {magnitude.unit}"
        value = f"{magnitude.kind}: {number}"
        yield Reason(field="magnitude", value=value, basis="stated", words=(magnitude.evidence,))
    yield from (Reason(field="agenda", value=plain(one.text), basis="stated", words=(one,)) for one in event.agenda)
    if event.attribution:
        yield from _actor("said by", event.attribution, actors.get(event.attribution.value))
    if event.score is not None:
        yield Reason(field="score", value=f"{event.score:+g}", basis="derived", rule="ontology")
    if event.confidence is not None:
        yield Reason(field="confidence", value=f"{event.confidence:.2f}")


def of_agreement(record: Record, agreement: Agreement) -> Iterator[Reason]:
    """What it is called and known as, whose it is, when and where it was made, how it stands."""
    actors = {actor.id: actor for actor in record.actors}
    places = {place.id: place for place in record.places}
    yield _reason("name", agreement.name, plain(agreement.name.value))
    yield Reason(field="kind", value=agreement.kind, rule=agreement.rule)
    if agreement.entry:
        yield _reason("known as", agreement.entry)
    for field, filled in (("party", agreement.parties), ("mediator", agreement.mediators)):
        for attested in filled:
            yield from _actor(field, attested, actors.get(attested.value))
    if agreement.date:
        yield _reason("date", agreement.date)
    if agreement.place:
        yield from _place(agreement.place, places.get(agreement.place.value))
    if agreement.status:
        yield _reason("status", agreement.status)


def of_position(record: Record, position: Position) -> Iterator[Reason]:
    """The words that named the topic, those that gave the stance, and who took it when."""
    actors = {actor.id: actor for actor in record.actors}
    yield _reason("topic", position.topic)
    yield _reason("stance", position.stance)
    for field, filled in (("holder", position.holder), ("represents", position.represents)):
        for attested in filled:
            yield from _actor(field, attested, actors.get(attested.value))
    if position.date:
        yield _reason("date", position.date)
    yield from (Reason(field="read from", value=id) for id in (position.statement, position.event) if id)


def _reason(field: str, attested: Attested[Any], value: str = "", about: str = "") -> Reason:
    return Reason(
        field=field,
        value=value or str(attested.value),
        basis=attested.basis.value,
        rule=attested.rule,
        words=attested.evidence,
        about=about,
    )


def _actor(field: str, attested: Attested[str], actor: Actor | None) -> Iterator[Reason]:
    """Who fills a role, how the words were tied to that actor, and where its codes come from."""
    if actor is None:
        yield _reason(field, attested)
        return
    yield _reason(field, attested, f"{actor.name} [{actor.id}]")
    for mention in actor.mentions:
        if any(mention.evidence.span.overlaps(words.span) for words in attested.evidence):
            sure = "" if mention.certain else ", not certain"
            yield Reason(
                field="mention",
                value=f"{mention.form.value}{sure}",
                rule=mention.rule,
                words=(mention.evidence,),
                about=actor.id,
            )
    if actor.country:
        yield _reason("country", actor.country, about=actor.id)
    yield from (_reason("sector", sector, about=actor.id) for sector in actor.sectors)
    for other in actor.alternatives:
        value = f"{other.name}, {other.country or 'country not known'} [{other.id}]"
        yield Reason(field="not", value=value, rule=f"score {other.score:.3f}: {told(other.rule)}", about=actor.id)


def _place(attested: Attested[str], place: Place | None) -> Iterator[Reason]:
    """Where, which entry of the gazetteer that is, and the entries it was preferred to."""
    if place is None:
        yield _reason("place", attested)
        return
    yield _reason("place", attested, f"{place.name} [{place.id}]")
    yield Reason(
        field="country",
        value=place.country or "not known",
        rule=place.rule,
        words=place.mentions[:1],
        about=place.id,
    )
    for other in place.alternatives:
        value = f"{other.name}, {other.country or 'country not known'} [{other.gazetteer_id}]"
        yield Reason(field="not", value=value, rule=f"score {other.score:.2f}", about=place.id)


def plain(text: str) -> str:
    """One line that cannot steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
