"""The record of one article, and its JSON form.

``to_json`` and ``from_json`` are exact inverses; ``json_schema`` describes what they exchange.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.model.agreements import Agreement, Claim, Commitment
from dragoman.model.corrections import Changed
from dragoman.model.entities import Actor, Place, Relation, Timex
from dragoman.model.events import Event
from dragoman.model.problems import Problem
from dragoman.model.statements import Position, Statement
from dragoman.model.text import Attested, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything one article tells us, with the words that say so."""

    document: Document
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()  # taken in statements and verbal deeds
    agreements: tuple[Agreement, ...] = ()
    commitments: tuple[Commitment, ...] = ()  # those in agreements and those outside
    claims: tuple[Claim, ...] = ()  # that something owed was kept, broken, put off or is in dispute
    places: tuple[Place, ...] = ()
    focus: tuple[Attested[str], ...] = ()  # ids of the places it is about, the main country first
    timexes: tuple[Timex, ...] = ()
    relations: tuple[Relation, ...] = ()
    problems: tuple[Problem, ...] = ()
    changed: tuple[Changed, ...] = ()  # what people corrected; empty in the record that the program makes
    scheme: str = "PLOVER"  # whose codes the events have
    version: str = ""  # of the program and its data, so that a re-run can be compared


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Record)


def to_json(record: Record) -> bytes:
    """The record as one line of UTF-8 JSON."""
    return _encoder.encode(record)


def from_json(line: bytes | str) -> Record:
    """Read what ``to_json`` wrote.

    Raises ``msgspec.ValidationError`` naming the path of the first field that does not fit.
    """
    return _decoder.decode(line)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the record."""
    schema = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Dragoman record", **schema}
