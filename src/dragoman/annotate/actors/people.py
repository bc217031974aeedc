"""Persons: which names are one person's, what office each holds, who is public enough to be named.

In: a reading with its names. Out: person drafts in the cast, with offices, country and sectors.
Two people are never joined because their names are alike: a surname goes to somebody the article
or the knowledge base has, or stays a person of its own. A private person's name is not recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.cast import new_id, slug
from dragoman.annotate.actors.identity import Choice, Identity, agree
from dragoman.annotate.actors.offices import Offices
from dragoman.annotate.actors.posts import HONORIFIC, Post, Posts
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.reading import Reading
from dragoman.annotate.actors.roles import GenericBody, Title
from dragoman.annotate.analysis import is_common_noun
from dragoman.annotate.case import is_common
from dragoman.knowledge.entries import Facet, Person
from dragoman.knowledge.spelling import fold
from dragoman.model.entities import ActorCandidate, MentionForm
from dragoman.model.syntax import Token

_PRIVATE = "civilians"


@dataclass(slots=True)
class Individual:
    """All names of one person in the article."""

    id: str
    name: str
    entry: Person | None
    names: list[ProperName] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    rivals: list[ActorCandidate] = field(default_factory=list)  # others whom its names could have meant
    doubtful: set[int] = field(default_factory=set)  # first tokens of names that may well be somebody else's
    written: dict[str, None] = field(default_factory=dict)  # full names as the article spells them

    def add(self, name: ProperName, choice: Choice) -> None:
        """One more name, with those it could have meant as well."""
        self.names.append(name)
        self.rivals += (*choice.losers, *name.rivals)
        if not (choice.certain and name.certain):
            self.doubtful.add(name.first)

    @property
    def words(self) -> tuple[str, ...]:
        return _words(self.name)

    @property
    def spellings(self) -> list[tuple[str, ...]]:
        """The words of its name, as we spell it and as the article does ("Araghchi", "Araqchi")."""
        return [self.words, *map(_words, self.written)]


class People:
    """Groups the personal names of one article."""

    def __init__(self, reading: Reading, posts: Posts, offices: Offices) -> None:
        self.reading = reading
        self.posts = posts
        self.offices = offices
        self.individuals: dict[str, Individual] = {}
        self.identity = Identity(reading, offices.date)

    def resolve(self) -> None:
        """Group names, read offices, enter the public persons in the cast."""
        names = [name for name in self.reading.names if self._is_personal(name)]
        full = [name for name in names if self._is_full(name)]
        for name in full:
            self._introduce(name)
        for name in names:
            if name not in full:
                self._short(name)
        self._later_surnames()
        for individual in self.individuals.values():
            individual.names.sort(key=lambda name: name.first)
        for individual in sorted(self.individuals.values(), key=lambda person: person.names[0].first):
            for name in individual.names:
                individual.posts.extend(self.posts.of(name))
            self._enter(individual)

    def _is_personal(self, name: ProperName) -> bool:
        if name.organization is not None:
            return False
        return not name.senses or all(self.reading.knowledge.people.get(sense.entry) for sense in name.senses)

    def _is_full(self, name: ProperName) -> bool:
        if name.has(Facet.NAME):
            return True
        return not name.senses and self._word_count(name) > 1

    def _word_count(self, name: ProperName) -> int:
        return sum(token.text[0].isalnum() for token in self.reading.parse.tokens[name.first : name.last])

    def _text(self, name: ProperName) -> str:
        return self.reading.cast.evidence(name.first, name.last).text

    # Grouping

    def _introduce(self, name: ProperName) -> None:
        """A full name: a known person's, one met before in the article, or somebody new."""
        words = " ".join(self._text(name).split())
        choice = self.identity.of_full_name(words, name.senses, self.posts.of(name))
        same = (person for person in self.individuals.values() if agree(words, person.name))
        individual = self._known(choice.person) if choice.person is not None else next(same, None) or self._new(words)
        individual.add(name, choice)
        individual.written[words] = None

    def _new(self, words: str) -> Individual:
        return self.individuals.setdefault(slug(words), Individual(slug(words), words, None))

    def _known(self, entry: Person) -> Individual:
        return self.individuals.setdefault(entry.id, Individual(entry.id, entry.name, entry))

    def _short(self, name: ProperName) -> None:
        """A surname or given name alone: whose it is in this article, else a known holder's."""
        individual = self._in_full(name) or self._bearer(name) or self._by_given_name(name)
        if individual is not None:
            others = self.identity.others(individual.entry, name.senses, []) if len(name.senses) > 1 else ()
            individual.add(name, Choice(individual.entry, others))
            return
        posts, choice = self.posts.of(name), Choice(None)
        if name.senses and (self._recognized(name) or posts):
            # A common word is a name only where the parser takes it for a person's.
            common = is_common(self._text(name).lower()) and self._label(name) != "PERSON"
            choice = self.identity.of_surname(self._text(name), name.senses, posts, common=common)
            individual = self._known(choice.person) if choice.person is not None else None
        if individual is None and (posts or self._acts(name)):
            individual = self._new(self._text(name))
        if individual is not None:
            individual.add(name, choice)

    def _label(self, name: ProperName) -> str:
        return self.reading.parse.tokens[name.head].entity

    def _in_full(self, name: ProperName) -> Individual | None:
        """Whom a name means that is also a country's: somebody the article names in full."""
        if name.short_for is None:
            return None
        return next((person for person in self.individuals.values() if name.short_for in person.names), None)

    def _acts(self, name: ProperName) -> bool:
        """Whether somebody unknown under this single name does or suffers something: "Karim fled"."""
        token = self.reading.parse.tokens[name.head]
        return not name.senses and (tree.is_subject(token) or token.dep == "dobj")

    def _recognized(self, name: ProperName) -> bool:
        """Whether the parser took the word for a name, or can only have missed it: "Rice", not "rice".

        At the start of a sentence a rare name is taken for a noun, which no dictionary has.
        """
        token = self.reading.parse.tokens[name.head]
        common = is_common_noun(token.lower) or is_common_noun(token.lemma)
        if common and token.dep == "compound" and not self._has_body(token):
            return False  # "Rice prices rose"
        if token.entity in ("PERSON", "ORG", "GPE") or (token.pos == "PROPN" and not token.entity):
            return True
        return token.pos == "NOUN" and not common

    def _has_body(self, token: Token) -> bool:
        """Whether a compound says whose body or post it is: "the Bush administration"."""
        phrase = self.reading.phrase_by_head.get(token.head)
        return phrase is not None and any(isinstance(sense, GenericBody | Title) for sense in phrase.senses)

    def _bearer(self, name: ProperName) -> Individual | None:
        """Who in the article has this surname: the last one introduced before, else the first after."""
        mine = fold(self._text(name)).replace("-", " ").split()
        known = {sense.entry for sense in name.senses}
        bearers = [
            individual
            for individual in self.individuals.values()
            if individual.id in known or any(self._ends_with(words, mine) for words in individual.spellings)
        ] or [person for person in self.individuals.values() if _has_two_surnames(person.words, mine)]
        before = [person for person in bearers if person.names and person.names[0].first < name.first]
        if before:
            return max(before, key=lambda person: max(n.first for n in person.names if n.first < name.first))
        return bearers[0] if bearers else None

    def _by_given_name(self, name: ProperName) -> Individual | None:
        """The one whom the article names in full before and whose given name this is: "Anwar" of "Anwar Ibrahim"."""
        mine = fold(self._text(name))
        bearers = [
            individual
            for individual in self.individuals.values()
            if individual.names[0].first < name.first
            and any(len(words) > 1 and words[0] == mine for words in individual.spellings)
        ]
        return bearers[0] if len(bearers) == 1 and not self.posts.of(name) else None

    def _ends_with(self, words: tuple[str, ...], ending: list[str]) -> bool:
        """Whether a full name ends in this surname, with or without its article."""
        bare = [word for word in ending if word not in self.reading.book.words["name_articles"]] or ending
        return (len(words) > len(bare) and list(words[-len(bare) :]) == bare) or list(words) == ending

    def _later_surnames(self) -> None:
        """Surnames of the article's people that the recognizer missed."""
        taken = {i for name in self.reading.names for i in range(name.first, name.last)}
        taken |= {i for phrase in self.reading.phrases for i in range(phrase.first, phrase.last)}
        surnames = {words[-1] for i in self.individuals.values() for words in i.spellings if len(words[-1]) > 2}
        long_names = {
            i
            for n in self.reading.parse.names
            if n.last - n.first > 1 and n.label != "PERSON"
            for i in range(n.first, n.last)
        }
        for token in self.reading.parse.tokens:
            if token.i in taken or token.i in long_names or token.pos != "PROPN" or not token.text[0].isupper():
                continue
            if fold(token.text) in surnames:
                name = ProperName(token.i, token.i + 1, token.i)
                bearer = self._bearer(name)
                if bearer is not None:
                    bearer.names.append(name)
                    self.reading.names.append(name)
                    self.reading.name_at[token.i] = name

    # Entering

    def _enter(self, individual: Individual) -> None:
        if individual.entry is None and all(post.title.role == HONORIFIC for post in individual.posts):
            self._enter_private(individual)
            return
        cast = self.reading.cast
        first = individual.names[0]
        evidence = cast.evidence(first.first, first.last)
        if individual.entry is None:
            individual.id = new_id(individual.name, self._belongs_to(individual))
        draft = self.offices.person(individual.id, individual.name, individual.entry, evidence, individual.posts)
        for name in individual.names:
            for i in range(name.first, name.last):
                self.reading.person_at[i] = draft.id
            rule = f"kb.{draft.id}" if individual.entry else "actor.named-person"
            if self._word_count(name) < len(individual.words):
                rule = "actor.short-name"
            cast.refer(
                [draft.id], name.first, name.last, head=name.head, form=MentionForm.NAME, rule=rule,
                certain=name.first not in individual.doubtful,
            )  # fmt: skip
        draft.lost(individual.rivals)
        for post in individual.posts:
            if post.title.role == HONORIFIC:
                continue
            self.reading.office_at[post.phrase.head] = draft.id

    def _belongs_to(self, individual: Individual) -> str:
        """The country of a new person's office, else the office."""
        stated = [post for post in individual.posts if post.title.role != HONORIFIC]
        countries = (owner.country.value for post in stated for owner in post.owners if owner.country)
        return next(countries, stated[0].title.role)

    def _enter_private(self, individual: Individual) -> None:
        """A name without any public role: the person is one of a population, and stays unnamed."""
        cast = self.reading.cast
        if any(self._has_article(name) for name in individual.names):
            return  # "the Tharthar Barrage" is no person
        for name in individual.names:
            draft = self.posts.private(name, _PRIVATE)
            cast.refer(
                [draft.id], name.first, name.last, head=name.head, form=MentionForm.NOMINAL,
                rule="actor.private-person", certain=False, named=False,
            )  # fmt: skip

    def _has_article(self, name: ProperName) -> bool:
        return any(child.dep == "det" for child in self.reading.parse.children(self.reading.parse.tokens[name.head]))


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name).replace("-", " ").split())


def _has_two_surnames(words: tuple[str, ...], mine: list[str]) -> bool:
    """Whether a name alone is the first of two surnames: "Rosselló" of "Ricardo Rosselló Nevares"."""
    return len(words) > 2 and len(mine) == 1 and words[-2] == mine[0]
