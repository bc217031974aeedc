"""Frames that compete for one word: where the learned model is sure that the second is right, it takes the place.

Comes in: an event, the matches that its frame outranked, and the model's shares for its actors. Goes out: the
match to code instead, or None. Fixed words and conditions decide first; the model overrules only what it is
nearly certain of.
"""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding.choose import Chosen
from dragoman.coding.match import Reason, Refusal
from dragoman.model.events import Event

_SURE = 0.8  # least share of the type that takes the place
_DOUBTFUL = 0.2  # largest share of the type that yields


def better(event: Event, item: Chosen, shares: Mapping[str, float]) -> Chosen | None:
    """The outranked reading that the model prefers by far."""
    if event.trace.conventions or shares.get(event.type.value, 1.0) > _DOUBTFUL:
        return None
    for match in item.others:
        if shares.get(match.frame.code, 0.0) >= _SURE:
            beaten = Refusal(item.match.frame, item.match.predicate, Reason.MODEL)
            lost = [refusal for refusal in item.lost if refusal.frame.id != match.frame.id]
            return Chosen(match, lost=[beaten, *lost])
    return None
