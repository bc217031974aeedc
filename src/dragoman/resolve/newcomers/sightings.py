"""What one article says of actors that are not in the knowledge base.

Only actors in public life are taken: persons with an office, armed groups, parties, and bodies. Of everybody else the
record has names where they act or speak, but nothing is gathered about them across articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model.entities import Actor, ActorKind, MentionForm
from dragoman.model.record import Record

_BODIES = frozenset(
    {
        ActorKind.ARMED_GROUP,
        ActorKind.ORGANIZATION,
        ActorKind.IGO,
        ActorKind.PARTY,
        ActorKind.COMPANY,
        ActorKind.MEDIA,
    }
)
_NAMES = (MentionForm.NAME, MentionForm.ACRONYM)


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """A post, as an article states it."""

    title: str
    organization: str | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One actor in one article."""

    actor: str  # id
    name: str
    kind: ActorKind
    country: str | None
    names: tuple[str, ...]  # as the article writes them, each once
    offices: tuple[Office, ...]
    article: int | str
    source: str | None  # whose text the article is
    day: str | None  # of publication, ISO 8601


def seen(record: Record) -> Iterator[Actor]:
    """The newcomers of a record."""
    return (actor for actor in record.actors if not actor.known and _is_public(actor))


def names(actor: Actor) -> tuple[str, ...]:
    """The names that an article calls an actor by, each once."""
    written = (one.evidence.text for one in actor.mentions if one.form in _NAMES)
    return tuple(dict.fromkeys(" ".join(name.split()) for name in (actor.name, *written)))


def offices(actor: Actor) -> tuple[Office, ...]:
    """The offices that an article gives an actor, each once."""
    return tuple(dict.fromkeys(Office(one.title, one.organization, one.country) for one in actor.offices))


def _is_public(actor: Actor) -> bool:
    return actor.kind in _BODIES or (actor.kind is ActorKind.PERSON and bool(actor.offices))
