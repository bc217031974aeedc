"""Questions to the store and their answers."""

from dragoman.query.filters import Filter
from dragoman.query.pages import Page, commitments, documents, events, statements
from dragoman.query.rows import (
    Location,
    Party,
    Quantity,
    StoredCommitment,
    StoredDocument,
    StoredEvent,
    StoredStatement,
)

__all__ = [
    "Filter",
    "Location",
    "Page",
    "Party",
    "Quantity",
    "StoredCommitment",
    "StoredDocument",
    "StoredEvent",
    "StoredStatement",
    "commitments",
    "documents",
    "events",
    "statements",
]
