"""Newcomers: public actors that articles name and the knowledge base does not know, as one entry over time.

A ``Sighting`` is what one article says of one, ``entries`` are what all articles say of each, and ``merging`` suggests
which of them may be one, for a person to decide.
"""

from __future__ import annotations

from dragoman.resolve.newcomers.entries import Newcomer, OfficeHeld, Spelling, entries
from dragoman.resolve.newcomers.sightings import Office, Sighting, seen

__all__ = [
    "Newcomer",
    "Office",
    "OfficeHeld",
    "Sighting",
    "Spelling",
    "entries",
    "seen",
]
