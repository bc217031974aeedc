"""The actors of some events as entities: who they are, what they are called, which offices articles give them.

Only bodies and public figures; a population is no entity. The file holds what the articles of the exported events say,
nothing of what else is known of somebody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.export.linked import vocabularies
from dragoman.export.linked.ftm.entity import Entity, country, entity, id_of, line, tag
from dragoman.export.linked.records import is_public
from dragoman.model.entities import Actor, MentionForm, Office
from dragoman.model.record import Record
from dragoman.query import StoredEvent

_NAMING = (MentionForm.NAME, MentionForm.ACRONYM)
_BODIES = ("Organization", "PublicBody", "Company")


@dataclass(slots=True)
class _Member:
    """An actor, and what articles say of it."""

    actor: Actor
    schema: str
    sectors: dict[str, None] = field(default_factory=dict)
    offices: dict[tuple[str, str | None, str | None], Office] = field(default_factory=dict)
    acts_for: dict[str, None] = field(default_factory=dict)
    belongs_to: dict[tuple[str, str], None] = field(default_factory=dict)  # body, and as what
    named: dict[str, dict[str, None]] = field(default_factory=dict)  # by document, the names it is given there


class Cast:
    """The actors of the articles met so far."""

    def __init__(self) -> None:
        self._members: dict[str, _Member] = {}

    def has(self, id: str) -> bool:
        """Whether an actor is an entity."""
        return id in self._members

    def take_in(self, record: Record, report: StoredEvent) -> None:
        """Note what an article says of those who take part in a report of it."""
        actors = {actor.id: actor for actor in record.actors}
        for id in dict.fromkeys(party.id for party in (*report.actor, *report.recipient)):
            member = self._join(actors[id])
            if member is None or record.document.id in member.named:
                continue
            names = (mention.evidence.text for mention in actors[id].mentions if mention.form in _NAMING)
            member.named[record.document.id] = dict.fromkeys(names)
            whom = actors[id].acts_for
            if whom in actors and self._join(actors[whom]):
                member.acts_for[whom] = None
            for relation in record.relations:
                if relation.child == id and relation.kind != "alias_of" and relation.parent in actors:
                    parent = self._join(actors[relation.parent])
                    if parent is not None and parent.schema in _BODIES and relation.parent != id:
                        member.belongs_to[relation.parent, relation.kind.replace("_", " ")] = None

    def _join(self, actor: Actor) -> _Member | None:
        schema = vocabularies.of_actor(actor.kind.value).ftm
        if schema is None or not is_public(actor):
            return self._members.get(actor.id)
        member = self._members.setdefault(actor.id, _Member(actor, schema))
        member.sectors.update(dict.fromkeys(sector.value for sector in actor.sectors))
        for office in actor.offices:
            member.offices.setdefault((office.title, office.organization, office.country), office)
        return member

    def entities(self) -> Iterator[Entity]:
        """Every actor with its names, offices, and whom it acts for or belongs to."""
        posts: set[str] = set()
        for id, member in sorted(self._members.items()):
            own = id_of("actor", id)
            yield _actor(own, member)
            for document, names in member.named.items():
                yield entity(
                    "Mention",
                    id_of("mention", document, id),
                    document=id_of("article", document),
                    resolved=own,
                    name=[*filter(None, map(line, names))] or line(member.actor.name) or id,
                    detectedSchema=member.schema,
                )
            if member.schema == "Person":
                for parts, office in member.offices.items():
                    post = id_of("post", *(part or "" for part in parts))
                    if post not in posts:
                        posts.add(post)
                        yield _post(post, office)
                    yield entity(
                        "Occupancy", id_of("holds", id, *(part or "" for part in parts)), holder=own, post=post
                    )
            for whom in member.acts_for:
                client = id_of("actor", whom)
                yield entity("Representation", id_of("acts", id, whom), agent=own, client=client, role="acts for")
            for body, role in member.belongs_to:
                yield entity(
                    "Membership", id_of("member", id, body), member=own, organization=id_of("actor", body), role=role
                )


def _actor(id: str, member: _Member) -> Entity:
    actor = member.actor
    return entity(
        member.schema,
        id,
        name=line(actor.name) or actor.id,
        country=country(actor.country.value if actor.country else None),
        keywords=tag("id", actor.id),
        classification=actor.kind.value,
        sector=member.sectors,
        topics=vocabularies.of_actor(actor.kind.value).topic,
        **(
            {"position": [line(office.title) for office in member.offices.values()]}
            if member.schema == "Person"
            else {}
        ),
    )


def _post(id: str, office: Office) -> Entity:
    name = ", ".join(part for part in (office.title, office.organization) if part)
    return entity("Position", id, name=line(name) or "?", country=country(office.country))
