"""Which of the lines, rows or records of a file are wanted, so that several can share one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items that follow each other, by their numbers in the whole file, from 1."""

    first: int = 1
    end: int | None = None  # number of the first that is not wanted any more; None: to the end of the file
    at: int = 1  # number of the item that stands first where reading begins

    def of(self, items: Iterable[T]) -> Iterator[tuple[int, T]]:
        """The wanted items with their numbers.

        >>> list(Stretch(first=3, end=5, at=2).of("bcde"))
        [(3, 'c'), (4, 'd')]
        """
        stop = None if self.end is None else self.end - self.at
        return islice(enumerate(items, self.at), self.first - self.at, stop)


WHOLE = Stretch()
