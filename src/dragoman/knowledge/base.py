"""The knowledge base at work: entries by id, names found in a text, offices held on a date.

Comes in: the compiled file, and over it the files in a folder of the user's, which win. Goes out: entries, senses
of names, tenures. It does not decide which of several readings of a name is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from dragoman.knowledge import compiled
from dragoman.knowledge.contents import FormsByKey, of_tables
from dragoman.knowledge.entries import Body, Country, Entry, KnownAgreement, Person, Sense, Source, Tenure
from dragoman.knowledge.files import Tables
from dragoman.knowledge.phrases import FoldedText, Found, PhraseIndex, PhraseMatch
from dragoman.model.syntax import Parse


class Knowledge:
    """Entries by id and an index of all their names."""

    def __init__(
        self,
        countries: dict[str, Country],
        bodies: dict[str, Body],
        people: dict[str, Person],
        agreements: dict[str, KnownAgreement],
        sources: dict[str, Source],
        forms: FormsByKey,
    ) -> None:
        self.countries = countries
        self.bodies = bodies
        self.people = people
        self.agreements = agreements
        self.sources = sources
        self._names: PhraseIndex[Sense] = PhraseIndex(forms)

    @classmethod
    def load(cls, user_folder: Path | None = None) -> Knowledge:
        """Open the compiled file and lay the user's files over it.

        Raises KnowledgeFault naming every file and line of the user's that is wrong, or saying how to compile
        the base if it is not there.
        """
        base = compiled.load()
        if user_folder is None:
            return cls(*base)
        tables = Tables.read(user_folder)
        tables.complain()
        return cls(*of_tables(tables, base))

    @classmethod
    def of_files(cls, tables: Tables) -> Knowledge:
        """The base that files make, without compiling it."""
        return cls(*of_tables(tables))

    def names(self) -> Iterator[tuple[str, Sense]]:
        """Every written form of every entry, with what it stands for."""
        return self._names.entries()

    def find(self, parse: Parse, folded: FoldedText) -> list[PhraseMatch[Sense]]:
        """Every place in a text where a name of an entry stands."""
        return self._names.find(parse, folded)

    def scan(self, text: str) -> Iterator[Found[Sense]]:
        """The same for a text that is not parsed, the longest name at each place: some ten megabytes a second."""
        return self._names.scan(text)

    def candidates(self, words: str) -> list[Sense]:
        """Readings of a name standing by itself.

        Several people may share one name; nothing is chosen here.
        """
        return list(dict.fromkeys(self._names.lookup(words)))

    def entry(self, id: str) -> Entry | None:
        return self.countries.get(id) or self.bodies.get(id) or self.people.get(id)

    @cached_property
    def by_wikidata(self) -> dict[str, str]:
        """Ids of our entries by those of Wikidata."""
        every: tuple[Entry, ...] = (*self.countries.values(), *self.bodies.values(), *self.people.values())
        return {entry.wikidata: entry.id for entry in every if entry.wikidata}

    @cached_property
    def _tenures_by_owner(self) -> dict[str, list[Tenure]]:
        by_owner: dict[str, list[Tenure]] = {}
        for person in self.people.values():
            for office in person.offices:
                for owner in filter(None, {office.country, office.organization}):
                    by_owner.setdefault(owner, []).append(office)
        return by_owner

    def tenures(self, owner: str) -> list[Tenure]:
        """Every office of a country or of a body."""
        return self._tenures_by_owner.get(owner, [])

    def holders(self, country: str, date: str | None) -> list[Tenure]:
        """Offices of a country that may have been held on a date; without one, those not known to have ended."""
        return [office for office in self.tenures(country) if office.may_hold_on(date)]
