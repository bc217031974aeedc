"""What is known before reading: countries, bodies, groups, people and who held which office when.

In: the files under ``data/knowledge`` and, laid over them id by id, those in a folder of the
user's. Out: entries by id, names found in a text, office holders on a date. It does not decide
which of several readings of a name is meant.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from dragoman import data
from dragoman.annotate.phrases import FoldedText, PhraseIndex, PhraseMatch, fold
from dragoman.model.entities import ActorKind
from dragoman.model.problems import KnowledgeFault
from dragoman.model.syntax import Parse


@cache
def _articles() -> frozenset[str]:
    """Articles before a surname, which may be left out."""
    grammar = data.path("roles", "grammar.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.load(grammar, Loader=yaml.CBaseLoader)["name_articles"])


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
    capital: str
    now: str | None
    forms: tuple[tuple[str, Facet], ...]

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
    forms: tuple[tuple[str, Facet], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """An office and the time it was held; dates are ISO, possibly only a year or month."""

    person: str
    title: str
    organization: str | None
    country: str | None
    sector: str | None
    start: str
    end: str

    def holds_on(self, date: str) -> bool:
        """Whether it was held at some time in the day, month or year given."""
        return _not_after(self.start, date) and (not self.end or _not_after(date, self.end))


def _not_after(earlier: str, later: str) -> bool:
    common = min(len(earlier), len(later))
    return earlier[:common] <= later[:common]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A public figure."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    offices: tuple[Tenure, ...] = ()

    @property
    def surname(self) -> str:
        """The last word of the name, with the particle written before it."""
        words = self.name.split()
        if len(words) > 2 and words[-2].lower() in _articles():
            return " ".join(words[-2:])
        return words[-1]

    def offices_on(self, date: str | None) -> list[Tenure]:
        """Offices held on a date; without one, those not known to have ended."""
        if date is None:
            return [office for office in self.offices if not office.end]
        return [office for office in self.offices if office.holds_on(date)]


Entry = Country | Body | Person


class Knowledge:
    """Entries by id and an index of all their names."""

    def __init__(self, countries: Iterable[Country], bodies: Iterable[Body], people: Iterable[Person]) -> None:
        self.countries = {country.code: country for country in countries}
        self.bodies = {body.id: body for body in bodies}
        self.people = {person.id: person for person in people}
        self._names = PhraseIndex(self.names())

    @classmethod
    def load(cls, user_folder: Path | None = None) -> Knowledge:
        """Read our files and, over them, the user's files of the same names.

        Raises KnowledgeFault naming the file and entry that is wrong.
        """
        folders = [data.path("knowledge"), *([user_folder] if user_folder else [])]
        return cls(
            (_country(*entry) for entry in _entries(folders, ("countries.yaml",), "code")),
            (_body(*entry) for entry in _entries(folders, ("bodies.yaml", "groups.yaml"), "id")),
            _people(folders),
        )

    def names(self) -> Iterator[tuple[str, Sense]]:
        """Every written form of every entry, with what it stands for."""
        for country in self.countries.values():
            for form, facet in country.forms:
                yield form, Sense(country.code, facet)
        for body in self.bodies.values():
            for form, facet in body.forms:
                yield form, Sense(body.id, facet)
        for person in self.people.values():
            for form in _spellings((person.name, *person.aliases)):
                yield form, Sense(person.id, Facet.NAME if " " in form else Facet.SURNAME)
            for form in _spellings((person.surname,)):
                if len(form) > 2:  # the "Un" of Kim Jong Un is no surname
                    yield form, Sense(person.id, Facet.SURNAME)

    def find(self, parse: Parse, folded: FoldedText) -> list[PhraseMatch[Sense]]:
        """Every place in a text where a name of an entry stands."""
        return self._names.find(parse, folded)

    def candidates(self, words: str) -> list[Sense]:
        """Readings of a name standing by itself.

        Several people may share one name; nothing is chosen here.
        """
        return list(dict.fromkeys(self._names.lookup(words)))

    def entry(self, id: str) -> Entry | None:
        return self.countries.get(id) or self.bodies.get(id) or self.people.get(id)

    @cached_property
    def _tenures_by_country(self) -> dict[str, list[Tenure]]:
        by_country: dict[str, list[Tenure]] = {}
        for person in self.people.values():
            for office in person.offices:
                if office.country:
                    by_country.setdefault(office.country, []).append(office)
        return by_country

    def holders(self, country: str, date: str | None) -> list[Tenure]:
        """Offices of a country held on a date; without one, those not known to have ended."""
        return [
            office
            for office in self._tenures_by_country.get(country, [])
            if (office.holds_on(date) if date else not office.end)
        ]


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Each name, and again without its Arabic article: "Bashar Assad" for "Bashar al-Assad"."""
    seen: set[str] = set()
    for name in names:
        bare = " ".join(_without_article(word) for word in name.split() if word.lower() not in _articles())
        for form in (name, bare):
            if form and fold(form) not in seen:
                seen.add(fold(form))
                yield form


