"""Questions to the store and their answers."""

from dragoman.query.agreements import (
    AgreementInFull,
    StoredAgreement,
    ToldAgreement,
    agreement_in_full,
    agreements,
)
from dragoman.query.claims import StoredClaim
from dragoman.query.columns import Location, Party, Quantity
from dragoman.query.corrections import StoredCorrection, corrections
from dragoman.query.filters import Filter
from dragoman.query.ledger import Due, due
from dragoman.query.meeting_rows import Count, StoredMeeting, StoredParticipant, StoredSide
from dragoman.query.meetings import meeting_of, meetings
from dragoman.query.pages import Page, commitments, documents, events, statements
from dragoman.query.positions import StoredPosition, positions
from dragoman.query.rows import (
    StoredCommitment,
    StoredDocument,
    StoredEvent,
    StoredStatement,
)

__all__ = [
    "AgreementInFull",
    "Count",
    "Due",
    "Filter",
    "Location",
    "Page",
    "Party",
    "Quantity",
    "StoredAgreement",
    "StoredClaim",
    "StoredCommitment",
    "StoredCorrection",
    "StoredDocument",
    "StoredEvent",
    "StoredMeeting",
    "StoredParticipant",
    "StoredPosition",
    "StoredSide",
    "StoredStatement",
    "ToldAgreement",
    "agreement_in_full",
    "agreements",
    "commitments",
    "corrections",
    "documents",
    "due",
    "events",
    "meeting_of",
    "meetings",
    "positions",
    "statements",
]
