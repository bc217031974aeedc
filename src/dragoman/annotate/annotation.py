"""What annotating a document gives: the parse and everything found in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dragoman.annotate.times.spans import Interval
from dragoman.model.entities import Actor, MentionForm, Place, Relation, Timex
from dragoman.model.syntax import Parse, Token
from dragoman.model.text import Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Words that refer to one or more actors, tied to the token that heads them.

    A mention names one actor; a reference may be a set ("both sides").
    """

    start: int
    end: int
    head: int  # index of the head token in the parse
    actors: tuple[str, ...]  # actor ids
    form: MentionForm
    rule: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Quotation:
    """Text between quotation marks; ``start`` and ``end`` exclude the marks."""

    start: int
    end: int
    closed: bool = True
    depth: int = 0  # 1 for a quotation inside a quotation


@dataclass(frozen=True)
class Annotation:
    """One document, parsed and annotated; the coder's only input."""

    document: Document
    parse: Parse
    timexes: tuple[Timex, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    references: tuple[Reference, ...] = ()
    relations: tuple[Relation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    intervals: tuple[Interval, ...] = ()  # of days, each bounded by two of the time expressions

    @cached_property
    def actor_by_id(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def _reference_by_head(self) -> dict[int, Reference]:
        return {reference.head: reference for reference in self.references}

    def reference_at(self, token: Token) -> Reference | None:
        """The reference this token heads, if any."""
        return self._reference_by_head.get(token.i)

    def is_quoted(self, span: Span) -> bool:
        """Whether the words stand inside quotation marks."""
        return any(q.start <= span.start and span.end <= q.end for q in self.quotations)
