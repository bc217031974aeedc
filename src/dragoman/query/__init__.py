"""Questions to the store and their answers."""

from dragoman.query.columns import Location, Party, Quantity
from dragoman.query.filters import Filter
from dragoman.query.meeting_rows import Count, StoredMeeting, StoredParticipant, StoredSide
from dragoman.query.meetings import meeting_of, meetings
from dragoman.query.pages import Page, commitments, documents, events, statements
from dragoman.query.rows import (
    StoredCommitment,
    StoredDocument,
    StoredEvent,
    StoredStatement,
)

__all__ = [
    "Count",
    "Filter",
    "Location",
    "Page",
    "Party",
    "Quantity",
    "StoredCommitment",
    "StoredDocument",
    "StoredEvent",
    "StoredMeeting",
    "StoredParticipant",
    "StoredSide",
    "StoredStatement",
    "commitments",
    "documents",
    "events",
    "meeting_of",
    "meetings",
    "statements",
]
