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
from dragoman.coding.owed.deadlines import Deadlines
from dragoman.coding.owed.deeds import Deeds
from dragoman.coding.owed.duties import Duties, Duty
from dragoman.coding.owed.promises import Promise, Promises, words
from dragoman.coding.statements.speakers import said_by_unknown, told_by
from dragoman.model.agreements import Commitment
from dragoman.model.statements import Statement
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence

_VERBS = ("VERB", "AUX")


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
        for duty in [*finder.duties.agreed(agreements), *finder.promised()]:
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
        self.duties = Duties(annotation, self.grammar, self.fillers)
        self.deadlines = Deadlines(annotation)
        self.deeds = Deeds(annotation.parse)
        self.speakers = told_by(annotation, statements)
        self.unknown = said_by_unknown(annotation, statements, frozenset(words()["posts"]))

    def promised(self) -> Iterator[Duty]:
        """Promises outside agreements, the words that hold a deed most closely first."""
        found = list(Promises(self.annotation, self.grammar, self.fillers, self.speakers, self.unknown).find())
        for promise in sorted(found, key=self._looseness):
            yield Duty(promise.action, promise.cue, promise.debtor, promise.rule)

    def _looseness(self, promise: Promise) -> int:
        """An announced future is no promise of its own where a word of promise holds it too."""
        return int(promise.cue is promise.action)

    # Fields

    def commitment(self, duty: Duty) -> Commitment:
        """The commitment that a duty comes to."""
        agreement = duty.agreement.agreement if duty.agreement is not None else None
        made = agreement.date.value if agreement is not None and agreement.date is not None else None
        due = self.deadlines.of(duty.action, duty.cue, made)
        condition = self._condition(duty.action) or self._condition(duty.cue)
        span = self.deeds.span(duty.action, due, condition)
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

    def _beneficiaries(self, duty: Duty) -> list[Filled]:
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
