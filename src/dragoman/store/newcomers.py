"""Newcomers in the database: the rows of one article, and all rows as sightings.

Writing runs inside a transaction that writes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec
from sqlalchemy import Connection, case, delete, insert, select

from dragoman.model.entities import ActorKind
from dragoman.model.record import Record
from dragoman.resolve.newcomers import Office, Sighting, seen
from dragoman.resolve.newcomers.sightings import names, offices
from dragoman.store.newcomer_tables import newcomers
from dragoman.store.story_tables import stories, story_articles
from dragoman.store.tables import documents


def place(connection: Connection, document: int, record: Record) -> None:
    """Take in what a current article says, by the key of its document."""
    rows = [
        {
            "document": document,
            "actor": actor.id,
            "name": actor.name,
            "kind": actor.kind.value,
            "country": actor.country.value if actor.country else None,
            "names": msgspec.json.encode(names(actor)).decode(),
            "offices": msgspec.json.encode(offices(actor)).decode(),
        }
        for actor in seen(record)
    ]
    if rows:
        connection.execute(insert(newcomers), rows)


def withdraw(connection: Connection, document: int) -> None:
    """Take out what an article says."""
    connection.execute(delete(newcomers).where(newcomers.c.document == document))


def sightings(connection: Connection, actors: Collection[str] = ()) -> Iterator[Sighting]:
    """What all articles say of some actors, or of all, actor by actor; the source is that of the article's story."""
    own = newcomers.c
    source = case((stories.c.origin_kind == "article", None), else_=stories.c.origin_kind + ":" + stories.c.origin)
    question = (
        select(newcomers, documents.c.published, documents.c.id.label("article"), source.label("source"))
        .join_from(newcomers, documents, own.document == documents.c.key)
        .outerjoin(story_articles, story_articles.c.document == own.document)
        .outerjoin(stories, stories.c.lead == story_articles.c.lead)
        .order_by(own.actor, own.document)
    )
    if actors:
        question = question.where(own.actor.in_(actors))
    for row in connection.execute(question):
        yield Sighting(
            actor=row.actor,
            name=row.name,
            kind=ActorKind(row.kind),
            country=row.country,
            names=msgspec.json.decode(row.names, type=tuple[str, ...]),
            offices=msgspec.json.decode(row.offices, type=tuple[Office, ...]),
            article=row.article,
            source=row.source,
            day=row.published,
        )
