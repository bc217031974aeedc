"""Who brought an agreement about: "brokered by", "a Qatar-mediated truce", "under the auspices of", "guarantors".

Comes in: the noun of an agreement. Goes out: the actors that its phrase and clause put between the sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.governors import Governors
from dragoman.coding.agreements.words import cues
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.model.entities import MentionForm
from dragoman.model.syntax import Token
from dragoman.model.text import Basis

_NAMES = (MentionForm.NAME, MentionForm.ACRONYM)


class MediatorFinder:
    """Finds the go-betweens of agreements in one document."""

    def __init__(self, annotation: Annotation, grammar: Grammar, fillers: ActorFillers, governors: Governors) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = grammar
        self.fillers = fillers
        self.governors = governors

    def find(self, noun: Token) -> Iterator[Filled]:
        """All of them, some perhaps twice."""
        for verb, role in self.governors.verbs(noun):
            if verb.lemma not in cues()["mediator-verbs"] or role == "subject":
                continue
            for subject in self.grammar.clause(verb).get("subject"):
                if subject is not noun:
                    yield from self.fillers.resolve(subject, "subject", host=True)
        for word in self._participles(noun):
            for agent in self.grammar.clause(word).get("subject" if self.grammar.is_passive(word) else "by"):
                yield from self.fillers.resolve(agent, "by", host=True)
        for child in self.parse.children(noun):
            if child.dep == "amod" and child.lemma in cues()["mediator-verbs"]:  # "a Qatar-mediated truce"
                for name in self.parse.children(child):
                    yield from self._leaning(name)
        for head, _ in self.governors.nouns_above(noun):
            if head.lemma in cues()["mediation"]:  # "the guarantors of the agreement, Russia and Iran"
                for named in self.governors.bound(head):
                    yield from self.fillers.resolve(named, "subject")
        for word in self._around(noun):
            if word.lemma in cues()["mediation"]:
                yield from self._of_mediation(word)

    def _participles(self, noun: Token) -> list[Token]:
        """ "Reached a deal on Monday, mediated by Oman": the participle may hang on the verb or the day."""
        above = [verb for verb, role in self.governors.verbs(noun) if role == "object"]
        below = [w for v in above for w in self.parse.subtree(v) if w.i > noun.i]
        found = [w for w in below if w.dep in ("acl", "advcl") and w.tag in ("VBN", "VBD")]
        led = [w for w in found if w.lemma in cues()["mediator-verbs"]]
        return [w for w in led if any(c.dep == "agent" for c in self.parse.children(w))]

    def _leaning(self, name: Token) -> Iterator[Filled]:
        """The actor of "Qatar-mediated", which is a reference only where the words stand by themselves."""
        yield from self.fillers.resolve(name, "modifier", host=True)
        if self.annotation.reference_at(name) is None:
            for id in self._bearers.get(name.text, ()):
                yield Filled(id, "modifier", name.start, name.end, "slot.modifier+leaning", Basis.DERIVED)

    @cached_property
    def _bearers(self) -> dict[str, list[str]]:
        """Actors of the article by the words that name them."""
        found: dict[str, list[str]] = {}
        for actor in self.annotation.actors:
            named = {actor.name, *(m.evidence.text for m in actor.mentions if m.form in _NAMES)}
            for name in named:
                found.setdefault(name, []).append(actor.id)
        return found

    def _around(self, noun: Token) -> list[Token]:
        """Words of prepositional phrases with the agreement or its verb: "reached with the mediation of Qatar"."""
        anchors = [noun, *(verb for verb, _ in self.governors.verbs(noun))]
        phrases = [c for a in anchors for c in self.parse.children(a) if c.dep in ("prep", "agent")]
        return [o for p in phrases for o in self.parse.children(p) if o.dep == "pobj"]

    def _of_mediation(self, word: Token) -> Iterator[Filled]:
        clause = self.grammar.clause(word)
        for slot in ("possessive", "modifier", "of", "by"):
            for phrase in clause.get(slot):
                yield from self.fillers.resolve(phrase, slot, host=True)
