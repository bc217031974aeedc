"""What is said of the keeping of commitments: kept, broken, put off, in dispute, and who says so.

Comes in: an annotated document with its statements, agreements and commitments. Goes out: one Claim for
each. Nothing is decided here: a claim says who claims what, in which words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.coder import FoundAgreement
from dragoman.coding.agreements.coder import cues as agreement_words
from dragoman.coding.circumstances import Circumstances
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.coding.lexicon import Words
from dragoman.coding.owed.deadlines import Deadlines
from dragoman.coding.statements.speakers import told_by
from dragoman.coding.status import REFUSED, read_status
from dragoman.model.agreements import Claim, ClaimedStatus, Commitment
from dragoman.model.events import Status
from dragoman.model.statements import Statement
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Span

_TOLD = (Status.ACTUAL, Status.ONGOING)
_DENIED = (Status.NEGATED, REFUSED)
_VERBS = ("VERB", "AUX")


@cache
def words() -> dict[str, Any]:
    """The word lists of ``data/coding/claims.yaml``."""
    return data.content("coding", "claims.yaml")  # type: ignore[no-any-return]


@cache
def _statuses() -> dict[str, tuple[str, list[str]]]:
    """Verb → the status it claims and the slots of what it is claimed of."""
    return {verb: (status, slots) for status, verbs in words()["verbs"].items() for verb, slots in verbs.items()}


@cache
def _noun_statuses() -> dict[str, tuple[str, list[str]]]:
    return {noun: (status, slots) for status, nouns in words()["nouns"].items() for noun, slots in nouns.items()}


@dataclass(frozen=True)
class ClaimCoder:
    """Finds claims in one document."""

    words: Words

    def code(
        self,
        annotation: Annotation,
        statements: tuple[Statement, ...],
        agreements: list[FoundAgreement],
        commitments: tuple[Commitment, ...],
    ) -> tuple[Claim, ...]:
        """Claims in text order with ids ``k1``, ``k2``, ..."""
        finder = _Finder(annotation, self.words, statements, agreements, commitments)
        found: list[Claim] = []
        for claim in finder.find():
            if not any(claim.deed.span.overlaps(k.deed.span) and claim.status.value == k.status.value for k in found):
                found.append(claim)
        return tuple(replace(c, id=f"k{n}") for n, c in enumerate(found, start=1))


class _Finder:
    def __init__(
        self,
        annotation: Annotation,
        lexicon: Words,
        statements: tuple[Statement, ...],
        agreements: list[FoundAgreement],
        commitments: tuple[Commitment, ...],
    ) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = Grammar(annotation.parse, lexicon)
        self.fillers = ActorFillers(annotation, self.grammar, lexicon)
        self.circumstances = Circumstances(annotation)
        self.deadlines = Deadlines(annotation)
        self.speakers = told_by(annotation, statements)
        self.agreement_at = {m.noun.i: one for one in agreements for m in one.mentions}
        self.commitments = commitments

    def find(self) -> Iterator[Claim]:
        """Claims of verbs and nouns, in text order."""
        for token in self.parse.tokens:
            if token.pos in _VERBS and not self.grammar.is_nominal(token):
                yield from self._verb(token)
                yield from self._deed_done(token)
            elif token.pos == "NOUN":
                yield from self._noun(token)

    def _verb(self, verb: Token) -> Iterator[Claim]:
        """ "Iran has violated the deal", "the army failed to withdraw by Friday"."""
        if verb.lemma not in _statuses():
            return
        status, slots = _statuses()[verb.lemma]
        clause = self.grammar.clause(verb)
        for slot in slots:
            for thing in clause.get(slot):
                if not self._is_owed(thing, slot, status):
                    continue
                governor = self._governor(verb)
                told = status if governor else self._told(verb, status)
                if told is not None:
                    debtor = self._resolve(clause.get("subject"), "debtor-subject")
                    yield self._claim(told, verb, thing, debtor, governor)
                    yield from self._denied_after(thing)
                return

    def _denied_after(self, thing: Token) -> Iterator[Claim]:
        """ "Accused Armenia of violating the truce, which Yerevan denied"."""
        for token in self.parse.subtree(thing):
            if token.dep == "relcl" and token.lemma in words()["denying"] and self._told(token, "disputed"):
                denier = self._resolve(self.grammar.clause(token).get("subject"), "claimant-subject")
                if denier:
                    yield self._claim("disputed", token, thing, denier, None, denier)

    def _told(self, verb: Token, status: str) -> str | None:
        """The status claimed, with negation worked in; None for what is only asked, promised or imagined."""
        reading = read_status(self.grammar.clause(verb), self.parse).status
        if reading in _TOLD:
            return status
        if reading in _DENIED:
            return {"fulfilled": "violated", "violated": "disputed"}.get(status)
        return None

    def _noun(self, noun: Token) -> Iterator[Claim]:
        """ "Reported violations of the truce", "the strikes were in breach of the accord"."""
        if noun.lemma not in _noun_statuses():
            return
        status, slots = _noun_statuses()[noun.lemma]
        head = self.parse.head(noun)
        set_in = noun.dep == "pobj" and head.lower == "in"
        governor = None if set_in else self._governor(noun)
        telling = head.pos in _VERBS and head.lemma in words()["telling"]
        if not (set_in or governor or telling):
            return
        if telling and governor is None and read_status(self.grammar.clause(head), self.parse).status not in _TOLD:
            return
        clause = self.grammar.clause(noun)
        for slot in slots:
            for thing in clause.get(slot):
                if self._is_owed(thing, slot, status):
                    teller = self.grammar.clause(head).get("subject") if telling else []
                    claimant = self._resolve(teller, "claimant-subject")
                    yield self._claim(status, noun, thing, self._breakers(noun, set_in), governor, claimant)
                    return

    def _breakers(self, noun: Token, set_in: bool) -> list[Filled]:
        clause = self.grammar.clause(noun)
        for slot in ("by", "possessive", "modifier"):
            if found := self._resolve(clause.get(slot), f"debtor-{slot}"):
                return found
        if set_in:
            verb = next((t for t in self.parse.ancestors(noun) if t.pos in _VERBS), None)
            return self._resolve(self.grammar.clause(verb).get("subject"), "debtor-subject") if verb else []
        return []

    def _deed_done(self, verb: Token) -> Iterator[Claim]:
        """ "Delivered the trucks it had promised"."""
        if verb.lemma not in words()["doing-what-is-owed"]:
            return
        clause = self.grammar.clause(verb)
        for thing in clause.get("object"):
            promised = [
                c for c in self.parse.children(thing) if c.dep in ("relcl", "acl") and c.lemma in words()["owed"]
            ]
            told = self._told(verb, "fulfilled")
            if promised and told is not None:
                yield self._claim(told, verb, verb, self._resolve(clause.get("subject"), "debtor-subject"), None)

    def _is_owed(self, thing: Token, slot: str, status: str) -> bool:
        if slot == "to-do":
            return thing.pos in _VERBS
        if (
            thing.i in self.agreement_at
            or thing.lemma in words()["duties"]
            or thing.lemma in agreement_words()["nouns"]
        ):
            return True
        return status == "postponed" and thing.lemma in words()["deferrable"]

    def _governor(self, token: Token) -> Token | None:
        """The verb of denying or accusing that the claim stands under, if any."""
        for above in self.parse.ancestors(token)[:4]:
            if above.pos in _VERBS:
                known = above.lemma in words()["denying"] or above.lemma in words()["accusing"]
                if known and read_status(self.grammar.clause(above), self.parse).status in _TOLD:
                    return above
                if above.dep in ("ROOT", "ccomp"):
                    return None
        return None

    def _claim(
        self,
        status: str,
        cue: Token,
        thing: Token,
        debtor: list[Filled],
        governor: Token | None,
        claimant: list[Filled] | None = None,
    ) -> Claim:
        claimant = claimant or self.speakers.get(cue.i, [])
        if governor is not None:
            clause = self.grammar.clause(governor)
            claimant = self._resolve(clause.get("subject"), "claimant-subject") or claimant
            if governor.lemma in words()["denying"]:
                status, debtor = "disputed", debtor or claimant
            else:
                accused = [t for slot in ("object", "on") for t in clause.get(slot)]
                debtor = self._resolve(accused, "debtor-accused") or debtor
        agreement = self._agreement(thing)
        deed = self._deed(cue, thing)
        due = self.deadlines.of(cue, cue) if status == "postponed" else None
        scope = self.circumstances.scope(cue, None, set())
        words_of = self.annotation.document.evidence(cue.start, cue.end)
        return Claim(
            id="",
            status=Attested(
                value=cast(ClaimedStatus, status), basis=Basis.STATED, rule=f"claim.{cue.lemma}", evidence=(words_of,)
            ),
            claimant=tuple(f.attested(self.annotation) for f in claimant),
            debtor=tuple(f.attested(self.annotation) for f in debtor),
            deed=self.annotation.document.evidence(deed.start, deed.end),
            agreement=agreement.agreement.id if agreement is not None else None,
            commitment=self._commitment(agreement, debtor),
            deadline=due.deadline if due is not None else None,
            date=self.circumstances.date_of(scope) if due is None else None,
            rule="claim.verb" if cue.pos in _VERBS else "claim.noun",
        )

    def _deed(self, cue: Token, thing: Token) -> Span:
        """The cue, its negation and what it is said of, whichever comes first."""
        negation = next((c for c in self.parse.children(cue) if c.dep == "neg" and c.i < cue.i), cue)
        below = self.parse.subtree(thing) if thing.i > cue.i or thing is cue else [thing]
        inside = self.parse.tokens[min(negation.i, below[0].i) : max(cue.i, below[-1].i) + 1]
        aside = next((t.i for t in inside if t.dep == "relcl" and t.i > cue.i and t.lemma in words()["denying"]), None)
        if aside is not None:
            inside = [t for t in inside if t.i < self.parse.subtree(self.parse.tokens[aside])[0].i]
        while len(inside) > 1 and inside[-1].pos == "PUNCT":
            inside.pop()
        return Span(inside[0].start, inside[-1].end)

    def _agreement(self, thing: Token) -> FoundAgreement | None:
        """The agreement that is kept or broken, or that what is kept or broken is owed under."""
        below = (self.agreement_at.get(t.i) for t in self.parse.subtree(thing))
        return self.agreement_at.get(thing.i) or next((found for found in below if found is not None), None)

    def _commitment(self, agreement: FoundAgreement | None, debtor: list[Filled]) -> str | None:
        """The one commitment of this article that the claim can mean."""
        if agreement is None:
            return None
        owing = {f.actor for f in debtor}
        meant = [
            one
            for one in self.commitments
            if one.agreement == agreement.agreement.id and (not owing or owing & {d.value for d in one.debtor})
        ]
        return meant[0].id if len(meant) == 1 else None

    def _resolve(self, tokens: list[Token], slot: str) -> list[Filled]:
        return [f for token in tokens for f in self.fillers.resolve(token, slot)]
