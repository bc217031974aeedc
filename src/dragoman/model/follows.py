"""Saved queries, and how far their digests have told what came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What a follow may tell of, in the order in which a digest tells it.
Kind = Literal["events", "meetings", "statements", "positions", "agreements", "commitments"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a digest went: everything stored up to then has been told."""

    document: int  # key of the last article stored; 0 before the first
    made: str  # ISO 8601, UTC: when the digest was made


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """A query under a name."""

    name: str
    what: tuple[Kind, ...]
    filter: str  # JSON of a query.Filter, without the fields that ask for nothing
    made: str  # ISO 8601, UTC
    mark: Mark | None = None  # None before the first digest
