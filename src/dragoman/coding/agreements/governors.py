"""What an agreement hangs on in its sentence: verbs it is subject or object of, nouns it stands behind.

Comes in: the noun of an agreement. Goes out: those words with the relation, the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.coding.agreements.words import cues
from dragoman.coding.clause import Grammar
from dragoman.model.syntax import Token

OBJECTS = ("dobj", "obj", "nsubjpass", "attr", "oprd")


class Governors:
    """Looks around agreement nouns of one document."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.parse = grammar.parse

    def verbs(self, noun: Token) -> Iterator[tuple[Token, str]]:
        """Verbs of which it is "object" or "subject", or that a preposition ties it to, the nearest first."""
        for child in self.parse.children(noun):
            if child.dep in ("acl", "relcl") and child.pos == "VERB":
                clause = self.grammar.clause(child)
                passive = clause.passive or (child.dep == "acl" and child.tag == "VBN")
                own = [c for c in self.parse.children(child) if c.dep in ("nsubj", "nsubjpass")]
                relative = any(c.tag in ("WDT", "WP") or c.lower == "that" for c in own)
                yield child, "object" if passive or (own and not relative) else "subject"
        top = self._top(noun)
        head = self.parse.head(top)
        if head is top:
            return
        if head.pos in ("VERB", "AUX"):
            if top.dep in ("nsubj", "nsubjpass"):
                yield head, "object" if self.grammar.is_passive(head) else "subject"
            elif top.dep in OBJECTS:
                yield head, "object"
        elif head.pos in ("ADP", "SCONJ") or head.dep == "prep":
            governor = self.parse.head(head)
            if governor.pos in ("VERB", "AUX"):
                yield governor, head.lower
            elif governor.dep == "prep":  # "pulled out of the treaty"
                above = self.parse.head(governor)
                if above.pos == "VERB":
                    yield above, head.lower

    def _top(self, noun: Token) -> Token:
        """The first of things told together: "signed a declaration and an agreement"; the thing a title stands with."""
        while noun.head != noun.i and (noun.dep in ("conj", "appos") or self.is_spoken_of(noun)):
            noun = self.parse.head(noun)
        return noun

    def is_spoken_of(self, noun: Token) -> bool:
        """ "A ceasefire proposal", "truce talks": what is told of them is told of the agreement."""
        return noun.dep == "compound" and self.parse.head(noun).lemma in cues()["status-nouns"]

    def nouns_above(self, noun: Token) -> Iterator[tuple[Token, str]]:
        """Nouns that the agreement hangs on: "a signatory to", "talks on", "violation of" ("" for a compound)."""
        top = self._top(noun)
        head = self.parse.head(top)
        if head is not top and head.pos == "ADP":
            above = self.parse.head(head)
            if above.pos in ("NOUN", "PROPN"):
                yield above, head.lower
        elif noun.dep == "compound" and head.pos == "NOUN":
            yield head, ""

    def bound(self, head: Token) -> Iterator[Token]:
        """Whom "parties to the treaty", "a signatory to the accord" are said of: phrases that name them."""
        above = self.parse.head(head)
        if above.pos in ("VERB", "AUX") and head.dep == "attr":
            yield from self.grammar.clause(above).get("subject")
        elif head.dep == "appos":
            yield above
        yield from (named for named in self.parse.children(head) if named.dep == "appos")
        if head.dep == "nsubj" and above.lemma in ("be", "include"):
            yield from (named for named in self.parse.children(above) if named.dep in OBJECTS)
