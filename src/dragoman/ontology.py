"""The event ontology: types, modes, contexts, sectors and their scores, read from a YAML file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from dragoman import data
from dragoman.model.problems import KnowledgeFault


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One event type with its modes; scores run from -10 (conflict) to +10 (cooperation)."""

    name: str
    quad: str
    needs_recipient: bool
    score: float
    modes: dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """What a coder may write."""

    name: str
    types: dict[str, EventType]
    contexts: frozenset[str]
    sectors: frozenset[str]
    codes: dict[str, str]


@cache
def load(path: Path | None = None) -> Ontology:
    """Read an ontology file; PLOVER by default.

    Raises KnowledgeFault if the file lacks a part.
    """
    path = path or data.path("ontology", "plover.yaml")
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    try:
        return Ontology(
            name=content["name"],
            types={
                name: EventType(
                    name=name,
                    quad=entry["quad"],
                    needs_recipient=entry["recipient"] == "needed",
                    score=entry["score"],
                    modes=entry.get("modes") or {},
                )
                for name, entry in content["types"].items()
            },
            contexts=frozenset(content["contexts"]),
            sectors=frozenset(content["sectors"]),
            codes=content["codes"],
        )
    except (KeyError, TypeError) as fault:
        raise KnowledgeFault(f"{path}: the part {fault} is missing; see ontology/plover.yaml for the form") from fault
