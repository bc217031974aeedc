"""What speaks for and against merging two newcomers, from ``data/newcomers/merging.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import msgspec

from dragoman import data
from dragoman.model.entities import ActorKind


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the file says; it tells what each part means."""

    particles: frozenset[str]
    sounds: tuple[tuple[str, str], ...]
    vowels: str
    kinds: tuple[frozenset[ActorKind], ...]
    weights: dict[str, float]
    unlike: float
    least: float
    block: int
    near: int


@cache
def settings() -> Settings:
    """The file as it stands; read once."""
    return msgspec.convert(data.content("newcomers", "merging.yaml"), Settings, strict=False)
