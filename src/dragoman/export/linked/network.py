"""Who deals with whom: the events that fit as a directed network of actors, with what passed along each edge.

An edge goes from who acts to who is acted on. Where several act and nobody is acted on ("A and B met"), an edge goes
each way between any two, and the event counts as joint on both. An event with no other side has no edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from math import fsum

from dragoman.export.linked.records import Records, document_of
from dragoman.model.entities import Actor
from dragoman.ontology import EventType, plover
from dragoman.query import Filter, Party, StoredEvent, StoredHappening, with_reports
from dragoman.query.filters import that_happened
from dragoman.store import Store

#: PLOVER's quad classes, as edges count them.
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor."""

    id: str
    label: str
    kind: str
    country: str
    sector: str  # PLOVER's code of the main one; empty where no article gives one


@dataclass(slots=True)
class Edge:
    """What one actor did to another."""

    actor: str
    recipient: str
    events: int = 0
    joint: int = 0  # of them: deeds of both
    quads: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUADS, 0))
    scores: list[float] = field(default_factory=list)  # of the events whose type and mode have one
    articles: set[str] = field(default_factory=set)
    first: str = ""  # day, month or year, as told
    last: str = ""

    def add(self, event: StoredHappening, reports: Iterable[StoredEvent], type: EventType | None, joint: bool) -> None:
        """Count one event."""
        self.events += 1
        self.joint += joint
        if type is not None:
            self.quads[type.quad] += 1
            score = type.score_of(event.modes)
            self.scores += [] if score is None else [score]
        self.articles.update(document_of(report.id) for report in reports)
        if event.date is not None:
            self.first = min(self.first or event.date, event.date)
            self.last = max(self.last, event.date)

    def attributes(self) -> dict[str, str | int | float]:
        """All that is told of the edge, by name."""
        counts = {quad.replace(" ", "_"): count for quad, count in self.quads.items()}
        return {
            "weight": float(self.events),
            "events": self.events,
            "articles": len(self.articles),
            "joint_events": self.joint,
            "cooperative_events": self.quads[QUADS[0]] + self.quads[QUADS[1]],
            "conflictual_events": self.quads[QUADS[2]] + self.quads[QUADS[3]],
            **counts,
            "score_sum": round(fsum(self.scores), 6),
            "score_mean": round(fsum(self.scores) / len(self.scores), 6) if self.scores else 0.0,
            "scored_events": len(self.scores),
            "first": self.first,
            "last": self.last,
        }


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and edges, each in the order of their ids."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


#: Names and types of what nodes and edges tell, in their order.
NODE_FIELDS: dict[str, type] = {"label": str, "kind": str, "country": str, "sector": str}
EDGE_FIELDS: dict[str, type] = {name: type(value) for name, value in Edge("", "").attributes().items()}


def network(store: Store, wanted: Filter) -> Network:
    """The network of the events that fit; if no status is asked for, of those told as having taken place."""
    types = plover().types
    parties: dict[str, Party] = {}
    told_in: dict[str, str] = {}  # actor and an article that names it: the latest event's
    edges: dict[tuple[str, str], Edge] = {}
    with store.reading():
        for event, reports in with_reports(store, that_happened(wanted)):
            for party in (*event.actor, *event.recipient):
                parties.setdefault(party.id, party)
            for report in reports:
                for party in (*report.actor, *report.recipient):
                    told_in.setdefault(party.id, document_of(report.id))
            for (one, other), joint in _pairs(event):
                edge = edges.setdefault((one, other), Edge(one, other))
                edge.add(event, reports, types.get(event.type), joint)
        actors = dict(_actors(Records(store), told_in))
    nodes = (_node(party, actors.get(id)) for id, party in sorted(parties.items()))
    return Network(tuple(nodes), tuple(edge for _, edge in sorted(edges.items())))


def _pairs(event: StoredHappening) -> Iterator[tuple[tuple[str, str], bool]]:
    """Who acts on whom, each pair once, and whether it is a deed of both."""
    actor = dict.fromkeys(party.id for party in event.actor)
    recipient = dict.fromkeys(party.id for party in event.recipient)
    if recipient:
        return (((one, other), False) for one in actor for other in recipient if one != other)
    return ((pair, True) for pair in permutations(actor, 2))


def _actors(records: Records, told_in: dict[str, str]) -> Iterator[tuple[str, Actor]]:
    """The actors as articles have them, article by article."""
    for id, document in sorted(told_in.items(), key=lambda one: one[1]):
        yield from ((id, actor) for actor in records.load(document).actors if actor.id == id)


def _node(party: Party, actor: Actor | None) -> Node:
    sector = actor.sectors[0].value if actor and actor.sectors else ""
    return Node(id=party.id, label=party.name, kind=party.kind, country=party.country or "", sector=sector)
