"""Corrections applied: a record as people left it, and what they say of reports and actors across articles."""

from dragoman.resolve.correcting.log import (
    Judgement,
    actor_names,
    addresses,
    holding,
    judgements,
    kept_apart,
    undoings,
)
from dragoman.resolve.correcting.renaming import renamed
from dragoman.resolve.correcting.replay import Corrected, State, corrected, entry_of

__all__ = [
    "Corrected",
    "Judgement",
    "State",
    "actor_names",
    "addresses",
    "corrected",
    "entry_of",
    "holding",
    "judgements",
    "kept_apart",
    "renamed",
    "undoings",
]
