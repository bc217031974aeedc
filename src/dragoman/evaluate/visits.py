"""A foreign ministry's records of visits, against what the knowledge base says of the people in them.

Comes in: rows of visits and journeys (``visitor`` with a title, ``from`` or ``host_country``, ``start``,
``description``). Goes out: whether a visitor's name alone leads to the right country, and whether the base has whoever
is named with an office as its holder on the day. The records were no source of the base.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dragoman import data
from dragoman.annotate.actors.incumbents import Incumbents
from dragoman.annotate.annotation import Annotation
from dragoman.knowledge import lookup
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Country
from dragoman.model.entities import Actor, ActorKind
from dragoman.model.text import Attested, Basis, Document

_SINCE = "2000"
_NAME = r"((?:[A-Z][\w’'-]+|al-[A-Z]\w+|bin)(?: (?:[A-Z][\w’'-]+|al-[A-Z]\w+|bin))*)"


def score(
    rows: Iterable[dict[str, Any]], annotate: Callable[[Document], Annotation], incumbents: Incumbents
) -> dict[str, Any]:
    """Both measures, each with what does not fit, to be looked at."""
    recent = [row for row in rows if row["start"] >= _SINCE]
    return {**_countries(recent, annotate, incumbents.knowledge), "offices": _offices(recent, incumbents)}


def _countries(
    rows: list[dict[str, Any]], annotate: Callable[[Document], Annotation], knowledge: Knowledge
) -> dict[str, Any]:
    """Of the distinct visitors of a state, the share whom the program knows as somebody of that state."""
    right, wrong, unknown = 0, [], []
    for visitor, country, day in _visitors(rows, knowledge):
        people = [actor for actor in annotate(_document(visitor, day)).actors if actor.kind is ActorKind.PERSON]
        known = [person for person in people if person.known]
        if any(_is_of(person, country, knowledge) for person in known):
            right += 1
        elif known:
            wrong.append(f"{day} {visitor} ({country}): {', '.join(person.id for person in known)}")
        else:
            unknown.append(f"{day} {visitor} ({country})")
    total = right + len(wrong) + len(unknown)
    return {"visitors": total, "right_country": round(right / total, 4) if total else 0.0, "wrong": wrong,
            "unknown": unknown}  # fmt: skip


def _visitors(rows: list[dict[str, Any]], knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Each visitor of each state once, with the day of the first visit; unknown names of states are left out."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        country = _country(row, "from", knowledge)
        if country is not None and (row["visitor"], country) not in seen:
            seen.add((row["visitor"], country))
            yield row["visitor"], country, row["start"]


def _country(row: dict[str, Any], key: str, knowledge: Knowledge) -> str | None:
    """The state a visitor comes from, or the one that is visited."""
    named = row.get(key) or ""
    words = next(iter(named), "") if isinstance(named, list) else named
    states = [one.country for one in lookup.named(knowledge, words) if isinstance(one, Country)]
    return states[0] if states else None


def _document(visitor: str, day: str) -> Document:
    published = Attested(value=day, basis=Basis.STATED, rule="given.published")
    return Document(id=day, address=day, text=f"{visitor} arrived on Monday.", digest="", published=published)


def _is_of(person: Actor, country: str, knowledge: Knowledge) -> bool:
    entry = knowledge.people[person.id]
    return country in {entry.country, *(office.country for office in entry.offices)}


def _offices(rows: list[dict[str, Any]], incumbents: Incumbents) -> dict[str, Any]:
    """How often the one named with an office is the base's holder on the day; the rest, to be looked at.

    Guests from elsewhere, people elected but not in office, and other spellings are among the rest.
    """
    counts: Counter[str] = Counter()
    others: list[str] = []
    for day, country, title, office, name in _named(rows, incumbents.knowledge):
        holder = incumbents.who(country, office, day).holder
        bearers = {sense.entry for found in incumbents.knowledge.scan(name) for sense in found.values}
        kind = "unknown" if holder is None else "right" if holder.id in bearers else "other"
        counts[kind] += 1
        if holder is not None and kind == "other":
            others.append(f"{day} {country} {title} {name}: {holder.name}")
    return {**counts, "others": others}


def _named(rows: list[dict[str, Any]], knowledge: Knowledge) -> Iterator[tuple[str, str, str, str, str]]:
    """Day, country, title, the office it stands for, and the name behind it."""
    titles = data.content("evaluation", "visits.yaml")
    visitors, met = (re.compile(rf"{start}({'|'.join(titles[key])}) {_NAME}") for start, key in
                     (("^", "visitors"), (r"\b", "met")))  # fmt: skip
    for row in rows:
        country = _country(row, "from", knowledge)
        if country is not None:
            for title, name in visitors.findall(row["visitor"]):
                yield row["start"], country, title, titles["visitors"][title], name
        host = _country(row, "host_country", knowledge) if not row.get("from") else None
        if host is not None:
            for title, name in met.findall(" ".join(row["description"].split())):
                yield row["start"], host, title, titles["met"][title], name
