"""One frame against one predicate: a match, or the reason it is not one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Clause, Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.coding.frames import AnchorKind, Condition, Frame, Pattern
from dragoman.coding.lexicon import Lexicon
from dragoman.model.entities import ActorKind, MentionForm
from dragoman.model.syntax import Token


class Reason(StrEnum):
    """Why a frame did not hold; a closed list."""

    WORDS = "the fixed words are not there"
    WHEN = "a condition is not met"
    UNLESS = "an exception holds"
    NOT_REPORTED = "nobody is reported as saying it"
    ROLE_EMPTY = "a needed role names no actor"
    OUTRANKED = "another frame fits the words better"
    MODEL = "the learned model is sure of another frame that fits"
    SAME_WORDS = "its words are part of another event's"
    ABSORBED = "it is what another event is about"
    CONVENTION = "a codebook rule leaves it out"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A frame that was tried and did not hold."""

    frame: Frame
    predicate: Token
    reason: Reason
    detail: str = ""


@dataclass(slots=True)
class Match:
    """A frame that holds: its words and what stands in its roles."""

    frame: Frame
    pattern: Pattern
    clause: Clause
    words: tuple[Token, ...]  # the trigger: anchor and fixed words
    phrases: dict[str, list[tuple[str, Token]]] = field(default_factory=lambda: defaultdict(list))
    actor: list[Filled] = field(default_factory=list)
    recipient: list[Filled] = field(default_factory=list)
    conditioned: list[Token] = field(default_factory=list)  # fillers that the frame's conditions asked for
    rank: float = 0.0

    @property
    def predicate(self) -> Token:
        return self.clause.predicate


