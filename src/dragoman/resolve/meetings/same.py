"""Whether two tellings are of one meeting, in one article or in two.

They are if the same sides meet, no side is spoken for by other persons, the dates can be the same, the places can be
the same, and none is a call and the other not. In one article a telling without a date can be of any day; of two
articles both must say the day, or a week at most.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.circumstances import first_day, last_day
from dragoman.knowledge.gazetteer import haversine
from dragoman.model.entities import Place
from dragoman.model.events import Status
from dragoman.model.meetings import Meeting, Side
from dragoman.model.text import Attested
from dragoman.resolve.days import may_be_same_day
from dragoman.resolve.meetings import sides
from dragoman.resolve.meetings.vocabulary import words

_COUNTRY, _DIVISION = "country", "region"  # kinds of places
_CITY = 20  # kilometres
WEEK = 7  # days


def same_meeting(first: Meeting, second: Meeting, *, one_article: bool = False) -> str | None:
    """Why two tellings are of one meeting, or None."""
    if first.planned != second.planned or not _sides_fit(first, second):
        return None
    if not (_dates_fit(first, second, one_article=one_article) and _places_fit(first, second)):
        return None
    if first.form.value != second.form.value and any(
        words().form(meeting.form.value).apart and words().form(other.form.value) is not words().default
        for meeting, other in ((first, second), (second, first))
    ):
        return None
    return "the same sides meet, and nothing told of it conflicts"


def kind_of_series(meeting: Meeting) -> str:
    """What meetings it is counted with: calls and messages with their like, all others together as meetings."""
    return meeting.form.value if words().form(meeting.form.value).apart else "meeting"


def joined(first: Meeting, second: Meeting, reason: str) -> Meeting:
    """What two tellings of one article say together; where both say something, the first counts."""
    new = tuple(topic for topic in second.agenda if topic not in first.agenda)
    contexts = {context.value for context in first.contexts}
    united = sides.united(first.sides, second.sides)
    keys = {side.id for side in united}
    third = sides.united(first.third_parties, second.third_parties)
    return replace(
        first,
        events=(*first.events, *second.events),
        triggers=(*first.triggers, *second.triggers),
        sides=united,
        third_parties=tuple(side for side in third if side.id not in keys),
        place=_finer(first.place, second.place),
        date=_shorter(first.date, second.date),
        agenda=(*first.agenda, *new),
        contexts=(*first.contexts, *(c for c in second.contexts if c.value not in contexts)),
        joined=(*first.joined, *(f"{event}: {reason}" for event in second.events)),
    )


def _sides_fit(first: Meeting, second: Meeting) -> bool:
    """The same sides, or two at least of more; each side named by its persons has one in common."""
    shared = first.keys & second.keys
    if not shared or len(shared) < min(2, max(len(first.keys), len(second.keys))):
        return False
    if shared not in (first.keys, second.keys):
        return False
    a, b = {side.id: _people(side) for side in first.sides}, {side.id: _people(side) for side in second.sides}
    return all(not a[id] or not b[id] or a[id] & b[id] for id in shared)


def _people(side: Side) -> set[str]:
    return {participant.actor.value for participant in side.participants}


def _dates_fit(first: Meeting, second: Meeting, *, one_article: bool) -> bool:
    if not one_article:
        days = [_length(meeting.date) for meeting in (first, second)]
        return all(n is not None and n < WEEK for n in days) and may_be_same_day(first.date, second.date)
    past = any(m.date is None and m.status.value is Status.HISTORICAL for m in (first, second))
    return not past and may_be_same_day(first.date, second.date)


def _places_fit(first: Meeting, second: Meeting) -> bool:
    """One of them is not told, they are the same or near each other, or one lies in the other."""
    if first.place is None or second.place is None:
        return True
    a, b = first.place.value, second.place.value
    return a.id == b.id or _lies_in(a, b) or _lies_in(b, a) or _near(a, b)


def _lies_in(place: Place, wider: Place) -> bool:
    """Whether a place is in a country or in one of its divisions."""
    if place.country is None or place.country != wider.country:
        return False
    return wider.kind == _COUNTRY or (wider.kind == _DIVISION and wider.admin1 == place.admin1)


def _near(a: Place, b: Place) -> bool:
    """Within a city: a palace and the city it stands in are one place."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return False
    return haversine((a.latitude, a.longitude), (b.latitude, b.longitude)) <= _CITY


def _finer(one: Attested[Place] | None, other: Attested[Place] | None) -> Attested[Place] | None:
    if one is None or other is None:
        return one or other
    return other if _lies_in(other.value, one.value) else one


def _shorter(one: Attested[str] | None, other: Attested[str] | None) -> Attested[str] | None:
    """The date that says more: that of fewer days."""
    a, b = _length(one), _length(other)
    if a is None or b is None:
        return one or other
    return one if a <= b else other


def _length(date: Attested[str] | None) -> int | None:
    """Days from the first to the last one meant; None where no day is told."""
    first, last = (first_day(date.value), last_day(date.value)) if date else (None, None)
    return (last - first).days if first and last else None
