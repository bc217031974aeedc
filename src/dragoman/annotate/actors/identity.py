"""Which known person a name means: by the office beside it, the article's countries and its date.

In: the people who bear a name. Out: one of them, or None where it stays open. Likeness of names
never decides: a surname alone needs an office on the date or a country the article is about.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.annotate.actors.posts import HONORIFIC, Post
from dragoman.annotate.actors.reading import Reading
from dragoman.knowledge.entries import Facet, Person, Sense
from dragoman.knowledge.spelling import fold


class Identity:
    """Chooses among the people of the knowledge base for one article."""

    def __init__(self, reading: Reading, date: str | None) -> None:
        self.reading = reading
        self.knowledge = reading.knowledge
        self.date = date
        self.countries = self._countries_named()

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

    def of_full_name(self, words: str, senses: Iterable[Sense], posts: list[Post]) -> Person | None:
        """The bearer of a full name, also written with further given names or initials."""
        people = self.bearers(senses) or self.bearers(self._shortened(words))
        return people[0] if len(people) == 1 else self._one(self._most_fitting(people, posts))

    def _shortened(self, words: str) -> list[Sense]:
        """Readings of the name without its initials: "Donald J. Trump"."""
        parts = words.split()
        bare = [part for part in parts if len(part.rstrip(".")) > 1]
        senses = self.knowledge.candidates(" ".join(bare)) if 1 < len(bare) < len(parts) else []
        return [sense for sense in senses if sense.entry in self.knowledge.people and sense.facet is Facet.NAME]

    def of_surname(self, senses: Iterable[Sense], posts: list[Post]) -> Person | None:
        """The bearer of a surname standing alone, if one is in office or the article is about his country."""
        people = [person for person in self.bearers(senses) if self._is_plausible(person, posts)]
        return self._one(self._most_fitting(people, posts))

    def _is_plausible(self, person: Person, posts: list[Post]) -> bool:
        """Whether somebody known only by surname can be meant: in office, or a leader of a country named."""
        here = bool(self.of_countries(person) & self.countries)
        titles = {post.title.role for post in posts if not post.title.needs_owner} - {HONORIFIC}
        if titles and not here and not self._has_held(person, titles):
            return False  # "General Hassan" is no prime minister of that name elsewhere
        led = any(self._leads(office.title) for office in person.offices)
        if self.date is None:
            return here or led
        return bool(person.offices_on(self.date)) or (here and led)

    def _leads(self, title: str) -> bool:
        return "leader" in self.reading.book.roles_in(title)

    def _most_fitting(self, people: list[Person], posts: list[Post]) -> list[Person]:
        """Narrow down by the title beside the name, then country, office on the date, and who left office last."""
        roles = {post.title.role for post in posts if post.title.one and not post.former}
        if roles:
            people = [person for person in people if self._has_held(person, roles)]
        for fits in (
            lambda person: self.of_countries(person) & self.countries,
            lambda person: person.offices_on(self.date),
            lambda person: any(self._leads(office.title) for office in person.offices_on(self.date)),
        ):
            people = [person for person in people if fits(person)] or people
        last = max(map(_last_in_office, people), default="")
        return [person for person in people if _last_in_office(person) == last]

    def _has_held(self, person: Person, roles: set[str]) -> bool:
        return any(roles & self.reading.book.roles_in(office.title) for office in person.offices)

    def _one(self, people: list[Person]) -> Person | None:
        return people[0] if len(people) == 1 else None

    def of_countries(self, person: Person) -> frozenset[str]:
        """Every country the person belongs to or held an office of."""
        return frozenset(code for code in (person.country, *(o.country for o in person.offices)) if code)


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
