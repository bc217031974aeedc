"""A small world whose news is made up: records of articles, and what they tell, counted the slow way."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations, product

from dragoman.model.entities import Actor, ActorKind, Place
from dragoman.model.events import HAPPENED, Event, Status, Trace
from dragoman.model.record import Record
from dragoman.model.text import Attested, Basis, Document
from dragoman.ontology import plover
from dragoman.store.days import days

ACTORS = {
    "TUR": ("Türkiye", ActorKind.STATE, "TUR", ("GOV",)),
    "fidan": ("Hakan Fidan", ActorKind.PERSON, "TUR", ("GOV",)),
    "SYR": ("Syria", ActorKind.STATE, "SYR", ("GOV",)),
    "syrian-army": ("Syrian army", ActorKind.GOVERNMENT, "SYR", ("MIL", "GOV")),
    "ISR": ("Israel", ActorKind.STATE, "ISR", ("GOV",)),
    "gunmen": ("gunmen", ActorKind.ARMED_GROUP, None, ("REB",)),
}
PLACES = {
    "geonames:170654": ("Damascus", "SYR", 33.5102, 36.29128),
    "geonames:170063": ("Aleppo", "SYR", 36.20124, 37.16117),
    "geonames:2110498": ("Suva", "FJI", -18.14161, 178.44149),
    "place:nowhere": ("Nowhere", None, None, None),
}


def given(value):
    return Attested(value=value, basis=Basis.ASSUMED, rule="given.test")


def told(type="CONSULT", actor=("TUR",), recipient=("SYR",), date="2025-09-17", **more):
    """One event, as an article tells it."""
    return {"type": type, "actor": actor, "recipient": recipient, "date": date, **more}


def article(address, *events, source="Agency", published="2025-09-18", words="", version="1"):
    """The record of an article; the same events in the same words are one event to the program."""
    sentences = [f"{one['type']} of {one['actor']} and {one['recipient']} {one['date']}. " for one in events]
    text = "".join(sentences) + words
    digest = hashlib.sha256(f"{text}{source}{published}".encode()).hexdigest()
    document = Document(
        id=hashlib.sha256(f"{address}{digest}".encode()).hexdigest()[:16],
        address=address,
        text=text,
        digest=digest,
        source=given(source) if source else None,
        published=given(published),
    )
    found, start = [], 0
    for number, (one, sentence) in enumerate(zip(events, sentences, strict=True), 1):
        modes = one.get("modes", ())
        type = plover().types[one["type"]]
        found.append(
            Event(
                id=f"e{number}",
                triggers=(document.evidence(start, start + len(one["type"])),),
                type=given(one["type"]),
                score=None if one.get("unscored") else type.score_of(modes),
                modes=tuple(map(given, modes)),
                contexts=tuple(map(given, one.get("contexts", ()))),
                actor=tuple(map(given, one["actor"])),
                recipient=tuple(map(given, one["recipient"])),
                status=given(Status(one.get("status", "actual"))),
                date=given(one["date"]) if one["date"] else None,
                place=given(one["place"]) if one.get("place") else None,
                confidence=one.get("confidence"),
                trace=Trace(frame="test", location="test"),
            )
        )
        start += len(sentence)
    return Record(
        document=document,
        actors=tuple(
            Actor(id=id, name=name, kind=kind, country=country and given(country), sectors=tuple(map(given, sectors)))
            for id, (name, kind, country, sectors) in ACTORS.items()
        ),
        places=tuple(
            Place(
                id=id, name=name, kind="city", country=country, admin1=None, latitude=latitude, longitude=longitude,
                rule="test", mentions=(),
            )
            for id, (name, country, latitude, longitude) in PLACES.items()
        ),
        events=tuple(found),
        version=version,
    )  # fmt: skip


def recounted(happenings, by, statuses=HAPPENED):
    """Rows, events in some row and events left out, from the events themselves, one by one.

    Scores are those of the types alone: for events without modes.
    """
    groups, events, left_out = defaultdict(list), 0, 0
    for one in happenings:
        keys = [] if one.status not in statuses else [*product(*(_parts(name, one) for name in by))]
        events, left_out = events + bool(keys), left_out + (not keys)
        for key in keys:
            groups[tuple(part for parts in key for part in parts)].append(one)
    rows = []
    for key, some in groups.items():
        total = sum(score(one) for one in some)
        rows.append((*key, len(some), sum(one.articles for one in some), total, total / len(some), 0))
    return sorted(rows), events, left_out


def score(one):
    return plover().types[one.type].score


def _parts(name, one):
    if name in ("day", "week", "month", "year"):
        first, last = (days(one.date) if one.date else None) or (None, None)
        labels = {_label(name, day) for day in (first, last) if day}
        return [(label,) for label in labels] if len(labels) == 1 else []
    if name in ("type", "quad"):
        return [(one.type if name == "type" else plover().types[one.type].quad,)]
    actor, recipient = ([party.country for party in role if party.country] for role in (one.actor, one.recipient))
    if name in ("actor", "recipient"):
        return [(code,) for code in sorted(set(actor if name == "actor" else recipient))]
    pairs = {(a, b) for a in actor for b in recipient}
    if not one.recipient:
        pairs |= {pair for a, b in combinations(actor, 2) for pair in ((a, b), (b, a))}
    return sorted(pairs) if name == "directed-dyad" else sorted({tuple(sorted(pair)) for pair in pairs})


def _label(unit, day):
    there = date(day // 10_000, day // 100 % 100, day % 100)
    if unit == "week":
        thursday = there + timedelta(days=3 - there.weekday())
        return f"{thursday.year}-W{(thursday.timetuple().tm_yday - 1) // 7 + 1:02}"
    return {"day": f"{there}", "month": f"{there:%Y-%m}", "year": f"{there:%Y}"}[unit]
