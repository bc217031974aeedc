"""Rows of the re3d corpus to rows with the actors we find, for the corpus's own scorer.

Comes in: gold rows (``doc_id``, ``text``). Goes out: ``{doc_id, entities: [{start, end, type, text}]}`` in the
same order. The corpus counts pronouns and descriptions as entities, as we do; it calls a state
a location and an adjective of nationality by a type of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.annotate import parser
from dragoman.annotate.actors.finder import ActorFinder, ActorsFound
from dragoman.annotate.annotation import Reference
from dragoman.model.entities import Actor, ActorKind, MentionForm
from dragoman.model.text import Document

_PLACE_FORMS = frozenset({MentionForm.NAME, MentionForm.CAPITAL})


def predictions(rows: Iterable[dict[str, Any]], finder: ActorFinder) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    for row in rows:
        document = Document(id=row["doc_id"], address=row["doc_id"], text=row["text"], digest="")
        found = finder.find(document, parser.parse(row["text"]))
        yield {"doc_id": row["doc_id"], "entities": entities(row["text"], found)}


def entities(text: str, found: ActorsFound) -> list[dict[str, Any]]:
    """What the references of one text are in the corpus's terms."""
    actors = {actor.id: actor for actor in found.actors}
    return [
        {
            "start": reference.start,
            "end": reference.end,
            "type": _type(reference, actors[reference.actors[0]]),
            "text": text[reference.start : reference.end],
        }
        for reference in found.references
    ]


def _type(reference: Reference, actor: Actor) -> str:
    if actor.kind is ActorKind.STATE and reference.form in _PLACE_FORMS:
        return "Location"
    if reference.form is MentionForm.DEMONYM:
        return "Nationality"
    return "Person" if actor.kind is ActorKind.PERSON else "Organisation"
