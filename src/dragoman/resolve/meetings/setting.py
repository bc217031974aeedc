"""One meeting as one event tells it, and its form, host, place and date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.model.entities import Actor, Place
from dragoman.model.events import Event, Status
from dragoman.model.meetings import Meeting, SeriesNote
from dragoman.model.record import Record
from dragoman.model.text import Attested, Basis, Evidence
from dragoman.ontology import Ontology
from dragoman.resolve.meetings import levels, series, sides
from dragoman.resolve.meetings.vocabulary import words

_MANY = 3  # sides
_HELD = frozenset({Status.ACTUAL, Status.ONGOING, Status.HISTORICAL})


def told(record: Record, ontology: Ontology, notes: tuple[SeriesNote, ...]) -> Iterator[Meeting]:
    """A meeting for every event that tells one, in text order.

    A third party told by itself ("Qatar mediated the talks") is one of the meeting told last before, if there is one.
    """
    actors = {actor.id: actor for actor in record.actors}
    places = {place.id: place for place in record.places}
    waiting: Meeting | None = None
    for event in sorted(record.events, key=lambda event: event.triggers[0].start):
        planned = _is_planned(event, ontology)
        if not planned and not (ontology.has(event.type.value, "meeting") and event.status.value in _HELD):
            continue
        meeting = _as_told(event, record, actors, places, notes, planned=planned)
        if waiting and not meeting.sides and meeting.third_parties:
            waiting = _with_third_party(waiting, meeting)
            continue
        if waiting:
            yield waiting
        waiting = meeting if meeting.sides else _by_itself(meeting)
    if waiting:
        yield waiting


def completed(meeting: Meeting, record: Record) -> Meeting:
    """With its form, place, host and level, which need all of its tellings."""
    events = [event for event in record.events if event.id in meeting.events]
    form, level = _form(meeting, events), levels.of_meeting(meeting.sides)
    if words().form(form.value).placeless:
        return replace(meeting, form=form, level=level, place=None)
    return replace(meeting, form=form, level=level, host=_host(meeting, events, record))


def says_something(meeting: Meeting) -> bool:
    """Whether two sides, a third party, the day or the place are told."""
    return bool(len(meeting.sides) > 1 or meeting.third_parties or meeting.date or meeting.place)


def _is_planned(event: Event, ontology: Ontology) -> bool:
    """Whether a meeting lies ahead: told as future, made a promise by a codebook rule, or agreed on by several."""
    if ontology.has(event.type.value, "meeting"):
        return event.status.value is Status.FUTURE
    if not ontology.has(event.type.value, "promise") or event.status.value not in _HELD:
        return False
    if event.trace.conventions and event.trace.frame.partition(".")[0] in words().families:
        return True
    agreed = len(event.actor) > 1 and not event.recipient
    return agreed and any(ontology.has(type, "meeting") for type in event.trace.content)


def _as_told(
    event: Event,
    record: Record,
    actors: Mapping[str, Actor],
    places: Mapping[str, Place],
    notes: tuple[SeriesNote, ...],
    *,
    planned: bool,
) -> Meeting:
    met, third = sides.parted(event, actors)
    date, status = event.date, event.status
    if date is not None and any(series.measured_from(note, date.evidence) for note in notes):
        # "Her first visit since 2018" took place when it was told, not in 2018.
        date, status = None, replace(status, value=Status.ACTUAL)
    return Meeting(
        id=event.id,
        document=record.document.id,
        events=(event.id,),
        triggers=event.triggers,
        planned=planned,
        status=replace(status, value=Status.FUTURE) if planned else status,
        sides=sides.grouped(met, actors),
        third_parties=sides.grouped(third, actors),
        form=_form_of_event(event, has_third=bool(third)),
        place=_place(event, places),
        date=date,
        agenda=tuple(topic for topic in _topics(event.agenda) if not any(series.counts(n, topic) for n in notes)),
        contexts=event.contexts,
    )


def _by_itself(meeting: Meeting) -> Meeting:
    """A mediation of which nothing else is told: the mediator is the only side known."""
    return replace(meeting, sides=meeting.third_parties, third_parties=())


def _with_third_party(meeting: Meeting, mediation: Meeting) -> Meeting:
    new = tuple(side for side in mediation.third_parties if side.id not in meeting.keys)
    return replace(
        meeting,
        events=(*meeting.events, *mediation.events),
        triggers=(*meeting.triggers, *mediation.triggers),
        third_parties=sides.united(meeting.third_parties, new),
        place=meeting.place or mediation.place,
        date=meeting.date or mediation.date,
        joined=(*meeting.joined, f"{mediation.id}: its third party is told by itself"),
    )


def _topics(agenda: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """What is no part of another topic and more than the meeting itself ("came for talks with the minister")."""
    for topic in agenda:
        if any(other is not topic and other.span.contains(topic.span) for other in agenda):
            continue
        if not words().itself.fullmatch(topic.text):
            yield topic


def _place(event: Event, places: Mapping[str, Place]) -> Attested[Place] | None:
    """Where it happened, unless the place is only named in what was talked about."""
    if event.place is None or any(
        topic.span.contains(name.span) for topic in event.agenda for name in event.place.evidence
    ):
        return None
    where = event.place
    return Attested(value=places[where.value], basis=where.basis, rule=where.rule, evidence=where.evidence)


def _form_of_event(event: Event, *, has_third: bool) -> Attested[str]:
    """Its form by mode or frame; who only hosts the talks of others does not mediate."""
    modes = {mode.value: mode for mode in event.modes}
    has_third = has_third and not _hosts(event)
    fitting = (form for form in words().forms if form.fits(event) and (has_third or not form.third))
    form = next(fitting, words().default)
    mode = next((modes[name] for name in form.modes if name in modes), None)
    rule = f"form.mode-{mode.value}" if mode else f"form.frame-{event.trace.frame}"
    return Attested(
        value=form.name,
        basis=Basis.DERIVED,
        rule=rule if form is not words().default else "form.no-mode",
        evidence=mode.evidence if mode and mode.evidence else event.triggers,
    )


def _form(meeting: Meeting, events: list[Event]) -> Attested[str]:
    """The form of the telling that says most: the first in the order of the file."""
    order = [form.name for form in (*words().forms, words().default)]
    found = [_form_of_event(event, has_third=bool(meeting.third_parties)) for event in events]
    form = min(found, key=lambda form: order.index(form.value))
    if form.value == words().default.name and len(meeting.sides) >= _MANY:
        return replace(form, value=words().many, rule="form.three-sides")
    return form


def _host(meeting: Meeting, events: list[Event], record: Record) -> Attested[str] | None:
    """Whom a visitor visits; who is said to host; on whose soil it took place, a side's or another's."""
    actors = {actor.id: actor for actor in record.actors}
    for event in events:
        form = words().form(_form_of_event(event, has_third=False).value)
        if form.hosted and event.recipient:
            return _as_host(event.recipient[0], actors, "host.recipient-of-visit")
        if event.actor and _hosts(event):
            return _as_host(event.actor[0], actors, "host.hosted")
    country = meeting.place.value.country if meeting.place else None
    if meeting.place is None or country is None:
        return None
    rule = "host.where-held" if country in meeting.keys else "host.third-country"
    return Attested(value=country, basis=Basis.DERIVED, rule=rule, evidence=meeting.place.evidence)


def _hosts(event: Event) -> bool:
    return any(word in words().hosting for trigger in event.triggers for word in trigger.text.lower().split())


def _as_host(who: Attested[str], actors: Mapping[str, Actor], rule: str) -> Attested[str]:
    side, _ = sides.stands_for(actors[who.value], actors)
    return Attested(value=side, basis=Basis.DERIVED, rule=rule, evidence=who.evidence)
