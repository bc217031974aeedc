"""A digest: what is new of a follow, in sentences, each with its source and the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.follows import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The article a line was read from."""

    outlet: str | None
    published: str | None  # ISO 8601
    title: str | None
    address: str  # URL, file, or the id a JSON line gave


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is new or has changed."""

    id: str  # document id, colon, id of the entry in its record; 'dragoman explain' takes it
    sentence: str  # made from the coded fields
    changes: tuple[str, ...] = ()  # what is told otherwise than before, where it was known
    quotation: str
    source: Source
    documents: frozenset[str]  # ids of the articles that tell what is new of it

    @property
    def others(self) -> int:
        """How many further articles tell it."""
        return len(self.documents) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines of one kind."""

    heading: str
    lines: tuple[Line, ...]  # those that are shown
    total: int
    documents: frozenset[str]  # ids of the articles that tell them all
    reminder: bool = False  # nothing of it need be new


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is new of a follow."""

    name: str
    asked: str  # the query, in words
    since: str | None  # ISO 8601; None where it tells all there is
    mark: Mark  # how far it goes
    stored: int  # articles that came in, of whatever content
    articles: int  # of these, how many tell something in it
    sections: tuple[Section, ...]
    all_of_it: str  # a command that shows what is left out here

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new: reminders do not count."""
        return not any(section.total for section in self.sections if not section.reminder)
