"""What was agreed, what is owed by when, and what is said of its keeping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.events import Magnitude
from dragoman.model.text import Attested, Evidence

FROM_BASE = "agreement.from-base"  # the rule of what the knowledge base knows of an agreement and the text leaves out

AgreementKind = Literal["named", "described", "legal"]
AgreementStatus = Literal["in force", "signed", "proposed", "rejected", "violated", "ended"]
ClaimedStatus = Literal["pending", "fulfilled", "violated", "postponed", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement, deal, resolution or pledge that the text names or describes."""

    id: str
    name: Attested[str]
    kind: AgreementKind = "described"
    entry: Attested[str] | None = None  # its id in the knowledge base, where it is known
    parties: tuple[Attested[str], ...]
    mediators: tuple[Attested[str], ...] = ()
    date: Attested[str] | None
    place: Attested[str] | None = None  # place id
    status: Attested[AgreementStatus] | None
    mentions: tuple[Evidence, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The words that set a deadline, and the event it hangs on, where it hangs on one."""

    words: Evidence  # "within 60 days of signing"
    anchor: Evidence | None = None  # "signing"
    duration: str | None = None  # ISO 8601, from the anchor: "P60D"; null where the anchor itself is the limit
    before: bool = False  # the deed must be done before the anchor, not counted from it


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Who must do what, for whom, by when."""

    id: str
    debtor: tuple[Attested[str], ...]
    action: Evidence
    beneficiary: tuple[Attested[str], ...] = ()
    deadline: Attested[str] | None = None  # ISO date, where the text or its date settles it
    term: Term | None = None  # the words the deadline was, or will be, read from
    condition: Evidence | None = None
    status_claim: Attested[ClaimedStatus] | None = None
    claimant: Attested[str] | None = None  # actor id of who makes the status claim
    attribution: tuple[Attested[str], ...] = ()  # actor ids: who says that it is owed; empty where the article does
    magnitudes: tuple[Magnitude, ...] = ()
    agreement: str | None = None  # id of the agreement it is in
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That something owed was kept, broken, put off or is in dispute, as somebody says."""

    id: str
    status: Attested[ClaimedStatus]
    claimant: tuple[Attested[str], ...] = ()  # actor ids; empty where the article itself says so
    debtor: tuple[Attested[str], ...] = ()  # actor ids: who is said to have kept or broken it
    deed: Evidence  # the words for what was kept or broken
    agreement: str | None = None  # id of an agreement of this record
    commitment: str | None = None  # id of a commitment of this record
    deadline: Attested[str] | None = None  # the new deadline of what was put off
    date: Attested[str] | None = None  # when it is said to have been kept or broken
    rule: str = ""
