"""Rows of an entity linking corpus to rows with what we link, for the corpus's own scorer and for a bar of ours.

Comes in: gold rows (``doc_id``, ``text``, ``dct``). Goes out, in the same order: ``{doc_id, mentions: [{start, end,
qid, entry, country}]}``: names whose entry in the knowledge base bears an id of Wikidata. The corpus links everything
there is; we link what the base knows, so ``known_links`` looks at those links alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.annotate.annotation import Annotation, Reference
from dragoman.evaluate.likeness import overlap
from dragoman.evaluate.times import document_of
from dragoman.knowledge.base import Knowledge
from dragoman.model.entities import MentionForm
from dragoman.model.mentions import ThingMention
from dragoman.model.text import Span
from dragoman.pipeline import Pipeline

_NAMES = frozenset({MentionForm.NAME, MentionForm.ACRONYM, MentionForm.DEMONYM, MentionForm.CAPITAL})
_INSIDE_NAMES = frozenset({"mention.nationality", "mention.people", "mention.known"})
_TOWN = "actor.city"  # stands for its country, which is not what it is called


def predictions(rows: Iterable[dict[str, Any]], pipeline: Pipeline) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    for row in rows:
        annotation = pipeline.annotate(document_of(row))
        yield {"doc_id": row["doc_id"], "mentions": links(annotation, pipeline)}


def links(annotation: Annotation, pipeline: Pipeline) -> list[dict[str, Any]]:
    """The names of one document that an entry with an id of Wikidata stands for; those inside others are marked."""
    found: dict[Span, str] = {}
    for reference in annotation.references:
        if _links(reference, annotation, pipeline.actors.knowledge):
            found.setdefault(Span(reference.start, reference.end), reference.actors[0])
    knowledge = pipeline.actors.knowledge
    for mention in pipeline.mentions(annotation):
        if mention.rule in _INSIDE_NAMES and (id := _entry_of(mention, knowledge)) is not None:
            found.setdefault(mention.evidence.span, id)
    return [
        {
            "start": span.start,
            "end": span.end,
            "qid": entry.wikidata,
            "entry": id,
            "country": _country(id, annotation, knowledge),
        }
        for span, id in sorted(found.items())
        if (entry := knowledge.entry(id)) is not None and entry.wikidata
    ]


def _entry_of(mention: ThingMention, knowledge: Knowledge) -> str | None:
    """The entry a mention names; of "Turkish" in "Turkish forces", the state, though only the forces are an actor."""
    if mention.actors:
        return mention.actors[0] if len(mention.actors) == 1 else None
    entries = {sense.entry for sense in knowledge.candidates(mention.evidence.text)}
    return entries.pop() if len(entries) == 1 else None


def _country(id: str, annotation: Annotation, knowledge: Knowledge) -> str | None:
    """The country the record gives the actor; the entry's own where the entry is only part of another actor."""
    actor = annotation.actor_by_id.get(id)
    if actor is not None:
        return actor.country.value if actor.country else None
    entry = knowledge.entry(id)
    return entry.country if entry is not None else None


def _links(reference: Reference, annotation: Annotation, knowledge: Knowledge) -> bool:
    """Whether a reference is by the entry's own name; a capital's name is not its country's."""
    if len(reference.actors) != 1 or reference.form not in _NAMES or reference.rule == _TOWN:
        return False
    country = knowledge.countries.get(reference.actors[0])
    words = annotation.document.text[reference.start : reference.end]
    return country is None or words not in (country.capital,)


def known_links(rows: Iterable[dict[str, Any]], predicted: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """How many of the gold links to entries of our base we have right, with the entry's country.

    Counted are links of entities (no nested ones) inside the annotated stretch; the mention that overlaps the
    gold words most must be of the entry, and the actor's country the entry's.
    """
    knowledge = Knowledge.load()
    counts = {"links": 0, "overlapped": 0, "correct": 0}
    for row, answer in zip(rows, predicted, strict=True):
        first, last = row["eval_span"] or (0, len(row["text"]))
        for gold in row["mentions"]:
            id = knowledge.by_wikidata.get(gold.get("qid") or "")
            inside = first <= gold["start"] and gold["end"] <= last
            if id is None or not inside or gold.get("kind") != "entity" or gold.get("nested"):
                continue
            counts["links"] += 1
            best = _overlapping(answer["mentions"], Span(gold["start"], gold["end"]))
            counts["overlapped"] += best is not None
            counts["correct"] += best is not None and best["entry"] == id and _country_is_right(best, knowledge)
    share = counts["correct"] / counts["links"] if counts["links"] else 0.0
    return {"known_links_correct": round(share, 4), "known_links": counts}


def _overlapping(mentions: Iterable[dict[str, Any]], span: Span) -> dict[str, Any] | None:
    scored = [(overlap(Span(m["start"], m["end"]), span), m) for m in mentions]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] > 0 else None


def _country_is_right(mention: dict[str, Any], knowledge: Knowledge) -> bool:
    entry = knowledge.entry(mention["entry"])
    return entry is not None and (entry.country is None or entry.country == mention["country"])
