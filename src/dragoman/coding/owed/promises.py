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
from dragoman.model.entities import ActorKind
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
        unknown: frozenset[int],
    ) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = grammar
        self.fillers = fillers
        self.speakers = speakers  # by token: who is reported as saying it
        self.unknown = unknown  # tokens that an official says who is no actor of the record

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
        if not takes or self._is_negated(cue):
            return
        clause = self.grammar.clause(cue)
        for slot in takes:
            deeds = self._deeds(cue, slot) if cue.pos == "NOUN" else clause.get(slot)
            deeds = [deed for deed in deeds if self._fits(deed, cue, slot)]
            for deed in deeds:
                for part in self._coordinated(self._inner(deed)):
                    if self._is_deed(part, cue, slot):
                        debtor = self._debtor(part, cue)
                        if debtor:
                            yield Promise(part, cue, tuple(debtor), f"commitment.promised-{kind}")
            if deeds:
                return

    def _fits(self, deed: Token, cue: Token, slot: str) -> bool:
        """Whether a noun may be what the cue promises; verbs always may."""
        if deed.pos in _VERBS:
            return slot != "object"
        if slot == "of" or (cue.pos == "NOUN" and slot == "to"):
            return True
        if slot == "object" and cue.lemma in words()["all-nouns"]:
            return True
        return deed.lemma in words()["promised-nouns"].get(cue.lemma, words()["deed-nouns"])

    def _is_negated(self, cue: Token) -> bool:
        """ "Has no plans to", "is not ready to"; a verb's own negation is read with its status."""
        around = self.parse.children(cue)
        if cue.pos == "NOUN":
            return any(c.dep == "det" and c.lower == "no" for c in around)
        copula = self.parse.head(cue) if cue.pos == "ADJ" else cue
        return any(c.dep == "neg" for c in (*around, *self.parse.children(copula)))

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

    def _inner(self, deed: Token) -> Token:
        """ "Announced that they were to form a cabinet": the deed is what is to be done."""
        held = [c for c in self.parse.children(deed) if c.dep == "xcomp" and c.tag == "VB"]
        return held[0] if held and deed.lemma in ("be", "go") else deed

    def _coordinated(self, deed: Token) -> list[Token]:
        """Coordinated verbs are deeds of their own where they have an auxiliary of their own."""
        found = [deed]
        for current in found:
            inner = [c for c in self.parse.children(current) if c.dep == "xcomp" and c.tag == "VBG"]
            for child in (c for verb in (current, *inner) for c in self.parse.children(verb)):
                own = any(c.dep == "aux" and c.tag != "TO" for c in self.parse.children(child))
                if child.dep == "conj" and child.pos in _VERBS and own:
                    found.append(child)
        return found

    def _is_deed(self, action: Token, cue: Token, slot: str) -> bool:
        if action.pos == "PRON":
            return False
        if action.pos not in _VERBS:
            return slot in ("object", "of", "for", "to", "on") and action.pos in ("NOUN", "PROPN")
        if slot == "that" and not self._is_future(action):
            return False
        outright = cue.lemma in words()["outright"] and action.lemma != "be"
        return outright or self._does(action)

    def _does(self, verb: Token) -> bool:
        if verb.lemma not in words()["no-deeds"]:
            return True
        if verb.lemma not in words()["deeds-with-object"]:
            return False
        children = self.parse.children(verb)
        inner = [c for c in children if c.dep == "xcomp"]
        return self._does(inner[0]) if inner else any(c.dep in ("dobj", "prep", "prt") for c in children)

    def _is_future(self, verb: Token) -> bool:
        children = self.parse.children(verb)
        if any(c.dep == "aux" and c.lower in ("have", "'ve") for c in children):
            return False  # "would have sent": it did not come to pass
        if any(c.dep == "aux" and c.lower in words()["announcing"] for c in children):
            return True
        if self._is_headline(verb):
            return True
        head = self.parse.head(verb)
        going = (head.lemma == "go" and head.tag == "VBG") or (head.lemma == "be" and head.pos == "AUX")
        return going and verb.dep == "xcomp" and any(c.lower == "to" for c in children)

    def _is_headline(self, verb: Token) -> bool:
        """ "Germany to send tanks": an infinitive with a subject, and no verb above it."""
        children = self.parse.children(verb)
        infinitive = verb.tag == "VB" and any(c.lower == "to" and c.dep == "aux" for c in children)
        return infinitive and verb.dep == "ROOT" and any(c.dep == "nsubj" and c.i < verb.i for c in children)

    def _debtor(self, action: Token, cue: Token) -> list[Filled]:
        """Who is to do it: the deed's own subject, where that is a name; else who promises."""
        subjects = self.grammar.clause(action).get("subject") if action.pos in _VERBS else []
        named = [t for t in subjects if t.pos != "PRON"]
        return self._doers(named, inside=True) or self._promiser(cue) or self._doers(subjects, inside=True)

    def _doers(self, subjects: list[Token], *, inside: bool = False) -> list[Filled]:
        """Who the subjects are: "I" and "we" are who speaks; ``inside``: or whoever the phrase holds."""
        found: list[Filled] = []
        for token in subjects:
            if token.lower in words()["first-person"] and (speakers := self.speakers.get(token.i)):
                found += speakers
            else:
                named = self.fillers.resolve(token, "debtor-subject")
                # "The liberation of Raqqah will ..." is none of Raqqah's doing.
                found += [f for f in named if inside or self._is_named_by(token, f)]
        return found

    def _is_named_by(self, token: Token, filled: Filled) -> bool:
        """Whether a phrase's own words name an actor, or its capitalised title the person behind it."""
        if filled.start < token.end and token.start < filled.end:
            return True
        actor = self.annotation.actor_by_id.get(filled.actor)
        return token.pos == "PROPN" and actor is not None and actor.kind is ActorKind.PERSON

    def _promiser(self, cue: Token) -> list[Filled]:
        """Whose the word of promise is."""
        clause = self.grammar.clause(cue)
        if found := self._doers(clause.get("subject"), inside=True):
            return found
        for slot in ("possessive", "by"):
            if found := self._resolve(clause.get(slot), f"debtor-{slot}"):
                return found
        if cue.pos != "NOUN":
            return []
        if owners := self.fillers.owners(cue):
            return owners
        governor = self.parse.head(cue)
        governor = self.parse.head(governor) if governor.pos == "ADP" else governor
        if governor.pos in _VERBS and cue.dep in ("dobj", "pobj", "attr"):
            return self._doers(self.grammar.clause(governor).get("subject"), inside=True)
        return []

    def _resolve(self, tokens: list[Token], slot: str) -> list[Filled]:
        return [f for token in tokens for f in self.fillers.resolve(token, slot)]

    # Futures

    def _announced(self, verb: Token) -> Iterator[Promise]:
        """ "The minister said the country would send aid": told by the one who is to act, or who speaks for it.

        What nobody is named as saying counts as announced where an actor is its subject.
        """
        if not self._is_future(verb) or not self._does(verb) or self._is_asked(verb) or self._is_stand(verb):
            return
        speakers = self.speakers.get(verb.i, [])
        clause = self.grammar.clause(verb)
        if verb.i in self.unknown:
            debtor = self._doers(clause.get("subject"))
            if debtor:
                yield Promise(verb, verb, tuple(debtor), "commitment.announced-by-unknown")
            return
        if not speakers:
            yield from self._told_as_news(verb)
            return
        if clause.passive and not clause.get("subject"):
            if verb.dep == "ccomp" and self.parse.head(verb).i in self.speakers:
                return  # "I hope that it will be done"
            officials = [f for f in speakers if self._is_official(f)]
            if officials:
                yield Promise(verb, verb, tuple(officials), "commitment.announced-deed")
            return
        debtor = self._doers(clause.get("subject"))
        if debtor and self._speaks_for(speakers, debtor):
            yield Promise(verb, verb, tuple(debtor), "commitment.announced")

    def _told_as_news(self, verb: Token) -> Iterator[Promise]:
        """ "The envoy will travel to Iraq": what an actor itself, and no thing of its, will do."""
        sure = [c for c in self.parse.children(verb) if c.dep == "aux" and c.lower in words()["announcing-news"]]
        if (sure or self._is_headline(verb)) and verb.dep in ("ROOT", "conj", "relcl"):
            debtor = self._doers(self.grammar.clause(verb).get("subject"))
            if debtor:
                yield Promise(verb, verb, tuple(debtor), "commitment.announced-as-news")

    def _is_stand(self, verb: Token) -> bool:
        """ "Will never accept it"."""
        return verb.lemma in words()["stands"] and any(c.dep == "neg" for c in self.parse.children(verb))

    def _is_asked(self, verb: Token) -> bool:
        """ "Did not say whom it would support", "if it will": a question or a condition announces nothing."""
        return any(
            (c.dep == "mark" and c.lower in ("if", "whether", "unless")) or c.tag in ("WP", "WRB")
            for c in self.parse.children(verb)
            if c.i < verb.i
        )

    def _is_official(self, speaker: Filled) -> bool:
        actor = self.annotation.actor_by_id.get(speaker.actor)
        return actor is not None and any(sector.value in words()["official-sectors"] for sector in actor.sectors)

    def _speaks_for(self, speakers: list[Filled], debtor: list[Filled]) -> bool:
        """Whether somebody who tells it is the debtor, acts for it, or is an official of its country."""
        actors = self.annotation.actor_by_id
        owing = {f.actor for f in debtor}
        countries = {a.country.value for i in owing if (a := actors.get(i)) is not None and a.country is not None}
        for speaker in speakers:
            actor = actors.get(speaker.actor)
            if speaker.actor in owing or (actor is not None and actor.acts_for in owing):
                return True
            country = actor.country.value if actor is not None and actor.country is not None else None
            if country in countries and self._is_official(speaker):
                return True
        return False
