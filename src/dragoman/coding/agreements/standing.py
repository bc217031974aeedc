"""When and where an agreement was made, and how it stands: signed, in force, proposed, rejected, violated, ended.

Comes in: a phrase that names an agreement, in its sentence. Goes out: date, place and status with the words they were
read from. A date by which one hopes to sign is no date of the agreement.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.governors import Governors
from dragoman.coding.agreements.names import AgreementMention
from dragoman.coding.agreements.words import cues
from dragoman.coding.circumstances import Circumstances, iso_date
from dragoman.coding.clause import Grammar
from dragoman.model.agreements import AgreementStatus
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis

#: What is told of an agreement in several places: the first of these counts.
PRECEDENCE: tuple[AgreementStatus, ...] = ("ended", "violated", "rejected", "in force", "signed", "proposed")

_TIME_PREPOSITIONS = ("on", "in", "of", "from")


class Standing:
    """Reads the circumstances of agreements in one document."""

    def __init__(
        self, annotation: Annotation, grammar: Grammar, governors: Governors, circumstances: Circumstances
    ) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = grammar
        self.governors = governors
        self.circumstances = circumstances

    # When and where

    def date(self, mention: AgreementMention) -> Attested[str] | None:
        """When it was made, from its name ("the 2015 deal", "last year's accord") or from the verb that says so."""
        if mention.when is not None and mention.when.begin is not None:
            return Attested(
                value=iso_date(mention.when),
                basis=Basis.DERIVED,
                rule="agreement.date-in-name",
                evidence=(mention.when.evidence,),
            )
        for scope in self._makings(mention.noun):
            found = self.circumstances.date_of(scope)
            if found is not None:
                return found
        return None

    def place(self, mention: AgreementMention) -> Attested[str] | None:
        """Where it was made: "signed in Doha", and the city that names it ("the Minsk agreements")."""
        for scope in self._makings(mention.noun):
            found = self.circumstances.place_of(scope)
            if found is not None:
                return found
        place = mention.place
        if place is None or place.kind != "city" or mention.family == "truce":
            return None
        named = next(m for m in place.mentions if mention.start <= m.start < mention.end)
        return Attested(value=place.id, basis=Basis.DERIVED, rule="agreement.place-in-name", evidence=(named,))

    def _makings(self, noun: Token) -> Iterator[list[Token]]:
        """The words of time and place that belong to the making of it."""
        for verb, role in self.governors.verbs(noun):
            if self._verb_status(verb, role) == "signed":
                yield self._adjuncts(verb)
                if role == "object":  # the parser may hang "on Monday" on the noun
                    yield self._adjuncts(noun)

    def _adjuncts(self, token: Token) -> list[Token]:
        children = [c for c in self.parse.children(token) if c.dep in ("prep", "npadvmod", "advmod")]
        return [token, *(t for c in children for t in self.parse.subtree(c))]

    # How it stands

    def status(self, mention: AgreementMention) -> Attested[AgreementStatus] | None:
        """What this mention says of it; None where it leaves that open."""
        told = [(status, cue) for status, cue in self._said(mention.noun) if not mention.covers(cue)]
        if not told:
            return None
        status, cue = min(told, key=lambda one: PRECEDENCE.index(one[0]))
        words = self.annotation.document.evidence(cue.start, cue.end)
        return Attested(value=status, basis=Basis.DERIVED, rule="agreement.status-word", evidence=(words,))

    def _said(self, noun: Token) -> Iterator[tuple[AgreementStatus, Token]]:
        head = self.parse.head(noun)
        if noun.dep == "pobj" and head.lower == "without":
            yield "proposed", head
        for child in self.parse.children(noun):
            if child.i < noun.i and child.lower in cues()["status-adjectives"]:
                yield cues()["status-adjectives"][child.lower], child
        for verb, role in self.governors.verbs(noun):
            status = self._verb_status(verb, role)
            if status is not None:
                yield status, verb
            if verb.lemma in cues()["leaving"]:
                return
        for head, preposition in self.governors.nouns_above(noun):
            status = cues()["status-nouns"].get(head.lemma)
            if status is not None and preposition not in ("in", "with"):
                yield ("signed" if status == "made" else status), head

    def _verb_status(self, verb: Token, role: str) -> AgreementStatus | None:
        """What a verb says of the agreement that is its subject or object, as its tense and mood have it."""
        if role == "subject":
            return self._as_subject(verb)
        if role not in cues()["party-roles"]:
            return None
        status = cues()["status"].get(f"{verb.lemma} {role}") or cues()["status"].get(verb.lemma)
        if status == "made" or (verb.lemma in cues()["settled-by"] and verb.tag in ("VBN", "VBD") and role == "object"):
            return self._made(verb)
        if status in ("violated", "ended", "rejected") and (self._is_negated(verb) or self._has_modal(verb)):
            return None
        return cast("AgreementStatus | None", status)

    def _as_subject(self, verb: Token) -> AgreementStatus | None:
        predicates = [c for c in self.parse.children(verb) if c.dep in ("acomp", "attr", "oprd", "advmod", "prep")]
        if verb.lemma in ("be", "remain", "become", "look", "seem"):
            for word in predicates:
                found = cues()["status-predicates"].get(word.lower)
                if found is not None and not self._is_negated(verb):
                    return cast(AgreementStatus, found)
        if verb.lemma in ("come", "enter", "take", "go", "be", "remain", "stay"):
            below = {t.lower for c in self.parse.children(verb) if c.i > verb.i for t in self.parse.subtree(c)[:3]}
            if below.intersection(cues()["in-force-words"]):
                return "signed" if self._has_modal(verb) or verb.tag == "VB" else "in force"
        found = cues()["status-subject"].get(verb.lemma)
        if found == "ended" and any(c.dep in ("dobj", "obj") for c in self.parse.children(verb)):
            return None  # "the treaty that ended the war"
        if found == "ended" and (self._has_modal(verb) or self._is_negated(verb) or verb.tag == "VB"):
            return None
        if found == "in force" and self._is_negated(verb):
            return None
        return cast("AgreementStatus | None", found)

    def _made(self, verb: Token, climbed: int = 0) -> AgreementStatus | None:
        """Whether it is made ("signed"), only hoped for ("would sign") or neither."""
        children = self.parse.children(verb)
        if self._is_negated(verb):
            return None
        if self._has_modal(verb) or any(c.dep == "mark" and c.lower in ("if", "unless") for c in children):
            return "proposed"
        head = self.parse.head(verb)
        if any(c.dep == "aux" and c.lower == "to" for c in children):
            if any(c.dep == "aux" and c.lower == "have" for c in children):
                return "signed"
            if head.lemma in cues()["never-made"]:
                return "rejected" if head.lemma in ("refuse", "decline") else None
            if head.lemma in cues()["achieving"] and climbed < 2:
                return self._made(head, climbed + 1)
            return "proposed"
        if verb.tag == "VBG" and verb.dep == "pcomp":
            return "proposed" if head.lower in cues()["towards"] else "signed"
        if verb.tag == "VBG" and verb.dep == "xcomp":
            return "proposed"
        if verb.dep == "conj" and not any(c.dep in ("nsubj", "nsubjpass") for c in children) and head.pos == "VERB":
            return self._made(head, climbed + 1) if climbed < 2 else "signed"
        return "signed"

    def _has_modal(self, verb: Token) -> bool:
        return any(c.dep == "aux" and c.lower in cues()["not-yet"] for c in self.parse.children(verb))

    def _is_negated(self, verb: Token) -> bool:
        return any(c.dep == "neg" for c in self.parse.children(verb))
