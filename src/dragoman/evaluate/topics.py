"""Run the examples that stand with the topics: each topic must be named in its own, and not in the others."""

from __future__ import annotations

from dragoman.coding.topic_finder import TopicFinder
from dragoman.pipeline import Pipeline
from dragoman.reading import read_text


def wrong(pipeline: Pipeline) -> list[str]:
    """Every example that comes out otherwise, as ``file:line: topic: what is wrong``."""
    faults: list[str] = []
    for topic in pipeline.topics.by_id.values():
        for text, expected in [*((t, True) for t in topic.yes), *((t, False) for t in topic.no)]:
            if (topic.id in _named(pipeline, text)) != expected:
                fault = "the topic is not named in" if expected else "the topic is named in"
                faults.append(f"{topic.location}: {topic.id}: {fault} {text!r}")
    return faults


def _named(pipeline: Pipeline, text: str) -> set[str]:
    finder = TopicFinder(pipeline.annotate(read_text(text)), pipeline.topics)
    return {named.topic.id for named in finder.everywhere()}
