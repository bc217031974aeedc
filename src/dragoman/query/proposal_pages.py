"""What large models proposed, for people and programs that ask for it: one row a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.store import Store
from dragoman.store.proposals import Proposal, every


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProposal:
    """What a model proposed for an article, in numbers."""

    id: str
    document: str
    title: str | None
    version: str
    made: str  # ISO 8601, UTC
    events: int
    statements: int
    commitments: int
    refused: int  # entries and answers; fields that were left out do not count
    calls: int
    tokens_in: int
    tokens_out: int
    cost: float | None
    currency: str


def proposals(store: Store, document: str | None = None) -> list[StoredProposal]:
    """The proposals for all articles, or for one by its full id, the last made first."""
    return [_row(one) for one in every(store, document)]


def _row(one: Proposal) -> StoredProposal:
    spent = one.inquiry.spent
    return StoredProposal(
        id=one.id,
        document=one.document,
        title=one.title,
        version=one.version,
        made=one.made,
        events=len(one.record.events),
        statements=len(one.record.statements),
        commitments=len(one.record.commitments),
        refused=sum(refusal.whole for refusal in one.inquiry.refusals),
        calls=spent.calls,
        tokens_in=spent.tokens_in,
        tokens_out=spent.tokens_out,
        cost=spent.cost,
        currency=spent.currency,
    )
