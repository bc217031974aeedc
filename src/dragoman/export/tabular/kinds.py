"""What the record holds as flat tables: kinds of rows, and how those that fit a filter are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from dragoman import query
from dragoman.query import Filter
from dragoman.query.actor_pages import StoredActor, actors
from dragoman.store import Store


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row."""

    name: str  # "events"
    row: type[Any]
    gloss: str
    rows: Callable[[Store, Filter], Iterator[Any]]  # raises ValueError for what such rows cannot be asked by


def _actors(store: Store, wanted: Filter) -> Iterator[StoredActor]:
    """Actors by country code, id or words of the name; nothing else is asked of them."""
    for field in fields(wanted):
        if getattr(wanted, field.name) and field.name != "actor":
            raise ValueError(f"a list of actors is asked by the actor alone, not by {field.name}")
    if not wanted.actor:
        yield from actors(store).rows
        return
    shown: set[str] = set()
    for asked in wanted.actor:
        for found in (actors(store, country=[asked]), actors(store, name=asked)):
            for row in found.rows:
                if row.id not in shown:
                    shown.add(row.id)
                    yield row


KINDS = (
    Kind(
        "events",
        query.StoredHappening,
        "events, each once however many articles report it",
        lambda store, wanted: query.events_told(store, wanted).rows,
    ),
    Kind(
        "reports",
        query.StoredEvent,
        "the events of single articles",
        lambda store, wanted: query.events(store, wanted).rows,
    ),
    Kind(
        "statements",
        query.StoredStatement,
        "who said what to whom",
        lambda store, wanted: query.statements(store, wanted).rows,
    ),
    Kind(
        "commitments",
        query.StoredCommitment,
        "who must do what by when",
        lambda store, wanted: query.commitments(store, wanted).rows,
    ),
    Kind(
        "agreements",
        query.StoredAgreement,
        "agreements, each once",
        lambda store, wanted: query.agreements(store, wanted).rows,
    ),
    Kind("actors", StoredActor, "who is named in the articles", _actors),
)
