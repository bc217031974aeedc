"""Rows of the store as short plain sentences, made from their coded fields alone.

What the sentences of events are made of stands in ``data/digest/sentences.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from dragoman import data
from dragoman.ontology import EventType, Ontology
from dragoman.query import (
    Due,
    Party,
    Quantity,
    StoredAgreement,
    StoredHappening,
    StoredMeeting,
    StoredPosition,
    StoredSide,
    StoredStatement,
)
from dragoman.show import words

_VERB = re.compile(r"(\S+)/(\S+)(.*)")
_TO = re.compile(r" ?\[([^]]*)\]")
_SOMEBODY = "somebody who is not named"
# How the verb is said in each status: what stands before it, whether in the past, what is added at the end.
_STATUSES = {
    "actual": ("", True, ""),
    "ongoing": ("", True, ", which goes on"),
    "historical": ("", True, ", told as background"),
    "future": ("is to ", False, ""),
    "hypothetical": ("may ", False, ""),
    "negated": ("did not ", False, ""),
}


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return data.content("digest", "sentences.yaml")  # type: ignore[no-any-return]


def event(row: StoredHappening, ontology: Ontology) -> str:
    """Who did what to whom, where and when, with the numbers told."""
    numbers = f" ({', '.join(map(words.span, row.magnitudes))})" if row.magnitudes else ""
    place = f" in {words.tidy(row.place.name)}" if row.place else ""
    return _dated(row.date, f"{names(row.actor, ' and ')} {deed(row, ontology, where=place)}{numbers}")


def deed(
    row: StoredHappening,
    ontology: Ontology,
    *,
    naming: Callable[[Iterable[Party]], str] | None = None,
    where: str = "",
) -> str:
    """What was done, and to whom.

    ``naming`` says how parties are named, by default with their countries; ``where``: where and when, in words.
    """
    called = naming or names
    before, past, after = _STATUSES[row.status]
    own = _phrases().get(row.type)
    if own is None:
        known = ontology.types.get(row.type)
        what = " ".join(filter(None, [row.type, known.gloss if known else "", *row.modes]))
        to = f" → {called(row.recipient)}" if row.recipient else ""
        status = "" if row.status == "actual" else f" ({row.status})"
        return f"{to} – {what}{where}{status}".lstrip()
    phrase = next((own[mode] for mode in row.modes if mode in own), own["_"])
    verb = _VERB.fullmatch(phrase)
    assert verb is not None, phrase  # the tests read them all
    said = _TO.sub(lambda to: f" {to[1].format(called(row.recipient))}" if row.recipient else "", verb[3])
    return f"{before}{verb[2] if past else verb[1]}{said}{where}{after}"


def meeting(row: StoredMeeting) -> str:
    """Who met whom, in which form, where and when, and what came of it."""
    sides = " and ".join(map(_side, row.sides)) or _SOMEBODY
    place = f" in {words.tidy(row.place.name)}" if row.place else ""
    held = "are to meet" if row.planned else "met"
    parts = [f"{sides} {held}{place} ({row.form}{f', level: {row.level}' if row.level else ''})"]
    parts += [f"through {' and '.join(map(_side, row.third_parties))}"] if row.third_parties else []
    parts += [f"about {', '.join(map(words.tidy, row.agenda))}"] if row.agenda else []
    parts += [f"agreed: {', '.join(map(words.tidy, row.agreements))}"] if row.agreements else []
    return _dated(row.date, "; ".join(parts))


def _side(side: StoredSide) -> str:
    people = ", ".join(words.tidy(one.name) for one in side.participants)
    name = words.tidy(side.name)
    return f"{name} ({people})" if people and people != name else name


def statement(row: StoredStatement) -> str:
    """Who said something, to whom and about whom."""
    said = "said (reported speech)" if row.kind == "indirect" else "said"
    to = f" to {names(row.addressee)}" if row.addressee else ""
    about = f", about {names(row.about)}" if row.about else ""
    return _dated(row.date, f"{names(row.speaker)} {said}{to}{about}")


def position(row: StoredPosition) -> str:
    """Who now takes which stance on what, and which one before."""
    holders = {party.id for party in row.holder}
    spoken_for = [party for party in row.represents if party.id not in holders]
    who = names(row.holder) + (f", for {names(spoken_for)}" if spoken_for else "")
    return _dated(row.date, f"{who} now {row.stance} {words.tidy(row.topic)} (before: {row.before})")


def agreement(row: StoredAgreement) -> str:
    """Which agreement of whom, and how it stands."""
    parties = f" between {names(row.party, ' and ')}" if row.party else ""
    through = f" through {names(row.mediator)}" if row.mediator else ""
    place = f" in {words.tidy(row.place.name)}" if row.place else ""
    status = f": {row.status}" if row.status else ""
    return _dated(row.date, f"{words.tidy(row.name)}{parties}{through}{place}{status}")


def owed(row: Due) -> str:
    """Who must act for whom by when, under what, and what the claims come to."""
    to = f" for {names(row.beneficiary)}" if row.beneficiary else ""
    by = f" by {row.deadline}" if row.deadline else ""
    read_from = f" (“{words.tidy(row.deadline_words)}”)" if row.deadline_words else ""
    under = f", under {words.tidy(row.agreement)}" if row.agreement else ""
    condition = f", on condition: {words.tidy(row.condition)}" if row.condition else ""
    standing = "overdue" if row.overdue and row.status == "pending" else row.status
    return f"{_capital(names(row.debtor))} must act{to}{by}{read_from}{under}{condition}: {standing}."


def quantity(one: Quantity) -> str:
    """A stated number: ``at least 12 persons killed``."""
    return words.quantity(one.value, one.unit, one.kind, one.bound)


def names(parties: Iterable[Party], between: str = ", ") -> str:
    """Names with countries."""
    named = (f"{words.tidy(one.name)} ({one.country})" if one.country else words.tidy(one.name) for one in parties)
    return between.join(named) or _SOMEBODY


def _dated(date: str | None, sentence: str) -> str:
    return f"{words.period(date)}: {sentence}." if date else f"{_capital(sentence)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def meaning(type: EventType, mode: str | None = None) -> str:
    """What a type, or one of its modes, means: the gloss of its ontology, else our phrase; empty where there is none.

    >>> from dragoman.ontology import plover
    >>> meaning(plover().types["CONSULT"], "visit")
    'make a visit to the recipient'
    """
    if type.gloss and mode is None:
        return type.gloss
    verb = _VERB.fullmatch(_phrases().get(type.name, {}).get(mode or "_", ""))
    return verb[1] + _TO.sub(lambda to: f" {to[1].format('the recipient')}", verb[3]) if verb else ""
