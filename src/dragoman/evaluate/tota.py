"""Treaties against the cards of a trade organization: parties, day of signature.

Comes in: rows with a treaty's ``text``. Goes out: parties as ISO codes and dates. A group of states that signs is
counted as its members of that time, as the cards do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman import data
from dragoman.coding.agreements.treaties import Treaty, TreatyReader
from dragoman.coding.agreements.treaty_signing import days_in
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Country

_ENUMERATED = 3  # members named beside their group: it signs with just these


def predict(rows: Iterable[dict[str, Any]], knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """One row for each treaty; nothing but its text is read."""
    reader = TreatyReader(knowledge)
    for row in rows:
        treaty = reader.read_treaty(row["text"])
        yield {
            "doc_id": row["doc_id"],
            "parties": sorted(_states(treaty, row["text"], knowledge)) if treaty else [],
            "date_signed": treaty.signed.day if treaty and treaty.signed else None,
            "date_into_force": None,
        }


def where_told(rows: Iterable[dict[str, Any]], answers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Figures on the rows whose own text tells the day of signature: cards know it of others too."""
    found = {answer["doc_id"]: answer["date_signed"] for answer in answers}
    told = [row for row in rows if row["date_signed"] in days_in(row["text"])]
    right = sum(found[row["doc_id"]] == row["date_signed"] for row in told)
    return {"day in the text": len(told), "day right where in the text": round(right / len(told), 4) if told else 0.0}


def _states(treaty: Treaty, text: str, knowledge: Knowledge) -> set[str]:
    """The states that sign, those behind groups and former states included."""
    memberships: dict[str, dict[str, str]] = data.content("evaluation", "memberships.yaml")
    named = {party.entry for party in treaty.parties}
    states = {_state(id, knowledge) for id in named - _groups(memberships)}
    listed = {party.entry for party in treaty.parties if party.span.start < len(text) // 2}
    year = int(treaty.signed.day[:4]) if treaty.signed else _usual_year(text)
    for id in named & _groups(memberships):
        group = memberships["same"].get(id, id)
        first = min(int(years.partition("-")[0]) for years in memberships[group].values())
        told = max(year, first) if year is not None else None
        members = {state for state, years in memberships[group].items() if _is_member(years, told)}
        if len(members & listed) < _ENUMERATED:
            states |= members
    return {state for state in states if state is not None and memberships["signs-for"].get(state) not in named}


def _state(id: str, knowledge: Knowledge) -> str | None:
    """The code of a state, today's for a former one; None for a body that is none."""
    entry = knowledge.entry(id)
    if isinstance(entry, Country):
        return entry.country if entry.end else entry.code
    return entry.country if entry is not None and entry.country in knowledge.countries else None


def _groups(memberships: dict[str, dict[str, str]]) -> set[str]:
    return (memberships.keys() | memberships["same"].keys()) - {"same", "signs-for"}


def _usual_year(text: str) -> int | None:
    """The year a text speaks of most; a rough guess at its own where it does not tell the day."""
    years = Counter(re.findall(r"\b(?:19[4-9]|20[0-2])\d\b", text))
    return int(years.most_common(1)[0][0]) if years else None


def _is_member(years: str, year: int | None) -> bool:
    since, _, until = years.partition("-")
    return year is None or (int(since) <= year <= int(until or year))
