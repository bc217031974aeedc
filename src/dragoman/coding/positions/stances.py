"""How somebody's words stand to a topic, read from the words that govern it.

Comes in: a word that names a topic, the words said around it, and the side that says them. From that word the
reader climbs the sentence: each word on the way may show a stance (``data/coding/stances.yaml``), turn one round
("an end to"), deny it, or ask for it ("must"). What others want or do is no stance of the speaker's: a word further
out may praise or blame it. Goes out: the stance, and the words that gave it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.annotate.annotation import Annotation
from dragoman.coding.lexicon import Words
from dragoman.coding.positions.grammar import PREDICATIVE, VERBS, StanceGrammar
from dragoman.coding.positions.stance_words import REVERSES, stance_words
from dragoman.model.statements import Stance
from dragoman.model.syntax import Token

_NEGATED = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS, Stance.DEMANDS: Stance.OPPOSES,
            Stance.OFFERS: Stance.OPPOSES}  # fmt: skip
_REVERSED = {**_NEGATED, Stance.WARNS: Stance.SUPPORTS, Stance.OFFERS: Stance.OFFERS}


@dataclass(slots=True)
class Reading:
    """A stance as far as it has been read."""

    stance: Stance | None = None
    rule: str = ""
    words: list[Token] = field(default_factory=list)
    reversed: bool = False  # the topic's end or breach is what the next word out speaks of
    background: bool = False  # the topic stands in a phrase or clause of occasion or condition
    passed: list[Token] = field(default_factory=list)  # words it was read from, or that say nothing

    def reverse(self, *words: Token) -> None:
        """Speak of the contrary."""
        self.words += words
        if self.stance is None:
            self.reversed = not self.reversed
        else:
            self.stance = _NEGATED.get(self.stance, self.stance)

    def take(self, stance: Stance, rule: str, words: Iterable[Token]) -> None:
        """Take a stance, or wrap one further in: "rejects calls for", "is ready to support"."""
        if self.stance is None:
            self.stance = _REVERSED.get(stance, stance) if self.reversed else stance
            self.rule = rule
        elif stance is Stance.OPPOSES:
            self.stance = _NEGATED[Stance.OPPOSES] if self.stance is Stance.OPPOSES else Stance.OPPOSES
            self.rule = rule
        elif stance is Stance.WARNS and self.reversed:
            pass  # to warn of harm to a thing is to stand by it
        elif self.stance is not Stance.OPPOSES and (stance is not Stance.SUPPORTS or self.rule == "stance.noun"):
            self.stance, self.rule = stance, rule  # to back somebody's call for a thing is to back it
        self.words += words


class StanceReader:
    """Reads stances in one annotated document."""

    def __init__(self, annotation: Annotation, words: Words) -> None:
        self.parse = annotation.parse
        self.ask = StanceGrammar(annotation, words)
        self.lexicon = stance_words()

    def read(self, head: Token, side: frozenset[str], inside: frozenset[int], *, ill: bool = False) -> Reading:
        """The stance of a side to what ``head`` names.

        ``inside``: indices of the tokens that may show it. ``ill``: nobody claims to be for what it names.
        """
        reading = Reading()
        self._at_topic(head, side, reading, ill)
        at = head
        while True:
            governor = self.parse.head(at)
            if governor is at:
                break
            if at.dep == "conj":
                at = governor
                continue
            preposition = None
            while governor.pos in ("ADP", "SCONJ") and at.dep != "conj" and self.parse.head(governor) is not governor:
                preposition, governor = governor, self.parse.head(governor)
            if governor.i not in inside:
                break
            if self._is_background(at, preposition, governor, side, reading, ill):
                reading.background = True
                break
            self._pass(at, governor, preposition, side, reading)
            reading.passed.append(governor)
            at = governor
        return reading

    # At the topic's own words

    def _at_topic(self, head: Token, side: frozenset[str], reading: Reading, ill: bool) -> None:
        negators = self.ask.negators(head)
        if head.pos not in VERBS:
            if negators:
                reading.reverse(*negators)
            return
        modal = self.ask.modal(head)
        if negators and ill and self.ask.has_modal(head) and not self.ask.is_own(head, side):
            reading.take(Stance.OPPOSES, "stance.not-allowed", negators)
        elif modal is not None and self._applies(modal, head, side):
            self._take_modal(modal, negators, reading)
        elif negators:
            reading.reverse(*negators)

    def at_last(self, head: Token, side: frozenset[str], reading: Reading, *, ill: bool) -> None:
        """Where no word further out shows a stance: what the topic's own words say, and whose deed it is."""
        for child in self.parse.children(head):
            stance = self.lexicon.adjectives.get(child.lemma, {}).get("attribute") if child.dep == "amod" else None
            if stance is not None:
                reading.take(Stance(stance), "stance.attribute", [child])
                return
        own = self.ask.is_own(head, side)
        if head.pos in VERBS and own and not ill:
            if reading.reversed or head.tag in ("VBP", "VBZ", "VBG"):
                reading.take(Stance.SUPPORTS, "stance.own-deed", [head])
        elif ill and not own and not reading.reversed and self.ask.doers(head):
            reading.take(Stance.OPPOSES, "stance.ill-deed-of-others", [head])

    # On the way out

    def _is_background(
        self,
        at: Token,
        preposition: Token | None,
        governor: Token,
        side: frozenset[str],
        reading: Reading,
        ill: bool,
    ) -> bool:
        """Whether the way ends here, at a clause or phrase of occasion, purpose or condition."""
        if preposition is not None:
            marks = [preposition]
        elif at.dep == "advcl":
            marks = [c for c in self.parse.children(at) if c.dep in ("mark", "advmod") and c.i < at.i]
        else:
            return False
        condition = next((m for m in marks if m.lower in self.lexicon["conditions"]), None)
        if condition is not None and reading.stance is None:
            if ill and condition.lower == "if":
                reading.take(Stance.WARNS, "stance.condition", [condition])
            elif self._is_held_back(governor, side) or self._is_firm(condition, governor):
                reading.take(Stance.DEMANDS, "stance.condition", [condition])
        occasion = any(m.lower in self.lexicon["occasions"] for m in marks)
        return condition is not None or occasion or (at.dep == "advcl" and at.tag != "VB")

    def _refuses(self, verb: Token, side: frozenset[str]) -> bool:
        """ "We cannot discuss it"."""
        return (
            verb.pos in VERBS
            and verb.lemma not in self.lexicon["no-refusal"]
            and self.ask.has_modal(verb)
            and self.ask.is_own(verb, side) is True
        )

    def _is_firm(self, condition: Token, governor: Token) -> bool:
        """ "To go on until the siege is lifted", "unless it is lifted"."""
        past = governor.tag in ("VBD", "VBN")
        return condition.lower in self.lexicon["firm-conditions"] and governor.pos in VERBS and not past

    def _is_held_back(self, governor: Token, side: frozenset[str]) -> bool:
        """Whether something is refused, promised or asked for here: "no talks until", "we will return if"."""
        if self.ask.negators(governor) or self.ask.takes(governor, ["to-do", "for"]) == Stance.OFFERS:
            return True
        clause = self.ask.grammar.clause(governor)
        if any(self.ask.negators(t) for t in (*clause.get("subject"), *clause.get("as"))):
            return True
        modal = self.ask.modal(governor)
        if modal is not None:
            return self._applies(modal, governor, side)
        return any(self.ask.takes(word, ["to-do", "for"]) == Stance.OFFERS for word in clause.get("as"))

    def _pass(self, at: Token, word: Token, preposition: Token | None, side: frozenset[str], reading: Reading) -> None:
        """What a word on the way makes of the stance."""
        slots = self.ask.slots(at, word, preposition)
        told = self._told_of(at, word, slots)
        negators = [*self.ask.negators(word), *self.ask.subject_negators(word)]
        if at.pos == "ADJ" and at.dep in PREDICATIVE:
            negators = []  # they were counted with the adjective
        if word.lower in self.lexicon["conditions"]:  # "provided they respect the law"
            reading.take(Stance.DEMANDS, "stance.condition", [word])
            return
        if told is not None:
            stance, cues, rule = told
            negators = [n for n in negators if n not in cues]
            reading.take((_NEGATED.get(stance, stance) if negators else stance), rule, [*cues, *negators])
            return
        self._end_of_subject(word, slots, reading)
        found = self.ask.takes(word, slots)
        if found is None and "subject" in slots and self.ask.infinitives(word):
            found = self.ask.takes(word, ["to-do"])  # "elections need to be held"
        if found == Stance.DEMANDS and word.lemma in self.lexicon["obliging"]:
            reading.take(Stance.OPPOSES if negators else Stance.DEMANDS, "stance.verb", [word, *negators])
            return
        modal = self.ask.modal(word) if word.pos in VERBS else None
        if found is None and modal is None:
            if negators and self._refuses(word, side):
                reading.take(Stance.OPPOSES, "stance.refused", [*negators, word])
            elif negators:
                reading.reverse(*negators)
            return
        if found is not None:
            demanded = modal is not None and self.lexicon.modals[modal.lower] is Stance.DEMANDS
            modal = modal if demanded or (found == REVERSES and not negators) else None
            self._take_word(word, found, negators if modal is None else [], modal, side, reading)
        if modal is not None and self._applies(modal, word, side):
            self._take_modal(modal, negators, reading)

    def _end_of_subject(self, verb: Token, slots: list[str], reading: Reading) -> None:
        """ "The siege has to stop", "the siege needs to be lifted": what the infinitive says of its subject."""
        for done in self.ask.infinitives(verb) if "subject" in slots else ():
            slot = "object" if self.ask.grammar.is_passive(done) else "subject"
            if self.ask.takes(done, [slot]) == REVERSES:
                reading.reverse(done)

    def _take_word(
        self,
        word: Token,
        found: str,
        negators: list[Token],
        modal: Token | None,
        side: frozenset[str],
        reading: Reading,
    ) -> None:
        """A word of the lexicon: a stance of the side's own, or a deed of others."""
        own = self.ask.is_own(word, side)
        if found == REVERSES:
            if not negators:
                reading.reverse(word)
            elif own and self.ask.has_modal(word):  # "we will not stop"
                reading.take(Stance.SUPPORTS, "stance.not-ended", [*negators, word])
        elif own or (own is None and modal is None):
            stance = Stance(found)
            reading.reversed = reading.reversed and word.lemma not in self.lexicon["threats"]
            kind = "adjective" if word.pos == "ADJ" else "noun" if word.pos in ("NOUN", "PROPN") else "verb"
            shown = _NEGATED.get(stance, stance) if negators else stance
            reading.take(shown, f"stance.{kind}", [*negators, word])
        elif (found == Stance.OPPOSES) != bool(negators):
            reading.reverse(*negators, word)

    def _take_modal(self, modal: Token, negators: list[Token], reading: Reading) -> None:
        stance = self.lexicon.modals[modal.lower]
        if stance is Stance.OFFERS and reading.stance is not None:
            if negators:
                reading.reverse(*negators)
            return
        if stance is Stance.OFFERS and reading.reversed:  # "we will stop", "there will be no"
            stance = Stance.OPPOSES if not negators else Stance.SUPPORTS
            reading.reversed = False
        elif negators:
            stance = _NEGATED[stance]
        reading.take(stance, "stance.modal", [modal, *negators])

    def _applies(self, modal: Token, verb: Token, side: frozenset[str]) -> bool:
        """Anybody may be told what he must do; what will be done is an offer of one's own only."""
        return self.lexicon.modals[modal.lower] is Stance.DEMANDS or self.ask.is_own(verb, side) is True

    # What is said of the topic as a subject

    def _told_of(self, at: Token, verb: Token, slots: list[str]) -> tuple[Stance, list[Token], str] | None:
        """ "Talks are vital", "the raid is a crime", "it is wrong to talk", "talks are off the table"."""
        if verb.pos not in VERBS:
            return None
        if "subject" in slots:
            tokens = [t for t in self.parse.subtree(verb) if t.i > verb.i]
            lower = [t.lower for t in tokens]
            for phrase, stance in self.lexicon.predicates.items():
                for n in range(len(lower) - len(phrase) + 1):
                    if tuple(lower[n : n + len(phrase)]) == phrase:
                        return stance, tokens[n : n + len(phrase)], "stance.predicate"
        clause = self.ask.grammar.clause(verb)
        if verb.lemma in self.lexicon["naming"] and "object" in slots:
            asked = ["subject"]
        elif verb.lemma in self.lexicon["linking"]:
            asked = [s for s in slots if s in ("subject", "to-do", "that")]
        else:
            asked = []
        for word in [*clause.get("as"), *clause.get("object")] if asked else []:
            found = self.ask.takes(word, asked) if word is not at else None
            if found is not None and found != REVERSES:
                negators = [] if word.pos == "ADJ" else self.ask.negators(word)
                stance = Stance(found)
                return (_NEGATED.get(stance, stance) if negators else stance), [word, *negators], "stance.predicate"
        return None
