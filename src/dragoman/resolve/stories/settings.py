"""The figures by which copies are told, from ``data/stories/copies.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import msgspec

from dragoman import data


@dataclass(frozen=True, slots=True)
class Making:
    """How a signature is made; the file says what each figure means."""

    shingle: int
    sketch: int
    opening: int
    slots: int
    context: int
    bands: int
    rows: int
    opening_bands: int
    opening_rows: int


@dataclass(frozen=True, slots=True)
class Copies:
    """What two articles must have in common, and what may differ; the file says what each figure means."""

    alike: float
    names: float
    numbers: float
    corrected: int
    whole: float
    words: int


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the file says."""

    signature: Making
    front: int
    copies: Copies
    number_words: frozenset[str]


@cache
def settings() -> Settings:
    """The file as it stands; read once."""
    return msgspec.convert(data.content("stories", "copies.yaml"), Settings, strict=False)
