"""The actors of one article while it is being read: drafts that gather mentions and references.

An actor enters once and is found again by its id. ``finish`` turns drafts into records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.annotate.annotation import Reference
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Body, Country, Person
from dragoman.knowledge.spelling import fold
from dragoman.model.entities import Actor, ActorCandidate, ActorKind, Mention, MentionForm, Office
from dragoman.model.syntax import Parse
from dragoman.model.text import Attested, Basis, Document, Evidence

# Sectors of bodies through which a state itself acts.
STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "COP", "JUD", "LEG"})

# Rules of references to a place where something happens.
HOST_RULES = frozenset({"actor.place-as-host", "actor.city"})


def new_id(name: str, belongs_to: str) -> str:
    """The id of a person the knowledge base lacks, the same in every article that tells the same.

    ``belongs_to`` is the country, or the role where no country is known: two people who only bear one name stay two.

    >>> new_id("Murhaf Example", "SYR"), new_id("Ali Hassan", "commander")
    ('SYR:murhaf-example', 'commander:ali-hassan')
    """
    return f"{belongs_to}:{slug(name)}"


def slug(words: str) -> str:
    """An id made from words.

    >>> slug("Homs Liberation Movement"), slug("Fatma K.")
    ('homs-liberation-movement', 'fatma-k')
    """
    return "-".join("".join(c if c.isalnum() else " " for c in fold(words).replace("'", "")).split())


@dataclass(slots=True)
class Draft:
    """An actor in the making."""

    id: str
    name: str
    kind: ActorKind
    country: Attested[str] | None = None
    sectors: list[Attested[str]] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    acts_for: str | None = None
    known: bool = False
    mentions: list[Mention] = field(default_factory=list)
    plural: bool = False
    gender: str | None = None
    roles: set[str] = field(default_factory=set)  # of titles.yaml, held now
    past_roles: set[str] = field(default_factory=set)
    rivals: dict[str, ActorCandidate] = field(default_factory=dict)  # readings of its names that lost

    @property
    def code(self) -> str | None:
        return self.country.value if self.country else None

    def lost(self, candidates: Iterable[ActorCandidate]) -> None:
        """Keep readings of one of its names that lost; of a reading that lost twice, the better score."""
        for candidate in candidates:
            before = self.rivals.get(candidate.id)
            if candidate.id != self.id and (before is None or before.score < candidate.score):
                self.rivals[candidate.id] = candidate

    def finish(self) -> Actor:
        self.mentions.sort(key=lambda mention: (mention.evidence.start, mention.evidence.end))
        return Actor(
            id=self.id,
            name=self.name,
            kind=self.kind,
            country=self.country,
            sectors=tuple(self.sectors),
            offices=tuple(self.offices),
            acts_for=self.acts_for,
            known=self.known,
            mentions=tuple(self.mentions),
            alternatives=tuple(sorted(self.rivals.values(), key=lambda rival: (-rival.score, rival.id))),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What words refer to, by which rule, and whether that is sure."""

    actors: tuple[str, ...]
    form: MentionForm
    rule: str
    certain: bool = True


class Cast:
    """Drafts by id, references by head token."""

    def __init__(self, document: Document, parse: Parse, knowledge: Knowledge) -> None:
        self.document = document
        self.parse = parse
        self.knowledge = knowledge
        self.drafts: dict[str, Draft] = {}
        self.references: dict[int, Reference] = {}

    def evidence(self, first: int, last: int) -> Evidence:
        """The words from token ``first`` up to ``last`` (exclusive)."""
        return self.document.evidence(self.parse.tokens[first].start, self.parse.tokens[last - 1].end)

    def enter(self, draft: Draft) -> Draft:
        """Add an actor, or find the one that has its id already."""
        return self.drafts.setdefault(draft.id, draft)

    def known(self, id: str, evidence: Evidence) -> Draft:
        """The actor of a knowledge entry."""
        if id in self.drafts:
            return self.drafts[id]
        entry = self.knowledge.entry(id)
        if isinstance(entry, Country):
            return self.enter(_of_country(entry, evidence))
        if isinstance(entry, Body):
            return self.enter(_of_body(entry, evidence))
        if isinstance(entry, Person):
            return self.enter(_of_person(entry, evidence))
        raise KeyError(id)

    def refer(
        self,
        ids: Iterable[str],
        first: int,
        last: int,
        *,
        head: int,
        form: MentionForm,
        rule: str,
        certain: bool = True,
        named: bool = True,
    ) -> None:
        """Record that tokens ``[first, last)`` refer to actors.

        A set is no single actor's mention; nor are words that must not be kept with the actor.
        """
        actors = tuple(dict.fromkeys(ids))
        if not actors or head in self.references:
            return
        evidence = self.evidence(first, last)
        self.references[head] = Reference(
            start=evidence.start, end=evidence.end, head=head, actors=actors, form=form, rule=rule, certain=certain
        )
        if named and len(actors) == 1:
            self.drafts[actors[0]].mentions.append(Mention(evidence=evidence, form=form, rule=rule, certain=certain))


def _of_country(country: Country, evidence: Evidence) -> Draft:
    stated = evidence.text in (country.name, *(form for form, _ in country.forms))
    return Draft(
        id=country.code,
        name=country.name,
        kind=ActorKind.STATE,
        country=_from_knowledge(country.country, country.code, evidence)
        if not stated
        else Attested(value=country.country, basis=Basis.STATED, rule="actor.country-name", evidence=(evidence,)),
        sectors=[_from_knowledge("GOV", country.code, evidence)],
        known=True,
    )


def _of_body(body: Body, evidence: Evidence) -> Draft:
    return Draft(
        id=body.id,
        name=body.name,
        kind=body.kind,
        country=_from_knowledge(body.country, body.id, evidence) if body.country else None,
        sectors=[_from_knowledge(sector, body.id, evidence) for sector in body.sectors],
        known=True,
    )


def _of_person(person: Person, evidence: Evidence) -> Draft:
    return Draft(
        id=person.id,
        name=person.name,
        kind=ActorKind.PERSON,
        country=_from_knowledge(person.country, person.id, evidence) if person.country else None,
        known=True,
    )


def _from_knowledge(value: str, id: str, evidence: Evidence) -> Attested[str]:
    return Attested(value=value, basis=Basis.DERIVED, rule=f"kb.{id}", evidence=(evidence,))