def _without_article(word: str) -> str:
    article, hyphen, rest = word.partition("-")
    return rest if hyphen and rest and article.lower() in _articles() else word


def _entries(folders: list[Path], files: tuple[str, ...], key: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Entries of YAML lists; a later folder's entry replaces the earlier one with its id."""
    found: dict[str, tuple[Path, dict[str, Any]]] = {}
    for folder in folders:
        for file in (folder / name for name in files):
            if not file.exists():
                continue
            try:
                content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
                found.update({entry[key]: (file, entry) for entry in content or []})
            except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as fault:
                raise KnowledgeFault(f"{file}: not a list of entries with {key!r} ({fault})") from fault
    yield from found.values()


def _country(file: Path, entry: dict[str, Any]) -> Country:
    facets = (
        (Facet.NAME, [entry.get("name"), *_list(entry, "names", file)]),
        (Facet.ADJECTIVE, _list(entry, "adjectives", file)),
        (Facet.PEOPLE, _list(entry, "people", file)),
        (Facet.CAPITAL, [entry.get("capital")]),
        (Facet.METONYM, _list(entry, "metonyms", file)),
        (Facet.CITY, _list(entry, "cities", file)),
    )
    return Country(
        code=entry["code"],
        name=entry.get("name") or entry["code"],
        adjectives=tuple(_list(entry, "adjectives", file)),
        capital=entry.get("capital") or "",
        now=entry.get("now") or None,
        forms=tuple((form, facet) for facet, forms in facets for form in forms if form),
    )


def _body(file: Path, entry: dict[str, Any]) -> Body:
    try:
        kind = ActorKind(entry.get("kind", ""))
    except ValueError as fault:
        raise KnowledgeFault(f"{file}: {entry['id']}: {fault}; use one of {', '.join(ActorKind)}") from fault
    name = entry.get("name") or entry["id"]
    acronyms = _list(entry, "acronyms", file)
    return Body(
        id=entry["id"],
        name=name,
        kind=kind,
        country=entry.get("country") or None,
        sectors=tuple(_list(entry, "sectors", file)),
        part_of=entry.get("part_of") or None,
        forms=(
            *((form, Facet.NAME) for form in (name, *_list(entry, "aliases", file))),
            *((form, Facet.ACRONYM) for form in acronyms),
        ),
    )


def _list(entry: dict[str, Any], key: str, file: Path) -> list[str]:
    value = entry.get(key) or []
    if not isinstance(value, list):
        raise KnowledgeFault(f"{file}: {entry.get('code') or entry.get('id')}: {key} must be a list")
    return value


def _people(folders: list[Path]) -> Iterator[Person]:
    """People with their offices; a later folder's person replaces the earlier one, offices add up."""
    rows = {row["person_id"]: row for row in _rows(folders, "people.csv")}
    offices: dict[str, list[Tenure]] = {}
    for row in _rows(folders, "offices.csv"):
        tenure = Tenure(
            person=row["person_id"],
            title=row["title"],
            organization=row["organization"] or None,
            country=row["country"] or None,
            sector=row["sector"] or None,
            start=row["start"],
            end=row["end"],
        )
        offices.setdefault(tenure.person, []).append(tenure)
    for id, row in rows.items():
        aliases = tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip())
        yield Person(
            id=id,
            name=row["name"],
            aliases=aliases,
            country=row["country"] or None,
            offices=tuple(offices.get(id, ())),
        )


def _rows(folders: list[Path], name: str) -> Iterator[dict[str, str]]:
    """Rows of a CSV file; lines that start with ``#`` are comments."""
    for file in (folder / name for folder in folders):
        if not file.exists():
            continue
        with file.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(line for line in lines if not line.startswith("#"))
