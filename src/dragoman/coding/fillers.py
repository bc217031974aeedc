"""From the words in a slot to the actors they name.

A phrase that is itself no actor may hold one: "a delegation from Iran", "the leaders of France and
Germany", "a Baghdad hotel". Such an actor is derived, and the rule says through which relation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.annotate.annotation import Annotation, Reference
from dragoman.coding.clause import Grammar
from dragoman.coding.lexicon import Words
from dragoman.model.entities import MentionForm
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis

#: References with this rule are where something is, and no actor unless a slot asks for a host.
PLACE_RULES = frozenset({"actor.place-as-host", "actor.city"})

#: The country of people with this rule is that of who sends them.
SENT_RULE = "actor.country-of-sender"

#: Slots of those who do a deed.
_DOERS = ("subject", "by", "doer", "possessive")

_INSIDE = (("poss",), ("amod", "compound", "nmod"), ("prep",), ("appos",))


@dataclass(frozen=True, slots=True)
class Filled:
    """One actor in a role, and the words and the slot it was read from."""

    actor: str
    slot: str
    start: int
    end: int
    rule: str
    basis: Basis
    is_place: bool = False  # named as where something is

    def derived(self, relation: str) -> Filled:
        """The same actor, reached through another word."""
        return replace(self, rule=f"{self.rule}/through-{relation}", basis=Basis.DERIVED)

    def attested(self, annotation: Annotation) -> Attested[str]:
        evidence = annotation.document.evidence(self.start, self.end)
        return Attested(value=self.actor, basis=self.basis, rule=self.rule, evidence=(evidence,))


class ActorFillers:
    """Resolves slot fillers of one annotated document."""

    def __init__(self, annotation: Annotation, grammar: Grammar, words: Words) -> None:
        self.annotation = annotation
        self.grammar = grammar
        self.parse = annotation.parse
        self.through = words["actor-through"]
        self.bystanders = words["bystanders"]

    def resolve(self, token: Token, slot: str, *, host: bool = False) -> list[Filled]:
        """Actors named by a phrase and by those coordinated with it.

        ``host``: the slot takes places too ("visited Damascus", "an attack in Iraq").
        """
        found: list[Filled] = []
        for part in self.grammar.coordinated(token):
            found += [f for name in self._names_before(part) for f in self._direct(name, slot, host=True)]
            direct = self._direct(part, slot, host)
            found += direct or self._inside(part, slot, host)
        return _without_repeats(found)

    def _names_before(self, token: Token) -> list[Token]:
        """ "Congo and M23 rebels": a name that the parser takes for a modifier of what is joined to it."""
        reference = self.annotation.reference_at(token)
        if reference is None:
            return []
        return [
            child
            for child in self.parse.children(token)
            if child.dep in ("nmod", "compound") and child.pos == "PROPN" and child.end < reference.start
            and any(c.dep == "cc" for c in self.parse.children(child))
        ]  # fmt: skip

    def _direct(self, token: Token, slot: str, host: bool) -> list[Filled]:
        reference = self.annotation.reference_at(token)
        if reference is None or not self._usable(reference, host):
            return []
        return self._filled(reference, slot, Basis.STATED, f"slot.{slot}")

    def _usable(self, reference: Reference, host: bool) -> bool:
        return host or reference.rule not in PLACE_RULES

    def _filled(self, reference: Reference, slot: str, basis: Basis, rule: str) -> list[Filled]:
        if not reference.certain or reference.form in (
            MentionForm.PRONOUN,
            MentionForm.SET,
            MentionForm.NOMINAL,
        ):
            basis = Basis.DERIVED
            rule = f"{rule}+{reference.rule}"
        is_place = reference.rule in PLACE_RULES
        return [
            Filled(actor, slot, reference.start, reference.end, rule, basis, is_place) for actor in reference.actors
        ]

    def _inside(self, token: Token, slot: str, host: bool) -> list[Filled]:
        """The nearest actor inside a phrase whose head is none."""
        if token.pos not in ("NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON"):
            return []
        if slot in _DOERS and token.lemma in self.bystanders:
            return []
        for relations in _INSIDE:
            for child in self.parse.children(token):
                if child.dep not in relations:
                    continue
                if child.dep == "prep":
                    found = self._through_preposition(child, slot, host)
                else:
                    found = [
                        f.derived(child.dep)
                        for part in self.grammar.coordinated(child)
                        for f in self._direct(part, slot, host or child.dep in ("compound", "amod", "nmod"))
                    ]
                if found:
                    return found
        return []

    def _through_preposition(self, preposition: Token, slot: str, host: bool) -> list[Filled]:
        if preposition.lower not in self.through or (slot == "subject" and preposition.lower == "with"):
            return []
        found: list[Filled] = []
        for phrase in self.parse.children(preposition):
            if phrase.dep == "pobj":
                inner = self.resolve(phrase, slot, host=host or preposition.lower != "with")
                found += [f.derived(preposition.lower) for f in inner]
        return found

    def inside(self, token: Token, slot: str) -> list[Filled]:
        """The nearest actor or place inside a phrase; the phrase itself where it is no object."""
        direct = [] if slot == "object" else self._direct(token, slot, True)
        return direct or self._inside(token, slot, True)

    def owners(self, noun: Token) -> list[Filled]:
        """Whose a thing is: "Iran's offer", "a Senegalese plan", "calls by Belarus", "a request from the UN"."""
        for relations in (("poss",), ("prep", "agent"), ("amod", "compound", "nmod")):
            for child in self.parse.children(noun):
                if child.dep not in relations:
                    continue
                phrases = [child]
                if child.dep in ("prep", "agent"):
                    phrases = self.parse.children(child) if child.lower in ("by", "from") else []
                found = [f for phrase in phrases for f in self.resolve(phrase, "owner", host=child.dep != "poss")]
                if found:
                    return [f.derived("owner") for f in found]
        return []

    def named_in(self, token: Token, slot: str, rule: str, *, host: bool = False) -> list[Filled]:
        """Every actor referred to anywhere below a token, in text order."""
        found: list[Filled] = []
        for word in self.parse.subtree(token):
            reference = self.annotation.reference_at(word)
            if reference is not None and self._usable(reference, host):
                found += self._filled(reference, slot, Basis.DERIVED, rule)
        return _without_repeats(found)


def _without_repeats(found: list[Filled]) -> list[Filled]:
    seen: dict[str, Filled] = {}
    for filled in found:
        seen.setdefault(filled.actor, filled)
    return list(seen.values())
