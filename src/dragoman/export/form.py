"""What an export is: a name, a kind of file, and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.query import Filter
from dragoman.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A form in which other programs read the record."""

    name: str  # "polecat"
    suffix: str  # ".csv"
    media_type: str
    gloss: str  # one line for users: what it holds and what reads it
    write: Callable[[Store, Filter, BinaryIO], int]  # writes what fits the filter; how many rows or entries
