"""Newcomers: public actors that articles name and the knowledge base does not know, as one entry over time.

``sightings`` are what one record says of them, ``entries`` what all articles say of each, and ``suggestions`` which of
them may be one, for a person to decide.
"""

from __future__ import annotations

from dragoman.resolve.newcomers.entries import Newcomer, OfficeHeld, Spelling, entries
from dragoman.resolve.newcomers.merging import Reason, Suggestion, suggestions
from dragoman.resolve.newcomers.sightings import Office, Sighting, seen

__all__ = [
    "Newcomer",
    "Office",
    "OfficeHeld",
    "Reason",
    "Sighting",
    "Spelling",
    "Suggestion",
    "entries",
    "seen",
    "suggestions",
]
