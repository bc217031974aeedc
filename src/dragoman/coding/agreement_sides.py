"""Who is in an agreement, and who brought it about without being in it.

Comes in: the noun of an agreement in its sentence. Goes out: its parties, from its own phrase ("between", "with",
"US-Taliban deal"), from the verb or noun it hangs on ("signed by", "withdrew from", "violations of ... by") and from
what is said of it; and its mediators.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreement_words import cues
from dragoman.coding.circumstances import Circumstances
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.model.entities import ActorKind, MentionForm
from dragoman.model.syntax import Token
from dragoman.model.text import Basis

_OBJECTS = ("dobj", "obj", "nsubjpass", "attr", "oprd")
_NAMES = (MentionForm.NAME, MentionForm.ACRONYM)
_PRIVATE = (ActorKind.COMPANY, ActorKind.MEDIA, ActorKind.POPULATION)


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties and mediators that one phrase and its clause name."""

    parties: list[Filled]
    own: list[Filled]  # of these, those that its own phrase names
    mediators: list[Filled]
    describe: bool  # its own phrase or the making of it names one of them
    political: bool  # a party is more than a company


class SideFinder:
    """Finds the sides of agreements in one document."""

    def __init__(
        self, annotation: Annotation, grammar: Grammar, fillers: ActorFillers, circumstances: Circumstances
    ) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = grammar
        self.fillers = fillers
        self.circumstances = circumstances

    def of(self, noun: Token, *, is_resolution: bool) -> Sides:
        """Everybody whom the phrase and the clause around it put on one side or between the sides.

        The party of a resolution is the body that adopts it; whom it binds is none.
        """
        mediators = [*self._mediators(noun)]
        between = {filled.actor for filled in mediators}
        inside = self._unique(f for f in self._in_phrase(noun) if f.actor not in between)
        making, others = self._in_clause(noun)
        parties = [*inside]
        if len(inside) < 2 or not self._has_between(noun):
            parties += [f for f in (*making, *others) if f.actor not in between]
        parties = self._unique(side for f in parties if (side := self._side(f)) is not None)
        if is_resolution:
            parties = [f for f in parties if self._is_body(f)]
        taken = {filled.actor for filled in parties}
        return Sides(
            parties=parties,
            own=inside,
            mediators=self._unique(f for f in mediators if f.actor not in taken),
            describe=self._is_political([*inside, *mediators]) or self._is_political(making),
            political=self._is_political(parties),
        )

    def _is_body(self, filled: Filled) -> bool:
        actor = self.annotation.actor_by_id.get(filled.actor)
        return actor is not None and actor.kind is ActorKind.IGO

    def _is_political(self, filled: list[Filled]) -> bool:
        """Whether a side is more than a company or people in general."""
        actors = [self.annotation.actor_by_id.get(f.actor) for f in filled]
        return any(a is not None and a.kind not in _PRIVATE for a in actors)

    def _side(self, filled: Filled) -> Filled | None:
        """What a person signs for a state, or its parliament ratifies, is the state's, where the article names it."""
        actor = self.annotation.actor_by_id.get(filled.actor)
        if actor is None:
            return filled
        legislative = any(sector.value == "LEG" for sector in actor.sectors[:1])
        behind = actor.acts_for
        if legislative and behind is None and actor.country is not None:
            behind = actor.country.value
        state = self.annotation.actor_by_id.get(behind) if behind is not None else None
        if actor.kind is not ActorKind.PERSON and not legislative:
            return filled
        if state is None or not state.mentions:
            return None if legislative else filled
        return replace(filled, actor=state.id, rule=f"{filled.rule}/acts-for", basis=Basis.DERIVED)

    # The phrase of the agreement itself

    def _in_phrase(self, noun: Token) -> Iterator[Filled]:
        if self._is_spoken_of(noun):
            yield from self._in_phrase(self.parse.head(noun))
        clause = self.grammar.clause(noun)
        for owner in clause.get("possessive"):
            if not self.circumstances.timexes_at(self.parse.subtree(owner)):
                yield from self.fillers.resolve(owner, "possessive")
        for modifier in clause.get("modifier"):
            yield from self._before(modifier)
        for slot in cues()["party-prepositions"]:
            for phrase in clause.get(slot):
                if not self._is_helper(phrase):
                    yield from self.fillers.resolve(phrase, slot, host=True)

    def _before(self, modifier: Token) -> Iterator[Filled]:
        """ "The US-Taliban deal"; not the city that only names it, nor whose prisoners are swapped."""
        inner = [c for c in self.parse.children(modifier) if c.dep in ("compound", "nmod", "amod")]
        if modifier.i > 1 and self.parse.tokens[modifier.i - 1].text in ("-", "–"):
            inner.append(self.parse.tokens[modifier.i - 2])  # "Egypt–Israel"
        for token in (*inner, modifier):
            reference = self.annotation.reference_at(token)
            if reference is None or reference.form in (MentionForm.CAPITAL, MentionForm.NOMINAL):
                continue
            for filled in self.fillers.resolve(token, "modifier", host=True):
                actor = self.annotation.actor_by_id.get(filled.actor)
                if actor is not None and actor.kind is not ActorKind.POPULATION:
                    yield filled

    def _has_between(self, noun: Token) -> bool:
        clause = self.grammar.clause(noun)
        return bool(clause.get("between") or clause.get("among"))

    # The clause it stands in, and what is said of it

    def _in_clause(self, noun: Token) -> tuple[list[Filled], list[Filled]]:
        """Those who make it, and those who otherwise show themselves bound by it."""
        making: list[Filled] = []
        others: list[Filled] = []
        for verb, role in self.verbs(noun):
            mediated = verb.lemma in cues()["mediator-verbs"]
            if not (mediated or verb.lemma in cues()["party-verbs"]) or role not in cues()["party-roles"]:
                continue
            found = making if verb.lemma in cues()["making"] else others
            clause = self.grammar.clause(verb)
            if role != "subject" and not mediated:
                for subject in clause.get("subject"):
                    if subject is not noun:
                        found += self.fillers.resolve(subject, "subject")
            for slot in ("with", "between"):
                for phrase in clause.get(slot):
                    if not self._is_helper(phrase):
                        making += self.fillers.resolve(phrase, slot, host=True)
        for head, preposition in self._nouns_above(noun):
            if head.lemma in cues()["party-nouns"] and preposition != "in":
                clause = self.grammar.clause(head)
                for slot in ("possessive", "by", "between", "with", "doer"):
                    for phrase in clause.get(slot):
                        others += self.fillers.resolve(phrase, slot, host=slot in ("between", "with"))
            if head.lemma in cues()["party-words"]:
                others += self._bound(head)
        return making, others

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
            elif top.dep in _OBJECTS:
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
        while noun.head != noun.i and (noun.dep in ("conj", "appos") or self._is_spoken_of(noun)):
            noun = self.parse.head(noun)
        return noun

    def _is_spoken_of(self, noun: Token) -> bool:
        """ "A ceasefire proposal", "truce talks": what is told of them is told of the agreement."""
        return noun.dep == "compound" and self.parse.head(noun).lemma in cues()["status-nouns"]

    def _nouns_above(self, noun: Token) -> Iterator[tuple[Token, str]]:
        """Nouns that the agreement hangs on: "a signatory to", "talks on", "violation of"."""
        top = self._top(noun)
        head = self.parse.head(top)
        if head is not top and head.pos == "ADP":
            above = self.parse.head(head)
            if above.pos in ("NOUN", "PROPN"):
                yield above, head.lower
        elif noun.dep == "compound" and head.pos == "NOUN":
            yield head, ""

    def nouns_above(self, noun: Token) -> list[tuple[Token, str]]:
        """The same as a list, each with its preposition ("" for a compound)."""
        return list(self._nouns_above(noun))

    def _bound(self, head: Token) -> Iterator[Filled]:
        """ "A and B are parties to the treaty", "A, a signatory to the accord"."""
        above = self.parse.head(head)
        if above.pos in ("VERB", "AUX") and head.dep == "attr":
            for subject in self.grammar.clause(above).get("subject"):
                yield from self.fillers.resolve(subject, "subject")
        elif head.dep == "appos":
            yield from self.fillers.resolve(above, "subject")
        elif head.dep == "nsubj" and above.lemma in ("be", "include"):
            for named in self.parse.children(above):
                if named.dep in _OBJECTS:
                    yield from self.fillers.resolve(named, "object")

    def told_before(self, noun: Token, mediators: list[Filled]) -> list[Filled]:
        """The two that the sentence before sets side by side: "A and B fought a war. Russia brokered a truce"."""
        sentence = noun.sentence - 1
        if sentence < 0 or "\n" in self.parse.text[self.parse.sentence_span(sentence).end : noun.start]:
            return []
        between = {filled.actor for filled in mediators}
        for token in self.parse.sentence_tokens(sentence):
            if token.dep in ("nsubj", "nsubjpass", "pobj") and len(self.grammar.coordinated(token)) > 1:
                sides = self._unique(self.fillers.resolve(token, "told-before"))
                sides = [f for f in sides if f.actor not in between and self._is_political([f])]
                if len(sides) > 1:
                    return [f.derived("sentence-before") for f in sides]
        return []

    # Those between the sides

    def _mediators(self, noun: Token) -> Iterator[Filled]:
        for verb, role in self.verbs(noun):
            if verb.lemma not in cues()["mediator-verbs"] or role == "subject":
                continue
            for subject in self.grammar.clause(verb).get("subject"):
                if subject is not noun:
                    yield from self.fillers.resolve(subject, "subject", host=True)
        for word in self._participles(noun):
            for agent in self.grammar.clause(word).get("subject"):
                yield from self.fillers.resolve(agent, "by", host=True)
        for child in self.parse.children(noun):
            if child.dep == "amod" and child.lemma in cues()["mediator-verbs"]:  # "a Qatar-mediated truce"
                for name in self.parse.children(child):
                    yield from self._leaning(name)
        for word in self._around(noun):
            if word.lemma in cues()["mediation"]:
                yield from self._of_mediation(word)

    def _participles(self, noun: Token) -> list[Token]:
        """ "Reached a deal on Monday, mediated by Oman": the participle may hang on the verb or the day."""
        above = [verb for verb, role in self.verbs(noun) if role == "object"]
        below = [w for v in above for w in self.parse.subtree(v) if w.i > noun.i]
        found = [w for w in below if w.dep in ("acl", "advcl") and w.tag in ("VBN", "VBD")]
        return [w for w in found if w.lemma in cues()["mediator-verbs"] and self.grammar.clause(w).passive]

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
        anchors = [noun, *(verb for verb, _ in self.verbs(noun))]
        phrases = [c for a in anchors for c in self.parse.children(a) if c.dep in ("prep", "agent")]
        return [o for p in phrases for o in self.parse.children(p) if o.dep == "pobj"]

    def _of_mediation(self, word: Token) -> Iterator[Filled]:
        clause = self.grammar.clause(word)
        for slot in ("possessive", "modifier", "of", "by"):
            for phrase in clause.get(slot):
                yield from self.fillers.resolve(phrase, slot, host=True)

    def _is_helper(self, phrase: Token) -> bool:
        """ "With the help of Qatar", "with Egypt's mediation": no side."""
        return phrase.lemma in cues()["mediation"] or phrase.lemma in cues()["helping"]

    def _unique(self, found: Iterator[Filled] | list[Filled]) -> list[Filled]:
        unique: dict[str, Filled] = {}
        for filled in found:
            unique.setdefault(filled.actor, filled)
        return list(unique.values())
