"""Grammar words for frames: what stands as subject, object, "to", "that" of a verb or noun.

Comes in: a token of a parsed text. Goes out: its slots, by names a political scientist knows. Passives,
relative clauses, coordination, control ("urged Iran to free ...") and participles are undone here,
so that no frame has to know them. The only module in ``coding`` that reads dependency labels to find
arguments.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from dragoman.coding.lexicon import Words
from dragoman.model.syntax import Parse, Token

_SUBJECTS = ("nsubj", "csubj", "expl")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_OBJECTS = ("dobj", "obj")
_MODIFIERS = ("amod", "compound", "nmod")
_CLAUSE_DEPS = ("ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "conj", "csubj", "parataxis")
_MAX_CLIMB = 6  # governors looked at for a missing subject; deeper nesting is misparsed text


@dataclass(slots=True)
class Clause:
    """A predicate and what fills its slots; fillers are the head tokens of phrases."""

    predicate: Token
    passive: bool = False
    slots: dict[str, list[Token]] = field(default_factory=lambda: defaultdict(list))
    particles: set[str] = field(default_factory=set)
    carrier: Token | None = None  # the light verb that carries an event noun

    def add(self, slot: str, token: Token) -> None:
        if token not in self.slots[slot]:
            self.slots[slot].append(token)

    def get(self, slot: str) -> list[Token]:
        return self.slots.get(slot, [])


class Grammar:
    """Finds the slots of predicates in one parsed text."""

    def __init__(self, parse: Parse, words: Words) -> None:
        self.parse = parse
        self.words = words
        self._clauses: dict[int, Clause] = {}

    def clause(self, token: Token) -> Clause:
        """The slots of a verb, an event noun or a predicate adjective."""
        if token.i not in self._clauses:
            if token.tag == "MD":
                self._clauses[token.i] = self._modal(token)
            elif token.pos in ("VERB", "AUX") and not self.is_nominal(token):
                self._clauses[token.i] = self._verb(token)
            elif token.pos == "ADJ" and token.dep in ("acomp", "oprd", "attr", "ROOT", "conj", "advcl"):
                self._clauses[token.i] = self._adjective(token)
            else:
                self._clauses[token.i] = self._noun(token)
        return self._clauses[token.i]

    def is_nominal(self, token: Token) -> bool:
        """A noun, or an -ing form used as one ("fighting between the two sides")."""
        if token.pos in ("NOUN", "PROPN"):
            return True
        if token.tag != "VBG" or token.dep not in (*_SUBJECTS, *_PASSIVE_SUBJECTS, *_OBJECTS, "pobj", "attr"):
            return False
        return not any(c.dep in (*_OBJECTS, "aux", "prt") for c in self.parse.children(token))

    # Verbs

    def _verb(self, verb: Token) -> Clause:
        clause = Clause(verb, passive=self.is_passive(verb))
        for child in self.parse.children(verb):
            if child.dep in _OBJECTS:
                clause.add("object", child)
            elif child.dep in ("attr", "oprd", "acomp"):
                clause.add("as", child)
            elif child.dep == "dative" and child.pos != "ADP":
                clause.add("to", child)
            elif child.dep in ("prep", "dative"):
                self._add_preposition(clause, child)
            elif child.dep == "agent":
                self._add_agent(clause, child)
            elif child.dep == "prt" and child.lower == "up" and self.parse.children(child):
                self._add_counted_object(clause, child)
            elif child.dep == "prt" or (child.dep == "advmod" and child.lower in self.words["adverb-particles"]):
                clause.particles.add(child.lower)
            elif child.dep in ("xcomp", "ccomp", "advcl"):
                self._add_clause(clause, child)
        for subject in self.subjects(verb):
            clause.add("object" if clause.passive else "subject", subject)
        self._reach_through_object(clause)
        return clause

    def _add_agent(self, clause: Clause, preposition: Token) -> None:
        """The doer of a passive; in an active clause ("rejected a plan by France") plain ``by``."""
        clause.particles.add("by")
        for phrase in self._prepositional_objects(preposition):
            clause.add("subject" if clause.passive else "by", phrase)

    def _add_clause(self, clause: Clause, complement: Token) -> None:
        """A clausal complement under the name of its form."""
        if complement.tag == "VB" and self._has_to(complement):
            clause.add("to-do", complement)
            if complement.dep == "advcl":
                clause.add("purpose", complement)
        elif complement.dep == "advcl":
            if complement.tag == "VBG" and not any(c.dep == "mark" for c in self.parse.children(complement)):
                clause.add("purpose", complement)  # "demonstrated calling for"
            return
        elif complement.tag == "VBG" and not self._own_subjects(complement):
            clause.add("doing", complement)
        else:
            clause.add("that", complement)

    def _add_preposition(self, clause: Clause, preposition: Token) -> None:
        name = preposition.lower
        clause.particles.add(name)
        for phrase in self._prepositional_objects(preposition):
            clause.add(name, phrase)
        if name == "up" and not clause.get("object"):
            self._add_counted_object(clause, preposition)
        for child in self.parse.children(preposition):
            if child.dep == "prep":  # "out of", "because of": both names reach the same phrase
                self._add_preposition(clause, child)

    def _add_counted_object(self, clause: Clause, up: Token) -> None:
        """ "Kidnapped up to 16 advisers": the parser takes "up to" for a preposition."""
        for to in self.parse.children(up):
            for phrase in self._prepositional_objects(to) if to.lower == "to" else ():
                if any(c.dep == "nummod" for c in self.parse.children(phrase)):
                    clause.add("object", phrase)

    def _prepositional_objects(self, preposition: Token) -> list[Token]:
        return [c for c in self.parse.children(preposition) if c.dep in ("pobj", "pcomp", "npadvmod")]

    def _reach_through_object(self, clause: Clause) -> None:
        """Prepositions and infinitives that the parser hung on the object serve the verb as well."""
        for thing in [part for t in (*clause.get("object"), *clause.get("as")) for part in self.coordinated(t)]:
            described = thing in clause.get("as")  # "is a supporter of"
            for child in self.parse.children(thing):
                if child.dep == "prep" and (described or child.lower != "of"):
                    clause.particles.add(child.lower)
                    if not clause.get(child.lower):
                        for phrase in self._prepositional_objects(child):
                            clause.add(child.lower, phrase)
                elif child.dep in ("acl", "relcl") and child.tag == "VB" and self._has_to(child):
                    clause.add("to-do", child)
        for name in [slot for slot in clause.slots if slot in self.words["particles"]]:
            for phrase in [*clause.get(name)]:
                for child in self.parse.children(phrase):
                    if child.dep in ("acl", "relcl") and child.tag == "VB" and self._has_to(child):
                        clause.add("to-do", child)

    def _has_to(self, verb: Token) -> bool:
        return any(c.dep == "aux" and c.lower == "to" for c in self.parse.children(verb))

    def is_passive(self, verb: Token) -> bool:
        """Whether the grammatical subject undergoes the deed."""
        children = self.parse.children(verb)
        if verb.lemma in self.words["stative"] and not any(c.dep == "agent" for c in children):
            return False
        if any(c.dep in _PASSIVE_SUBJECTS or c.dep == "auxpass" for c in children):
            return True
        if any(c.dep in _SUBJECTS for c in children):
            return False
        if verb.dep == "acl" and verb.tag in ("VBN", "VBD"):
            return not self._is_lost_main_verb(verb)
        if verb.dep == "conj" and verb.tag == "VBN" and not any(c.dep == "aux" for c in children):
            head = self.parse.head(verb)
            return head.pos == "VERB" and self.is_passive(head)
        return verb.dep == "xcomp" and verb.tag == "VBN"

    def _is_lost_main_verb(self, verb: Token) -> bool:
        """Whether a "participle" is a main verb misread: one with an object, or in a sentence without another verb."""
        if any(c.dep in _OBJECTS for c in self.parse.children(verb)):
            return verb.lemma not in self.words["double-object"]  # "the man given asylum"
        return self.parse.head(verb).dep == "ROOT" and verb.tag == "VBD"

    def _own_subjects(self, verb: Token) -> list[Token]:
        return [c for c in self.parse.children(verb) if c.dep in _SUBJECTS or c.dep in _PASSIVE_SUBJECTS]

    def subjects(self, verb: Token, climbed: int = 0) -> list[Token]:
        """Grammatical subjects, looked for in governing clauses where the verb has none of its own."""
        own = [self.antecedent(s, verb) for s in self._own_subjects(verb) if s.dep != "expl"]
        if own or verb.dep in ("ROOT", "parataxis") or climbed > _MAX_CLIMB:
            return own
        head = self.parse.head(verb)
        if verb.dep in ("relcl", "acl"):
            return self._subjects_of_modifier(verb, head, climbed)
        if verb.dep in ("pcomp", "prep"):
            return self._subjects_after_preposition(head, climbed)
        if head.pos not in ("VERB", "AUX"):
            if head.pos in ("ADJ", "NOUN") and verb.dep in ("xcomp", "advcl", "ccomp", "conj"):
                governor = self.parse.head(head)
                return self.subjects(governor, climbed + 1) if governor.pos in ("VERB", "AUX") else []
            return []
        if verb.dep in ("xcomp", "ccomp", "advcl") and self._has_to(verb):
            return self._controllers(head, climbed)
        return self.subjects(head, climbed + 1)

    def _controllers(self, governor: Token, climbed: int) -> list[Token]:
        """Who is to do it in "urged Iran to", "called on Iran to", "was ordered to", "agreed to"."""
        children = self.parse.children(governor)
        if governor.lemma not in self.words["subject-control"]:
            for child in children:
                if child.dep in _OBJECTS or (child.dep == "dative" and child.pos != "ADP"):
                    return [child]
                if child.dep == "prep" and child.lower in ("on", "upon", "for", "to", "with"):
                    named = [c for c in self._prepositional_objects(child) if c.pos in ("PROPN", "NOUN", "PRON")]
                    if named:
                        return named
        return self.subjects(governor, climbed + 1)

    def _subjects_of_modifier(self, verb: Token, noun: Token, climbed: int) -> list[Token]:
        """Who does it in "troops sent by", "its readiness to help", "rebels fighting the army"."""
        if verb.tag == "VB" and noun.pos == "NOUN":
            owners = [c for c in self.parse.children(noun) if c.dep == "poss"]
            if owners:
                return owners
            governor = self.parse.head(noun)
            if governor.pos in ("VERB", "AUX") and noun.dep in (*_OBJECTS, "attr"):
                return self._controllers_of_noun(governor, noun, climbed)
            return []
        if noun.pos in ("VERB", "AUX"):
            return self.subjects(noun, climbed + 1)
        if verb.tag == "VBG" and noun.lemma in self.words["texts"]:  # "issued a statement demanding"
            owners = [c for c in self.parse.children(noun) if c.dep == "poss"]
            governor = self.parse.head(noun)
            return owners or (self.subjects(governor, climbed + 1) if noun.dep in _OBJECTS else [])
        return [noun]

    def _controllers_of_noun(self, governor: Token, noun: Token, climbed: int) -> list[Token]:
        """ "Gave Iran a deadline to leave": Iran; "took steps to help": the subject."""
        datives = [c for c in self.parse.children(governor) if c.dep == "dative" and c.pos != "ADP"]
        return datives or self.subjects(governor, climbed + 1)

    def _subjects_after_preposition(self, preposition: Token, climbed: int) -> list[Token]:
        """ "Accused Iran of helping": Iran; "by bombing", "after meeting": the subject."""
        governor = self.parse.head(preposition)
        if governor.pos not in ("VERB", "AUX"):
            above = self.parse.head(governor)
            if governor.dep in (*_OBJECTS, *_PASSIVE_SUBJECTS) and above.lemma in self.words["object-does"]:
                return [governor]
            return [c for c in self.parse.children(governor) if c.dep == "poss"]
        if preposition.lower in ("of", "from", "into", "for", "with"):
            things = [c for c in self.parse.children(governor) if c.dep in (*_OBJECTS, *_PASSIVE_SUBJECTS)]
            if things:
                return things
        return self.subjects(governor, climbed + 1)

    def antecedent(self, token: Token, verb: Token) -> Token:
        """What a relative pronoun stands for."""
        if token.tag in ("WDT", "WP") and verb.dep == "relcl":
            return self.parse.head(verb)
        return token

    def _modal(self, modal: Token) -> Clause:
        """ "Must" and "should": who must is the subject, what is to be done the clause."""
        clause = Clause(modal)
        verb = self.parse.head(modal)
        if verb.pos in ("VERB", "AUX"):
            for subject in self.subjects(verb):
                clause.add("subject", subject)
            clause.add("that", verb)
        return clause

    # Adjectives

    def _adjective(self, adjective: Token) -> Clause:
        clause = Clause(adjective)
        copula = self.parse.head(adjective)
        if copula.pos in ("VERB", "AUX") and copula is not adjective:
            for subject in self.subjects(copula):
                clause.add("subject", subject)
            for child in self.parse.children(copula):
                if child.dep == "xcomp" and child is not adjective:
                    clause.add("to-do", child)
                elif child.dep == "prep":
                    self._add_preposition(clause, child)
        for child in self.parse.children(adjective):
            if child.dep in ("xcomp", "ccomp", "advcl"):
                self._add_clause(clause, child)
            elif child.dep == "prep":
                self._add_preposition(clause, child)
        return clause

    # Nouns

    def _noun(self, noun: Token) -> Clause:
        clause = Clause(noun)
        for child in self.parse.children(noun):
            if child.dep == "poss":
                clause.add("possessive", child)
            elif child.dep in _MODIFIERS:
                clause.add("modifier", child)
                for inner in self.parse.children(child):  # "Ukrainian drone strikes"
                    if inner.dep in _MODIFIERS:
                        clause.add("modifier", inner)
            elif child.dep in ("prep", "agent", "dative"):
                self._add_preposition(clause, child)
            elif child.dep == "acl":
                self._add_noun_clause(clause, child)
        self._reach_through_of(clause)
        governor = self.parse.head(noun)
        if noun.dep in _OBJECTS and governor.pos == "VERB" and not clause.get("by"):
            for phrase in self.clause(governor).get("by"):
                clause.add("by", phrase)
        self._add_carrier(clause, noun)
        if clause.get("with") and not any(clause.get(s) for s in ("doer", "possessive", "between", "by", "modifier")):
            for doer in self._subjects_beside(noun):
                clause.add("doer", doer)
        return clause

    def _subjects_beside(self, noun: Token) -> list[Token]:
        """ "Starmer spoke after talks with Zelensky": whose talks with him they were."""
        preposition = self.parse.head(noun)
        verb = self.parse.head(preposition)
        if noun.dep != "pobj" or preposition.lower not in self.words["background"] or verb.pos != "VERB":
            return []
        return self.subjects(verb)

    def _reach_through_of(self, clause: Clause) -> None:
        """ "The visit of the minister to Egypt": the parser hangs "to Egypt" on the minister."""
        for phrase in [*clause.get("of")]:
            for child in self.parse.children(phrase):
                if child.dep == "prep" and child.lower in ("to", "with", "against") and not clause.get(child.lower):
                    self._add_preposition(clause, child)

    def _add_noun_clause(self, clause: Clause, verb: Token) -> None:
        """ "An attack carried out by rebels", "a plan to withdraw", "sanctions imposed on Iran"."""
        if verb.tag == "VB" and self._has_to(verb):
            clause.add("to-do", verb)
        elif verb.tag == "VBN" and verb.lemma in self.words["light"]:
            clause.carrier = verb
            inner = self.clause(verb)
            for doer in inner.get("subject"):
                clause.add("doer", doer)
            self._copy_prepositions(inner, clause)
        elif verb.tag == "VBN":
            for maker in self.clause(verb).get("subject"):
                if maker is not clause.predicate:
                    clause.add("made-by", maker)
        elif verb.tag == "VBG" and verb.lemma == "involve":
            for party in self.clause(verb).get("object"):
                clause.add("between", party)

    def _add_carrier(self, clause: Clause, noun: Token) -> None:
        """Take over the slots of a verb that only carries the noun."""
        first = noun
        while first.dep == "conj" and self.parse.head(first).pos in ("NOUN", "PROPN"):
            first = self.parse.head(first)
        verb = self._carrier_of(first)
        if verb is None:
            return
        inner = self.clause(verb)
        undergone = verb.lemma in self.words["undergo"] and verb.lemma not in self.words["light"]
        if first in inner.get("object"):
            for doer in inner.get("subject"):
                clause.add("undergoer" if undergone else "doer", doer)
        elif first in inner.get("subject"):  # "talks were held" is passive: object; "attacks began": subject
            pass
        clause.carrier = verb
        self._copy_prepositions(inner, clause)

    def _carrier_of(self, noun: Token) -> Token | None:
        head = self.parse.head(noun)
        if noun.dep in (*_OBJECTS, *_PASSIVE_SUBJECTS) and head.pos == "VERB":
            if head.lemma in self.words["light"] or head.lemma in self.words["undergo"]:
                return head
        elif noun.dep == "pobj" and head.lower in ("out", "on", "in", "under", "into", "to"):
            governor = self.parse.head(head)
            if governor.pos == "VERB" and f"{governor.lemma} {head.lower}" in self.words["light-with-preposition"]:
                return governor
        return None

    def _copy_prepositions(self, inner: Clause, clause: Clause) -> None:
        for slot, phrases in inner.slots.items():
            if slot in self.words["particles"] or slot in ("to-do", "that", "purpose"):
                for phrase in phrases:
                    if phrase is not clause.predicate and not clause.get(slot):
                        clause.add(slot, phrase)
        clause.particles |= inner.particles

    # Phrases

    def measured(self, token: Token) -> list[Token]:
        """The token and, if it only measures, what it measures: "tons of food", "a series of bombs"."""
        if token.lemma not in self.words["measures"]:
            return [token]
        of = [c for c in self.parse.children(token) if c.lower == "of"]
        return [token, *(phrase for preposition in of for phrase in self._prepositional_objects(preposition))]

    def coordinated(self, token: Token) -> list[Token]:
        """The token and what is joined to it by "and", commas or "or"."""
        found = [token]
        for current in found:
            found += [c for c in self.parse.children(current) if c.dep == "conj" and not c.tag.startswith(("VB", "MD"))]
            if current.tag in ("NN", "NNP"):  # "the minister Dar and Prime Minister Sharif": no second name of his
                names = [c for c in self.parse.children(current) if c.dep == "appos" and c.tag == "NNP"]
                found += [c for name in names for c in self.parse.children(name) if c.dep == "conj" and c.tag == "NNP"]
        if token.dep in _OBJECTS:  # "extending aid and help": the parser may join "help" to the verb
            siblings = self.parse.children(self.parse.head(token))
            found += [c for c in siblings if c.dep == "conj" and c.tag in ("NN", "NNS", "NNP") and c.i > token.i]
        return found
