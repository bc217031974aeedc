"""A large model, asked over an OpenAI-compatible endpoint, proposes entries for an article; what holds is kept apart.

Comes in: a document. Goes out: a record of its own with the events, statements and commitments whose words stand in
the text and that pass the coder's checks, and a list of what was refused. The model has no tools and sees one article.
"""

from dragoman.propose.endpoint import Budget, Endpoint, NoAnswer, OutOfBudget
from dragoman.propose.proposer import Proposed, Proposer
from dragoman.propose.settings import Settings

__all__ = ["Budget", "Endpoint", "NoAnswer", "OutOfBudget", "Proposed", "Proposer", "Settings"]
