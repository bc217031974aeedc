"""A brief: what matters most between two sides, or of one, each sentence with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.digests import Source
from dragoman.model.text import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The words of one article that a sentence was read from."""

    entry: str  # document id, colon, id of the entry in its record; 'dragoman explain' takes it
    source: Source
    words: tuple[Evidence, ...]  # in the order of the text
    cues: tuple[Evidence, ...]  # what in them tells the deed: triggers, cues of speech, the words of a duty
    actors: frozenset[str]  # ids of the actors whom they mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, and where it is from."""

    text: str
    actors: frozenset[str]  # ids of those it names
    support: tuple[Support, ...]
    articles: int = 0  # how many tell it, referred to or not; 0 where that is not counted
    references: tuple[int, ...] = ()  # numbers of ``Brief.references``

    @property
    def others(self) -> int:
        """How many articles tell it besides those that it refers to."""
        return max(0, self.articles - len({one.entry.rpartition(":")[0] for one in self.support}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Sentences of one kind, those that matter most first."""

    heading: str
    sentences: tuple[Sentence, ...]
    total: int  # how many there are, shown or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What is counted in a stretch of days."""

    label: str
    quads: dict[str, int]  # events by quad class
    score: float | None  # mean PLOVER score of its events
    articles: int
    sources: int  # sum over the events of those that are independent of each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One numbered quotation."""

    number: int
    support: Support


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What happened, who met, what was said and agreed, what is due, and where sources differ."""

    title: str
    period: str  # in words
    sections: tuple[Section, ...]
    series: tuple[Period, ...]  # by week, or by month where there are many
    now: Period
    before: Period | None  # as many days before; none where the brief has no first day
    silent: tuple[str, ...]  # outlets that told of it in the period before and do not in this one
    references: tuple[Reference, ...]
    notes: tuple[str, ...]  # how it was chosen, and how much is shown
