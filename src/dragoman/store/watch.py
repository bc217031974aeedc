"""Somebody may be shown how far a long piece of work is: a function that passes on the keys it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Watch = Callable[[Sequence[int]], Iterable[int]]


def unwatched(keys: Sequence[int]) -> Iterable[int]:
    """The same keys: nobody is shown how far they are."""
    return keys
