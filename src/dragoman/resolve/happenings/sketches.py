"""What two reports are compared by: a small copy of one event of a record, kept beside it as bytes.

Made from a record alone; the text is not parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

import msgspec

from dragoman.annotate.actors.cast import STATE_SECTORS
from dragoman.coding.circumstances import first_day, last_day
from dragoman.knowledge.spelling import fold
from dragoman.model.entities import Actor, ActorKind, MentionForm, Place
from dragoman.model.events import Event
from dragoman.model.problems import KnowledgeFault
from dragoman.model.record import Record
from dragoman.model.text import Attested, Span
from dragoman.ontology import Ontology, plover
from dragoman.resolve.happenings.vocabulary import sameness, words
from dragoman.resolve.meetings.sides import stands_for
from dragoman.resolve.meetings.vocabulary import words as meeting_words
from dragoman.scheme import Scheme

_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-ZÀ-ÞĀ-Ž\d])|\n+")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_WORD = re.compile(r"[^\W_]+")
_NAMES = frozenset(
    {MentionForm.NAME, MentionForm.ACRONYM, MentionForm.DEMONYM, MentionForm.CAPITAL, MentionForm.PRONOUN}
)
_BY_NATURE = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.IGO})


class Party(msgspec.Struct, frozen=True, array_like=True):
    """Somebody who takes part."""

    id: str
    name: str
    side: str  # the state or body he stands for, or himself
    country: str  # of which a side that is no state may be; empty where not known
    person: bool
    unnamed: bool  # "gunmen", "protesters": those of another article may be others


class Where(msgspec.Struct, frozen=True, array_like=True):
    """A place, and what it lies in."""

    id: str
    name: str
    kind: str
    country: str
    division: str
    latitude: float | None
    longitude: float | None

    @property
    def exact(self) -> bool:
        """Whether it is a city or less, not a country, a division or a landscape."""
        return self.kind not in ("country", "region", "area", "water")


class Number(msgspec.Struct, frozen=True, array_like=True):
    """A stated number."""

    kind: str
    value: float
    unit: str
    bound: str


class Sketch(msgspec.Struct, frozen=True, array_like=True):
    """One report: who did what to whom, when and where, and with which words it is told."""

    document: str
    event: str
    type: str
    behaves: str  # meeting, speech or deed
    mutual: bool  # who is actor and who is recipient makes no difference
    status: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: str | None  # as the article gives it
    first: int | None  # first and last day of the date, counted from 0001-01-01
    last: int | None
    published: int | None  # the day the article came out; of a month or year the last
    source: str | None
    place: Where | None
    numbers: tuple[Number, ...]
    words: tuple[str, ...]  # stems of the words of weight in its sentence, without names
    triggers: tuple[str, ...]
    frame: str
    sentence: int  # a digest of the sentence
    said_by: Party | None
    official: bool  # a state or an international body says so
    confidence: float | None

    @property
    def id(self) -> str:
        """Document and event."""
        return f"{self.document}:{self.event}"

    @property
    def recognizable(self) -> bool:
        """Whether the sentence is long enough to be known again in another article."""
        return len(self.words) >= sameness().sentence

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody who takes part."""
        return (*self.actors, *self.recipients)


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Sketch)


def packed(sketch: Sketch) -> bytes:
    """A sketch as bytes."""
    return _encoder.encode(sketch)


def unpacked(bytes: bytes) -> Sketch:
    """What ``packed`` was given."""
    return _decoder.decode(bytes)


def sketches(record: Record) -> tuple[Sketch, ...]:
    """A sketch of each event of a record."""
    drawn = _Drawing(record, _ontology(record.scheme))
    return tuple(drawn.of(event) for event in record.events)


@cache
def _ontology(scheme: str) -> Ontology:
    """What says which types are meetings and which mere words; PLOVER, where the scheme is none of ours."""
    try:
        return Scheme.load(scheme.lower()).ontology
    except KnowledgeFault:
        return plover()


def rank(sketch: Sketch) -> int:
    """The place of a report in the order in which reports lead: what says more comes first, like ones by their ids.

    Below 2^63, so that a database can hold it.
    """
    said = (
        sketch.first is not None and sketch.first == sketch.last,
        sketch.place is not None and sketch.place.exact,
        bool(sketch.actors) and not all(party.unnamed for party in sketch.actors),
        bool(sketch.recipients) or len({party.side for party in sketch.actors}) > 1,
    )
    return (len(said) - sum(said)) << 56 | digest(sketch.id, bits=56)


def digest(*parts: str, bits: int = 63) -> int:
    """A number that stands for some words; the same on every machine."""
    hashed = blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(hashed) >> (64 - bits)


