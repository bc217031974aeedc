"""Names of visiting leaders, as a foreign ministry's records have them, to their countries.

Comes in: rows of visits (``visitor`` with a title, ``from``, ``start``). Goes out: of the distinct visitors of a state
since 2000, the share whom the program knows as somebody of that state. Only the name and the day are given to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dragoman.annotate.annotation import Annotation
from dragoman.knowledge import lookup
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Country
from dragoman.model.entities import Actor, ActorKind
from dragoman.model.text import Attested, Basis, Document

_SINCE = "2000"


def score(
    rows: Iterable[dict[str, Any]], annotate: Callable[[Document], Annotation], knowledge: Knowledge
) -> dict[str, Any]:
    """The share that is right, and the visitors who are not, each with what was made of the name."""
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


def _visitors(rows: Iterable[dict[str, Any]], knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Each visitor of each state once, with the day of the first visit; unknown names of states are left out."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row["kind"] != "foreign_leader_to_US" or row["start"] < _SINCE or not row["from"]:
            continue
        states = [one.country for one in lookup.named(knowledge, row["from"][0]) if isinstance(one, Country)]
        if states and (row["visitor"], states[0]) not in seen:
            seen.add((row["visitor"], states[0]))
            yield row["visitor"], states[0], row["start"]


def _document(visitor: str, day: str) -> Document:
    published = Attested(value=day, basis=Basis.STATED, rule="given.published")
    return Document(id=day, address=day, text=f"{visitor} arrived on Monday.", digest="", published=published)


def _is_of(person: Actor, country: str, knowledge: Knowledge) -> bool:
    entry = knowledge.people[person.id]
    return country in {entry.country, *(office.country for office in entry.offices)}
