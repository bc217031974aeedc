"""Standing relations among an article's actors, as the knowledge base has them."""

from __future__ import annotations

from dragoman.annotate.actors.cast import Draft
from dragoman.annotate.actors.reading import Reading
from dragoman.model.entities import Mention, Relation
from dragoman.model.text import Evidence


def find_relations(reading: Reading) -> tuple[Relation, ...]:
    """Which group or body that the article names is part of which; the evidence is where both stand together."""
    found: list[Relation] = []
    for draft in reading.cast.drafts.values():
        body = reading.knowledge.bodies.get(draft.id)
        if body is None or body.part_of is None or not draft.mentions:
            continue
        parent = reading.cast.drafts.get(body.part_of)
        found.append(
            Relation(
                kind="part_of",
                child=draft.id,
                parent=body.part_of,
                rule=f"kb.{draft.id}",
                evidence=_evidence(reading, draft, parent),
            )
        )
    return tuple(found)


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
