"""When two stretches of text are the same."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model.text import Span

_SAME_WORDS = 0.5  # intersection over union from which two stretches of text say the same


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def share(some: Iterable[Span], others: Iterable[Span]) -> float:
    """Intersection over union of two lists of spans, or 0 where it is under one half."""
    here = {position for span in some for position in range(span.start, span.end)}
    there = {position for span in others for position in range(span.start, span.end)}
    both = len(here & there) / len(here | there) if here else 0.0
    return both if both >= _SAME_WORDS else 0.0
