"""Questions to the store and their answers."""

from importlib import import_module
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
from dragoman.query.filters import KNOWN, Filter, from_json, to_json
from dragoman.query.happenings import StoredHappening, events_told, with_reports
from dragoman.query.ledger import Due, due
from dragoman.query.meeting_rows import Count, StoredMeeting, StoredParticipant, StoredSide
from dragoman.query.pages import Behind, Page, commitments, documents, events, statements
from dragoman.query.positions import StoredPosition, positions
from dragoman.query.rows import (
    StoredCommitment,
    StoredDocument,
    StoredEvent,
    StoredStatement,
)

if TYPE_CHECKING:
    from dragoman.query.actor_pages import StoredActor, actors
    from dragoman.query.actors_by_name import ActorInFull, NamedActor, ToldRole, actor_in_full, named_actors
    from dragoman.query.correction_pages import StoredCorrection, corrections
    from dragoman.query.counting import Counts, counts
    from dragoman.query.in_full import HappeningInFull, ToldReport, event_in_full
    from dragoman.query.map_points import Spot, Spots, spots
    from dragoman.query.meeting_pages import meeting_of, meetings
    from dragoman.query.newcomer_pages import StoredNewcomer, StoredReason, StoredSuggestion, newcomers, suggestions
    from dragoman.query.outlet_pages import Silence, StoredOutlet, outlets, silences
    from dragoman.query.proposal_pages import StoredProposal, proposals
    from dragoman.query.story_pages import StoredCopy, StoredStory, stories

__all__ = [
    "KNOWN",
    "ActorInFull",
    "AgreementInFull",
    "Behind",
    "Count",
    "Counts",
    "Due",
    "Filter",
    "HappeningInFull",
    "Location",
    "NamedActor",
    "Page",
    "Party",
    "Quantity",
    "Silence",
    "Spot",
    "Spots",
    "StoredActor",
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
    "StoredProposal",
    "StoredReason",
    "StoredSide",
    "StoredStatement",
    "StoredStory",
    "StoredSuggestion",
    "ToldAgreement",
    "ToldReport",
    "ToldRole",
    "actor_in_full",
    "actors",
    "agreement_in_full",
    "agreements",
    "came_since",
    "commitments",
    "corrections",
    "counts",
    "documents",
    "due",
    "event_in_full",
    "events",
    "events_told",
    "from_json",
    "last_before",
    "meeting_of",
    "meetings",
    "named_actors",
    "newcomers",
    "newest",
    "outlets",
    "positions",
    "proposals",
    "silences",
    "spots",
    "statements",
    "stories",
    "suggestions",
    "to_json",
    "with_reports",
]


# What needs much of the program to be answered; other questions need not wait for it.
_LATER = {
    "actor_pages": ("StoredActor", "actors"),
    "counting": ("Counts", "counts"),
    "correction_pages": ("StoredCorrection", "corrections"),
    "in_full": ("HappeningInFull", "ToldReport", "event_in_full"),
    "meeting_pages": ("meeting_of", "meetings"),
    "actors_by_name": ("ActorInFull", "NamedActor", "ToldRole", "actor_in_full", "named_actors"),
    "newcomer_pages": ("StoredNewcomer", "StoredReason", "StoredSuggestion", "newcomers", "suggestions"),
    "outlet_pages": ("Silence", "StoredOutlet", "outlets", "silences"),
    "proposal_pages": ("StoredProposal", "proposals"),
    "map_points": ("Spot", "Spots", "spots"),
    "story_pages": ("StoredCopy", "StoredStory", "stories"),
}


def __getattr__(name: str) -> Any:
    """A name of ``_LATER``, when it is first asked for."""
    module = next((module for module, names in _LATER.items() if name in names), None)
    if module is None:
        raise AttributeError(f"module {__name__} has no {name}")
    return getattr(import_module(f"dragoman.query.{module}"), name)
