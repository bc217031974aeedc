"""Lexicons ten times as large, to show that time does not grow with them.

Made-up lemmas stand for frames about other things; made-up fixed words beside the real anchors stand for the
worst honest case: every frame has nine neighbours that begin like it and never fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.coding.frames import Frame, Pattern
from dragoman.coding.lexicon import Lexicon

EXTRA = 9  # frames added for each frame


def with_other_anchors(lexicon: Lexicon) -> Lexicon:
    """Nine more frames for each, of words that no text holds."""
    return _grown(lexicon, lambda pattern, n: replace(pattern, anchor=f"{pattern.anchor}zzq{n}"))


def with_same_anchors(lexicon: Lexicon) -> Lexicon:
    """Nine more frames for each, of the same anchors with an object that no text holds."""
    return _grown(lexicon, lambda pattern, n: replace(pattern, object=(*pattern.object, f"zzq{n}"), after=()))


def _grown(lexicon: Lexicon, change: Callable[[Pattern, int], Pattern]) -> Lexicon:
    extra = (_like(frame, n, change) for frame in lexicon.frames for n in range(EXTRA))
    return replace(lexicon, frames=(*lexicon.frames, *extra))


def _like(frame: Frame, n: int, change: Callable[[Pattern, int], Pattern]) -> Frame:
    return replace(frame, id=f"{frame.id}-{n}", patterns=tuple(change(pattern, n) for pattern in frame.patterns))
