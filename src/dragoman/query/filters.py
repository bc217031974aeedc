"""What to look for, the same for the command line, Python and HTTP, and kept as JSON."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import msgspec

from dragoman.model.events import HAPPENED


class Unaskable(ValueError):
    """A query asks for what there is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to look for. Several values in one field mean any of them; fields add up.

    An actor is a country code ("TUR": the state, and every person or body of that country), an actor's
    id, or words of its name. For statements the actor is the speaker and the recipient the addressee;
    for commitments they are the debtor and the beneficiary; for agreements the actor is a party; of positions the
    actor is the holder, or the one for whom the holder speaks. A statement is between two sides where one speaks to
    the other or about it.

    ``near`` is a point ("33.51,36.29": latitude and longitude in degrees) or a place of the gazetteer ("Damascus",
    "geonames:170654"); it goes with ``within``, kilometres along the great circle.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    dyad: tuple[str, str] | None = None  # either way round, or both as actors of one deed
    party: tuple[str, ...] = ()  # takes part, as actor or recipient
    sector: tuple[str, ...] = ()  # PLOVER's code ("GOV") of someone who takes part
    actor_sector: tuple[str, ...] = ()
    recipient_sector: tuple[str, ...] = ()
    mediator: tuple[str, ...] = ()  # who brought an agreement about
    about: tuple[str, ...] = ()  # actors a statement names
    type: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()  # PLOVER's quad class: "verbal cooperation", "material conflict", ...
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()  # of an agreement: legal, named, described
    topic: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    place: tuple[str, ...] = ()  # country code, gazetteer id, or words of the name
    near: str | None = None
    within: float | None = None
    source: tuple[str, ...] = ()  # outlet of the article, or of one of the articles
    least_confidence: float | None = None  # 0 to 1
    least_sources: int | None = None  # that tell it independently of each other
    level: tuple[str, ...] = ()  # of a meeting: minister, ...
    form: tuple[str, ...] = ()  # of a meeting: visit, call, ...
    since: str | None = None  # ISO day, month or year; from its first day
    until: str | None = None  # to its last day
    text: str | None = None  # all these words are in the article; for statements, in what was said
    after: int | None = None  # key of an article: only what articles stored later tell


_ALL = frozenset({"source", "since", "until", "text"})
_SECTORS = frozenset({"sector", "actor_sector", "recipient_sector"})
_SIDES = frozenset({"actor", "recipient", "dyad", "party"}) | _SECTORS
_PLACES = frozenset({"place", "near", "within"})
#: What each kind of row can be asked by, and ``after``.
KNOWN = {
    "event": _ALL
    | _SIDES
    | _PLACES
    | {"type", "quad", "mode", "context", "status", "least_confidence", "least_sources"},
    "meeting": _ALL | _PLACES | {"party", "dyad", "sector", "level", "form", "least_confidence", "least_sources"},
    "statement": _ALL | _SIDES | {"about"},
    "stance": _ALL | {"actor", "actor_sector", "topic", "stance"},
    "agreement": _ALL | _PLACES | {"actor", "dyad", "actor_sector", "mediator", "kind", "status"},
    "commitment": _ALL | _SIDES | {"status"},
    "due": _ALL | _SIDES,
}


def that_happened(wanted: Filter) -> Filter:
    """The same question, of what is told as having taken place, unless it asks for other statuses."""
    return replace(wanted, status=wanted.status or HAPPENED)


def to_json(wanted: Filter) -> str:
    """A query as JSON, to be kept: only what it asks for.

    >>> to_json(Filter(dyad=("TUR", "SYR"), since="2025"))
    '{"dyad":["TUR","SYR"],"since":"2025"}'
    """
    asked = {field.name: value for field in fields(wanted) if (value := getattr(wanted, field.name))}
    return msgspec.json.encode(asked).decode()


def from_json(kept: str) -> Filter:
    """The query that ``to_json`` kept.

    >>> from_json(to_json(Filter(type=("CONSULT",)))) == Filter(type=("CONSULT",))
    True
    """
    return msgspec.json.decode(kept, type=Filter)
