"""Deeds that somebody has promised, offered, planned or announced.

Comes in: an annotated document and its statements. Goes out: one Promise for each deed, with who is to
do it and the word that holds it: a verb ("pledged to"), a noun ("its commitment to"), an adjective ("ready
to") or a future told by the one who is to act ("we will send"). The words are in ``data/coding/commitments.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.coding.status import read_status
from dragoman.model.events import Status
from dragoman.model.syntax import Token

_COMPLEMENTS = ("to-do", "doing", "that", "object")
_VERBS = ("VERB", "AUX")


@cache
def words() -> dict[str, Any]:
    """The word lists of ``data/coding/commitments.yaml``."""
    return data.content("coding", "commitments.yaml")  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Promise:
    """A deed to come, and the word that holds it."""

    action: Token
    cue: Token  # the action itself where only its tense says so
    debtor: tuple[Filled, ...]
    rule: str


class Promises:
    """Finds promises in one document."""

    def __init__(
        self,
        annotation: Annotation,
        grammar: Grammar,
        fillers: ActorFillers,
        speakers: dict[int, list[Filled]],
    ) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = grammar
        self.fillers = fillers
        self.speakers = speakers  # by token: who is reported as saying it

    def find(self) -> Iterator[Promise]:
        """Every promise, in text order of the words that hold them; one deed may be held by several."""
        for token in self.parse.tokens:
            if token.pos in _VERBS and not self.grammar.is_nominal(token):
                yield from self._verb(token)
                yield from self._announced(token)
            elif token.pos == "NOUN":
                yield from self._held(token, words()["nouns"].get(token.lemma, ()), "noun")
            if token.pos == "ADJ" or token.tag == "VBN":
                yield from self._held(token, words()["adjectives"].get(token.lower, ()), "adjective")

    def _verb(self, verb: Token) -> Iterator[Promise]:
        takes = words()["verbs"].get(verb.lemma, ())
        if takes and read_status(self.grammar.clause(verb), self.parse).status in (
            Status.ACTUAL,
            Status.ONGOING,
            Status.FUTURE,
        ):
            yield from self._held(verb, takes, "verb")

    def _held(self, cue: Token, takes: list[str], kind: str) -> Iterator[Promise]:
        """The deeds that a cue holds in the slots it takes."""
        if not takes:
            return
        clause = self.grammar.clause(cue)
        for slot in takes:
            deeds = self._deeds(cue, slot) if cue.pos == "NOUN" else clause.get(slot)
            for deed in deeds:
                for part in self._coordinated(deed):
                    if self._is_deed(part, slot):
                        debtor = self._debtor(part, cue)
                        if debtor:
                            yield Promise(part, cue, tuple(debtor), f"commitment.promised-{kind}")
            if deeds:
                return

    def _deeds(self, noun: Token, slot: str) -> list[Token]:
        """What stands in a slot of a noun: a clause, or what follows a preposition."""
        found: list[Token] = []
        for child in self.parse.children(noun):
            marks = [c.lower for c in self.parse.children(child)]
            if slot == "to-do":
                held = child.dep in ("acl", "relcl", "xcomp") and child.tag == "VB" and "to" in marks
            else:
                held = slot == "that" and child.dep in ("acl", "ccomp") and "that" in marks
            if held:
                found.append(child)
            elif child.dep == "prep" and child.lower == slot:
                found += [c for c in self.parse.children(child) if c.dep in ("pobj", "pcomp")]
        return found

    def _coordinated(self, deed: Token) -> list[Token]:
        """Coordinated verbs are deeds of their own where they have an auxiliary of their own."""
        found = [deed]
        for current in found:
            for child in self.parse.children(current):
                if child.dep == "conj" and child.pos in _VERBS:
                    own = any(c.dep == "aux" for c in self.parse.children(child))
                    if own:
                        found.append(child)
        return found

    def _is_deed(self, action: Token, slot: str) -> bool:
        if action.pos == "PRON":
            return False
        if action.pos not in _VERBS:
            return slot in ("object", "of", "for", "to") and action.pos in ("NOUN", "PROPN")
        if slot == "that" and not self._is_future(action):
            return False
        return self._does(action)

    def _does(self, verb: Token) -> bool:
        if verb.lemma not in words()["no-deeds"]:
            return True
        complements = {"dobj", "xcomp", "prep", "prt"} & {c.dep for c in self.parse.children(verb)}
        return verb.lemma in words()["deeds-with-object"] and bool(complements)

    def _is_future(self, verb: Token) -> bool:
        children = self.parse.children(verb)
        if any(c.dep == "aux" and c.lower in words()["announcing"] for c in children):
            return True
        head = self.parse.head(verb)
        going = head.lemma == "go" and head.tag == "VBG" and verb.dep == "xcomp"
        return going and any(c.lower == "to" for c in children)

    def _debtor(self, action: Token, cue: Token) -> list[Filled]:
        for token in self.grammar.clause(action).get("subject") if action.pos in _VERBS else []:
            if found := self.fillers.resolve(token, "debtor-subject"):
                return found
        clause = self.grammar.clause(cue)
        for slot in ("subject", "possessive", "by"):
            for token in clause.get(slot):
                if found := self.fillers.resolve(token, f"debtor-{slot}"):
                    return found
        if cue.pos == "NOUN":
            if owners := self.fillers.owners(cue):
                return owners
            governor = self.parse.head(cue)
            if governor.pos in _VERBS and cue.dep in ("dobj", "pobj"):
                for token in self.grammar.clause(governor).get("subject"):
                    if found := self.fillers.resolve(token, "debtor-subject"):
                        return found
        return []

    # Futures

    def _announced(self, verb: Token) -> Iterator[Promise]:
        """ "The minister said the country would send aid": the one who is to act, or who speaks for it, tells it."""
        if not self._is_future(verb) or not self._does(verb) or self.grammar.is_passive(verb):
            return
        speakers = self.speakers.get(verb.i, [])
        if not speakers:
            return
        debtor = [
            f for t in self.grammar.clause(verb).get("subject") for f in self.fillers.resolve(t, "debtor-subject")
        ]
        if debtor and self._speaks_for(speakers, debtor):
            yield Promise(verb, verb, tuple(debtor), "commitment.announced")

    def _speaks_for(self, speakers: list[Filled], debtor: list[Filled]) -> bool:
        """Whether somebody who tells it is the debtor, acts for it, or is of its country."""
        actors = self.annotation.actor_by_id
        owing = {f.actor for f in debtor}
        countries = {a.country.value for i in owing if (a := actors.get(i)) is not None and a.country is not None}
        for speaker in speakers:
            actor = actors.get(speaker.actor)
            if speaker.actor in owing or actor is None or actor.acts_for in owing:
                return True
            if actor.country is not None and actor.country.value in countries:
                return True
        return False
