"""Topics found in short texts, and positions by topic and stance."""

from __future__ import annotations

import pytest

from dragoman.coding.topic_finder import TopicFinder
from dragoman.reading import read_text


@pytest.fixture(scope="session")
def topics_of(pipeline):
    """Ids of the topics that a text names."""

    def topics_of(text):
        finder = TopicFinder(pipeline.annotate(read_text(text, address="test")), pipeline.topics)
        return {named.topic.id for named in finder.everywhere()}

    return topics_of


@pytest.fixture(scope="session")
def stances(code):
    """By topic: the stances that somebody takes in a text, each with the ids of its holders."""

    def stances(text):
        found = {}
        for position in code(text).positions:
            holders = [holder.value for holder in position.holder]
            found.setdefault(position.topic.value, []).append((position.stance.value.value, holders))
        return found

    return stances
