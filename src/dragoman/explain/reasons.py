"""The fields of an entry of a record, each with the ground it stands on, the rule and the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from dragoman.annotate.actors.weighing import told
from dragoman.model.agreements import Agreement, Claim, Commitment, Term
from dragoman.model.entities import Actor, Place
from dragoman.model.events import Event, Magnitude
from dragoman.model.record import Record
from dragoman.model.statements import Position, Statement
from dragoman.model.text import Attested, Evidence

Part = Statement | Position | Agreement | Commitment | Claim

#: Fields that hold the words of a part itself.
_OWN_WORDS = ("content", "mentions", "action", "deed")
#: How fields are called where their own name would not say it.
_CALLED = {
    "parties": "party",
    "mediators": "mediator",
    "entry": "known as",
    "statement": "read from",
    "event": "read from",
    "status_claim": "status",
    "speaker_words": "speaker named",
    "magnitudes": "magnitude",
    "attribution": "said by",
}

_DONE = {"confirm": "confirmed", "reject": "rejected", "add": "added"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One field of an event and why it holds what it holds."""

    field: str
    value: str
    basis: str = ""  # stated, derived, assumed, corrected
    rule: str = ""
    words: tuple[Evidence, ...] = ()
    about: str = ""  # the actor or place this belongs to, where it is not of the event itself


def of_event(record: Record, event: Event) -> Iterator[Reason]:
    """The fields of an event."""
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
    yield from map(_magnitude, event.magnitudes)
    yield from (Reason(field="agenda", value=plain(one.text), basis="stated", words=(one,)) for one in event.agenda)
    if event.attribution:
        yield from _actor("said by", event.attribution, actors.get(event.attribution.value))
    if event.score is not None:
        yield Reason(field="score", value=f"{event.score:+g}", basis="derived", rule="ontology")
    if event.confidence is not None:
        yield Reason(field="confidence", value=f"{event.confidence:.2f}")


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


def of_changes(record: Record, id: str) -> Iterator[Reason]:
    """What people changed in an entry, each with what the program had there and why."""
    for one in record.changed:
        if one.entry != id:
            continue
        when = f"by {plain(one.author)} on {one.time[:10]}" + (f": {plain(one.reason)}" if one.reason else "")
        field = f"{one.field} changed" if one.kind == "edit" else f"{one.field} {_DONE[one.kind]}".strip()
        yield Reason(field=field, value=when, rule=f"correction {one.correction}")
        if one.field and not one.had:
            yield Reason(field="the program had", value="nothing", about=id)
        for had in one.had if one.field else ():
            yield _reason("the program had", had, plain(had.value), about=id)


def of_part(record: Record, part: Part) -> Iterator[Reason]:
    """The fields of a statement, position, agreement, commitment or claim."""
    actors = {actor.id: actor for actor in record.actors}
    places = {place.id: place for place in record.places}
    for field in fields(part):
        name = _CALLED.get(field.name, field.name)
        if field.name == "id" or field.name in _OWN_WORDS:
            continue
        value = getattr(part, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            yield from _field(name, one, actors, places)


def words_of(part: Part) -> tuple[Evidence, ...]:
    """The words a part was read from."""
    found = next(getattr(part, name) for name in _OWN_WORDS if hasattr(part, name))
    return found if isinstance(found, tuple) else (found,)


def _field(name: str, value: Any, actors: dict[str, Actor], places: dict[str, Place]) -> Iterator[Reason]:
    if isinstance(value, Attested) and value.value in actors:
        yield from _actor(name, value, actors[value.value])
    elif isinstance(value, Attested) and value.value in places:
        yield from _place(value, places[value.value])
    elif isinstance(value, Attested):
        yield _reason(name, value)
    elif isinstance(value, Evidence):
        yield Reason(field=name, value=plain(value.text), basis="stated", words=(value,))
    elif isinstance(value, Term):
        yield Reason(field="deadline read from", value=plain(value.words.text), basis="stated", words=(value.words,))
        if value.anchor is not None:
            order = "before" if value.before else value.duration or "after"
            yield Reason(field="hangs on", value=f"{order}: {plain(value.anchor.text)}", words=(value.anchor,))
    elif isinstance(value, Magnitude):
        yield _magnitude(value)
    elif value:
        yield Reason(field=name, value=str(value))


def _magnitude(magnitude: Magnitude) -> Reason:
    number = f"{magnitude.bound.replace('_', ' ')} {magnitude.value:,.15g} {magnitude.unit}"
    return Reason(field="magnitude", value=f"{magnitude.kind}: {number}", basis="stated", words=(magnitude.evidence,))


def plain(text: str) -> str:
    """One line that cannot steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
