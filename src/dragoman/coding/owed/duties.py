"""What agreements lay on their parties: the deeds they stipulate, require, or are made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.coder import FoundAgreement
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.coding.owed.promises import words
from dragoman.model.syntax import Token

_VERBS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Duty:
    """A deed owed, before its fields are read."""

    action: Token
    cue: Token
    debtor: tuple[Filled, ...]
    rule: str
    agreement: FoundAgreement | None = None


class Duties:
    """Finds what the agreements of one document lay on their parties."""

    def __init__(self, annotation: Annotation, grammar: Grammar, fillers: ActorFillers) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = grammar
        self.fillers = fillers

    def agreed(self, agreements: list[FoundAgreement]) -> Iterator[Duty]:
        """What agreements lay on their parties."""
        for agreement in agreements:
            for mention in agreement.mentions:
                yield from self._stipulated(agreement, mention.noun)
            for noun in [*(m.noun for m in agreement.mentions), *self._pointing_back(agreement, agreements)]:
                yield from self._under(agreement, noun)

    def _pointing_back(self, agreement: FoundAgreement, agreements: list[FoundAgreement]) -> list[Token]:
        """ "Under the statement", after "signed a joint statement": the last agreement that bears the noun."""
        noun = agreement.mentions[0].noun
        named = {m.noun.i: one for one in agreements for m in one.mentions}
        found: list[Token] = []
        latest = None
        for token in self.parse.tokens[noun.i :]:
            if token.lemma != noun.lemma:
                continue
            latest = named.get(token.i, latest)
            if token.i not in named and latest is agreement and token.dep == "pobj":
                found.append(token)
        return found

    def _stipulated(self, agreement: FoundAgreement, noun: Token) -> Iterator[Duty]:
        """What the agreement says is to be done: "which stipulates ...", "the deal requires Iran to", "a deal to"."""
        for action in self._purposes(noun):
            own = self.grammar.clause(action).get("subject") if self._has_own_subject(action) else []
            debtor = [f for t in own for f in self.fillers.resolve(t, "debtor-subject")] or agreement.parties
            yield Duty(action, action, tuple(debtor), "commitment.purpose-of-agreement", agreement)
        for verb in self._stipulating(noun):
            for action in self._actions(verb):
                owing = self._debtor(action, agreement)
                yield Duty(action, verb, tuple(owing), "commitment.stipulated", agreement)

    def _purposes(self, noun: Token) -> list[Token]:
        """ "A deal to exchange prisoners", "an agreement was reached for the army to leave"."""
        head = self.parse.head(noun)
        near = [*self.parse.children(noun)]
        if head.pos == "VERB" and noun.dep in ("nsubjpass", "dobj"):
            near += [c for c in self.parse.children(head) if self._has_own_subject(c)]
        return [
            c
            for c in near
            if c.tag == "VB"
            and c.dep in ("acl", "relcl", "advcl", "xcomp", "ccomp")
            and c.i > noun.i
            and any(m.lower == "to" for m in self.parse.children(c))
        ]

    def _has_own_subject(self, verb: Token) -> bool:
        """ "For the army to leave"."""
        children = self.parse.children(verb)
        return any(c.dep == "mark" and c.lower == "for" for c in children) and any(c.dep == "nsubj" for c in children)

    def _under(self, agreement: FoundAgreement, noun: Token) -> Iterator[Duty]:
        """What "under the agreement" is to be done, and the obligations told next in the same paragraph."""
        preposition = self.parse.head(noun)
        if noun.dep != "pobj" or preposition.lower not in words()["under"]:
            return
        verb = self.parse.head(preposition)
        if verb.pos not in _VERBS:
            return
        obliged = [w for w in self._joined(verb) if self._obligation(w, words()["obliging"])]
        first, last = self.parse.sentences[verb.sentence][1], len(self.parse.tokens)
        for word in self.parse.tokens[first:last]:
            if "\n" in self.annotation.document.text[noun.end : word.start]:
                break
            if word.pos in _VERBS and self._obligation(word, words()["strongly-obliging"]):
                obliged.append(word)
        for action in obliged:
            subjects = self.grammar.clause(action).get("subject")
            debtor = tuple(f for t in subjects for f in self.fillers.resolve(t, "debtor-subject"))
            yield Duty(action, action, debtor, "commitment.under-agreement", agreement)

    def _joined(self, verb: Token) -> list[Token]:
        """A verb and the verbs coordinated with it; what "is to be done" counts as the verb."""
        found = [verb]
        for current in found:
            found += [
                c
                for c in self.parse.children(current)
                if (c.dep == "conj" and c.pos in _VERBS)
                or (c.dep == "xcomp" and current.lemma in ("be", "have") and c.tag in ("VB", "VBN"))
            ]
        return found

    def _obligation(self, verb: Token, modals: list[str]) -> bool:
        """Whether a verb is told as due: "must leave", "will reduce", "are to be released"."""
        children = self.parse.children(verb)
        if any(c.dep == "aux" and c.lower in modals for c in children):
            return verb.lemma not in ("be", "have") or verb.pos == "VERB"
        head = self.parse.head(verb)
        infinitive = any(c.dep == "aux" and c.lower == "to" for c in children)
        return verb.dep == "xcomp" and infinitive and head.lemma in ("be", "have") and head.tag in ("VBZ", "VBP", "VBD")

    def _stipulating(self, noun: Token) -> list[Token]:
        """Verbs that tell the agreement's content: its relative clause, or the clause it is subject of."""
        head = self.parse.head(noun)
        # "Signed a deal with Iran which requires": the parser may hang the clause on Iran.
        around = self.parse.subtree(head if head.pos == "VERB" and noun.dep != "nsubj" else noun)
        clauses = [w for w in around if w.dep in ("relcl", "acl") and self.parse.head(w).i >= noun.i]
        verbs = [w for w in clauses if w.lemma in words()["stipulating"] and w.tag != "VBN"]
        if noun.dep in ("nsubj", "nsubjpass") and head.lemma in words()["stipulating"]:
            verbs.append(head)
        return verbs

    def _actions(self, verb: Token) -> list[Token]:
        clause = self.grammar.clause(verb)
        for slot in ("to-do", "that", "object", "for"):
            found = [t for t in clause.get(slot) if t.pos != "PRON"]
            if found:
                return [part for t in found for part in (self.grammar.coordinated(t) if slot == "object" else [t])]
        return []

    def _debtor(self, action: Token, agreement: FoundAgreement) -> list[Filled]:
        """The doer of the deed; for a noun the one whose thing it is about; else the first party."""
        clause = self.grammar.clause(action)
        for slot in ("subject", "by", "possessive"):
            for token in clause.get(slot):
                if found := self.fillers.resolve(token, f"debtor-{slot}"):
                    return found
        for token in clause.get("of"):
            owners = [c for c in self.parse.children(token) if c.dep == "poss"]
            for owner in [*owners, token]:
                if found := self.fillers.resolve(owner, "debtor-of"):
                    return found
        return agreement.parties[:1]
