"""Links to entries of the knowledge base, and how they are counted."""

from __future__ import annotations

import pytest

from dragoman.evaluate import linking


@pytest.fixture(scope="session")
def linked(pipeline):
    def linked(text):
        row = {"doc_id": "a", "text": text, "dct": "2025-09-18"}
        (answer,) = linking.predictions([row], pipeline)
        return {text[m["start"] : m["end"]]: m["entry"] for m in answer["mentions"]}

    return linked


def test_states_adjectives_and_people_are_linked(linked):
    assert linked("Turkish forces left Syria, Reuters said.") == {
        "Turkish": "TUR",
        "Syria": "SYR",
        "Reuters": "REUTERS",
    }


def test_a_capital_is_not_linked_to_its_country(linked):
    assert "Damascus" not in linked("Damascus rejected the plan.")


TEXT = "Syria met Iran."


def row(*mentions):
    return {"doc_id": "a", "text": TEXT, "eval_span": None, "mentions": list(mentions)}


def gold(start, end, qid, **more):
    return {"start": start, "end": end, "qid": qid, "kind": "entity", "nested": False, **more}


def test_only_links_that_the_base_has_are_counted():
    answer = {"doc_id": "a", "mentions": [{"start": 0, "end": 5, "qid": "Q858", "entry": "SYR", "country": "SYR"}]}
    rows = [row(gold(0, 5, "Q858"), gold(10, 14, "Q794"), gold(6, 9, "Q0"), gold(10, 14, "Q794", nested=True))]
    figures = linking.known_links(rows, [answer])
    assert figures == {"known_links_correct": 0.5, "known_links": {"links": 2, "overlapped": 1, "correct": 1}}


def test_the_country_must_be_right():
    answer = {"doc_id": "a", "mentions": [{"start": 0, "end": 5, "qid": "Q858", "entry": "SYR", "country": "IRQ"}]}
    assert linking.known_links([row(gold(0, 5, "Q858"))], [answer])["known_links_correct"] == 0
