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
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers
from dragoman.coding.lexicon import Words
from dragoman.coding.stance_words import REVERSES, stance_words
from dragoman.model.statements import Stance
from dragoman.model.syntax import Token

_VERBS = ("VERB", "AUX")
_PREDICATIVE = ("acomp", "attr", "oprd")
_NEGATED = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS, Stance.DEMANDS: Stance.OPPOSES,
            Stance.OFFERS: Stance.OPPOSES}  # fmt: skip
_REVERSED = {**_NEGATED, Stance.WARNS: Stance.WARNS, Stance.OFFERS: Stance.OFFERS}


@dataclass(slots=True)
class Reading:
    """A stance as far as it has been read."""

    stance: Stance | None = None
    rule: str = ""
    words: list[Token] = field(default_factory=list)
    reversed: bool = False  # the topic's end or breach is what the next word out speaks of
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
        elif self.stance is not Stance.OPPOSES and stance is not Stance.SUPPORTS:
            self.stance, self.rule = stance, rule
        self.words += words


class StanceReader:
    """Reads stances in one annotated document."""

    def __init__(self, annotation: Annotation, words: Words) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = Grammar(annotation.parse, words)
        self.fillers = ActorFillers(annotation, self.grammar, words)
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
            if governor.i not in inside or self._is_background(at, preposition, governor, side, reading, ill):
                break
            self._pass(at, governor, preposition, side, reading)
            reading.passed.append(governor)
            at = governor
        return reading

    # At the topic's own words

    def _at_topic(self, head: Token, side: frozenset[str], reading: Reading, ill: bool) -> None:
        negators = self._negators(head)
        if head.pos not in _VERBS:
            if negators:
                reading.reverse(*negators)
            return
        modal = self._modal(head)
        if negators and ill and self._has_modal(head) and not self.is_own(head, side):
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
        own = self.is_own(head, side)
        if head.pos in _VERBS and own and not ill:
            if reading.reversed or head.tag in ("VBP", "VBZ", "VBG"):
                reading.take(Stance.SUPPORTS, "stance.own-deed", [head])
        elif ill and not own and not reading.reversed and self._doers(head):
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
            elif self._is_held_back(governor, side):
                reading.take(Stance.DEMANDS, "stance.condition", [condition])
        occasion = any(m.lower in self.lexicon["occasions"] for m in marks)
        return condition is not None or occasion or (at.dep == "advcl" and at.tag != "VB")

    def _is_held_back(self, governor: Token, side: frozenset[str]) -> bool:
        """Whether something is refused, promised or asked for here: "no talks until", "we will return if"."""
        if self._negators(governor) or self._takes(governor, ["to-do", "for"]) == Stance.OFFERS:
            return True
        if any(self._negators(t) for t in self.grammar.clause(governor).get("subject")):
            return True
        modal = self._modal(governor)
        if modal is not None:
            return self._applies(modal, governor, side)
        predicates = self.grammar.clause(governor).get("as")
        return any(self._takes(word, ["to-do", "for"]) == Stance.OFFERS for word in predicates)

    def _pass(
        self, at: Token, word: Token, preposition: Token | None, side: frozenset[str], reading: Reading
    ) -> None:
        """What a word on the way makes of the stance."""
        slots = self._slots(at, word, preposition)
        told = self._told_of(at, word, slots)
        negators = [*self._negators(word), *self._subject_negators(word)]
        if at.pos == "ADJ" and at.dep in _PREDICATIVE:
            negators = []  # they were counted with the adjective
        if told is not None:
            stance, cues, rule = told
            negators = [n for n in negators if n not in cues]
            reading.take((_NEGATED.get(stance, stance) if negators else stance), rule, [*cues, *negators])
            return
        self._end_of_subject(word, slots, reading)
        found = self._takes(word, slots)
        if found is None and "subject" in slots and self._infinitives(word):
            found = self._takes(word, ["to-do"])  # "elections need to be held"
        if found == Stance.DEMANDS and word.lemma in self.lexicon["obliging"]:
            reading.take(Stance.OPPOSES if negators else Stance.DEMANDS, "stance.verb", [word, *negators])
            return
        modal = self._modal(word) if word.pos in _VERBS else None
        if found is None and modal is None:
            if negators:
                reading.reverse(*negators)
            return
        if found is not None:
            modal = modal if self.lexicon.modals.get(modal.lower if modal else "") is Stance.DEMANDS else None
            self._take_word(word, found, negators if modal is None else [], modal, side, reading)
        if modal is not None and self._applies(modal, word, side):
            self._take_modal(modal, negators, reading)

    def _end_of_subject(self, verb: Token, slots: list[str], reading: Reading) -> None:
        """ "The siege has to stop", "the siege needs to be lifted": what the infinitive says of its subject."""
        for done in self._infinitives(verb) if "subject" in slots else ():
            slot = "object" if self.grammar.is_passive(done) else "subject"
            if self._takes(done, [slot]) == REVERSES:
                reading.reverse(done)

    def _infinitives(self, verb: Token) -> list[Token]:
        marked = [c for c in self.parse.children(verb) if c.dep == "xcomp"]
        return [c for c in marked if any(w.dep == "aux" and w.lower == "to" for w in self.parse.children(c))]

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
        own = self.is_own(word, side)
        if found == REVERSES:
            if not negators:
                reading.reverse(word)
            elif own and self._has_modal(word):  # "we will not stop"
                reading.take(Stance.SUPPORTS, "stance.not-ended", [*negators, word])
        elif own or (own is None and modal is None):
            stance = Stance(found)
            kind = "adjective" if word.pos == "ADJ" else "noun" if word.pos in ("NOUN", "PROPN") else "verb"
            shown = _NEGATED.get(stance, stance) if negators else stance
            reading.take(shown, f"stance.{kind}", [*negators, word])
        elif (found == Stance.OPPOSES) != bool(negators):
            reading.reverse(*negators, word)

    def _take_modal(self, modal: Token, negators: list[Token], reading: Reading) -> None:
        stance = self.lexicon.modals[modal.lower]
        if stance is Stance.OFFERS and reading.stance is not None:
            return
        if stance is Stance.OFFERS and reading.reversed:  # "we will stop", "there will be no"
            stance = Stance.OPPOSES if not negators else Stance.SUPPORTS
            reading.reversed = False
        elif negators:
            stance = _NEGATED[stance]
        reading.take(stance, "stance.modal", [modal, *negators])

    def _applies(self, modal: Token, verb: Token, side: frozenset[str]) -> bool:
        """Anybody may be told what he must do; what will be done is an offer of one's own only."""
        return self.lexicon.modals[modal.lower] is Stance.DEMANDS or self.is_own(verb, side) is True

    # What is said of the topic as a subject

    def _told_of(self, at: Token, verb: Token, slots: list[str]) -> tuple[Stance, list[Token], str] | None:
        """ "Talks are vital", "the raid is a crime", "it is wrong to talk", "talks are off the table"."""
        if verb.pos not in _VERBS:
            return None
        if "subject" in slots:
            tokens = [t for t in self.parse.subtree(verb) if t.i > verb.i]
            lower = [t.lower for t in tokens]
            for phrase, stance in self.lexicon.predicates.items():
                for n in range(len(lower) - len(phrase) + 1):
                    if tuple(lower[n : n + len(phrase)]) == phrase:
                        return stance, tokens[n : n + len(phrase)], "stance.predicate"
        if verb.lemma not in self.lexicon["linking"]:
            return None
        clause = self.grammar.clause(verb)
        asked = [s for s in slots if s in ("subject", "to-do", "that")]
        for word in [*clause.get("as"), *clause.get("object")] if asked else []:
            found = self._takes(word, asked) if word is not at else None
            if found is not None and found != REVERSES:
                negators = [] if word.pos == "ADJ" else self._negators(word)
                stance = Stance(found)
                return (_NEGATED.get(stance, stance) if negators else stance), [word, *negators], "stance.predicate"
        return None

    # Words

    def _takes(self, word: Token, slots: list[str]) -> str | None:
        """The stance of a word with the topic in one of the slots."""
        lexicon = self.lexicon
        tables: list[tuple[dict[str, dict[str, str]], str]] = []
        if word.pos in _VERBS and not self.grammar.is_nominal(word):
            particles = self.grammar.clause(word).particles
            tables = [(lexicon.verbs, f"{word.lemma} {particle}") for particle in sorted(particles)]
            tables += [(lexicon.verbs, word.lemma), (lexicon.adjectives, word.lower)]
        elif word.pos in ("ADJ", "ADV"):
            tables = [(lexicon.adjectives, word.lower), (lexicon.adjectives, word.lemma)]
        elif word.pos in ("NOUN", "PROPN", "VERB"):
            tables = [(lexicon.nouns, word.lemma)]
        for table, lemma in tables:
            taken = table.get(lemma, {})
            for slot in slots:
                if slot in taken:
                    return taken[slot]
        return None

    def _slots(self, at: Token, word: Token, preposition: Token | None) -> list[str]:
        """The names of the slots of a word in which another stands, the most telling first."""
        if preposition is not None:
            return [preposition.lower]
        slots = [name for name, tokens in self.grammar.clause(word).slots.items() if at in tokens]
        if "to-do" in slots and word.pos in _VERBS:
            doers = self.grammar.subjects(at)
            if doers and doers != self.grammar.subjects(word):
                slots.insert(0, "other-to-do")
        if not slots and word.pos in ("NOUN", "PROPN"):
            if at.dep in ("compound", "amod", "nmod", "poss"):
                slots = ["modifier"]
            elif at.dep in ("acl", "ccomp", "xcomp", "relcl"):
                marks = [c.lower for c in self.parse.children(at)]
                slots = ["to-do"] if at.tag == "VB" and "to" in marks else ["that"] if "that" in marks else []
        return slots

    def _modal(self, verb: Token) -> Token | None:
        """Its "must" or "will"; of coordinated infinitives that of the first."""
        while verb.pos in _VERBS:
            for child in self.parse.children(verb):
                if child.dep == "aux" and child.lower in self.lexicon.modals:
                    return child
            if verb.dep != "conj" or verb.tag != "VB":
                break
            verb = self.parse.head(verb)
        return None

    def _has_modal(self, verb: Token) -> bool:
        return any(c.dep == "aux" and c.tag == "MD" for c in self.parse.children(verb))

    def _negators(self, word: Token) -> list[Token]:
        """ "Not", "never", "no" at a word; of an adjective also those at its verb."""
        holders = [word]
        if word.pos == "ADJ" and word.dep in _PREDICATIVE:
            holders.append(self.parse.head(word))
        found: list[Token] = []
        for holder in holders:
            for child in self.parse.children(holder):
                known = child.dep == "neg" or (
                    child.dep in ("det", "advmod", "preconj", "cc") and child.lower in self.lexicon["negators"]
                )
                after = self.parse.tokens[child.i + 1] if child.i + 1 < len(self.parse.tokens) else child
                if known and after.lower not in self.lexicon["but-not"]:
                    found.append(child)
        return found

    def _subject_negators(self, verb: Token) -> list[Token]:
        """ "No country supports", "nobody can accept"."""
        if verb.pos not in _VERBS:
            return []
        subjects = self.grammar.clause(verb).get("subject")
        own = [t for t in subjects if t.lower in self.lexicon["negators"]]
        return own + [n for t in subjects for n in self.parse.children(t) if n.dep == "det" and n.lower == "no"]

    # Sides

    def _doers(self, word: Token) -> list[Token]:
        """Words for those who do, want or feel what a word says."""
        clause = self.grammar.clause(word)
        names = ("subject", "doer", "possessive", "by", "modifier")
        if word.pos in _VERBS or word.pos == "ADJ":
            names = ("subject",)
        found = [t for name in names for t in clause.get(name)]
        return [t for t in found if t.pos in ("NOUN", "PROPN", "PRON", "ADJ")]

    def is_own(self, word: Token, side: frozenset[str]) -> bool | None:
        """Whether the side itself does or wants it; None where the words leave it open."""
        answers = [self._is_of(doer, side, word) for doer in self._doers(word)]
        known = [answer for answer in answers if answer is not None]
        return any(known) if known else None

    def _is_of(self, doer: Token, side: frozenset[str], word: Token) -> bool | None:
        if doer.lower in self.lexicon["first-person"]:
            return True
        if doer.dep in ("amod", "compound", "nmod") and self.annotation.reference_at(doer) is None:
            return None
        actors = {filled.actor for filled in self.fillers.resolve(doer, "holder")}
        if actors:
            return not side.isdisjoint(actors)
        if doer.pos == "PRON":
            return None
        owners = [c for c in self.parse.children(doer) if c.dep == "poss"]
        if any(owner.lower in self.lexicon["first-person"] for owner in owners):
            return True
        if doer.lemma in self.lexicon["own-nouns"] or word.pos not in _VERBS:
            return None
        return False
