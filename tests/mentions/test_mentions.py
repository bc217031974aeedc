"""Typed mentions: what a text names, whether it is a political actor or not."""

from __future__ import annotations

import pytest

from dragoman.annotate.mentions.ties import find_ties
from dragoman.model.text import Document


@pytest.fixture(scope="session")
def annotated(pipeline):
    def annotated(text):
        annotation = pipeline.annotate(Document(id="t", address="t", text=text, digest=""))
        return annotation, pipeline.mentions(annotation)

    return annotated


@pytest.fixture(scope="session")
def named(annotated):
    """Kind → words of everything that a text names."""

    def named(text):
        found = {}
        for mention in annotated(text)[1]:
            found.setdefault(str(mention.kind), set()).add(mention.evidence.text)
        return found

    return named


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("A midwife from the valley walked to the clinic.", "person", "A midwife"),
        ("A nurse walked to the clinic.", "person", "A nurse"),
        ("Rebel fighters shelled the bakery.", "group", "Rebel fighters"),
        ("We condemn the attack.", "group", "We"),
        ("She thanked the nurses.", "person", "She"),
        ("Smugglers crossed the northern part of the border.", "group", "Smugglers"),
        ("The Syrian army withdrew.", "nationality", "Syrian"),
        ("The Syrians went home.", "group", "Syrians"),
        ("Clashes broke out in northern Syria.", "place", "northern Syria"),
        ("Soldiers fired mortars at the village.", "weapon", "mortars"),
        ("Two helicopters landed near the dam.", "platform", "Two helicopters"),
        ("The frigate HMS Lancaster left port.", "platform", "HMS Lancaster"),
        ("Militiamen stole a bulldozer.", "vehicle", "a bulldozer"),
        ("The council adopted Resolution 2254.", "document", "Resolution 2254"),
        ("The ministry paid $40 million.", "money", "$40 million"),
        ("The blast killed 14 people.", "quantity", "14"),
        ("Call 212-555-0147 for details.", "contact", "212-555-0147"),
    ],
)
def test_a_thing_is_named(named, text, kind, words):
    assert words in named(text).get(kind, set())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They hope for peace in May.", "person"),  # "hope" and "May" are nobody
        ("The talks were held on 14 May 2025.", "quantity"),  # the number belongs to the date
        ("It is important to wait.", "group"),  # "it" stands for nothing
        ("The tanker crew slept.", "platform"),  # only says which crew
    ],
)
def test_nothing_of_the_kind_is_named(named, text, kind):
    assert kind not in named(text)


def test_what_is_no_actor_stays_out_of_the_record(annotated):
    annotation, mentions = annotated("The carpenter repaired the bridge.")
    assert {str(mention.kind) for mention in mentions} == {"person", "place"}
    assert annotation.actors == ()


def test_a_mention_says_which_actor_it_means(annotated):
    _, mentions = annotated("Turkey's army entered Syria.")
    (army,) = [mention for mention in mentions if mention.evidence.text.endswith("army")]
    assert army.actors == ("TUR-MIL",)


def test_ties(annotated):
    annotation, mentions = annotated("Gen. Hal Morrow, commander of the task force, met 30 soldiers in Jordan.")
    ties = {(tie.kind, tie.first.evidence.text, tie.second.evidence.text) for tie in find_ties(annotation, mentions)}
    assert ("numbers", "30 soldiers in Jordan", "30") in ties
    assert ("located_in", "30 soldiers in Jordan", "Jordan") in ties
    assert any(kind == "heads" and target == "the task force" for kind, _, target in ties)
