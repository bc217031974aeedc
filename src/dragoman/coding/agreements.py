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
from dragoman.model.entities import Timex
from dragoman.model.events import Agreement, AgreementStatus
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence


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


@dataclass(frozen=True)
class AgreementCoder:
    """Finds agreements in one document."""

    words: Words

    def code(self, annotation: Annotation) -> tuple[tuple[Agreement, ...], list[AgreementMention]]:
        """Agreements with ids ``a1``, ``a2``, ..., and for each the mention that names it best."""
        finder = _Finder(annotation, self.words)
        agreements: list[Agreement] = []
        mentions: list[AgreementMention] = []
        for mention in finder.mentions():
            agreement = finder.agreement(mention)
            if agreement is None:
                continue
            for position, known in enumerate(agreements):
                if _same(known, agreement, mentions[position], mention):
                    agreements[position] = _union(known, agreement)
                    break
            else:
                agreements.append(agreement)
                mentions.append(mention)
        return tuple(replace(a, id=f"a{n}") for n, a in enumerate(agreements, start=1)), mentions


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
        number = [c for c in self.parse.children(noun) if c.i == noun.i + 1 and c.tag == "CD"]
        proper = [t for t in naming if t.pos == "PROPN" and t.text[0].isupper()]
        start = min([noun.start, *(t.start for t in naming)])
        end = max([noun.end, *(t.end for t in number)])
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


def _same(known: Agreement, other: Agreement, first: AgreementMention, second: AgreementMention) -> bool:
    """The same name, the same date, or the same parties and kind of agreement."""
    if known.name.value.lower() == other.name.value.lower() and first.named:
        return True
    if first.noun.lemma != second.noun.lemma:
        return False
    if known.date and other.date:
        return known.date.value == other.date.value
    a, b = {p.value for p in known.parties}, {p.value for p in other.parties}
    return len(a & b) >= 2


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
