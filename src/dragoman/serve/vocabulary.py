"""The words that a query may ask by: types, modes and whatever else is a closed list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import get_args

import msgspec

from dragoman.coding.topics import Topics
from dragoman.knowledge.base import Knowledge
from dragoman.model.agreements import AgreementKind, AgreementStatus
from dragoman.model.events import Status
from dragoman.model.statements import Stance
from dragoman.ontology import Ontology
from dragoman.resolve.meetings import forms, levels
from dragoman.scheme import Scheme
from dragoman.serve.settings import Settings


class TypeWord(msgspec.Struct, frozen=True):
    """A type of events."""

    name: str
    gloss: str
    root: str
    quad: str
    score: float | None
    modes: list[str]


class Words(msgspec.Struct, frozen=True):
    """What the types, modes and other codes are that events may have, and queries may name."""

    scheme: str
    types: list[TypeWord]
    roots: list[str]  # each stands for all of its types
    modes: list[str]
    contexts: list[str]
    sectors: list[str]
    quads: list[str]
    statuses: list[str]
    topics: list[str]
    stances: list[str]
    levels: list[str]
    forms: list[str]
    agreement_kinds: list[str]
    agreement_statuses: list[str]


@dataclass(frozen=True)
class Vocabulary:
    """The words of one scheme and one folder of knowledge."""

    scheme: Scheme
    topics: Topics
    folder: Path | None  # of knowledge of the user's, laid over ours

    @classmethod
    def load(cls, settings: Settings) -> Vocabulary:
        """Raises KnowledgeFault if a file of the user's has faults."""
        scheme = Scheme.load(settings.scheme)
        return cls(
            scheme, Topics.load(scheme.rule_file("contexts.yaml"), scheme.coded, settings.knowledge), settings.knowledge
        )

    @property
    def ontology(self) -> Ontology:
        return self.scheme.ontology

    @cached_property
    def knowledge(self) -> Knowledge:
        return Knowledge.load(self.folder)

    @cached_property
    def words(self) -> Words:
        """All of it, for people who choose."""
        ontology = self.ontology
        return Words(
            scheme=ontology.name,
            types=[
                TypeWord(one.name, one.gloss, one.root, one.quad, one.score, sorted(one.modes))
                for one in ontology.types.values()
            ],
            roots=list(ontology.roots),
            modes=sorted(ontology.modes),
            contexts=sorted(ontology.contexts),
            sectors=sorted(ontology.sectors),
            quads=list(dict.fromkeys(one.quad for one in ontology.types.values() if one.quad)),
            statuses=[one.value for one in Status],
            topics=sorted(self.topics.by_id),
            stances=[one.value for one in Stance],
            levels=[one.name for one in levels()],
            forms=list(forms()),
            agreement_kinds=list(get_args(AgreementKind)),
            agreement_statuses=list(get_args(AgreementStatus)),
        )

    def allowed(self, field: str, of: str = "") -> list[str] | None:
        """What a field of a query may hold, of one kind of row where kinds differ; None for any words."""
        words = self.words
        if field == "status":
            told = {"event": words.statuses, "agreement": words.agreement_statuses}
            return told.get(of, list(dict.fromkeys([*words.statuses, *words.agreement_statuses])))
        lists = {
            "type": [*(one.name for one in words.types), *words.roots],
            "mode": words.modes,
            "context": words.contexts,
            "sector": words.sectors,
            "actor_sector": words.sectors,
            "recipient_sector": words.sectors,
            "quad": words.quads,
            "kind": words.agreement_kinds,
            "topic": words.topics,
            "stance": words.stances,
            "level": words.levels,
            "form": words.forms,
        }
        return list(dict.fromkeys(lists[field])) if field in lists else None

    def meant(self, field: str, values: Iterable[str]) -> tuple[str, ...]:
        """The values to look for: a root stands for its types, a topic for those within it, too."""
        if field == "type":
            types = self.ontology.types.values()
            return tuple(dict.fromkeys(t.name for one in values for t in types if one in (t.name, t.root)))
        if field == "topic":
            return tuple(dict.fromkeys(id for one in values for id in self.topics.below(one)))
        return tuple(values)
