"""Standing relations among an article's actors: what is part of what, and who belongs to which body.

In: the drafts of a reading. Out: relations, with the words that state them or the entry that has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.annotate.actors.cast import Draft
from dragoman.annotate.actors.reading import Reading
from dragoman.model.entities import ActorKind, Mention, Relation
from dragoman.model.text import Evidence


def find_relations(reading: Reading) -> tuple[Relation, ...]:
    """Which body is part of which, and which person acts for a body; the evidence is where both stand together."""
    return (*_parts(reading), *_members(reading))


def _members(reading: Reading) -> Iterator[Relation]:
    """Persons with an office of a group or body: the words of the office, else those of the person."""
    for draft in reading.cast.drafts.values():
        body = reading.cast.drafts.get(draft.acts_for or "")
        if draft.kind is not ActorKind.PERSON or body is None or body.kind in (ActorKind.STATE, ActorKind.PERSON):
            continue
        office = next((office for office in draft.offices if office.organization == body.name), None)
        evidence = office.evidence if office is not None else tuple(m.evidence for m in draft.mentions[:1])
        rule = office.rule if office is not None else "actor.acts-for"
        yield Relation(kind="member_of", child=draft.id, parent=body.id, rule=rule, evidence=evidence)


def _parts(reading: Reading) -> Iterator[Relation]:
    for draft in reading.cast.drafts.values():
        body = reading.knowledge.bodies.get(draft.id)
        if body is None or body.part_of is None or not draft.mentions:
            continue
        parent = reading.cast.drafts.get(body.part_of)
        yield Relation(
            kind="part_of",
            child=draft.id,
            parent=body.part_of,
            rule=f"kb.{draft.id}",
            evidence=_evidence(reading, draft, parent),
        )


def _evidence(reading: Reading, child: Draft, parent: Draft | None) -> tuple[Evidence, ...]:
    """The words from one name to the other where a sentence has both, else the first mention of each."""
    mentions = parent.mentions if parent is not None else []
    for mine in child.mentions:
        for theirs in mentions:
            if _sentence(reading, mine) == _sentence(reading, theirs) and mine.evidence.span != theirs.evidence.span:
                start = min(mine.evidence.start, theirs.evidence.start)
                end = max(mine.evidence.end, theirs.evidence.end)
                return (reading.document.evidence(start, end),)
    return tuple(mention.evidence for mention in (*child.mentions[:1], *mentions[:1]))


def _sentence(reading: Reading, mention: Mention) -> int:
    return reading.parse.tokens_in(mention.evidence.start, mention.evidence.end)[0].sentence
