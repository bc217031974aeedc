"""Small records for tests, written the way an article would give them."""

from __future__ import annotations

import hashlib

from dragoman.model.agreements import Agreement, Commitment
from dragoman.model.entities import Actor, ActorKind, Place
from dragoman.model.events import Event, Magnitude, Status, Trace
from dragoman.model.record import Record
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Basis, Document

ACTORS = {
    "TUR": ("Türkiye", ActorKind.STATE, "TUR"),
    "kalin": ("İbrahim Kalın", ActorKind.PERSON, "TUR"),
    "SYR": ("Syria", ActorKind.STATE, "SYR"),
    "sharaa": ("Ahmad al-Sharaa", ActorKind.PERSON, "SYR"),
    "farouk": ("Farouk al-Sharaa", ActorKind.PERSON, "SYR"),
    "ISR": ("Israel", ActorKind.STATE, "ISR"),
    "protesters": ("protesters", ActorKind.POPULATION, None),
}


def stated(value):
    return Attested(value=value, basis=Basis.STATED, rule="test")


def several(*values):
    return tuple(stated(value) for value in values)


def document(address, text, *, title=None, published=None, replaces=None):
    digest = hashlib.sha256(f"{text}\0{title}\0{published}".encode()).hexdigest()
    return Document(
        id=hashlib.sha256(f"{address}\0{digest}".encode()).hexdigest()[:16],
        address=address,
        text=text,
        digest=digest,
        title=title and stated(title),
        published=published and stated(published),
        replaces=replaces,
    )


def words(document, text):
    start = document.text.index(text)
    return document.evidence(start, start + len(text))


def event(document, number, trigger, type, *, actor=(), recipient=(), date=None, place=None, status="actual", **more):
    return Event(
        id=f"e{number}",
        triggers=(words(document, trigger),),
        type=stated(type),
        modes=several(*more.get("modes", ())),
        contexts=several(*more.get("contexts", ())),
        actor=several(*actor),
        recipient=several(*recipient),
        status=stated(Status(status)),
        date=date and stated(date),
        place=place and stated(place),
        magnitudes=more.get("magnitudes", ()),
        trace=Trace(frame="test", location="test.yaml:1"),
    )


def record(document, *, version="1", **parts):
    """A record that holds the actors and places its parts name."""
    places = (
        Place(
            id="geonames:170654",
            name="Damascus",
            kind="city",
            country="SYR",
            admin1=None,
            latitude=33.5,
            longitude=36.3,
            rule="test",
            mentions=(),
        ),
    )
    actors = tuple(
        Actor(id=id, name=name, kind=kind, country=country and stated(country), sectors=())
        for id, (name, kind, country) in ACTORS.items()
    )
    return Record(document=document, actors=actors, places=places, version=version, **parts)


def visit():
    """Kalın's visit, a meeting of both sides, a call on the YPG that was not made, a promise, an agreement."""
    text = "Kalın visited Damascus and met Sharaa.\nThe sides agreed. Türkiye did not threaten Syria.\n"
    text += "“We cannot leave Syria alone,” Kalın said. Syria must open the border by Friday."
    doc = document("https://example.org/visit", text, title="Spy chief in Damascus", published="2025-09-18")
    return record(
        doc,
        events=(
            event(
                doc,
                1,
                "visited",
                "CONSULT",
                actor=["kalin"],
                recipient=["SYR"],
                date="2025-09-17",
                place="geonames:170654",
                modes=["visit"],
                contexts=["military", "intelligence"],
            ),
            event(doc, 2, "met", "CONSULT", actor=["kalin", "sharaa"], date="2025-09-17"),
            event(doc, 3, "threaten", "THREATEN", actor=["TUR"], recipient=["SYR"], status="negated"),
        ),
        statements=(
            Statement(
                id="s1",
                kind="direct",
                speaker=several("kalin"),
                speaker_words=None,
                content=(words(doc, "We cannot leave Syria"), words(doc, "alone")),
                cue=None,
                about=several("SYR"),
                date=stated("2025-09-17"),
            ),
        ),
        agreements=(
            Agreement(
                id="a1", name=stated("March 10 agreement"), parties=several("SYR", "TUR"), date=None, status=None
            ),
        ),
        commitments=(
            Commitment(
                id="c1",
                debtor=several("SYR"),
                action=words(doc, "open the border"),
                beneficiary=several("TUR"),
                deadline=stated("2025-09-19"),
                agreement="a1",
            ),
            Commitment(id="c2", debtor=several("TUR"), action=words(doc, "leave Syria alone"[:5])),
        ),
    )


def raid():
    """An attack with its dead, dated to a month only, in another article."""
    doc = document("https://example.org/raid", "Israel bombed Syria and killed 12.", title="Raid on Syria")
    dead = Magnitude(kind="killed", value=12, unit="persons", bound="exact", evidence=words(doc, "12"))
    return record(
        doc,
        events=(
            event(doc, 1, "bombed", "ASSAULT", actor=["ISR"], recipient=["SYR"], date="2024-12", magnitudes=(dead,)),
        ),
    )
