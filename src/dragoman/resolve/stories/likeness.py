"""Whether two articles are copies, by their signatures alone.

Two articles are copies if they have enough of their pieces and of the opening in common, and if the names and numbers
that stand in the same words are the same but for a few: a form that is filled in anew for each release keeps its
wording, but not its names and numbers, whereas a correction changes one figure of many.

The figures are in ``data/stories/copies.yaml``. Nothing here looks at other articles, so what is alike never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.resolve.stories.settings import settings
from dragoman.resolve.stories.signature import Signature, is_name, is_same


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Why two articles are copies. Shares are from 0 to 1."""

    rule: Literal["stories.whole", "stories.cut"]
    common: float  # share of the pieces of both that both have (resemblance)
    shared: float  # share of the shorter article's pieces that the longer has (containment)
    opening: float  # share of the longer article's opening that the shorter has
    names: tuple[int, int]  # names in the same place of both: how many differ, of how many
    numbers: tuple[int, int]

    @property
    def alike(self) -> float:
        """One figure to order copies by, up to 2.5."""
        return self.common + self.shared + self.opening / 2


def compare(one: Signature, other: Signature) -> Likeness | None:
    """The figures of two copies; None if the articles are not. The same in either order."""
    if not one.sketch or not other.sketch:
        return None
    copies = settings().copies
    short, long = sorted((one, other), key=lambda article: article.shingles)
    common, shared = _in_common(one, other)
    if common + shared + 0.5 < copies.alike:
        return None
    whole = common >= copies.whole
    likeness = Likeness(
        rule="stories.whole" if whole else "stories.cut",
        common=common,
        shared=shared,
        opening=_opening(long, short)
        if short.shingles < long.shingles
        else max(_opening(long, short), _opening(short, long)),
        names=_changed(one, other, names=True),
        numbers=_changed(one, other, names=False),
    )
    if likeness.alike < copies.alike or not (whole or short.shingles >= copies.words):
        return None
    (renamed, names), (refigured, numbers) = likeness.names, likeness.numbers
    if renamed > copies.names * names or refigured > max(copies.corrected, copies.numbers * numbers):
        return None
    return likeness


def _in_common(one: Signature, other: Signature) -> tuple[float, float]:
    """Estimates of resemblance and containment, exact where both sketches are whole."""
    limit = min(one.limit, other.limit)
    mine, theirs = one.pieces(limit), other.pieces(limit)
    both = len(mine & theirs)
    return both / (len(mine) + len(theirs) - both), both / min(len(mine), len(theirs))


def _opening(long: Signature, short: Signature) -> float:
    """How much of an opening another article has, as far as its sketch can tell."""
    known = {piece for piece in long.opening if piece < short.limit}
    return len(known & short.sketch) / len(known) if known else 0.0


def _changed(one: Signature, other: Signature, *, names: bool) -> tuple[int, int]:
    """Names, or numbers, that stand in the same words of both: how many differ, of how many."""
    pairs = [(one.slots[key], other.slots[key]) for key in one.slots.keys() & other.slots.keys()]
    same = [is_same(mine, theirs) for mine, theirs in pairs if is_name(mine) == names]
    return same.count(False), len(same)
