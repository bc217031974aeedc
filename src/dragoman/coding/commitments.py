"""Commitments: who must do what, for whom, by when.

They are read from what an agreement stipulates, and from promises outside agreements (AGREE events
whose content is a deed to come). A deadline that depends on another event keeps its words and has no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements import FoundAgreement, cues
from dragoman.coding.choose import Chosen
from dragoman.coding.circumstances import Circumstances, first_day
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.coding.lexicon import Words
from dragoman.model.agreements import Agreement, Commitment
from dragoman.model.entities import Timex
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence, Span

_DURATION = re.compile(r"P(\d+)([DWMY])$")
_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}


@dataclass(frozen=True)
class CommitmentCoder:
    """Finds commitments in one document."""

    words: Words

    def code(
        self,
        annotation: Annotation,
        agreements: list[FoundAgreement],
        promises: list[Chosen],
    ) -> tuple[Commitment, ...]:
        """Commitments in text order with ids ``c1``, ``c2``, ...; ``promises`` are matches coded AGREE."""
        finder = _Finder(annotation, self.words)
        found: list[Commitment] = []
        for agreement in agreements:
            for mention in agreement.mentions:
                found += finder.stipulated(agreement, mention.noun)
                found += finder.under(agreement, mention.noun)
        taken = [c.action.span for c in found]
        for promise in promises:
            commitment = finder.promised(promise)
            if commitment is not None and not any(commitment.action.span.overlaps(span) for span in taken):
                found.append(commitment)
                taken.append(commitment.action.span)
        found.sort(key=lambda c: c.action.start)
        return tuple(replace(c, id=f"c{n}") for n, c in enumerate(found, start=1))


class _Finder:
    def __init__(self, annotation: Annotation, words: Words) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = Grammar(annotation.parse, words)
        self.fillers = ActorFillers(annotation, self.grammar, words)
        self.circumstances = Circumstances(annotation)

    # Agreements

    def stipulated(self, agreement: FoundAgreement, noun: Token) -> list[Commitment]:
        """What the agreement says is to be done: "which stipulates ...", "the deal requires Iran to ..."."""
        return [
            self._commitment(action, verb, agreement, self._debtor(action, agreement), "commitment.stipulated")
            for verb in self._stipulating(noun)
            for action in self._actions(verb)
        ]

    def under(self, agreement: FoundAgreement, noun: Token) -> list[Commitment]:
        """What "under the agreement" is to be done, and the obligations told next in the same paragraph."""
        preposition = self.parse.head(noun)
        if noun.dep != "pobj" or preposition.lower not in cues()["under"]:
            return []
        verb = self.parse.head(preposition)
        if verb.pos not in ("VERB", "AUX"):
            return []
        obliged = [w for w in self._joined(verb) if self._obligation(w, cues()["obliging"])]
        first, last = self.parse.sentences[verb.sentence][1], len(self.parse.tokens)
        for word in self.parse.tokens[first:last]:
            if "\n" in self.annotation.document.text[noun.end : word.start]:
                break
            if word.pos in ("VERB", "AUX") and self._obligation(word, cues()["strongly-obliging"]):
                obliged.append(word)
        return [
            self._commitment(action, action, agreement, self._subjects(action), "commitment.under-agreement")
            for action in obliged
        ]

    def _joined(self, verb: Token) -> list[Token]:
        """A verb and the verbs coordinated with it; what "is to be done" counts as the verb."""
        found = [verb]
        for current in found:
            found += [
                c
                for c in self.parse.children(current)
                if (c.dep == "conj" and c.pos in ("VERB", "AUX"))
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

    def _subjects(self, verb: Token) -> list[Filled]:
        return [f for t in self.grammar.clause(verb).get("subject") for f in self.fillers.resolve(t, "debtor-subject")]

    def _stipulating(self, noun: Token) -> list[Token]:
        """Verbs that tell the agreement's content: its relative clause, or the clause it is subject of."""
        head = self.parse.head(noun)
        # "Signed a deal with Iran which requires": the parser may hang the clause on Iran.
        around = self.parse.subtree(head if head.pos == "VERB" and noun.dep != "nsubj" else noun)
        clauses = [w for w in around if w.dep in ("relcl", "acl") and self.parse.head(w).i >= noun.i]
        verbs = [w for w in clauses if w.lemma in cues()["stipulating"] and w.tag != "VBN"]
        if noun.dep in ("nsubj", "nsubjpass") and head.lemma in cues()["stipulating"]:
            verbs.append(head)
        return verbs

    def _actions(self, verb: Token) -> list[Token]:
        clause = self.grammar.clause(verb)
        for slot in ("to-do", "that", "object", "for"):
            found = [t for t in clause.get(slot) if t.pos != "PRON"]
            if found:
                return [part for t in found for part in (self.grammar.coordinated(t) if slot == "object" else [t])]
        return []

    def _commitment(
        self, action: Token, verb: Token, agreement: FoundAgreement, debtor: list[Filled], rule: str
    ) -> Commitment:
        deadline_words = self._deadline(verb) or self._deadline(action)
        span = self._action_span(action, deadline_words)
        ids = {f.actor for f in debtor}
        return Commitment(
            id="",
            debtor=tuple(f.attested(self.annotation) for f in debtor),
            action=self.annotation.document.evidence(span.start, span.end),
            beneficiary=tuple(f.attested(self.annotation) for f in agreement.parties if f.actor not in ids)[:1],
            deadline=self._deadline_value(deadline_words, agreement.agreement),
            condition=self._condition(action),
            status_claim=Attested(value="pending", basis=Basis.ASSUMED, rule="commitment.not-said-to-be-kept"),
            agreement=agreement.agreement.id,
            rule=rule,
        )

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

    # Promises

    def promised(self, item: Chosen) -> Commitment | None:
        """The commitment in a promise, offer or stated readiness to do something."""
        match = item.match
        actions = [t for slot, t in match.phrases.get("content", []) if slot in ("to-do", "that")]
        if not actions or not match.actor:
            return None
        action = actions[0]
        deadline = self._deadline(action) or self._deadline(match.predicate)
        span = self._action_span(action, deadline)
        return Commitment(
            id="",
            debtor=tuple(f.attested(self.annotation) for f in match.actor),
            action=self.annotation.document.evidence(span.start, span.end),
            beneficiary=tuple(f.attested(self.annotation) for f in match.recipient),
            deadline=self._deadline_value(deadline, None),
            condition=self._condition(action),
            status_claim=Attested(value="pending", basis=Basis.ASSUMED, rule="commitment.not-said-to-be-kept"),
            rule=f"commitment.promised+{match.frame.id}",
        )

    def _action_span(self, action: Token, deadline: tuple[Token, Timex] | None) -> Span:
        """The words of the deed, from its verb, without the deadline and what follows it."""
        negation = next((c for c in self.parse.children(action) if c.dep == "neg" and c.i < action.i), action)
        words = [t for t in self.parse.subtree(action) if t.i >= negation.i or action.pos not in ("VERB", "AUX")]
        apart = [c for c in self.parse.children(action) if c.dep == "conj" and c.pos in ("VERB", "AUX")]
        own = {t.i for c in apart for t in self.parse.subtree(c)}
        own |= {c.i for c in self.parse.children(action) if apart and c.dep in ("cc", "punct") and c.i > action.i}
        words = [t for t in words if t.i not in own] if apart and self._own_obligation(apart) else words
        circumstance = self._circumstance(action)
        if circumstance is not None:
            words = [t for t in words if t.i < circumstance.i] or words
        if deadline is not None:
            cut = deadline[0].i
            words = [t for t in words if t.i < cut] or words
        while len(words) > 1 and words[-1].pos == "PUNCT" and words[-1].text not in ')]”"’':
            words.pop()
        return Span(words[0].start, words[-1].end)

    def _circumstance(self, action: Token) -> Token | None:
        """ "... in addressing its challenges": what the deed is for, told after it."""
        for child in self.parse.children(action):
            follows = child.dep == "prep" and child.lower == "in" and child.i > action.i
            if follows and any(c.dep == "pcomp" for c in self.parse.children(child)):
                return child
        return None

    def _own_obligation(self, verbs: list[Token]) -> bool:
        """Coordinated verbs with an auxiliary of their own are commitments of their own."""
        return any(c.dep == "aux" and c.tag == "MD" for v in verbs for c in self.parse.children(v))

    def _condition(self, action: Token) -> Evidence | None:
        for child in self.parse.children(action):
            if child.dep == "advcl":
                marks = [c for c in self.parse.children(child) if c.dep in ("mark", "advmod")]
                if any(m.lower in cues()["conditions"] for m in marks):
                    span = self.parse.span(child)
                    return self.annotation.document.evidence(span.start, span.end)
        return None

    # Deadlines

    def _deadline(self, verb: Token) -> tuple[Token, Timex] | None:
        """A deadline preposition and the date after it, anywhere below the verb."""
        for token in self.parse.subtree(verb):
            if token.pos in ("ADP", "SCONJ", "ADV") and token.lower in cues()["deadlines"]:
                timex = self._timex_after(token)
                if timex is not None:
                    kind = cues()["deadlines"][token.lower]
                    if (kind == "span") == (timex.type == "DURATION"):
                        return token, timex
        return None

    def _timex_after(self, token: Token) -> Timex | None:
        """The time expression that the preposition governs (an article may stand between)."""
        for timex in self.annotation.timexes:
            gap = self.annotation.document.text[token.end : timex.evidence.start]
            if timex.evidence.start >= token.end and gap.strip().lower() in ("", "the", "the end of", "end of"):
                return timex
        return None

    def _deadline_value(
        self, deadline: tuple[Token, Timex] | None, agreement: Agreement | None
    ) -> Attested[str] | None:
        if deadline is None:
            return None
        preposition, timex = deadline
        words = self.annotation.document.evidence(preposition.start, timex.evidence.end)
        value, rule = self._due(preposition, timex, agreement)
        if value is None:
            return None
        return Attested(value=value, basis=Basis.DERIVED, rule=rule, evidence=(words,))

    def _due(self, preposition: Token, timex: Timex, agreement: Agreement | None) -> tuple[str | None, str]:
        """The last day on which the deed is still in time."""
        kind = cues()["deadlines"][preposition.lower]
        if kind == "span":
            duration = _DURATION.match(timex.value or "")
            start = self._start_of_span(agreement)
            if duration is None or start is None:
                return None, "deadline.unresolved"
            due = start + timedelta(days=int(duration[1]) * _DAYS[duration[2]])
            return due.isoformat(), "deadline.within"
        if kind == "begin" and timex.begin and timex.mod != "END":
            last = first_day(timex.begin)
            if last is not None and timex.begin != timex.end:
                return (last - timedelta(days=1)).isoformat(), "deadline.before-period"
            return timex.begin, "deadline.before-day"
        return timex.end, "deadline.last-day"

    def _start_of_span(self, agreement: Agreement | None) -> date | None:
        if agreement is not None and agreement.date is not None:
            return first_day(agreement.date.value)
        published = self.annotation.document.published
        return first_day(published.value) if published is not None and len(published.value) == 10 else None
