"""Made-up records in any amount, as a coder would make them, without coding: what exports are tried on.

Each article tells five deeds, one a sentence, and every word that a field points at stands in its text. Titles are what
spreadsheets and tables trip over. The same seed gives the same records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from dragoman import ontology
from dragoman.model.agreements import Agreement, Commitment
from dragoman.model.entities import Actor, ActorKind, Place
from dragoman.model.events import Event, Magnitude, Status, Trace
from dragoman.model.record import Record
from dragoman.model.statements import Statement
from dragoman.model.text import Attested, Basis, Document, Evidence

EVENTS = 5  # of an article
_START, _DAYS = date(2020, 1, 1), 1800
_ACTORS = tuple(
    Actor(
        id=id,
        name=name,
        kind=kind,
        country=Attested(value=country, basis=Basis.STATED, rule="made-up", evidence=()),
        sectors=(Attested(value=sector, basis=Basis.STATED, rule="made-up", evidence=()),),
    )
    for id, name, kind, country, sector in (
        ("TUR", "Türkiye", ActorKind.STATE, "TUR", "GOV"),
        ("SYR", "Syria", ActorKind.STATE, "SYR", "GOV"),
        ("UKR", "Ukraine", ActorKind.STATE, "UKR", "GOV"),
        ("ROU", "Romania", ActorKind.STATE, "ROU", "GOV"),
        ("UNO", "the United Nations", ActorKind.IGO, "UNO", "GOV"),
        ("SDN-MIL", "the Sudanese army", ActorKind.ORGANIZATION, "SDN", "MIL"),
        ("rebels", "rebel fighters", ActorKind.ARMED_GROUP, "SDN", "REB"),
        ("villagers", "villagers", ActorKind.POPULATION, "SDN", "CVL"),
        ("haddad", "Amal Haddad", ActorKind.PERSON, "SYR", "GOV"),
    )
)
_PLACES = tuple(
    Place(
        id=id,
        name=name,
        kind=kind,
        country=country,
        admin1=admin1,
        latitude=latitude,
        longitude=longitude,
        rule="made-up",
        mentions=(),
    )
    for id, name, kind, country, admin1, latitude, longitude in (
        ("geonames:170654", "Damascus", "city", "SYR", "Damascus Governorate", 33.5102, 36.2913),
        ("geonames:703448", "Kyiv", "city", "UKR", "Kyiv City", 50.4547, 30.5238),
        ("geonames:379252", "Khartoum", "city", "SDN", "Khartoum", 15.5518, 32.5324),
        ("geonames:4140963", "Washington", "city", "USA", "Washington, D.C.", 38.8951, -77.0364),
        ("geonames:163843", "Syria", "country", "SYR", None, 35.0, 38.0),
    )
)
_TITLES = (
    '=HYPERLINK("http://example.org")',
    "+1 for peace",
    "@all met",
    "-5 degrees",
    "A\ttab",
    'A "quote"; and, more',
)
_STATUSES = (*(Status.ACTUAL,) * 7, Status.ONGOING, Status.FUTURE, Status.NEGATED)


def records(articles: int, seed: int = 0) -> Iterator[Record]:
    """So many records, one an article."""
    luck = Random(seed)
    return (_record(luck, number) for number in range(articles))


def _record(luck: Random, number: int) -> Record:
    day = _START + timedelta(days=number % _DAYS)
    story = _Story(number, day, luck.choice([f"News {number}", *_TITLES]))
    events = tuple(_event(luck, story, n, day) for n in range(1, EVENTS + 1))
    _, quote, *_ = story.say("“", "We want peace,", f"” Amal Haddad said for the {number}th time. ")
    _, owed, *_ = story.say("Syria must ", "open the border", ".")
    speaker = (_stated("haddad"),)
    statement = Statement(
        id="s1", kind="direct", speaker=speaker, speaker_words=None, content=(quote,), cue=None, date=_stated(f"{day}")
    )
    agreement = Agreement(id="a1", name=_stated(f"Accord {number}"), parties=speaker, date=None, status=None)
    deadline = _stated(f"{day + timedelta(days=30)}")
    commitment = Commitment(id="c1", debtor=speaker, action=owed, agreement="a1", deadline=deadline)
    return Record(
        document=story.document(),
        actors=_ACTORS,
        events=events,
        statements=(statement,),
        agreements=(agreement,),
        commitments=(commitment,),
        places=_PLACES,
        version="made-up",
    )


def _event(luck: Random, story: _Story, number: int, day: date) -> Event:
    (first, second), place, dead = luck.sample(_ACTORS, 2), luck.choice(_PLACES), luck.randint(1, 90)
    actor, _, trigger, _, recipient, _, where, _, killed, _ = story.say(
        first.name, " ", "acted on", " ", second.name, " in ", place.name, "; ", str(dead), " were killed. "
    )
    type = luck.choice([*ontology.plover().types.values()])
    modes = luck.sample([*type.modes], min(len(type.modes), 1))
    happened = day - timedelta(days=luck.randrange(3))
    number_of_dead = Magnitude(kind="killed", value=float(dead), unit="persons", bound="exact", evidence=killed)
    return Event(
        id=f"e{number}",
        triggers=(trigger,),
        type=_stated(type.name, trigger),
        score=type.score_of(modes),
        modes=tuple(_stated(mode, trigger) for mode in modes),
        contexts=tuple(_stated(context) for context in luck.sample(sorted(ontology.plover().contexts), 2)),
        actor=(_stated(first.id, actor),),
        recipient=(_stated(second.id, recipient),),
        status=Attested(value=luck.choice(_STATUSES), basis=Basis.STATED, rule="made-up", evidence=()),
        date=_stated(luck.choice([f"{happened}", f"{happened}", f"{happened:%Y-%m}", f"{happened}/{day}"])),
        place=_stated(place.id, where),
        magnitudes=(number_of_dead,) if type.name == "ASSAULT" else (),
        confidence=round(luck.random(), 3),
        trace=Trace(frame="made-up", location="made-up.yaml:1"),
    )


class _Story:
    """An article that is being written."""

    def __init__(self, number: int, day: date, title: str) -> None:
        address = f"https://example.org/news/{number}"
        self._text = ""
        self._document = Document(
            id=hashlib.sha256(address.encode()).hexdigest()[:16],
            address=address,
            text="",
            digest="",
            title=_stated(title),
            source=_stated(f"Outlet {number % 20}"),
            published=_stated(f"{day}"),
        )

    def say(self, *parts: str) -> list[Evidence]:
        """Write a sentence; each of its parts as evidence."""
        said = []
        for part in parts:
            start = len(self._text)
            self._text += part
            said.append(Evidence(self._document.id, start, len(self._text), part))
        return said

    def document(self) -> Document:
        digest = hashlib.sha256(self._text.encode()).hexdigest()
        return replace(self._document, text=self._text, digest=digest)


def _stated(value: str, *evidence: Evidence) -> Attested[str]:
    return Attested(value=value, basis=Basis.STATED, rule="made-up", evidence=evidence)
