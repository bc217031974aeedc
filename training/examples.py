"""Examples to learn from: sentences with an actor, a recipient and the type of the deed between them.

Three origins: sentences with a marked pair (``plover_plv``, where it is there), the examples of our own
lexicon, and pairs of actors between whom nothing happens.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.coding.choose import Chosen
from dragoman.coding.frames import unmark
from dragoman.coding.learned.candidate import Candidate, Evoked, evoked
from dragoman.coding.learned.model import CONCESSION, JOINT, NO_EVENT
from dragoman.coding.match import Matcher
from dragoman.evaluate.plv import spans
from dragoman.model.events import Event
from dragoman.model.text import Span
from dragoman.pipeline import Pipeline
from dragoman.reading import read_text

#: Sport, weather and the like; and sentences in which two actors are named and nothing happens between them.
NEGATIVES = Path("tests/coding/negatives.txt")
ORDINARY = Path(__file__).with_name("no_event.txt")

#: Types whose deed goes one way: asked the other way round, the same words are no event.
ONE_WAY = frozenset(
    {"ACCUSE", "AID", "COERCE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", JOINT}
)


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate and what it is."""

    label: str  # an event type, JOINT or NO_EVENT
    candidate: Candidate
    group: str  # examples of one text stay in one fold
    origin: str
    events: tuple[Event, ...] = ()  # what the frames code in the sentence


def joint(label: str) -> str:
    """The label with concessions promised and carried out taken together."""
    return JOINT if label in CONCESSION else label


class Reader:
    """Turns texts into candidates, with the pipeline that users run."""

    def __init__(self) -> None:
        self.pipeline = Pipeline.load()

    def seen(self, text: str) -> tuple[Matcher, tuple[Evoked, ...], list[tuple[Event, Chosen]]]:
        """What the frames see in a text."""
        annotation = self.pipeline.annotate(read_text(text))
        coded = self.pipeline.events.code(annotation, self.pipeline.statements.code(annotation))
        matcher = Matcher(self.pipeline.events.lexicon, annotation)
        pairs = list(zip(coded.events, coded.chosen, strict=True))
        return matcher, evoked(matcher, pairs), pairs

    def marked_pairs(self, path: Path) -> Iterator[Example]:
        """Sentences with one marked pair and its type; other pairs that no frame joins are no events."""
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text, actor, recipient = spans(row["marked"])
            matcher, sights, coded = self.seen(text)
            parse = matcher.annotation.parse
            events = tuple(event for event, _ in coded)
            yield Example(row["labels"][0], Candidate(parse, actor, recipient, sights), text, "marked", events)
            if actor and recipient and row["labels"][0] in ONE_WAY:
                yield Example(NO_EVENT, Candidate(parse, recipient, actor, sights), text, "turned")
            marked = [span for span in (actor, recipient) if span]
            yield from self._idle(matcher, sights, text, marked)

    def _idle(self, matcher: Matcher, sights: tuple[Evoked, ...], text: str, marked: list[Span]) -> Iterator[Example]:
        """Pairs of actors that nothing joins: neither the annotation nor a frame."""
        joined = {
            (a.start, r.start)
            for s in sights
            if s.stands
            for a in (*s.actor, *s.recipient)
            for r in (*s.actor, *s.recipient)
        }
        references = [r for r in matcher.annotation.references if r.actors]
        for first, second in itertools.pairwise(references):
            ends = Span(first.start, first.end), Span(second.start, second.end)
            if any(end.overlaps(span) for end in ends for span in marked) or (first.start, second.start) in joined:
                continue
            if set(first.actors) & set(second.actors):
                continue
            yield Example(NO_EVENT, Candidate(matcher.annotation.parse, *ends, sights), text, "idle")

    def lexicon(self) -> Iterator[Example]:
        """The examples of our own frames."""
        for frame in self.pipeline.events.lexicon.frames:
            for example in frame.positive:
                roles = {
                    role: [Span(m.start, m.end) for m in example.marks if m.role == role]
                    for role in ("actor", "recipient")
                }
                actors, recipients = roles["actor"], roles["recipient"]
                if not recipients and len(actors) > 1:
                    pair: tuple[Span | None, Span | None] = (actors[0], actors[1])
                else:
                    pair = (actors[0] if actors else None, recipients[0] if recipients else None)
                if pair != (None, None):
                    matcher, sights, _ = self.seen(example.text)
                    candidate = Candidate(matcher.annotation.parse, *pair, sights)
                    yield Example(example.code, candidate, example.text, "lexicon")
            for example in frame.negative:
                yield from self.nothing(example.text)

    def negatives(self) -> Iterator[Example]:
        """Sentences of sport, weather, markets, the kitchen and the arts."""
        for line in NEGATIVES.read_text(encoding="utf-8").splitlines():
            if line and line[0] not in "#[":
                yield from self.nothing(line)

    def ordinary(self) -> Iterator[Example]:
        """Two actors of whom the sentence tells no deed."""
        for line in ORDINARY.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                text, marks = unmark(line)
                ends = {mark.role: Span(mark.start, mark.end) for mark in marks}
                matcher, sights, _ = self.seen(text)
                candidate = Candidate(matcher.annotation.parse, ends["actor"], ends["recipient"], sights)
                yield Example(NO_EVENT, candidate, text, "ordinary")

    def nothing(self, text: str) -> Iterator[Example]:
        """Every pair of neighbouring actors of a sentence in which nothing political happens."""
        matcher, sights, coded = self.seen(text)
        if not coded:
            yield from self._idle(matcher, sights, text, [])
