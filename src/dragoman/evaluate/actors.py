"""Rows of the re3d corpus to rows with what we find, for the corpus's own scorer.

Comes in: gold rows (``doc_id``, ``text``). Goes out, in the same order: ``{doc_id, entities: [{start, end, type,
text}], relations: [{type, source, target}]}``. What the corpus does not count is left out: relative and
most possessive pronouns, and words such as "now" and "recently".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.annotate.mentions.ties import find_ties
from dragoman.model.entities import Timex
from dragoman.model.mentions import MentionKind, ThingMention, Tie
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline


def predictions(rows: Iterable[dict[str, Any]], pipeline: Pipeline) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    terms = Terms()
    for row in rows:
        document = Document(id=row["doc_id"], address=row["doc_id"], text=row["text"], digest="")
        annotation = pipeline.annotate(document)
        mentions = pipeline.mentions(annotation)
        yield {
            "doc_id": row["doc_id"],
            "entities": terms.entities(annotation, mentions),
            "relations": terms.relations(find_ties(annotation, mentions)),
        }


class Terms:
    """Our mentions in the corpus's terms, as ``data/evaluation/re3d.yaml`` has them."""

    def __init__(self) -> None:
        content = data.content("evaluation", "re3d.yaml")
        self.types: dict[str, str] = content["types"]
        self.relation_types: dict[str, str] = content["relations"]
        self.uncounted = frozenset(content["uncounted"])
        self.vague = tuple(content["vague_times"])

    def entities(self, annotation: Annotation, mentions: Iterable[ThingMention]) -> list[dict[str, Any]]:
        """One entity for each mention that the corpus counts."""
        vague = {
            t.evidence.span for t in annotation.timexes if t.type == "SET" or (t.value or "").startswith(self.vague)
        }
        return [
            {"type": self.types[mention.kind], **_words(mention)}
            for mention in mentions
            if mention.evidence.text.lower() not in self.uncounted
            and not (mention.kind is MentionKind.TIME and mention.evidence.span in vague)
        ]

    def _is_vague(self, time: Timex) -> bool:
        return time.type == "SET" or (time.value or "").startswith(self.vague)

    def relations(self, ties: Iterable[Tie]) -> list[dict[str, Any]]:
        """One relation for each tie."""
        return [
            {"type": self.relation_types[tie.kind], "source": _words(tie.first), "target": _words(tie.second)}
            for tie in ties
        ]


def _words(mention: ThingMention) -> dict[str, Any]:
    return {"start": mention.evidence.start, "end": mention.evidence.end, "text": mention.evidence.text}
