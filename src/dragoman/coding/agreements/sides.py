"""Who is in an agreement, and who brought it about without being in it.

Comes in: the noun of an agreement in its sentence. Goes out: its parties, from its own phrase ("between", "with",
"US-Taliban deal"), from the verb or noun it hangs on ("signed by", "withdrew from", "violations of ... by") and from
what is said of it; and its mediators.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.governors import Governors
from dragoman.coding.agreements.mediators import MediatorFinder
from dragoman.coding.agreements.words import cues
from dragoman.coding.circumstances import Circumstances
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.model.entities import ActorKind, MentionForm
from dragoman.model.syntax import Token
from dragoman.model.text import Basis

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
        self.governors = Governors(grammar)
        self.mediators = MediatorFinder(annotation, grammar, fillers, self.governors)

    def of(self, noun: Token, *, is_resolution: bool) -> Sides:
        """Everybody whom the phrase and the clause around it put on one side or between the sides.

        The party of a resolution is the body that adopts it; whom it binds is none.
        """
        mediators = [*self.mediators.find(noun)]
        between = {filled.actor for filled in mediators}
        inside = self._unique(f for f in self._in_phrase(noun) if f.actor not in between)
        making, others = self._in_clause(noun)
        parties = [*inside]
        if len(inside) < 2 or not self._has_between(noun):
            parties += [*making, *others]
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
        """What people sign for a state, or its parliament ratifies, is the state's, where the article names it."""
        actor = self.annotation.actor_by_id.get(filled.actor)
        if actor is None:
            return filled
        sector = actor.sectors[0].value if actor.sectors else ""
        legislative = sector == "LEG"
        officials = actor.kind is ActorKind.POPULATION and sector == "GOV"  # "the ministers of both countries"
        if actor.kind is not ActorKind.PERSON and not legislative and not officials:
            return filled
        behind = actor.acts_for
        if (legislative or officials) and behind is None and actor.country is not None:
            behind = actor.country.value
        state = self.annotation.actor_by_id.get(behind) if behind is not None else None
        if state is None or not state.mentions:
            return None if legislative else filled
        return replace(filled, actor=state.id, rule=f"{filled.rule}/acts-for", basis=Basis.DERIVED)

    # The phrase of the agreement itself

    def _in_phrase(self, noun: Token) -> Iterator[Filled]:
        if self.governors.is_spoken_of(noun):
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
        for verb, role in self.governors.verbs(noun):
            mediated = verb.lemma in cues()["mediator-verbs"]
            if not (mediated or verb.lemma in cues()["party-verbs"]) or role not in cues()["party-roles"]:
                continue
            found = making if verb.lemma in cues()["making"] else others
            clause = self.grammar.clause(verb)
            if role != "subject" and not mediated:
                for subject in clause.get("subject") or self._subject_above(verb):
                    if subject is not noun:
                        found += self.fillers.resolve(subject, "subject")
            for slot in ("with", "between"):
                for phrase in clause.get(slot):
                    if not self._is_helper(phrase):
                        making += self.fillers.resolve(phrase, slot, host=True)
        for child in self.parse.children(noun):
            if child.dep == "relcl":  # "the treaty to which Armenia is a party"
                making += self._bound(self.parse.children(child))
        for head, preposition in self.governors.nouns_above(noun):
            if head.lemma in cues()["party-nouns"] and preposition != "in":
                clause = self.grammar.clause(head)
                for slot in ("possessive", "by", "between", "with", "doer"):
                    for phrase in clause.get(slot):
                        others += self.fillers.resolve(phrase, slot, host=slot in ("between", "with"))
            making += self._bound([head])
        return making, others

    def _subject_above(self, verb: Token) -> list[Token]:
        """ "Japan and India are close to reaching a deal": the subject of the clause around."""
        if verb.dep != "pcomp":
            return []
        verbs = [word for word in self.parse.ancestors(verb) if word.pos in ("VERB", "AUX")]
        return self.grammar.subjects(verbs[0]) if verbs else []

    def _bound(self, heads: list[Token]) -> list[Filled]:
        """Those of whom such a word says that they are parties."""
        named = [n for head in heads if head.lemma in cues()["party-words"] for n in self.governors.bound(head)]
        return [f for token in named for f in self.fillers.resolve(token, "party")]

    def told_around(self, noun: Token, mediators: list[Filled]) -> list[Filled]:
        """The two whom its sentence or the one before sets side by side: "A and B fought. Russia brokered a truce"."""
        between = {filled.actor for filled in mediators}
        for sentence in (noun.sentence, noun.sentence - 1):
            if sentence < 0 or "\n" in self.parse.text[self.parse.sentence_span(sentence).end : noun.start]:
                break
            for token in self.parse.sentence_tokens(sentence):
                if token.dep in ("nsubj", "nsubjpass", "pobj") and len(self.grammar.coordinated(token)) > 1:
                    sides = self._unique(self.fillers.resolve(token, "told-around"))
                    sides = [f for f in sides if f.actor not in between and self._is_political([f])]
                    if len(sides) > 1:
                        return [f.derived("sentence") for f in sides]
        return []

    def _is_helper(self, phrase: Token) -> bool:
        """ "With the help of Qatar", "with Egypt's mediation": no side."""
        return phrase.lemma in cues()["mediation"] or phrase.lemma in cues()["helping"]

    def _unique(self, found: Iterator[Filled] | list[Filled]) -> list[Filled]:
        unique: dict[str, Filled] = {}
        for filled in found:
            unique.setdefault(filled.actor, filled)
        return list(unique.values())
