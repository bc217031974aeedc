"""Why an event, an agreement or a position was coded as it was: a record and an id to the coder's own reasons.

Gives for every field its value, on what ground it stands, the rule and the words with their
offsets; of an event then the frame, the conventions, the tellings that were joined and the readings that
lost. It prints what the record holds and works nothing out again.
"""

from dragoman.explain.explanations import (
    AgreementExplanation,
    Explanation,
    PositionExplanation,
    as_dict,
    explain,
    explained,
)
from dragoman.explain.printing import terminal, text, trial
from dragoman.explain.reasons import Reason

__all__ = [
    "AgreementExplanation",
    "Explanation",
    "PositionExplanation",
    "Reason",
    "as_dict",
    "explain",
    "explained",
    "terminal",
    "text",
    "trial",
]
