"""What people corrected in a record, put into words, for every rendering."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.corrections import Changed
from dragoman.model.record import Record
from dragoman.show import words

_DID = {"edit": "changed", "confirm": "confirmed", "reject": "rejected", "add": "added"}
_HAD = 80  # characters of what the program had


@dataclass(frozen=True, slots=True)
class Note:
    """One correction in words: ``e3``, ``type changed by jane on 2025-10-01: it is blame``, ``CONSULT``."""

    entry: str
    what: str
    had: str  # by the program; "" where it had nothing


def notes(record: Record) -> list[Note]:
    """The corrections that made this record what it is."""
    return [_note(one) for one in record.changed]


def said(one: Changed) -> str:
    """Who did it, when and why."""
    did = f"{one.field} {_DID[one.kind]}" if one.field else _DID[one.kind]
    reason = f": {words.tidy(one.reason)}" if one.reason else ""
    return f"{did} by {words.tidy(one.author)} on {one.time[:10]}{reason} [{one.correction}]"


def _note(one: Changed) -> Note:
    had = words.shorten(", ".join(value.value for value in one.had), _HAD) if one.kind != "add" else ""
    return Note(one.entry, said(one), had)
