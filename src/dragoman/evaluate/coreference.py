"""Rows of corpora of events told in many articles to rows with our clusters, for the corpora's own scorers.

Comes in: gold rows (``doc_id``, ``text``, ``mentions`` with their places). Goes out, in the same order: ``{doc_id,
subtopic, topic, mentions: [{id, chain}]}``: gold mentions of events in our clusters, articles in our stories. Topics
and chains of the gold rows are not looked at. ``own_tellings`` is the same from nothing but the text: with the words
of the events that we code. Where the extra ``embeddings`` is installed, articles are read in context, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.evaluate.times import document_of
from dragoman.model.text import Span
from dragoman.pipeline import Pipeline
from dragoman.resolve.coreference.contexts import ContextReader
from dragoman.resolve.coreference.model import CoreferenceModel
from dragoman.resolve.coreference.reading import TellingReader
from dragoman.resolve.coreference.telling import Article, Telling

Row = dict[str, Any]


def predictions(rows: Iterable[Row], pipeline: Pipeline) -> Iterator[Row]:
    """One prediction row for each gold row, with its gold mentions of events in our clusters."""
    rows = list(rows)
    contexts = ContextReader.load()
    articles, tellings = gold_tellings(rows, pipeline, contexts)
    model = CoreferenceModel.load(in_context=contexts is not None)
    chains = {telling.id: n for n, cluster in enumerate(model.clusters(tellings)) for telling in cluster}
    stories = {a.id: n for n, story in enumerate(model.told_together(articles)) for a in story.articles}
    for row, article in zip(rows, articles, strict=True):
        mentions = [
            {"id": m["id"], "kind": "event", "start": m["start"], "end": m["end"], "chain": chains[m["id"]]}
            for m in _events(row)
            if m["id"] in chains
        ]
        story = stories[article.id]
        yield {"doc_id": row["doc_id"], "subtopic": story, "topic": story, "mentions": mentions}


def gold_tellings(
    rows: Iterable[Row], pipeline: Pipeline, contexts: ContextReader | None
) -> tuple[list[Article], list[Telling]]:
    """The articles of gold rows, and the tellings at the places of their gold mentions of events."""
    articles: list[Article] = []
    tellings: list[Telling] = []
    for row in rows:
        reader = TellingReader(pipeline.annotate(document_of(row)), pipeline.events.lexicon, contexts)
        articles.append(reader.article)
        found = (reader.read(mention["id"], Span(mention["start"], mention["end"])) for mention in _events(row))
        tellings += [telling for telling in found if telling is not None]
    return articles, tellings


def _events(row: Row) -> list[Row]:
    return [mention for mention in row["mentions"] if mention["kind"] == "event"]


def own_tellings(rows: Iterable[Row], pipeline: Pipeline) -> Iterator[Row]:
    """One row for each gold row, with the words of the events that we code, clustered.

    A word that overlaps gold words for an event takes their id, each at most one; others get ids of their own.
    """
    contexts = ContextReader.load()
    ours: list[tuple[Row, list[tuple[str, Span]]]] = []
    tellings: list[Telling] = []
    for row in rows:
        trial = pipeline.trial(document_of(row))
        reader = TellingReader(pipeline.annotate(document_of(row)), pipeline.events.lexicon, contexts)
        spans = sorted({words.span for event in trial.record.events for words in event.triggers})
        named = list(zip(_ids(row, spans), spans, strict=True))
        ours.append((row, named))
        found = (reader.read(id, span) for id, span in named)
        tellings += [telling for telling in found if telling is not None]
    clusters = CoreferenceModel.load(in_context=contexts is not None).clusters(tellings)
    chains = {telling.id: n for n, cluster in enumerate(clusters) for telling in cluster}
    for row, named in ours:
        mentions = [
            {"id": id, "kind": "event", "start": span.start, "end": span.end, "chain": chains[id]}
            for id, span in named
            if id in chains
        ]
        yield {"doc_id": row["doc_id"], "mentions": mentions}


def _ids(row: Row, spans: list[Span]) -> Iterator[str]:
    free = {mention["id"]: Span(mention["start"], mention["end"]) for mention in _events(row)}
    for span in spans:
        id = next((id for id, gold in free.items() if gold.overlaps(span)), None)
        if id is not None:
            del free[id]
        yield id or f"{row['doc_id']}:{span.start}"
