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
from dragoman.query.filters import Filter
from dragoman.query.ledger import Due, due
from dragoman.query.meeting_rows import Count, StoredMeeting, StoredParticipant, StoredSide
from dragoman.query.meetings import meeting_of, meetings
from dragoman.query.newcomers import StoredNewcomer, StoredReason, StoredSuggestion, newcomers, suggestions
from dragoman.query.outlets import Silence, StoredOutlet, outlets, silences
from dragoman.query.pages import Page, commitments, documents, events, statements
from dragoman.query.positions import StoredPosition, positions
from dragoman.query.rows import (
    StoredCommitment,
    StoredDocument,
    StoredEvent,
    StoredStatement,
)
from dragoman.query.stories import StoredCopy, StoredStory, stories

__all__ = [
    "AgreementInFull",
    "Count",
    "Due",
    "Filter",
    "Location",
    "Page",
    "Party",
    "Quantity",
    "Silence",
    "StoredAgreement",
    "StoredClaim",
    "StoredCommitment",
    "StoredCopy",
    "StoredDocument",
    "StoredEvent",
    "StoredMeeting",
    "StoredNewcomer",
    "StoredOutlet",
    "StoredParticipant",
    "StoredPosition",
    "StoredReason",
    "StoredSide",
    "StoredStatement",
    "StoredStory",
    "StoredSuggestion",
    "ToldAgreement",
    "agreement_in_full",
    "agreements",
    "commitments",
    "documents",
    "due",
    "events",
    "meeting_of",
    "meetings",
    "newcomers",
    "outlets",
    "positions",
    "silences",
    "statements",
    "stories",
    "suggestions",
]
