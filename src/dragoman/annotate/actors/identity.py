"""Which known person a name means: by the office beside it, the article's countries and its date.

In: the people who bear a name. Out: one of them, or nobody where it stays open, and the others with scores.
Likeness of names never decides: a surname alone needs an office on the date or a country the article is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.annotate.actors.incumbents import Incumbents
from dragoman.annotate.actors.posts import HONORIFIC, Post
from dragoman.annotate.actors.reading import Reading
from dragoman.annotate.actors.weighing import SURE, Weighed, kept, weigh
from dragoman.knowledge.entries import Facet, Person, Sense, Tenure
from dragoman.knowledge.spelling import fold
from dragoman.model.entities import ActorCandidate


@dataclass(frozen=True, slots=True)
class Choice:
    """The person chosen, if anybody, and those who were not."""

    person: Person | None
    losers: tuple[ActorCandidate, ...] = ()
    certain: bool = True


class Identity:
    """Chooses among the people of the knowledge base for one article."""

    def __init__(self, reading: Reading, date: str | None) -> None:
        self.reading = reading
        self.knowledge = reading.knowledge
        self.date = date
        self.incumbents = Incumbents(reading.knowledge, reading.book)
        self.countries = self._countries_named()
        self.bodies = frozenset(
            sense.entry for name in reading.names for sense in name.senses if sense.entry in self.knowledge.bodies
        )

    def _countries_named(self) -> frozenset[str]:
        countries = self.knowledge.countries
        return frozenset(
            countries[sense.entry].country
            for name in self.reading.names
            for sense in name.senses
            if sense.entry in countries and sense.facet is not Facet.CITY
        )

    def bearers(self, senses: Iterable[Sense]) -> list[Person]:
        """The people who bear a name."""
        return [self.knowledge.people[id] for id in dict.fromkeys(sense.entry for sense in senses)]

    def of_full_name(self, words: str, senses: Iterable[Sense], posts: list[Post]) -> Choice:
        """The bearer of a full name, also written with more or fewer given names or with initials."""
        people = self.bearers(senses) or self.bearers(self._shortened(words)) or self._akin(words, posts)
        if len(people) == 1:
            return Choice(people[0]) if self._fits(people[0], posts) or self._is_here(people[0]) else Choice(None)
        return self._choose(people, people, posts)

    def _akin(self, words: str, posts: list[Post]) -> list[Person]:
        """Who has this surname and these given names among others, and held the office stated beside the name.

        "President Recep Erdogan" is Recep Tayyip Erdoğan; without the office, likeness is not enough.
        """
        roles = _unique_roles(posts)
        bearers = self.bearers(s for s in self.knowledge.candidates(words.split()[-1]) if s.facet is Facet.SURNAME)
        return [
            person
            for person in bearers
            if any(agree(words, name) for name in (person.name, *person.aliases) if " " in name)
            and any(roles & self.reading.book.own_roles_in(o.title) for o in person.offices_on(self.date))
        ]

    def _shortened(self, words: str) -> list[Sense]:
        """Readings of the name without its initials: "Donald J. Trump"."""
        parts = words.split()
        bare = [part for part in parts if len(part.rstrip(".")) > 1]
        senses = self.knowledge.candidates(" ".join(bare)) if 1 < len(bare) < len(parts) else []
        return [sense for sense in senses if sense.entry in self.knowledge.people and sense.facet is Facet.NAME]

    def of_surname(self, word: str, senses: Iterable[Sense], posts: list[Post], *, common: bool) -> Choice:
        """The bearer of a surname standing alone, if the article says enough about one of them.

        ``common``: it is also a word of the language and may be no name here.
        """
        people = self.bearers(senses)
        famous = not common and word not in self.reading.book.given_names
        plausible = [person for person in people if self._is_plausible(person, posts, famous=famous)]
        return self._choose(people, plausible, posts)

    def others(self, chosen: Person | None, senses: Iterable[Sense], posts: list[Post]) -> tuple[ActorCandidate, ...]:
        """The rest of a name's bearers, where the article names one of its people in full."""
        people = self.bearers(senses)
        own = chosen.id if chosen else ""  # somebody the base lacks
        reasons = {person.id: self._reasons(person, people, posts) for person in people}
        reasons[own] = [*reasons.get(own, []), "introduced"]
        return self._losers([weighed for weighed in weigh(reasons) if weighed.id != own])

    def _is_plausible(self, person: Person, posts: list[Post], *, famous: bool) -> bool:
        """Whether somebody known only by surname can be meant.

        A title beside the name must have been held. Without one, the article must name the country or body whose
        office the person holds, or led before; or the person leads one of the countries of ``prominence.yaml``.
        """
        held = person.offices_on(self.date) if self.date else list(person.offices)
        titles = {post.title.role for post in posts if not post.title.needs_owner} - {HONORIFIC}
        if titles:
            # "General Hassan" is no prime minister of that name
            return self._has_held(person, titles) and (bool(held) or self._is_here(person))
        if any(office.country in self.countries or office.organization in self.bodies for office in held):
            return True
        led = any(self._leads(office.title) for office in person.offices)
        return (led and self._is_here(person)) or (famous and self._needs_no_introduction(held))

    def _is_here(self, person: Person) -> bool:
        return bool(self.of_countries(person) & self.countries)

    def _needs_no_introduction(self, held: list[Tenure]) -> bool:
        """Whether one of the offices is so prominent that a surname will do."""
        return self.date is not None and any(
            office.country in countries and roles & self.incumbents.roles_of(office)
            for office in held
            for countries, roles in self.reading.book.known_by_surname
        )

    def _leads(self, title: str) -> bool:
        return "leader" in self.reading.book.roles_in(title)

    def _choose(self, people: list[Person], plausible: list[Person], posts: list[Post]) -> Choice:
        """The likeliest of the plausible; nobody where two are equally likely."""
        reasons = {person.id: self._reasons(person, plausible, posts) for person in people}
        ranked = weigh(reasons)
        fitting = [person.id for person in plausible if self._fits(person, posts)]
        open_to = [weighed for weighed in ranked if weighed.id in fitting]
        if not open_to or any(other.score == open_to[0].score for other in open_to[1:]):
            reasons[""] = ["somebody-else"]
            return Choice(None, self._losers([one for one in weigh(reasons) if one.id]))
        first = open_to[0]
        losers = self._losers([weighed for weighed in ranked if weighed.id != first.id])
        return Choice(self.knowledge.people[first.id], losers, certain=first.score >= SURE)

    def _losers(self, weighed: list[Weighed]) -> tuple[ActorCandidate, ...]:
        people = self.knowledge.people
        return tuple(
            ActorCandidate(
                id=one.id,
                name=people[one.id].name,
                country=people[one.id].country,
                score=round(one.score, 3),
                rule=one.rule,
            )
            for one in kept(weighed)
        )

    def _fits(self, person: Person, posts: list[Post]) -> bool:
        """Whether nothing stated beside the name speaks against the person."""
        roles = _unique_roles(posts)
        return not roles or self._has_held(person, roles)

    def _reasons(self, person: Person, rivals: list[Person], posts: list[Post]) -> list[str]:
        """What speaks for a person among those who bear the name."""
        offices = person.offices_on(self.date)
        roles = _unique_roles(posts)
        last = max(map(_last_in_office, rivals), default="")
        held = {
            "title-beside": bool(roles) and self._has_held(person, roles),
            "country-named": bool(self.of_countries(person) & self.countries),
            "office-on-date": bool(offices),
            "leads": any(self._leads(office.title) for office in offices),
            "last-in-office": bool(last) and _last_in_office(person) == last,
        }
        return [reason for reason, holds in held.items() if holds]

    def _has_held(self, person: Person, roles: set[str]) -> bool:
        return any(roles & self.reading.book.roles_in(office.title) for office in person.offices)

    def of_countries(self, person: Person) -> frozenset[str]:
        """Every country the person belongs to or held an office of."""
        return frozenset(code for code in (person.country, *(o.country for o in person.offices)) if code)


def _unique_roles(posts: list[Post]) -> set[str]:
    return {post.title.role for post in posts if post.title.one and not post.former}


def _last_in_office(person: Person) -> str:
    return max((office.end or "9999" for office in person.offices), default="")


def agree(mine: str, theirs: str) -> bool:
    """Whether two full names may be one person's: the same surname, and one has all given names of the other.

    >>> agree("Bashar Assad", "Bashar al-Assad"), agree("Ali Hassan Majid", "Ali Omar Majid")
    (True, False)
    """
    first, second = (fold(name).replace("-", " ").replace(".", "").split() for name in (mine, theirs))
    if not first or not second or first[-1] != second[-1]:
        return False
    return set(first) <= set(second) or set(second) <= set(first)
