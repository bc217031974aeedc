"""Rows of the re3d corpus to rows with what we find, for the corpus's own scorer.

Comes in: gold rows (``doc_id``, ``text``). Goes out: ``{doc_id, entities: [{start, end, type, text}]}`` in the
same order. The corpus counts pronouns and descriptions as entities, as we do; it calls a state
a location, has a type for adjectives of nationality, and counts dates and places as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dragoman.annotate.annotation import Annotation, Reference
from dragoman.model.entities import Actor, ActorKind, MentionForm
from dragoman.model.text import Document, Span

_PLACE_FORMS = frozenset({MentionForm.NAME, MentionForm.CAPITAL})


def predictions(rows: Iterable[dict[str, Any]], annotate: Callable[[Document], Annotation]) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    for row in rows:
        document = Document(id=row["doc_id"], address=row["doc_id"], text=row["text"], digest="")
        yield {"doc_id": row["doc_id"], "entities": entities(annotate(document))}


def entities(annotation: Annotation) -> list[dict[str, Any]]:
    """Actors, places and dates of one document in the corpus's terms; where spans repeat, the actor counts."""
    found: dict[Span, str] = {}
    for reference in annotation.references:
        kind = _type(reference, annotation.actor_by_id[reference.actors[0]])
        found.setdefault(Span(reference.start, reference.end), kind)
    for place in annotation.places:
        for mention in place.mentions:
            found.setdefault(mention.span, "Location")
    for timex in annotation.timexes:
        found.setdefault(timex.evidence.span, "Temporal")
    text = annotation.document.text
    return [
        {"start": span.start, "end": span.end, "type": kind, "text": text[span.start : span.end]}
        for span, kind in sorted(found.items())
    ]


def _type(reference: Reference, actor: Actor) -> str:
    if actor.kind is ActorKind.STATE and reference.form in _PLACE_FORMS:
        return "Location"
    if reference.form is MentionForm.DEMONYM:
        return "Nationality"
    if reference.rule == "actor.private-person":
        return "Person"
    return "Person" if actor.kind is ActorKind.PERSON else "Organisation"
