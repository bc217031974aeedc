"""What people change in records: an append-only log of facts of its own, beside what the program read.

A correction points to words, never to a number that re-coding gives anew. ``to_json`` and ``from_json`` are
exact inverses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from dragoman.model.agreements import Agreement, Commitment
from dragoman.model.entities import Actor, Place
from dragoman.model.events import Bound, Event
from dragoman.model.statements import Statement
from dragoman.model.text import Attested

EntryKind = Literal["event", "statement", "commitment", "agreement"]
Entry = Event | Statement | Commitment | Agreement

CorrectionKind = Literal[
    "edit",  # some fields of an entry have other values
    "confirm",  # an entry is right as it was seen
    "reject",  # an entry should not be there
    "add",  # an entry is missing
    "merge",  # reports tell of one deed
    "split",  # a report tells of another deed than some others
    "merge-actors",  # entries of actors are one actor
    "keep-apart",  # entries of actors are two actors, however alike
    "undo",  # an earlier correction does not hold; of an undo: it holds again
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a text, by their place and by what stands around them.

    The last three are the TextQuoteSelector of the Web Annotation Data Model (W3C, 2017), with which the words are
    found again in a text that has changed; the first two its TextPositionSelector.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An entry of an article, by the words it was read from."""

    address: str  # of the article, in all its versions
    document: str  # id of the version that was seen
    entry: EntryKind
    words: Quote
    type: str | None = None  # of an event, as the program had it; of several entries at the same words the one meant
    rank: int = 0  # of several with the same words and type, which, in the record's order


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A stated number, as a person gives it."""

    kind: str
    value: float
    unit: str
    bound: Bound
    words: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The value a field should have."""

    field: str
    value: str | tuple[str, ...] | None = None  # actors and places by their ids
    words: tuple[Quote, ...] = ()  # that say so; of a field that is words, those it should have
    numbers: tuple[Number, ...] = ()  # of the field that holds numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """One entry as the program had it when a person looked at it."""

    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @property
    def entry(self) -> Entry | None:
        every: tuple[Entry, ...] = (*self.events, *self.statements, *self.commitments, *self.agreements)
        return every[0] if every else None

    @classmethod
    def of(cls, entry: Entry) -> Fragment:
        match entry:
            case Event():
                return cls(events=(entry,))
            case Statement():
                return cls(statements=(entry,))
            case Commitment():
                return cls(commitments=(entry,))
            case Agreement():
                return cls(agreements=(entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision of one person."""

    id: str
    author: str
    time: str  # ISO 8601, UTC, to the second
    reason: str = ""
    kind: CorrectionKind
    target: Anchor | None = None  # the entry meant; None where actors are meant
    others: tuple[Anchor, ...] = ()  # of merge and split: the reports it is compared with
    changes: tuple[Change, ...] = ()  # of edit and add: the new values; of confirm: all values as they were seen
    undoes: str | None = None  # id of an earlier correction
    was: Fragment | None = (
        None  # the target as the program had it, so that it can be kept; of add: as a model proposed it
    )
    actors: tuple[Actor, ...] = ()  # those named here; of merge-actors: first the one that remains
    places: tuple[Place, ...] = ()  # those named here


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a correction did to a record, and what the program had there."""

    entry: str  # id in the record
    kind: CorrectionKind
    field: str = ""  # empty where the entry as a whole is meant
    had: tuple[Attested[str], ...] = ()  # the program's values, with their rules and words
    author: str
    time: str
    reason: str
    correction: str


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Correction)


def to_json(correction: Correction) -> bytes:
    """The correction as one line of UTF-8 JSON."""
    return _encoder.encode(correction)


def from_json(line: bytes | str) -> Correction:
    """Read what ``to_json`` wrote.

    Raises ``msgspec.ValidationError`` naming the path of the first field that does not fit.
    """
    return _decoder.decode(line)
