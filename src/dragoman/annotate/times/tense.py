"""Whether the clause around a time expression tells what was or what will be."""

from __future__ import annotations

from functools import cache
from typing import Literal

from dragoman.annotate.times.tables import table
from dragoman.model.syntax import Parse, Token

# "named": the date names a thing that is known by it ("the March 10 agreement"), and so is past.
Tense = Literal["past", "future", "named"]

_MODIFIES_NOUN = ("poss", "compound", "nmod", "amod")  # "Wednesday's ruling" may stand in any clause


class Tenses:
    """Reads the tense of the verb that governs some words."""

    def __init__(self, cues: dict[str, list[str]]) -> None:
        self._cues = {name: frozenset(words) for name, words in cues.items()}

    @classmethod
    @cache
    def load(cls) -> Tenses:
        return cls(table("tense"))

    def of(self, parse: Parse, start: int, end: int) -> Tense | None:
        """The tense around ``[start, end)``; None where the words do not tell."""
        tokens = parse.tokens_in(start, end)
        if not tokens:
            return None
        inside = {t.i for t in tokens}
        top = next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[0])
        if top.dep in _MODIFIES_NOUN and parse.head(top).lemma not in self._cues["ahead-noun"]:
            return "named"
        for token in [top, *parse.ancestors(top)]:
            if token.pos in ("VERB", "AUX") and (tense := self._of_verb(parse, token)):
                return tense
            if token.dep == "prep" and token.lower in self._cues["limit-preposition"] and not _is_negated(parse, token):
                return "future"
            if token.dep == "prep" and token.lower in self._cues["future-preposition"] and self._is_ahead(parse, token):
                return "future"
        return None

    def _of_verb(self, parse: Parse, verb: Token) -> Tense | None:
        auxiliaries = [t for t in parse.children(verb) if t.dep in ("aux", "auxpass")]
        if verb.tag in ("VBZ", "VBP") and verb.lemma in self._cues["timetable-verb"]:
            return "future"
        if verb.lemma in self._cues["ahead-verb"] or any(
            t.lower in self._cues["future-auxiliary"] for t in auxiliaries
        ):
            return "future"
        if verb.tag == "VBD" or any(t.lower in self._cues["past-auxiliary"] or t.tag == "VBD" for t in auxiliaries):
            return "past"
        if any(t.lower == "to" for t in auxiliaries):
            head = parse.head(verb)
            return "future" if head.lemma in self._cues["future-verb"] or head.tag in ("VBZ", "VBP") else None
        return "past" if verb.tag == "VBN" else None

    def _is_ahead(self, parse: Parse, preposition: Token) -> bool:
        """Whether no verb above the preposition stands in the past."""
        verbs = [t for t in parse.ancestors(preposition) if t.pos in ("VERB", "AUX")]
        return not verbs or self._of_verb(parse, verbs[0]) != "past"


def _is_negated(parse: Parse, preposition: Token) -> bool:
    """Whether the verb above is denied: "not until Tuesday" is past."""
    verb = next((t for t in parse.ancestors(preposition) if t.pos in ("VERB", "AUX")), preposition)
    return any(t.dep == "neg" for t in parse.children(verb))
