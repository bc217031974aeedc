"""What the article has talked about so far, and what is most likely meant by words that refer back.

In: references in text order. Out: antecedents of pronouns, class nouns and sets. Grammar decides
inside a sentence; across sentences the nearest subject is a guess and is marked as one.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Set
from dataclasses import dataclass

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.cast import HOST_RULES, Cast, Draft, Finding
from dragoman.annotate.actors.roles import Pronoun
from dragoman.annotate.annotation import Reference
from dragoman.model.entities import ActorKind, MentionForm
from dragoman.model.syntax import Parse, Token

_MEMORY = 3  # sentences a pronoun may look back
_ROW_MEMORY = 15  # sentences "both countries" may look back for two that stood in a row
_SAME_SENTENCE = 100
_GOVERNING = 60
_SUBJECT = 16
_PER_SENTENCE = 30
_OBLIQUE = -8


@dataclass(frozen=True, slots=True)
class Talk:
    """Something talked about: actors, or (with none) a noun that is no actor."""

    token: int
    sentence: int
    actors: tuple[str, ...]
    plural: bool
    subject: bool
    private: bool = False  # one unnamed person out of a population


class Discourse:
    """The record of what was talked about, in text order."""

    def __init__(self, cast: Cast, parse: Parse, first_person: Container[str], harming: Container[str]) -> None:
        self.cast = cast
        self.parse = parse
        self.first_person = first_person
        self.harming = harming
        self.talks: list[Talk] = []

    def add(self, token: Token, reference: Reference) -> None:
        actors = reference.actors
        plural = len(actors) > 1 or any(self.cast.drafts[id].plural for id in actors)
        plural = plural or (reference.rule == "actor.people-of-country" and token.is_plural_noun)
        private = reference.rule == "actor.private-person"
        self.talks.append(Talk(token.i, token.sentence, actors, plural, tree.is_subject(token), private))
        if token.dep == "conj":
            self._add_coordination(token)

    def _add_coordination(self, last: Token) -> None:
        """ "the United States and Jordan" can be taken up by "they"."""
        first = last
        while first.dep == "conj":
            first = self.parse.head(first)
        members = [self.cast.references.get(t.i) for t in tree.conjuncts(self.parse, first)]
        actors = tuple(dict.fromkeys(id for member in members if member for id in member.actors))
        if len(actors) > 1:
            self.talks.append(Talk(last.i, last.sentence, actors, True, tree.is_subject(first)))

    def add_thing(self, token: Token) -> None:
        """A subject that is no actor: "it" may well mean this."""
        plural = token.is_plural_noun
        self.talks.append(Talk(token.i, token.sentence, (), plural, True))

    def recent(self, fits: Callable[[Draft], bool], before: int, sentences: int | None = None) -> str | None:
        """The last single actor that fits, subjects of the last sentence first."""
        sentence = self.parse.tokens[before].sentence
        for talk in reversed(self.talks):
            if sentences is not None and sentence - talk.sentence > sentences:
                return None
            if talk.token < before and len(talk.actors) == 1 and fits(self.cast.drafts[talk.actors[0]]):
                return talk.actors[0]
        return None

    def doers(self, token: Token) -> tuple[str, ...]:
        """Who does what the clause around a word tells, if the word is not the doer."""
        verb = tree.governor(self.parse, token)
        subject = tree.subject_of(self.parse, verb) if verb is not None else None
        if subject is None or subject.i >= token.i:
            return ()
        reference = self.cast.references.get(subject.i)
        return reference.actors if reference is not None else ()

    def antecedent(self, token: Token, pronoun: Pronoun) -> Finding | None:
        """What a personal or possessive pronoun stands for."""
        subjects = tree.governing_subjects(self.parse, token)
        barred = self._barred(token, subjects)
        scored = [
            (self._score(talk, token, subjects, pronoun), talk.token, talk)
            for talk in self.talks
            if token.sentence - talk.sentence <= _MEMORY and talk.token < token.i and talk.token not in barred
        ]
        scored = [item for item in scored if item[0] > 0]
        if not scored:
            return None
        best = max(scored, key=lambda item: item[:2])[2]
        if not best.actors:
            return None
        if pronoun.plural and not best.plural and (two := self.parties(token, "persons", sentences=1)):
            return Finding(two, MentionForm.SET, "actor.set-of-two", certain=False)
        same = best.sentence == token.sentence
        rule = "actor.pronoun-in-sentence" if same else "actor.pronoun-across-sentences"
        return Finding(best.actors, MentionForm.PRONOUN, rule, certain=same and best.subject)

    def _barred(self, token: Token, subjects: list[Token]) -> set[int]:
        """An object cannot be its own clause's subject: in "X wants to divide it" and "X bombed its towns", not X."""
        speaking = {s.i for s in subjects if s.lower in self.first_person}
        if speaking:
            return self._same_talks(speaking)  # in "we support them", "they" are others
        if token.dep in tree.SUBJECT or (token.dep == "poss" and not self._is_harmed(token)):
            return set()
        verb = tree.governor(self.parse, token)
        subject = tree.subject_of(self.parse, verb) if verb is not None else None
        barred = {subject.i} if subject is not None else set()
        if subject is None and subjects:
            barred.add(subjects[0].i)
        return self._same_talks(barred)

    def _is_harmed(self, owner: Token) -> bool:
        """Whether what somebody has is the object of a verb of harming."""
        thing = self.parse.head(owner)
        return thing.dep == "dobj" and self.parse.head(thing).lemma in self.harming

    def _same_talks(self, tokens: set[int]) -> set[int]:
        """The tokens, and all others that refer to nobody else."""
        referents = {id for i in tokens if i in self.cast.references for id in self.cast.references[i].actors}
        return tokens | {talk.token for talk in self.talks if talk.actors and set(talk.actors) <= referents}

    def _score(self, talk: Talk, token: Token, subjects: list[Token], pronoun: Pronoun) -> int:
        distance = token.sentence - talk.sentence
        score = _SAME_SENTENCE - _PER_SENTENCE * distance
        if not talk.actors:
            return 0 if pronoun.gender or pronoun.plural != talk.plural else score + _SUBJECT
        if not self._agrees(talk, pronoun):
            return 0
        for depth, subject in enumerate(subjects):
            if subject.i == talk.token or self._same_actors(subject, talk):
                score += _GOVERNING - 10 * depth
                break
        if talk.subject:
            score += _SUBJECT
        elif self.parse.tokens[talk.token].dep in ("poss", "compound", "amod"):
            score += _OBLIQUE
        if pronoun.plural and not talk.plural:
            score -= 45
        return score

    def _same_actors(self, subject: Token, talk: Talk) -> bool:
        reference = self.cast.references.get(subject.i)
        return reference is not None and reference.actors == talk.actors and subject.i <= talk.token

    def _agrees(self, talk: Talk, pronoun: Pronoun) -> bool:
        drafts = [self.cast.drafts[id] for id in talk.actors]
        if talk.private:
            return pronoun.gender is not None
        if pronoun.plural:
            return talk.plural or drafts[0].kind is not ActorKind.PERSON
        if talk.plural and not (pronoun.things and all(d.kind is not ActorKind.POPULATION for d in drafts)):
            return False
        if len(drafts) != 1:
            return False
        if pronoun.things:
            return drafts[0].kind not in (ActorKind.PERSON, ActorKind.POPULATION)
        return drafts[0].kind is ActorKind.PERSON and drafts[0].gender in (None, pronoun.gender)

    def parties(
        self, token: Token, counts: str, roles: Set[str] = frozenset(), size: int = 2, sentences: int = 5
    ) -> tuple[str, ...]:
        """The two (or more) parties of the last sentence that has so many: of a meeting, a quarrel, a deal.

        Where the clause is somebody else's deed ("Trump warned both countries"), he is neither of them, and the
        last that stood in a row are looked for further back.
        """
        own = self._parties_of_doer(token, counts, roles)
        for sentence in range(token.sentence, max(-1, token.sentence - sentences), -1):
            here = [t for t in self.talks if t.sentence == sentence and t.token < token.i and t.actors]
            ranked = sorted(here, key=lambda talk: (self._is_marginal(talk), talk.token))
            parties = dict.fromkeys(p for talk in ranked for p in self._sides(talk, counts, roles) if p not in own)
            if len(parties) >= size:
                return self._row(here, counts, roles, own, size) or tuple(list(parties)[:size])
        earlier = [t for t in self.talks if t.sentence >= token.sentence - _ROW_MEMORY and t.token < token.i]
        return self._row(earlier, counts, roles, own, size) if own else ()

    def _row(self, talks: list[Talk], counts: str, roles: Set[str], own: Set[str], size: int) -> tuple[str, ...]:
        """The last parties that were named together: "Thailand and Cambodia"."""
        for talk in reversed(talks):
            parties = tuple(dict.fromkeys(self._sides(talk, counts, roles)))
            if len(talk.actors) > 1 and len(parties) == size and own.isdisjoint(parties):
                return parties
        return ()

    def _parties_of_doer(self, token: Token, counts: str, roles: Set[str]) -> Set[str]:
        """Who does the deed that the words are the object of, as parties."""
        verb = tree.governor(self.parse, token)
        subject = tree.subject_of(self.parse, verb) if verb is not None and token.dep != "poss" else None
        if subject is None or token.i <= subject.i or token.dep == "conj":
            return frozenset()
        return {p for talk in self.talks if talk.token == subject.i for p in self._sides(talk, counts, roles)}

    def _sides(self, talk: Talk, counts: str, roles: Set[str]) -> list[str]:
        return [party for id in talk.actors for party in self._party(id, counts, roles)]

    def _is_marginal(self, talk: Talk) -> bool:
        reference = self.cast.references.get(talk.token)
        if reference is not None and reference.rule in HOST_RULES:
            return True
        return self.parse.tokens[talk.token].dep in ("poss", "compound", "amod", "nmod") and not talk.subject

    def _party(self, id: str, counts: str, roles: Set[str]) -> Iterable[str]:
        """The actor as a party: a person is a person among leaders, and his state among countries."""
        draft = self.cast.drafts[id]
        if counts == "persons":
            fits = draft.kind is ActorKind.PERSON and (not roles or bool(roles & draft.roles))
            return (id,) if fits else ()
        if counts == "countries":
            code = draft.acts_for if draft.acts_for in self.cast.knowledge.countries else draft.code
            return (code,) if code in self.cast.knowledge.countries and code is not None else ()
        if draft.kind in (ActorKind.PERSON, ActorKind.POPULATION):
            party = draft.acts_for or (draft.code if draft.code in self.cast.knowledge.countries else None)
            return (party,) if party else ()
        return (id,)

    def last_two(self, token: Token, ordinals: Container[str]) -> tuple[str, ...]:
        """The two actors that "the former" and "the latter" take up, in text order.

        They are those of a row ("Turkey and Russia"), or the last two, in the same sentence before both words or
        else in the one before; where something happens counts for nothing.
        """
        first, _ = self.parse.sentences[token.sentence]
        word = next((t.i for t in self.parse.tokens[first : token.i] if t.lower in ordinals), token.i)
        for sentence in (token.sentence, token.sentence - 1):
            here = [t for t in self.talks if t.sentence == sentence and t.token < word and self._takes_part(t)]
            row = next((talk.actors for talk in reversed(here) if len(talk.actors) == 2), ())
            single = list(dict.fromkeys(talk.actors[0] for talk in here if len(talk.actors) == 1))
            if row or len(single) > 1:
                return row or tuple(single[-2:])
        return ()

    def _takes_part(self, talk: Talk) -> bool:
        reference = self.cast.references.get(talk.token)
        return bool(talk.actors) and (reference is None or reference.rule not in HOST_RULES)