class _Drawing:
    """Makes the sketches of one record."""

    def __init__(self, record: Record, ontology: Ontology) -> None:
        self.record = record
        self.ontology = ontology
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in record.actors}
        self.places: Mapping[str, Place] = {place.id: place for place in record.places}
        published = record.document.published
        day = last_day(published.value) if published else None
        self.published = day.toordinal() if day else None
        self.named = sorted(
            {m.evidence.span for actor in record.actors for m in actor.mentions if self._names(actor, m.form)}
            | {mention.span for place in record.places for mention in place.mentions}
            | {timex.evidence.span for timex in record.timexes}
        )

    def _names(self, actor: Actor, form: MentionForm) -> bool:
        """Whether words only name somebody who is compared as such: "Russian forces", but not "worshippers"."""
        return form in _NAMES or stands_for(actor, self.actors)[0] != actor.id

    def of(self, event: Event) -> Sketch:
        """The sketch of one event."""
        begin, end = (first_day(event.date.value), last_day(event.date.value)) if event.date else (None, None)
        dated = begin is not None and end is not None and begin <= end
        sentence = self._sentence(event)
        weighty = self._weighty(sentence)
        saying = self.actors.get(event.attribution.value) if event.attribution else None
        source = self.record.document.source
        return Sketch(
            document=self.record.document.id,
            event=event.id,
            type=event.type.value,
            behaves=self._behaviour(event),
            mutual=self.ontology.has(event.type.value, "mutual"),
            status=event.status.value.value,
            modes=_values(event.modes),
            contexts=_values(event.contexts),
            actors=self._parties(event.actor),
            recipients=self._parties(event.recipient),
            date=event.date.value if event.date and dated else None,
            first=begin.toordinal() if begin and dated else None,
            last=end.toordinal() if end and dated else None,
            published=self.published,
            source=source.value if source else None,
            place=_where(self.places.get(event.place.value)) if event.place else None,
            numbers=tuple(Number(m.kind, m.value, m.unit, m.bound) for m in event.magnitudes),
            words=tuple(sorted(weighty)),
            triggers=tuple(sorted({stem(word) for t in event.triggers for word in _WORD.findall(fold(t.text))})),
            frame=event.trace.frame,
            sentence=self._digest(sentence),
            said_by=self._party(saying) if saying else None,
            official=saying is not None and is_official(saying),
            confidence=event.confidence,
        )

    def _behaviour(self, event: Event) -> str:
        family = event.trace.frame.partition(".")[0]
        if self.ontology.has(event.type.value, "meeting") or family in meeting_words().families:
            return "meeting"
        return "speech" if self.ontology.has(event.type.value, "speech") else "deed"

    def _parties(self, role: Iterable[Attested[str]]) -> tuple[Party, ...]:
        return tuple(self._party(self.actors[one.value]) for one in role)

    def _party(self, actor: Actor) -> Party:
        side, _ = stands_for(actor, self.actors)
        country = actor.country.value if actor.country else ""
        unnamed = actor.kind is ActorKind.POPULATION or (not actor.known and side == actor.id and not actor.mentions)
        return Party(
            id=actor.id,
            name=actor.name,
            side=side,
            country=country,
            person=actor.kind is ActorKind.PERSON,
            unnamed=unnamed or (actor.sectors != () and actor.sectors[0].value == "UAF"),
        )

    def _sentence(self, event: Event) -> Span:
        """The sentence around the words that tell the event first."""
        text, trigger = self.record.document.text, event.triggers[0]
        start, end = 0, len(text)
        for match in _END.finditer(text, max(0, trigger.start - 1500), trigger.end + 1500):
            if _is_abbreviation(text, match.start()):
                continue
            if match.end() <= trigger.start:
                start = match.end()
            elif match.start() >= trigger.end:
                end = match.end()
                break
        return Span(start, end)

    def _weighty(self, sentence: Span) -> set[str]:
        """Stems of the words of weight: neither names nor dates nor numbers nor words that stand anywhere."""
        text = self.record.document.text
        light = words().light
        kept = []
        position = sentence.start
        for name in (span for span in self.named if span.overlaps(sentence)):
            kept.append(text[position : max(position, name.start)])
            position = max(position, name.end)
        kept.append(text[position : sentence.end])
        found = _WORD.findall(fold(" ".join(kept)))
        return {stem(word) for word in found if word not in light and len(word) > 1 and not word[0].isdigit()}

    def _digest(self, sentence: Span) -> int:
        return digest(" ".join(_WORD.findall(fold(self.record.document.text[sentence.start : sentence.end]))))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending (Porter 2): "killed", "killing" and "kills" are one."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@cache
def _stemmer() -> Any:
    import snowballstemmer  # all of its languages: only those who write need it

    return snowballstemmer.stemmer("english")


def is_official(actor: Actor) -> bool:
    """Whether a state or an international body speaks through somebody."""
    return actor.kind in _BY_NATURE or bool(actor.sectors and actor.sectors[0].value in STATE_SECTORS)


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether a full stop stands after "Gen" or after the letters of "U.S."."""
    before = _LAST_WORD.search(text, max(0, stop - 12), stop)
    word = before.group() if before else ""
    return text[stop] == "." and (word.casefold() in words().abbreviations or (len(word) == 1 and word.isupper()))


def _values(attested: Iterable[Attested[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in attested))


def _where(place: Place | None) -> Where | None:
    if place is None:
        return None
    return Where(
        place.id, place.name, place.kind, place.country or "", place.admin1 or "", place.latitude, place.longitude
    )
