"""What stance words need to know of a sentence: slots, modals, negators, and whose wish or deed a word is.

Comes in: the tokens of one annotated document. Goes out: answers about one word of it.
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers
from dragoman.coding.lexicon import Words
from dragoman.coding.positions.stance_words import stance_words
from dragoman.coding.status import read_status
from dragoman.model.events import Status
from dragoman.model.syntax import Token
from dragoman.model.text import Attested

VERBS = ("VERB", "AUX")
PREDICATIVE = ("acomp", "attr", "oprd")


class StanceGrammar:
    """Asks the words of one annotated document."""

    def __init__(self, annotation: Annotation, words: Words) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = Grammar(annotation.parse, words)
        self.fillers = ActorFillers(annotation, self.grammar, words)
        self.lexicon = stance_words()

    def takes(self, word: Token, slots: list[str]) -> str | None:
        """The stance of a word with the topic in one of the slots."""
        lexicon = self.lexicon
        tables: list[tuple[dict[str, dict[str, str]], str]] = []
        if word.pos in VERBS and not self.grammar.is_nominal(word):
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

    def slots(self, at: Token, word: Token, preposition: Token | None) -> list[str]:
        """The names of the slots of a word in which another stands, the most telling first."""
        if preposition is not None:
            return [preposition.lower]
        slots = [name for name, tokens in self.grammar.clause(word).slots.items() if at in tokens]
        if "to-do" in slots and word.pos in VERBS:
            doers = self.grammar.subjects(at)
            if doers and doers != self.grammar.subjects(word):
                slots.insert(0, "other-to-do")
        if not slots and word.pos in ("NOUN", "PROPN", "ADJ"):
            if at.dep == "nsubj":  # "called the sanctions illegal"
                slots = ["subject"]
            elif at.dep in ("compound", "amod", "nmod", "poss"):
                slots = ["modifier"]
            elif at.dep in ("acl", "ccomp", "xcomp", "relcl"):
                marks = [c.lower for c in self.parse.children(at)]
                slots = ["to-do"] if at.tag == "VB" and "to" in marks else ["that"] if "that" in marks else []
        return slots

    def modal(self, verb: Token) -> Token | None:
        """Its "must" or "will"; of coordinated infinitives that of the first."""
        while verb.pos in VERBS:
            for child in self.parse.children(verb):
                if child.dep == "aux" and child.lower in self.lexicon.modals:
                    return child
            if verb.dep != "conj" or verb.tag != "VB":
                break
            verb = self.parse.head(verb)
        return None

    def has_modal(self, verb: Token) -> bool:
        return any(c.dep == "aux" and c.tag == "MD" for c in self.parse.children(verb))

    def negators(self, word: Token) -> list[Token]:
        """ "Not", "never", "no" at a word; of an adjective also those at its verb."""
        holders = [word]
        if word.pos == "ADJ" and word.dep in PREDICATIVE:
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

    def subject_negators(self, verb: Token) -> list[Token]:
        """ "No country supports", "nobody can accept"."""
        if verb.pos not in VERBS:
            return []
        subjects = [c for c in self.parse.children(verb) if c.dep in ("nsubj", "nsubjpass")]
        own = [t for t in subjects if t.lower in self.lexicon["negators"]]
        return own + [n for t in subjects for n in self.parse.children(t) if n.dep == "det" and n.lower == "no"]

    def infinitives(self, verb: Token) -> list[Token]:
        marked = [c for c in self.parse.children(verb) if c.dep == "xcomp"]
        return [c for c in marked if any(w.dep == "aux" and w.lower == "to" for w in self.parse.children(c))]

    # Sides

    def doers(self, word: Token) -> list[Token]:
        """Words for those who do, want or feel what a word says."""
        clause = self.grammar.clause(word)
        verbal = word.pos in VERBS or word.pos == "ADJ"
        slots = ["subject"] if verbal else ["subject", "doer", "possessive", "by", "modifier"]
        found = [t for slot in slots for t in clause.get(slot)]
        return [t for t in found if t.pos in ("NOUN", "PROPN", "PRON", "ADJ")]

    def subjects(self, verb: Token) -> tuple[Attested[str], ...]:
        """Actors who are the subject of a verb told as a fact; none of a verb that is only wished or feared."""
        if verb.pos not in VERBS or self.grammar.is_nominal(verb):
            return ()
        clause = self.grammar.clause(verb)
        if read_status(clause, self.parse).status not in (Status.ACTUAL, Status.ONGOING, Status.NEGATED):
            return ()
        found = {f.actor: f for t in clause.get("subject") for f in self.fillers.resolve(t, "subject")}
        return tuple(filled.attested(self.annotation) for filled in found.values())

    def is_own(self, word: Token, side: frozenset[str]) -> bool | None:
        """Whether the side itself does or wants it; None where the words leave it open."""
        answers = [self._is_of(doer, side, word) for doer in self.doers(word)]
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
            return False if doer.lower in self.lexicon["others"] else None
        owners = [c for c in self.parse.children(doer) if c.dep == "poss"]
        if any(owner.lower in self.lexicon["first-person"] for owner in owners):
            return True
        if doer.lemma in self.lexicon["own-nouns"] or word.pos not in VERBS:
            return None
        return False
