"""The sections of a brief; no sentence whose words do not name its actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.brief import ranking
from dragoman.brief.deeds import differences, event
from dragoman.brief.encounters import meeting, meetings_of
from dragoman.brief.owed import agreements, owed
from dragoman.brief.question import Question, Told
from dragoman.brief.said import statements
from dragoman.model.briefs import Section, Sentence


def sections(question: Question, events: Sequence[Told]) -> Iterator[Section]:
    """Every section that has something to tell."""
    meetings = meetings_of(question)
    met = frozenset(id for row in meetings for id in row.events)
    deeds = [told for told in events if met.isdisjoint(report.id for report in told[1])]
    yield from _section("What happened", (event(question, *told) for told in deeds))
    yield from _section("Who met", (meeting(question, row) for row in meetings))
    yield from _section("What was said", statements(question, events, meetings))
    yield from _section("What was agreed", agreements(question))
    yield from _section("What is due", owed(question))
    yield from _section("Where sources differ", differences(question, events))


def _section(heading: str, made: Iterable[Sentence | None]) -> Iterator[Section]:
    """Only what its words bear out, each text once."""
    told: dict[str, Sentence] = {}
    for one in made:
        if one is not None and one.support and one.actors <= frozenset().union(*(s.actors for s in one.support)):
            told.setdefault(one.text, one)
    if told:
        shown = tuple(told.values())[: ranking.shown(heading)]
        yield Section(heading=heading, sentences=shown, total=len(told))
