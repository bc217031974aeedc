"""Corpora of events told in many articles are answered from their texts, never from their chains."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from dragoman.evaluate import coreference
from dragoman.pipeline import Pipeline

TEXTS = {
    "one": ("Turkish warplanes bombed Kurdish rebels near Sinjar on Friday.", ["bombed"]),
    "two": ("Turkey said its jets had bombed rebels in Sinjar.", ["said", "bombed"]),
    "three": ("A new bridge opened in Oslo.", ["opened"]),
}


@cache
def pipeline() -> Pipeline:
    return Pipeline.load()


def rows() -> list[dict[str, Any]]:
    return [
        {
            "doc_id": name,
            "topic": "t",
            "subtopic": "s",
            "text": text,
            "mentions": [
                {
                    "id": f"{name}:{word}",
                    "kind": "event",
                    "start": text.index(word),
                    "end": text.index(word) + len(word),
                    "chain": f"c{n}",
                }
                for n, word in enumerate(words)
            ]
            + [{"id": f"{name}:x", "kind": "entity", "start": 0, "end": 1, "chain": "e"}],
        }
        for name, (text, words) in TEXTS.items()
    ]


def chains(answers: list[dict[str, Any]]) -> dict[str, Any]:
    return {mention["id"]: mention["chain"] for row in answers for mention in row["mentions"]}


def test_gold_mentions_are_answered_each_in_its_row() -> None:
    answers = list(coreference.predictions(rows(), pipeline()))
    assert [row["doc_id"] for row in answers] == list(TEXTS)
    found = chains(answers)
    assert found.keys() == {"one:bombed", "two:said", "two:bombed", "three:opened"}
    assert found["one:bombed"] == found["two:bombed"]
    assert found["three:opened"] not in (found["one:bombed"], found["two:said"])
    assert answers[0]["subtopic"] == answers[1]["subtopic"] != answers[2]["subtopic"]


def test_gold_chains_and_topics_are_not_looked_at() -> None:
    changed = copy.deepcopy(rows())
    for n, row in enumerate(changed):
        row["topic"] = row["subtopic"] = str(n)
        for m, mention in enumerate(row["mentions"]):
            mention["chain"] = f"{n}-{m}"
    assert list(coreference.predictions(changed, pipeline())) == list(coreference.predictions(rows(), pipeline()))


def test_from_the_text_alone_coded_events_take_the_ids_of_gold_words_they_overlap() -> None:
    found = chains(list(coreference.own_tellings(rows(), pipeline())))
    assert found["one:bombed"] == found["two:bombed"]
    assert "three:opened" not in found