class Matcher:
    """Tries the frames of a lexicon on the words of one annotated document."""

    def __init__(self, lexicon: Lexicon, annotation: Annotation) -> None:
        self.lexicon = lexicon
        self.annotation = annotation
        self.grammar = Grammar(annotation.parse, lexicon.words)
        self.fillers = ActorFillers(annotation, self.grammar, lexicon.words)
        self._words_of: dict[int, set[str]] = {}

    def candidates(self, token: Token) -> list[tuple[Pattern, Frame]]:
        """Frames this word may evoke in its sentence, by lemma and part of speech."""
        anchor = self._anchor(token)
        return self.lexicon.candidates(*anchor, self._sentence_words(token.sentence)) if anchor else []

    def _types(self, token: Token) -> frozenset[str]:
        """Types of the events this word may evoke."""
        anchor = self._anchor(token)
        return self.lexicon.types(*anchor) if anchor else frozenset()

    def _anchor(self, token: Token) -> tuple[AnchorKind, str] | None:
        if token.tag == "MD":
            return "modal", token.lower
        if self.grammar.is_nominal(token):
            return "noun", token.lower if token.tag == "VBG" else token.lemma
        if token.pos in ("VERB", "AUX"):
            return "verb", token.lemma
        if token.pos == "ADJ":
            return "adjective", token.lemma
        return None

    def _sentence_words(self, sentence: int) -> set[str]:
        words = self._words_of.get(sentence)
        if words is None:
            tokens = self.annotation.parse.sentence_tokens(sentence)
            words = self._words_of[sentence] = {t.lemma for t in tokens} | {t.lower for t in tokens}
        return words

    def evoked(self, token: Token) -> Match | None:
        """The best frame a word evokes, whether or not it names anybody: a deed that is only talked of."""
        found = [self.match(token, p, f, [], needs=False) for p, f in self.candidates(token)]
        return max((m for m in found if isinstance(m, Match)), key=lambda m: m.rank, default=None)

    def match(
        self, token: Token, pattern: Pattern, frame: Frame, speakers: list[Filled], *, needs: bool = True
    ) -> Match | Refusal:
        """Try one frame.

        ``speakers``: those reported as saying the words, if any. ``needs``: whether roles that the frame
        needs must name an actor.
        """
        clause = self.grammar.clause(token)
        words = self._fixed_words(pattern, clause)
        if words is None:
            return Refusal(frame, token, Reason.WORDS, pattern.text)
        if frame.reported and not speakers:
            return Refusal(frame, token, Reason.NOT_REPORTED)
        match = Match(frame, pattern, clause, words)
        for condition in frame.when:
            fitting = self._fitting(condition, clause)
            if not fitting:
                return Refusal(frame, token, Reason.WHEN, "|".join(condition.slots))
            if "anything" not in condition.slots:
                match.conditioned += fitting
        for condition in frame.unless:
            if self._fitting(condition, clause):
                return Refusal(frame, token, Reason.UNLESS, "|".join(condition.slots))
        self._fill(match, speakers)
        missing = self._missing_role(match) if needs else None
        if missing:
            return Refusal(frame, token, Reason.ROLE_EMPTY, missing)
        match.rank = self._rank(match)
        return match

    def _missing_role(self, match: Match) -> str | None:
        """A role that must name somebody and does not."""
        named = {"actor": match.actor, "recipient": match.recipient}
        for role in match.frame.needs:
            if not named.get(role, match.phrases.get(role)):
                return role
        doer_told = match.pattern.kind != "noun" and not match.clause.passive and match.clause.get("subject")
        if doer_told and not match.actor and match.frame.code in self.lexicon.words.actor_needed:
            return "actor"
        return None

    # Words

    def _fixed_words(self, pattern: Pattern, clause: Clause) -> tuple[Token, ...] | None:
        """The trigger's tokens, or None if one is missing."""
        predicate = clause.predicate
        words = [predicate]
        children = self.annotation.parse.children(predicate)
        if pattern.kind == "noun" and pattern.object:
            modifiers = {c.lemma: c for c in children} | {c.lower: c for c in children}
            for lemma in pattern.object:
                if lemma not in modifiers:
                    return None
                words.append(modifiers[lemma])
        elif pattern.object:
            thing = self._object_with(pattern.object, clause)
            if thing is None:
                return None
            words.append(thing)
        for particle in pattern.particles:
            if particle not in clause.particles:
                return None
            words += [c for c in children if c.lower == particle and c.dep in ("prt", "prep", "agent", "advmod")][:1]
        for preposition, lemma in pattern.after:
            phrase = next((p for p in clause.get(preposition) if p.lemma == lemma), None)
            if phrase is None:
                return None
            words.append(phrase)
        return tuple(sorted(words, key=lambda t: t.i))

    def _object_with(self, lemmas: tuple[str, ...], clause: Clause) -> Token | None:
        """The object whose head is the last lemma and whose modifiers include the others."""
        *modifiers, head = lemmas
        for thing in [*clause.get("object"), *clause.get("as")]:
            for part in self.grammar.coordinated(thing):
                if part.lemma != head:
                    continue
                around = {w for c in self.annotation.parse.children(part) for w in (c.lemma, c.lower)}
                if all(m in around for m in modifiers):
                    return part
        return None

    # Conditions

    def _fitting(self, condition: Condition, clause: Clause) -> list[Token]:
        """The words that meet a condition."""
        if "anything" in condition.slots:  # any word of the predicate's phrase or of the verb that carries it
            words = self.annotation.parse.subtree(clause.carrier or clause.predicate)
            return [t for t in words if self._fits_by_word(condition, t)]
        fillers = [token for slot in condition.slots for token in clause.get(slot)]
        parts = [
            part for token in fillers for p in self.grammar.coordinated(token) for part in self.grammar.measured(p)
        ]
        return [part for part in parts if self._fits(condition, part)]

    def _fits(self, condition: Condition, token: Token) -> bool:
        if condition.filled or self._fits_by_word(condition, token):
            return True
        if condition.kinds or condition.sectors:
            for filled in self.fillers.resolve(token, "condition", host=True):
                actor = self.annotation.actor_by_id.get(filled.actor)
                if actor is None:
                    continue
                if "actor" in condition.kinds or actor.kind in condition.kinds:
                    return True
                if condition.sectors & {s.value for s in actor.sectors}:
                    return True
        return bool(condition.types) and not condition.types.isdisjoint(self._types(token))

    def _fits_by_word(self, condition: Condition, token: Token) -> bool:
        if token.lemma in condition.lemmas or token.lower in condition.lemmas:
            return True
        return ActorKind.POPULATION in condition.kinds and self._is_people(token)

    def _is_people(self, token: Token) -> bool:
        """Whether the word names people of a country, who stand for it otherwise: "168 Liberians"."""
        reference = self.annotation.reference_at(token)
        return reference is not None and reference.form == MentionForm.DEMONYM and token.is_plural_noun

    # Roles

    def _fill(self, match: Match, speakers: list[Filled]) -> None:
        frame, clause = match.frame, match.clause
        roles = frame.noun_roles if match.pattern.kind == "noun" else frame.roles
        for slot, role in roles.items():
            if slot == "of" and role == "actor" and match.actor and not frame.reciprocal:
                # The doer is told already: "the US speeded up the withdrawal of its forces", "a strike in protest of".
                if frame.code not in self.lexicon.words["objected"]:
                    continue
                role = "recipient"
            for token in self._slot(slot, clause):
                if token in match.words or (role == "topic" and self._is_setting(token)):
                    continue
                match.phrases[role].append((slot, token))
                if role == "actor":
                    match.actor += self._new(self.fillers.resolve(token, slot), match.actor)
                elif role == "recipient":
                    if slot in ("in", "during") and self.grammar.is_nominal(token) and self._types(token):
                        continue  # "killed in an attack": the attack is no place
                    found = self.fillers.resolve(token, slot, host=slot in self.lexicon.words["host-slots"])
                    known = [f for f in match.actor if not any(self.is_domestic(match, g) for g in found)]
                    match.recipient += self._new(found, known + match.recipient)
        if frame.reported:
            match.recipient = match.recipient or match.actor
            match.actor = speakers
        if frame.reciprocal:
            match.actor += self._new(match.recipient, match.actor)
            match.recipient = []

    def is_domestic(self, match: Match, filled: Filled) -> bool:
        """Whether a state's measure falls on a part of the state itself ("imposed a curfew in Cizre")."""
        return (
            (filled.is_place or filled.slot == "in")
            and match.frame.code in self.lexicon.words["domestic"]
            and filled.slot in self.lexicon.words["host-slots"]
        )

    def _is_setting(self, token: Token) -> bool:
        """ "On Monday", "on the sidelines": when and where a meeting is, not what it is about."""
        return token.entity in ("DATE", "TIME") or token.lemma in self.lexicon.words["settings"]

    def _slot(self, slot: str, clause: Clause) -> list[Token]:
        """Fillers of a slot; a state's name before a noun is ``state-name``, not ``modifier``."""
        if slot not in ("modifier", "state-name"):
            return clause.get(slot)
        return [t for t in clause.get("modifier") if self._names_a_state(t) == (slot == "state-name")]

    def _names_a_state(self, token: Token) -> bool:
        if token.pos != "PROPN" or token.dep != "compound" or token.text.isupper() or "." in token.text:
            return False
        reference = self.annotation.reference_at(token)
        actor = self.annotation.actor_by_id.get(reference.actors[0]) if reference and reference.actors else None
        return actor is not None and actor.kind == ActorKind.STATE and token.tag != "JJ"

    @staticmethod
    def _new(found: list[Filled], known: list[Filled]) -> list[Filled]:
        ids = {filled.actor for filled in known}
        return [filled for filled in found if filled.actor not in ids]

    def _rank(self, match: Match) -> float:
        """Better fit first: fixed words, then conditions, then roles that name somebody."""
        pattern, frame = match.pattern, match.frame
        fixed = len(pattern.particles) + 1.2 * len(pattern.object) + 2 * len(pattern.after)
        filled = bool(match.actor) + bool(match.recipient) + bool(match.phrases.get("content"))
        return 10 * fixed + 5 * len(frame.when) + filled + 0.5 * bool(frame.modes) + 0.25 * bool(frame.needs)
