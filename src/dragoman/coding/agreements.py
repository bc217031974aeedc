"""Agreements that a text names: who made them, when, and how they stand.

Comes in: an annotated document and its events. Goes out: one Agreement for each deal, treaty or
resolution that has a name, a date or named parties; a bare "an agreement" is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, cast

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.coding.circumstances import Circumstances, iso_date
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.coding.lexicon import Words
from dragoman.data import marked_yaml
from dragoman.model.agreements import Agreement, AgreementStatus
from dragoman.model.entities import Timex
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence

_DEFINITE = frozenset({"the", "this", "that", "its", "their"})


@cache
def cues() -> dict[str, Any]:
    """The word lists of ``data/coding/agreements.yaml``."""
    found: dict[str, Any] = marked_yaml.load(data.path("coding", "agreements.yaml"))
    return found


@dataclass(slots=True)
class AgreementMention:
    """A noun phrase that names an agreement."""

    noun: Token
    start: int
    end: int
    when: Timex | None
    named: bool  # it has a date or a proper name; else its parties make it one
    parties: list[Filled] = field(default_factory=list)


@dataclass(slots=True)
class FoundAgreement:
    """An agreement and everything in the text that refers to it."""

    agreement: Agreement
    mentions: list[AgreementMention]

    @property
    def parties(self) -> list[Filled]:
        """All parties named with any mention."""
        unique = {p.actor: p for mention in reversed(self.mentions) for p in reversed(mention.parties)}
        return list(reversed(unique.values()))


@dataclass(frozen=True)
class AgreementCoder:
    """Finds agreements in one document."""

    words: Words

    def code(self, annotation: Annotation) -> list[FoundAgreement]:
        """Agreements in text order with ids ``a1``, ``a2``, ..., each with all that refers to it."""
        finder = _Finder(annotation, self.words)
        found: list[FoundAgreement] = []
        for mention in finder.mentions():
            agreement = finder.agreement(mention)
            known = finder.known(mention, agreement, found)
            if known is not None:
                known.agreement = _union(known.agreement, agreement or finder.reference(mention))
                known.mentions.append(mention)
            elif agreement is not None:
                found.append(FoundAgreement(replace(agreement, id=f"a{len(found) + 1}"), [mention]))
        return found


class _Finder:
    def __init__(self, annotation: Annotation, words: Words) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = Grammar(annotation.parse, words)
        self.fillers = ActorFillers(annotation, self.grammar, words)
        self.circumstances = Circumstances(annotation)

    def mentions(self) -> Iterator[AgreementMention]:
        for token in self.parse.tokens:
            if token.lemma in cues()["nouns"] and token.dep != "compound" and self.grammar.is_nominal(token):
                yield self._mention(token)

    def _mention(self, noun: Token) -> AgreementMention:
        """The name: the noun and the words before it that name or date it."""
        before = [
            c
            for c in self.parse.children(noun)
            if c.i < noun.i and c.dep in ("nmod", "compound", "amod", "nummod", "npadvmod")
        ]
        naming = [t for c in before if c.lower not in cues()["descriptive"] for t in self.parse.subtree(c)]
        dated = self.circumstances.timexes_at(naming)
        dates = [c for p in self.parse.children(noun) if p.lower == "of" for c in self.parse.children(p)]
        behind = [t for c in dates if self.circumstances.timexes_at([c]) for t in self.parse.subtree(c)]
        dated += self.circumstances.timexes_at(behind)  # "the agreement of March 10"
        number = [c for c in self.parse.children(noun) if c.i == noun.i + 1 and c.tag == "CD"]
        proper = [t for t in naming if t.pos == "PROPN" and t.text[0].isupper()]
        start = min([noun.start, *(t.start for t in naming)])
        end = max([noun.end, *(t.end for t in number), *(t.evidence.end for _, t in dated)])
        named = bool(dated or number) or (noun.text[0].isupper() and bool(proper)) or self._is_place_name(proper)
        return AgreementMention(noun, start, end, dated[0][1] if dated else None, named)

    def _is_place_name(self, tokens: list[Token]) -> bool:
        """ "The Minsk deal": a place before the noun names it; a state ("the Iran deal") does not."""
        return any(place.kind != "country" for _, place in self.circumstances.places_at(tokens))

    def agreement(self, mention: AgreementMention) -> Agreement | None:
        """The agreement a mention names, or None for one that nothing identifies."""
        mention.parties = self._parties(mention.noun)
        if not mention.named and len(mention.parties) < 2:
            return None
        words = self.annotation.document.evidence(mention.start, mention.end)
        return Agreement(
            id="",
            name=Attested(value=words.text, basis=Basis.STATED, rule="agreement.name", evidence=(words,)),
            parties=tuple(p.attested(self.annotation) for p in mention.parties),
            date=self._date(mention),
            status=self._status(mention.noun),
            mentions=(words,),
            rule="agreement.named" if mention.named else "agreement.by-parties",
        )

    def reference(self, mention: AgreementMention) -> Agreement:
        """A mention that only points back ("the deal") as what it adds to the agreement: its words."""
        words = self.annotation.document.evidence(mention.start, mention.end)
        name = Attested(value=words.text, basis=Basis.STATED, rule="agreement.points-back", evidence=(words,))
        return Agreement(
            id="",
            name=name,
            parties=(),
            date=None,
            status=self._status(mention.noun),
            mentions=(words,),
        )

    def known(
        self, mention: AgreementMention, agreement: Agreement | None, found: list[FoundAgreement]
    ) -> FoundAgreement | None:
        """The agreement told before that a mention means, if any; the latest first."""
        for earlier in reversed(found):
            if agreement is not None and self._same(earlier, agreement, mention):
                return earlier
        points_back = agreement is None and self._is_definite(mention.noun)
        return found[-1] if points_back and found and not mention.parties else None

    def _same(self, earlier: FoundAgreement, agreement: Agreement, mention: AgreementMention) -> bool:
        """The same name or date; or the same sides, where the mention has no name of its own."""
        known = earlier.agreement
        if known.name.value.lower() == agreement.name.value.lower() and mention.named:
            return True
        if known.date and agreement.date and mention.named:
            return known.date.value == agreement.date.value
        if mention.named and any(m.named for m in earlier.mentions):
            return False
        return len(self._sides(earlier.parties) & self._sides(mention.parties)) >= 2

    def _sides(self, parties: list[Filled]) -> set[str]:
        """Countries (or actors without one) on whose behalf the parties stand."""
        actors = self.annotation.actor_by_id
        found = {p.actor: actors.get(p.actor) for p in parties}
        return {a.country.value if a and a.country else i for i, a in found.items()}

    def _is_definite(self, noun: Token) -> bool:
        return any(c.dep in ("det", "poss") and c.lower in _DEFINITE for c in self.parse.children(noun))

    def _parties(self, noun: Token) -> list[Filled]:
        """Those the phrase names ("between", "with", "'s") and the subject of the verb that governs it."""
        clause = self.grammar.clause(noun)
        found: list[Filled] = []
        for slot in ("possessive", "modifier", *cues()["party-prepositions"]):
            for token in clause.get(slot):
                found += self.fillers.resolve(token, slot, host=slot != "modifier")
        verb = self._governor(noun)
        if verb is not None and verb.lemma in cues()["party-verbs"] and verb.lemma not in cues()["mediator-verbs"]:
            outer = self.grammar.clause(verb)
            for slot in ("subject", "with"):
                for token in outer.get(slot):
                    found += self.fillers.resolve(token, slot, host=slot == "with")
        unique = {filled.actor: filled for filled in reversed(found)}
        return list(reversed(unique.values()))

    def _governor(self, noun: Token) -> Token | None:
        head = self.parse.head(noun)
        if head.pos == "ADP":
            head = self.parse.head(head)
        return head if head.pos == "VERB" else None

    def _date(self, mention: AgreementMention) -> Attested[str] | None:
        timex = mention.when
        if timex is None:
            governor = self._governor(mention.noun)
            if governor is None or governor.lemma not in cues()["status"]["signed"]:
                return None
            scope = [
                t for c in self.parse.children(governor) for t in self.parse.subtree(c) if c.dep in ("prep", "npadvmod")
            ]
            return self.circumstances.date_of(scope)
        if timex.begin is None:
            return None
        return Attested(
            value=iso_date(timex), basis=Basis.DERIVED, rule="agreement.date-in-name", evidence=(timex.evidence,)
        )

    def _status(self, noun: Token) -> Attested[AgreementStatus] | None:
        for child in self.parse.children(noun):
            for status, words in cues()["status-adjectives"].items():
                if status != marked_yaml.LINE and child.lower in words:
                    return self._attested_status(status, child)
        verb = self._governor(noun)
        for status, verbs in cues()["status"].items():
            if verb is not None and status != marked_yaml.LINE and verb.lemma in verbs:
                return self._attested_status(status, verb)
        return None

    def _attested_status(self, status: str, cue: Token) -> Attested[AgreementStatus]:
        words = self.annotation.document.evidence(cue.start, cue.end)
        return Attested(
            value=cast(AgreementStatus, status), basis=Basis.DERIVED, rule="agreement.status-word", evidence=(words,)
        )


def _union(known: Agreement, other: Agreement) -> Agreement:
    ids = {p.value for p in known.parties}
    mentions: tuple[Evidence, ...] = (*known.mentions, *other.mentions)
    return replace(
        known,
        parties=(*known.parties, *(p for p in other.parties if p.value not in ids)),
        date=known.date or other.date,
        status=known.status or other.status,
        mentions=mentions,
    )
