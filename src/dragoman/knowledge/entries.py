"""Entries of the knowledge base: countries, bodies, people with dated offices, agreements.

Values only. Their names are ``forms``: words as print has them, each with the way in which it stands for the entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dragoman import data
from dragoman.knowledge.days import may_be_before, surely_before
from dragoman.model.entities import ActorKind


class Facet(StrEnum):
    """In what way words stand for an entry."""

    NAME = "name"
    ACRONYM = "acronym"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CAPITAL = "capital"
    METONYM = "metonym"
    CITY = "city"
    SURNAME = "surname"


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a name: the entry it stands for, and how."""

    entry: str
    facet: Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state, past or present; ``now`` is the country a former state's deeds are counted for."""

    code: str
    name: str
    adjectives: tuple[str, ...]
    elsewhere: tuple[str, ...]  # names in other languages that are other words or names in English: never searched for
    capital: str
    now: str | None
    begin: str  # year, "" for a state that is there today
    end: str
    wikidata: str | None
    ambiguous: bool
    forms: tuple[tuple[str, Facet], ...]

    @property
    def id(self) -> str:
        return self.code

    @property
    def country(self) -> str:
        return self.now or self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organization, party, company, medium or armed group."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    part_of: str | None
    begin: str  # year, "" where unknown or of no use
    end: str
    wikidata: str | None
    ambiguous: bool
    source: str
    forms: tuple[tuple[str, Facet], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """An office and the time it was held; dates are ISO, possibly only a year or month.

    An empty ``start`` is unknown. An empty ``end`` says that the office was held on ``as_of``; of later days the
    row says nothing.
    """

    person: str
    title: str
    organization: str | None
    country: str | None
    sector: str | None
    start: str
    end: str
    source: str
    as_of: str

    def may_hold_on(self, date: str | None) -> bool:
        """Whether nothing speaks against its being held at some time in the day, month or year given.

        Without a date: whether it was still held when last looked at.
        """
        if date is None:
            return not self.end
        return may_be_before(self.start, date) and (not self.end or may_be_before(date, self.end))

    def surely_holds_on(self, day: str) -> bool:
        """Whether it was held on a day beyond doubt; where only a month of change is known, that month is in doubt."""
        last = self.end or self.as_of
        begun = bool(self.start) and (self.start == day or surely_before(self.start, day))
        known = begun or (not self.start and day == self.as_of)
        return known and bool(last) and (day == last or surely_before(day, last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A public figure."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    wikidata: str | None
    note: str
    offices: tuple[Tenure, ...] = ()

    @property
    def surname(self) -> str:
        """The last word of the name, with the particle written before it."""
        words = self.name.split()
        if len(words) > 2 and words[-2].lower() in name_articles():
            return " ".join(words[-2:])
        return words[-1]

    def offices_on(self, date: str | None) -> list[Tenure]:
        """Offices that may have been held on a date; without one, those not known to have ended."""
        return [office for office in self.offices if office.may_hold_on(date)]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAgreement:
    """A treaty, ceasefire, format, summit, plan or resolution with a name."""

    id: str
    name: str
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    date: str
    place: str
    kind: str
    status: str
    wikidata: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where entries were taken from and can be checked."""

    id: str
    name: str
    url: str
    licence: str
    note: str


Entry = Country | Body | Person


@cache
def name_articles() -> frozenset[str]:
    """Articles before a surname, which may be left out ("al")."""
    return frozenset(data.content("roles", "grammar.yaml")["name_articles"])
