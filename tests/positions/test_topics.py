"""Topics: their own examples, and those of a user's file."""

import pytest

from dragoman import data, ontology
from dragoman.coding.topics import Topics

CONTEXTS = data.path("coding", "contexts.yaml")
OURS = Topics.load(CONTEXTS, ontology.plover())
YES = [(topic.id, text) for topic in OURS.by_id.values() for text in topic.yes]
NO = [(topic.id, text) for topic in OURS.by_id.values() for text in topic.no]


@pytest.mark.parametrize(("topic", "text"), YES)
def test_a_topic_is_named_in_its_examples(topics_of, topic, text):
    assert topic in topics_of(text)


@pytest.mark.parametrize(("topic", "text"), NO)
def test_a_topic_is_not_named_in_its_counterexamples(topics_of, topic, text):
    assert topic not in topics_of(text)


def test_every_topic_of_ours_has_examples_of_both_kinds():
    assert [t.id for t in OURS.by_id.values() if not t.is_context and not (t.yes and t.no)] == []


def test_every_context_is_a_topic():
    assert ontology.plover().contexts <= OURS.by_id.keys()
