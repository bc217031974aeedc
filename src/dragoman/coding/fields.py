"""What is no politics though its words are: sport, weather, markets, the kitchen, the arts, and what fiction tells.

Comes in: an annotated document and the grammar of its clauses. Goes out: for a coded event, the rule of
``data/coding/fields.yaml`` that says it is none, or None.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.coding.match import Match
from dragoman.coding.phrases import Phrases
from dragoman.data import marked_yaml
from dragoman.model.entities import Actor, ActorKind
from dragoman.model.events import Event
from dragoman.model.syntax import Token

_POLITICS = "politics"
_FULL = 2  # weight at which a sentence is of a field: one sure word or two likely ones


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """The file, ready to use."""

    cues: Phrases  # each cue phrase is its own label
    weights: dict[str, dict[str, int]]  # cue phrase → field → weight
    sets: dict[str, frozenset[str]]


@cache
def _knowledge() -> _Knowledge:
    raw = marked_yaml.load(data.path("coding", "fields.yaml"))
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    for field, words in raw["fields"].items():
        if field != marked_yaml.LINE:
            weights_of = {**dict.fromkeys(words["likely"], 1), **dict.fromkeys(words["sure"], _FULL)}
            for cue, weight in weights_of.items():
                weights[cue][field] = weight
    for cue in raw[_POLITICS]:
        weights[cue] = {_POLITICS: 1}
    lists = {name: frozenset(words) for name, words in raw.items() if isinstance(words, list)}
    return _Knowledge(Phrases({cue: [cue] for cue in weights}), dict(weights), lists)


class Fields:
    """Says of the events of one document which are none."""

    def __init__(self, annotation: Annotation, grammar: Grammar) -> None:
        self.annotation = annotation
        self.grammar = grammar
        self.parse = annotation.parse
        self.known = _knowledge()
        self._field_by_sentence = self._fields()

    def reason(self, match: Match, event: Event) -> str | None:
        """Why an event is no politics: ``field.sport``, ``field.fiction``, ``field.nature``, ``field.private``."""
        field = self._field_by_sentence[match.predicate.sentence]
        if field is not None:
            return f"field.{field}"
        if self._is_fiction(match.predicate):
            return "field.fiction"
        if self._is_nature(match):
            return "field.nature"
        return "field.private" if self._is_private(event) else None

    # Fields of life

    def _fields(self) -> list[str | None]:
        """The field of each sentence, or None."""
        weights = [self._weights(n) for n in range(len(self.parse.sentences))]
        fields = [_field(w) for w in weights]
        if len(fields) > _FULL and (counted := Counter(f for f in fields if f)):
            field, number = counted.most_common(1)[0]
            if number > len(fields) / 2:
                return [None if w[_POLITICS] else f or field for f, w in zip(fields, weights, strict=True)]
        return fields

    def _weights(self, sentence: int) -> Counter[str]:
        tokens = self.parse.sentence_tokens(sentence)
        weights: Counter[str] = Counter()
        for found in self.known.cues.find(tokens):
            weights.update(self.known.weights[found.label])
        for token in tokens:
            reference = self.annotation.reference_at(token)
            if reference is not None:
                weights[_POLITICS] += sum(self._is_public_figure(actor) for actor in reference.actors)
        return weights

    def _is_public_figure(self, actor_id: str) -> bool:
        actor = self.annotation.actor_by_id.get(actor_id)
        if actor is None or not actor.known or actor.kind == ActorKind.STATE:
            return False
        sets = self.known.sets
        return actor.kind in sets["politics-kinds"] or not sets["politics-sectors"].isdisjoint(_sectors(actor))

    # What did not happen

    def _is_fiction(self, predicate: Token) -> bool:
        """ "The film tells of a murder", "in the novel, Germany invades", "the play's hero kills"."""
        works = self.known.sets["works"]
        for word in (predicate, *self.parse.ancestors(predicate)):
            if word.pos not in ("VERB", "AUX"):
                continue
            for child in self.parse.children(word):
                if child.lower == "in" and any(self._is_setting(p) for p in self.parse.children(child)):
                    return True
            for subject in self.grammar.clause(word).get("subject"):
                owners = [c for c in self.parse.children(subject) if c.dep == "poss"]
                if any(owner.lemma in works for owner in owners):
                    return True
                if subject.lemma in works and (word is predicate or word.lemma in self.known.sets["tells"]):
                    return True
        return False

    def _is_setting(self, phrase: Token) -> bool:
        """ "In the film", but not "in the latest episode of violence"."""
        works = self.known.sets["works"] | self.known.sets["parts"]
        wholes = [p for c in self.parse.children(phrase) if c.lower == "of" for p in self.parse.children(c)]
        return phrase.pos in ("NOUN", "PROPN") and all(word.lemma in works for word in (phrase, *wholes))

    def _is_nature(self, match: Match) -> bool:
        """Whether storms, animals or diseases do it."""
        subjects = match.clause.get("subject")
        return bool(subjects) and all(s.lemma in self.grammar.words["nature"] for s in subjects)

    # People by themselves

    def _is_private(self, event: Event) -> bool:
        """Companies among themselves, or people acting alone in what only public bodies do."""
        code = event.type.value
        if code not in self.known.sets["public-only"] or not event.actor:
            return False
        sides = event.actor if code in self.known.sets["public-doer"] else (*event.actor, *event.recipient)
        return all(self._is_private_actor(side.value) for side in sides)

    def _is_private_actor(self, actor_id: str) -> bool:
        actor = self.annotation.actor_by_id.get(actor_id)
        if actor is None or actor.kind not in (ActorKind.COMPANY, ActorKind.POPULATION, ActorKind.PERSON):
            return False
        sectors = _sectors(actor)
        private = self.known.sets["private"].issuperset(sectors)
        return actor.kind == ActorKind.COMPANY or (private and bool(sectors or actor.kind == ActorKind.POPULATION))


def _field(weights: Counter[str]) -> str | None:
    """The heaviest field of a sentence that has enough of it and nothing political."""
    if weights[_POLITICS]:
        return None
    field, weight = max(weights.items(), key=lambda pair: pair[1], default=("", 0))
    return field if weight >= _FULL else None


def _sectors(actor: Actor) -> set[str]:
    return {sector.value for sector in actor.sectors}
