"""Commitments: who must do what, for whom, by when.

They are read from what an agreement lays on its parties, and from promises outside agreements. A deed told
several times in one sentence ("announced its readiness to send") is one commitment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.coder import FoundAgreement
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.coding.lexicon import Words
from dragoman.coding.magnitudes import magnitudes
from dragoman.coding.owed.deadlines import Deadlines, Due
from dragoman.coding.owed.promises import Promise, Promises, words
from dragoman.coding.statements.speakers import told_by
from dragoman.model.agreements import Commitment
from dragoman.model.statements import Statement
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence, Span

_VERBS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class _Duty:
    """A deed owed, before its fields are read."""

    action: Token
    cue: Token
    debtor: tuple[Filled, ...]
    rule: str
    agreement: FoundAgreement | None = None


@dataclass(frozen=True)
class CommitmentCoder:
    """Finds commitments in one document."""

    words: Words

    def code(
        self, annotation: Annotation, agreements: list[FoundAgreement], statements: tuple[Statement, ...]
    ) -> tuple[Commitment, ...]:
        """Commitments in text order with ids ``c1``, ``c2``, ..."""
        finder = _Finder(annotation, self.words, statements)
        found: list[Commitment] = []
        for duty in [*finder.agreed(agreements), *finder.promised()]:
            commitment = finder.commitment(duty)
            if not any(commitment.action.span.overlaps(known.action.span) for known in found):
                found.append(commitment)
        found.sort(key=lambda c: c.action.start)
        return tuple(replace(c, id=f"c{n}") for n, c in enumerate(found, start=1))


class _Finder:
    def __init__(self, annotation: Annotation, lexicon: Words, statements: tuple[Statement, ...]) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = Grammar(annotation.parse, lexicon)
        self.fillers = ActorFillers(annotation, self.grammar, lexicon)
        self.deadlines = Deadlines(annotation)
        self.speakers = told_by(annotation, statements)

    def promised(self) -> Iterator[_Duty]:
        """Promises outside agreements, the words that hold a deed most closely first."""
        found = list(Promises(self.annotation, self.grammar, self.fillers, self.speakers).find())
        for promise in sorted(found, key=self._looseness):
            yield _Duty(promise.action, promise.cue, promise.debtor, promise.rule)

    def _looseness(self, promise: Promise) -> int:
        """An announced future is no promise of its own where a word of promise holds it too."""
        return int(promise.cue is promise.action)

    # Agreements

    def agreed(self, agreements: list[FoundAgreement]) -> Iterator[_Duty]:
        """What agreements lay on their parties."""
        for agreement in agreements:
            for mention in agreement.mentions:
                yield from self._stipulated(agreement, mention.noun)
                yield from self._under(agreement, mention.noun)

    def _stipulated(self, agreement: FoundAgreement, noun: Token) -> Iterator[_Duty]:
        """What the agreement says is to be done: "which stipulates ...", "the deal requires Iran to", "a deal to"."""
        for action in self._purposes(noun):
            own = self.grammar.clause(action).get("subject") if self._has_own_subject(action) else []
            debtor = [f for t in own for f in self.fillers.resolve(t, "debtor-subject")] or agreement.parties
            yield _Duty(action, action, tuple(debtor), "commitment.purpose-of-agreement", agreement)
        for verb in self._stipulating(noun):
            for action in self._actions(verb):
                owing = self._debtor(action, agreement)
                yield _Duty(action, verb, tuple(owing), "commitment.stipulated", agreement)

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

    def _under(self, agreement: FoundAgreement, noun: Token) -> Iterator[_Duty]:
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
            yield _Duty(action, action, debtor, "commitment.under-agreement", agreement)

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

    # Fields

    def commitment(self, duty: _Duty) -> Commitment:
        """The commitment that a duty comes to."""
        agreement = duty.agreement.agreement if duty.agreement is not None else None
        made = agreement.date.value if agreement is not None and agreement.date is not None else None
        due = self.deadlines.of(duty.action, duty.cue, made)
        condition = self._condition(duty.action) or self._condition(duty.cue)
        span = self._span(duty.action, due, condition)
        inside = self.parse.tokens_in(span.start, span.end)
        teller = self.speakers.get(duty.cue.i, [])
        return Commitment(
            id="",
            debtor=tuple(f.attested(self.annotation) for f in duty.debtor),
            action=self.annotation.document.evidence(span.start, span.end),
            beneficiary=tuple(f.attested(self.annotation) for f in self._beneficiaries(duty)),
            deadline=due.deadline if due is not None else None,
            term=due.term if due is not None else None,
            condition=condition,
            status_claim=Attested(value="pending", basis=Basis.ASSUMED, rule="commitment.not-said-to-be-kept"),
            attribution=tuple(f.attested(self.annotation) for f in teller),
            magnitudes=magnitudes(inside, self.annotation),
            agreement=agreement.id if agreement is not None else None,
            rule=duty.rule,
        )

    def _beneficiaries(self, duty: _Duty) -> list[Filled]:
        """Whom the deed is done to or for; under an agreement, else, the other side."""
        owing = {f.actor for f in duty.debtor}
        clause = self.grammar.clause(duty.action)
        verbal = duty.action.pos in _VERBS
        for slot in words()["gaining" if verbal else "gaining-noun"]:
            for token in clause.get(slot):
                if any(c.dep == "poss" and c.pos == "PRON" for c in self.parse.children(token)):
                    continue  # "withdraw its troops": the debtor's own
                named = self.fillers.resolve(token, f"beneficiary-{slot}", host=True)
                if found := [f for f in named if f.actor not in owing]:
                    return found
        if duty.agreement is not None:
            return [f for f in duty.agreement.parties if f.actor not in owing][:1]
        return []

    def _span(self, action: Token, due: Due | None, condition: Evidence | None) -> Span:
        """The words of the deed, from its verb, without the deadline, the condition and what follows them."""
        modified = [
            c
            for c in self.parse.children(action)
            if c.dep in ("neg", "advmod") and c.i < action.i and c.lower not in words()["telling-adverbs"]
        ]
        adjacent = [
            c for c in modified if all(t in modified or t.tag == "TO" for t in self.parse.tokens[c.i : action.i])
        ]
        if action.pos in _VERBS:
            inside = [t for t in self.parse.subtree(action) if t.i >= min([action.i, *(c.i for c in adjacent)])]
        else:
            inside = [t for t in self.parse.subtree(action) if t.dep != "det" or self.parse.head(t) is not action]
        apart = [c for c in self.parse.children(action) if c.dep == "conj" and c.pos in _VERBS]
        if self._have_auxiliaries(apart):
            own = {t.i for c in apart for t in self.parse.subtree(c)}
            own |= {c.i for c in self.parse.children(action) if c.dep in ("cc", "punct") and c.i > action.i}
            inside = [t for t in inside if t.i not in own]
        cuts = [due.first if due is not None else None, self._circumstance(action)]
        if condition is not None:
            cuts += [t.i for t in self.parse.tokens_in(condition.start, condition.end)[:1]]
        for cut in cuts:
            if cut is not None and cut > action.i:
                inside = [t for t in inside if t.i < cut] or inside
        while len(inside) > 1 and (inside[-1].dep == "cc" or (inside[-1].pos == "PUNCT" and not self._closes(inside))):
            inside.pop()
        return Span(inside[0].start, inside[-1].end)

    def _closes(self, inside: list[Token]) -> bool:
        """Whether the last mark closes one that stands among the words."""
        last = inside[-1].text
        opening = {")": "(", "]": "[", "”": "“", "’": "‘"}.get(last)
        if opening is not None:
            return any(t.text == opening for t in inside)
        return last == '"' and sum(t.text == '"' for t in inside) % 2 == 0

    def _circumstance(self, action: Token) -> int | None:
        """ "... in addressing its challenges", "... in order to win time": what the deed is for, told after it."""
        for child in self.parse.children(action):
            if child.i < action.i:
                continue
            below = self.parse.children(child)
            if (
                child.dep == "prep"
                and child.lower == "in"
                and any(c.dep == "pcomp" or c.lower == "order" for c in below)
            ):
                return child.i
            if child.dep in ("prep", "advcl") and self.parse.subtree(child)[0].lower in words()["circumstances"]:
                return self.parse.subtree(child)[0].i
            aside = child.dep in ("prep", "relcl", "appos") and self.parse.tokens[child.i - 1].text == ","
            if aside and action.pos not in _VERBS:
                return child.i
        return None

    def _have_auxiliaries(self, verbs: list[Token]) -> bool:
        """Coordinated verbs with an auxiliary of their own are commitments of their own."""
        return any(c.dep == "aux" and c.tag != "TO" for v in verbs for c in self.parse.children(v))

    def _condition(self, action: Token) -> Evidence | None:
        """The words that hold the deed back: a clause, "in exchange for ..."."""
        for child in self.parse.children(action):
            tokens = self.parse.subtree(child)
            phrase = " ".join(t.lower for t in tokens[:3])
            if child.dep == "prep" and any(phrase.startswith(known) for known in words()["conditional-phrases"]):
                return self.annotation.document.evidence(tokens[0].start, tokens[-1].end)
        for token in self.parse.subtree(action):
            clause = self.parse.head(token)
            strict = token.lower in words()["strict-conditions"]
            near = self.parse.head(clause) is action and token.lower in words()["conditions"]
            if clause.dep == "advcl" and token.dep in ("mark", "advmod") and token.i < clause.i and (strict or near):
                span = self.parse.span(clause)
                return self.annotation.document.evidence(span.start, span.end)
        return None
