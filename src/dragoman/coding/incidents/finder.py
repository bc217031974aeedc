"""Violent incidents of a document: of what kind, when and where, and who and what took part in them.

Comes in: an annotated document. Goes out: the participants, as the phrases the text has for them, and
the incidents. Events (``coding.coder``) say which political actor did what to which other; this says the rest
that a reader of reports on violence asks for: "two masked men", "a car bomb", "the bank's offices".

Method: classification of noun phrases by the words around them, after Patwardhan and Riloff, "A Unified Model
of Phrasal and Sentential Evidence for Information Extraction", EMNLP 2009.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.coding.circumstances import Circumstances
from dragoman.coding.clause import Grammar
from dragoman.coding.incidents.things import Thing, find_things
from dragoman.coding.incidents.traits import Traits
from dragoman.coding.incidents.weights import Weights
from dragoman.coding.incidents.wording import extents
from dragoman.coding.lexicon import Lexicon
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Evidence

# At this probability the training texts have about as many wrong participants as missed ones.
_ENOUGH = 0.2


class Role(StrEnum):
    """What a participant is in an incident."""

    PERPETRATOR = "perpetrator"  # persons who did it
    ORGANIZATION = "organization"  # the group behind it
    TARGET = "target"  # things attacked
    VICTIM = "victim"  # people attacked
    WEAPON = "weapon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody or something in an incident, by every phrase the text has for it."""

    role: Role
    phrases: tuple[Evidence, ...]
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something violent that happened; several deeds of one kind in one article are one incident."""

    kind: str
    deeds: tuple[Evidence, ...]
    date: Attested[str] | None  # ISO 8601
    place: Attested[str] | None  # place id


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """All that an article tells of violent incidents."""

    participants: tuple[Participant, ...] = ()
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True)
class IncidentFinder:
    """Finds incidents with a lexicon and learned weights; loaded once, used for any number of documents."""

    lexicon: Lexicon
    weights: Weights

    @classmethod
    def load(cls) -> IncidentFinder:
        return cls(Lexicon.load(), Weights.load())

    def find(self, annotation: Annotation) -> Incidents:
        """Participants in the order of their first mention, and incidents by kind."""
        grammar = Grammar(annotation.parse, self.lexicon.words)
        traits = Traits(annotation, grammar, self.lexicon)
        found: list[tuple[Participant, Thing]] = []
        for thing in find_things(annotation, grammar):
            chances = self.weights.probabilities(traits.of(thing))
            role = max(chances, key=lambda r: (chances[r], r))
            if chances[role] >= _ENOUGH:
                found.append((_participant(annotation, thing, Role(role), chances[role]), thing))
        deeds = [deed for participant, thing in found for deed in self._deeds(traits, participant, thing)]
        return Incidents(
            participants=tuple(participant for participant, _ in found),
            incidents=tuple(self._incidents(annotation, deeds)),
        )

    @cached_property
    def _kind_of(self) -> dict[str, str]:
        kinds = data.content("coding", "incidents.yaml")
        return {lemma: kind for kind, lemmas in reversed(kinds.items()) for lemma in lemmas}

    def _deeds(self, traits: Traits, participant: Participant, thing: Thing) -> Iterator[tuple[str, Token]]:
        """Words that tell what was done with a participant: those it depends on, else those of its sentences."""
        near: list[tuple[str, Token]] = []
        found_any = False
        for phrase in thing.phrases:
            words = [predicate for predicate, _ in traits.governors.get(phrase.head.i, ())]
            if participant.role is Role.WEAPON:
                words.append(phrase.head)
            direct = [(self._kind_of[w.lemma], w) for w in words if w.lemma in self._kind_of]
            yield from direct
            if not direct:
                sentence = traits.parse.sentence_tokens(phrase.head.sentence)
                near += [(self._kind_of[w.lemma], w) for w in sentence if w.lemma in self._kind_of]
            found_any = found_any or bool(direct)
        if not found_any and participant.role not in (Role.PERPETRATOR, Role.ORGANIZATION):
            yield from near

    def _incidents(self, annotation: Annotation, deeds: list[tuple[str, Token]]) -> Iterator[Incident]:
        circumstances = Circumstances(annotation)
        for kind in dict.fromkeys(kind for kind, _ in deeds):
            words = sorted({w.i: w for k, w in deeds if k == kind}.values(), key=lambda w: w.i)
            scopes = [circumstances.scope(word, None, set()) for word in words]
            yield Incident(
                kind=kind,
                deeds=tuple(annotation.document.evidence(word.start, word.end) for word in words),
                date=next((d for scope in scopes if (d := circumstances.date_of(scope))), None),
                place=next((p for scope in scopes if (p := circumstances.place_of(scope))), None),
            )


def _participant(annotation: Annotation, thing: Thing, role: Role, probability: float) -> Participant:
    spans = dict.fromkeys(span for phrase in thing.phrases for span in extents(annotation, phrase))
    phrases = tuple(annotation.document.evidence(span.start, span.end) for span in spans)
    return Participant(role=role, phrases=phrases, probability=probability)
