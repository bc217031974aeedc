"""All entries of a knowledge base with their names, and one base laid over another.

Comes in: the rows of knowledge files. Goes out: entries by id and forms by key. A user's entry takes the place of ours
with the same id; offices add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from dragoman.knowledge import rows
from dragoman.knowledge.entries import Body, Country, KnownAgreement, Person, Sense, Source, Tenure
from dragoman.knowledge.files import Tables
from dragoman.knowledge.forms import forms_of

FormsByKey = Mapping[str, Sequence[tuple[str, Sense]]]  # phrase key → each form as written, and what it stands for


class Contents(NamedTuple):
    """What a knowledge base holds beside places."""

    countries: dict[str, Country]
    bodies: dict[str, Body]
    people: dict[str, Person]
    agreements: dict[str, KnownAgreement]
    sources: dict[str, Source]
    forms: FormsByKey


EMPTY = Contents({}, {}, {}, {}, {}, {})


def of_tables(tables: Tables, base: Contents = EMPTY) -> Contents:
    """The entries that files make, laid over those of another base."""
    countries = {id: rows.country(row) for id, row in tables.countries.items()}
    bodies = {id: rows.body(row) for id, row in tables.bodies.items()}
    people = _people(tables, base)
    mine = forms_of((*countries.values(), *bodies.values(), *people.values()))
    replaced = countries.keys() | bodies.keys() | people.keys()
    return Contents(
        base.countries | countries,
        base.bodies | bodies,
        base.people | people,
        base.agreements | {id: rows.agreement(row) for id, row in tables.agreements.items()},
        base.sources | {id: rows.source(row) for id, row in tables.sources.items()},
        OverlaidForms(base.forms, mine, replaced) if base.forms else mine,
    )


def _people(tables: Tables, base: Contents) -> dict[str, Person]:
    """The people of the tables, and those of the base that the tables know further offices of."""
    offices: defaultdict[str, list[Tenure]] = defaultdict(list)
    for row in tables.offices:
        offices[row["person_id"]].append(rows.tenure(row))
    own = {id: rows.person(row, ()) for id, row in tables.people.items()}
    further = {id: base.people[id] for id in (offices.keys() - own.keys()) & base.people.keys()}
    return {
        id: replace(person, offices=_joined(base.people[id].offices if id in base.people else (), offices[id]))
        for id, person in (own | further).items()
    }


def _joined(before: tuple[Tenure, ...], mine: list[Tenure]) -> tuple[Tenure, ...]:
    """A user's row about an office that somebody took up on a day replaces ours about the same."""
    told = {(office.title, office.organization, office.country, office.start) for office in mine}
    kept = (o for o in before if (o.title, o.organization, o.country, o.start) not in told)
    return (*kept, *mine)


class OverlaidForms(FormsByKey):
    """Forms of a base without those of entries that are replaced, then the forms laid over it."""

    def __init__(self, base: FormsByKey, mine: FormsByKey, replaced: AbstractSet[str]) -> None:
        self._base = base
        self._mine = mine
        self._replaced = replaced

    def __getitem__(self, key: str) -> list[tuple[str, Sense]]:
        kept = [form for form in self._base.get(key, ()) if form[1].entry not in self._replaced]
        return [*kept, *self._mine.get(key, ())]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._base), **dict.fromkeys(self._mine)})

    def __len__(self) -> int:
        return len(self._base.keys() | self._mine.keys())
