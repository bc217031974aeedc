"""Which kinds of news a query can be asked of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import get_args

from dragoman.model.agreements import AgreementStatus
from dragoman.model.events import Status
from dragoman.model.follows import Kind
from dragoman.query import KNOWN, Filter

KINDS: tuple[Kind, ...] = get_args(Kind)
_ROWS: dict[Kind, str] = {
    "events": "event",
    "meetings": "meeting",
    "statements": "statement",
    "positions": "stance",
    "agreements": "agreement",
    "commitments": "due",
}
_STATUSES = {"events": frozenset(Status), "agreements": frozenset(get_args(AgreementStatus))}


def fitting(wanted: Filter, what: Iterable[Kind] = ()) -> tuple[Kind, ...]:
    """The kinds a query can be asked of: those of ``what``, by default all that have what it asks for.

    Raises ValueError naming what one of ``what`` does not have; or if no kind has it all.
    """
    chosen = tuple(what)
    lacks = {kind: _lacks(wanted, kind) for kind in chosen or KINDS}
    if chosen and any(lacks.values()):
        raise ValueError("; ".join(f"{kind} have no {', '.join(names)}" for kind, names in lacks.items() if names))
    found = tuple(kind for kind in KINDS if lacks.get(kind) == [])
    if not found:
        raise ValueError("no kind of news has all that is asked for; make a follow for each")
    return found


def _lacks(wanted: Filter, kind: Kind) -> list[str]:
    """The fields of a query that a kind does not have."""
    known = KNOWN[_ROWS[kind]] | {"actor"}  # of meetings: who takes part
    asked = [field.name for field in fields(wanted) if getattr(wanted, field.name)]
    missing = [name for name in asked if name not in known]
    if wanted.status and "status" not in missing and not _STATUSES[kind].issuperset(wanted.status):
        missing.append(f"status {', '.join(wanted.status)}")
    return missing
