"""Questions to the store and their answers."""

from typing import TYPE_CHECKING, Any

from dragoman.query.agreements import (
    AgreementInFull,
    StoredAgreement,
    ToldAgreement,
    agreement_in_full,
    agreements,
)
from dragoman.query.arrivals import came_since, last_before, newest
from dragoman.query.claims import StoredClaim
from dragoman.query.columns import Location, Party, Quantity
from dragoman.query.corrections import StoredCorrection, corrections
from dragoman.query.filters import KNOWN, Filter, from_json, to_json
from dragoman.query.happenings import (
    HappeningInFull,
    StoredHappening,
    ToldReport,
    event_in_full,
    events_told,
    with_reports,
)
from dragoman.query.ledger import Due, due
from dragoman.query.meeting_rows import Count, StoredMeeting, StoredParticipant, StoredSide
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

if TYPE_CHECKING:
    from dragoman.query.meeting_pages import meeting_of, meetings

__all__ = [
    "KNOWN",
    "AgreementInFull",
    "Count",
    "Due",
    "Filter",
    "HappeningInFull",
    "Location",
    "Page",
    "Party",
    "Quantity",
    "Silence",
    "StoredAgreement",
    "StoredClaim",
    "StoredCommitment",
    "StoredCopy",
    "StoredCorrection",
    "StoredDocument",
    "StoredEvent",
    "StoredHappening",
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
    "ToldReport",
    "agreement_in_full",
    "agreements",
    "came_since",
    "commitments",
    "corrections",
    "documents",
    "due",
    "event_in_full",
    "events",
    "events_told",
    "from_json",
    "last_before",
    "meeting_of",
    "meetings",
    "newcomers",
    "newest",
    "outlets",
    "positions",
    "silences",
    "statements",
    "stories",
    "suggestions",
    "to_json",
    "with_reports",
]


def __getattr__(name: str) -> Any:
    """Meetings are worked out by much of the coder, which other questions need not wait for."""
    if name not in ("meeting_of", "meetings"):
        raise AttributeError(f"module {__name__} has no {name}")
    from dragoman.query import meeting_pages

    return getattr(meeting_pages, name)
