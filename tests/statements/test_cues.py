"""The cue lexicon holds together."""

from __future__ import annotations

from dragoman.coding.statements.cues import Cues


def test_every_cue_is_of_a_known_class():
    cues = Cues.load()
    for lexicon in (cues.verbs, cues.nouns, cues.adjectives):
        used = {cue_class for takes in lexicon.values() for cue_class in takes.values()}
        assert used <= set(cues.statement_with)


def test_a_wish_makes_no_statement_and_a_promise_does():
    cues = Cues.load()
    assert cues.makes_statement(cues.verb("promise")["to"], "to")
    assert not cues.makes_statement(cues.verb("want")["to"], "to")
