"""What people do with records: decide, one entry after the other, and what their decisions are good for."""

from dragoman.review.agreement import FieldAgreement, agreement
from dragoman.review.decisions import Reviewer
from dragoman.review.export import Case, ExpectedEntry, cases, training_rows
from dragoman.review.queue import Progress, Session, Task, waiting

__all__ = [
    "Case",
    "ExpectedEntry",
    "FieldAgreement",
    "Progress",
    "Reviewer",
    "Session",
    "Task",
    "agreement",
    "cases",
    "training_rows",
    "waiting",
]
