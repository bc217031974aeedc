"""Entries of the knowledge base for people who ask: by id, by name, by words in a name; with what is beside them.

Comes in: words. Goes out: entries of every kind, agreements and places included. Nothing is decided: several
entries with one name are all given.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Body, Country, Entry, KnownAgreement, Person, Tenure
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.spelling import fold

_PLACES = 5  # of one name, at most


@dataclass(frozen=True, slots=True)
class Match:
    """One entry that fits a search, in a line."""

    id: str
    kind: str
    name: str
    country: str | None
    words: str  # the name by which it was found


def search(knowledge: Knowledge, gazetteer: Gazetteer, words: str) -> list[Match]:
    """Entries with these words in a name, those called just so first."""
    wanted = fold(words)
    found: dict[str, tuple[bool, Match]] = {}
    for written, sense in knowledge.names():
        form = fold(written)
        if wanted in form and (sense.entry not in found or form == wanted):
            entry = knowledge.entry(sense.entry)
            if entry is not None:
                match = Match(entry.id, kind_of(entry), entry.name, entry.country, written)
                found[entry.id] = (form != wanted, match)
    for country in knowledge.countries.values():
        for name in country.elsewhere:
            if wanted in fold(name) and country.code not in found:
                found[country.code] = (
                    fold(name) != wanted,
                    Match(country.code, "state", country.name, country.country, name),
                )
    for agreement in knowledge.agreements.values():
        for name in (agreement.name, *agreement.aliases):
            if wanted in fold(name) and agreement.id not in found:
                match = Match(agreement.id, agreement.kind, agreement.name, None, name)
                found[agreement.id] = (fold(name) != wanted, match)
    for place in gazetteer.lookup(words)[:_PLACES]:
        found[place.id] = (False, Match(place.id, place.kind, place.name, place.country, words))
    return [match for _, match in sorted(found.values(), key=lambda pair: pair[0])]


def named(knowledge: Knowledge, words: str) -> list[Entry | KnownAgreement]:
    """The entry with this id, else all with this name."""
    entry = knowledge.entry(words) or knowledge.agreements.get(words) or knowledge.entry(words.upper())
    if entry is not None:
        return [entry]
    ids = dict.fromkeys(sense.entry for sense in knowledge.candidates(words))
    entries = (knowledge.entry(id) for id in ids)
    agreements = (a for a in knowledge.agreements.values() if fold(words) in map(fold, (a.name, *a.aliases)))
    return [*(entry for entry in entries if entry is not None), *agreements]


def kind_of(entry: Entry | KnownAgreement) -> str:
    """What sort of thing an entry is, in a word."""
    match entry:
        case Country():
            return "state"
        case Person():
            return "person"
        case Body() | KnownAgreement():
            return str(entry.kind)


def parts(knowledge: Knowledge, id: str) -> list[Body]:
    """Bodies that are part of a body."""
    return [body for body in knowledge.bodies.values() if body.part_of == id]


def offices(knowledge: Knowledge, entry: Entry, day: str | None = None) -> list[Tenure]:
    """Offices of a person, a country or a body, by title and start; those that may have been held on a day."""
    found = list(entry.offices) if isinstance(entry, Person) else knowledge.tenures(entry.id)
    if day is not None:
        found = [tenure for tenure in found if tenure.may_hold_on(day)]
    return sorted(found, key=lambda tenure: (tenure.title, tenure.organization or "", tenure.start))
