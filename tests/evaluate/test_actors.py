"""Mentions in the terms of the re3d corpus."""

from __future__ import annotations

from dragoman.evaluate import actors


def typed(pipeline, text):
    (answer,) = actors.predictions([{"doc_id": "a", "text": text}], pipeline)
    return {(entity["text"], entity["type"]) for entity in answer["entities"]}, answer["relations"]


def test_mentions_bear_the_types_of_the_corpus(pipeline):
    found, _ = typed(pipeline, "He saw 12 Iraqi soldiers with rifles at the border in May 2016.")
    assert {("He", "Person"), ("12", "Quantity"), ("Iraqi", "Nationality"), ("rifles", "Weapon")} <= found
    assert {("12 Iraqi soldiers", "Organisation"), ("the border", "Location"), ("May 2016", "Temporal")} <= found


def test_what_the_corpus_does_not_count_is_left_out(pipeline):
    found, _ = typed(pipeline, "Soldiers who lost their way now rest.")
    assert not {words for words, _ in found} & {"who", "their", "now"}


def test_relations(pipeline):
    _, relations = typed(pipeline, "Rebel fighters in Syria fled.")
    assert [(r["source"]["text"], r["type"], r["target"]["text"]) for r in relations] == [
        ("Rebel fighters in Syria", "CoLocated", "Syria")
    ]
