"""Run the examples that stand inside the lexicon: each frame must code its own, and leave out the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.coding.frames import Example, Frame
from dragoman.coding.lexicon import Lexicon
from dragoman.model.events import Event, Status
from dragoman.model.record import Record

PUBLISHED = "2025-09-20"  # the day on which examples are read, so that they come out alike every day

_ROLES = ("actor", "recipient")
_STATUSES = frozenset(Status)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one example; ``fault`` is empty where it came out as it should."""

    frame: str
    location: str
    text: str
    fault: str


def run(lexicon: Lexicon, code: Callable[[str], Record]) -> Iterator[Outcome]:
    """Try every example. ``code`` gives the record of a sentence, coded with this lexicon."""
    for frame in lexicon.frames:
        for example in frame.positive:
            yield _outcome(frame, example, _fault_of_positive(frame, example, code(example.text)))
        for example in frame.negative:
            yield _outcome(frame, example, _fault_of_negative(frame, code(example.text)))


def _outcome(frame: Frame, example: Example, fault: str) -> Outcome:
    return Outcome(frame.id, f"{frame.file}:{example.line}", example.text, fault)


def _fault_of_positive(frame: Frame, example: Example, record: Record) -> str:
    events = [event for event in record.events if event.trace.frame == frame.id]
    if not events:
        others = ", ".join(f"{e.trace.frame} ({e.type.value})" for e in record.events) or "no event"
        return f"the frame did not fire; found {others}"
    faults = [_mismatch(example, event) for event in events]
    return min(faults, key=len)


def _mismatch(example: Example, event: Event) -> str:
    """How an event differs from what the marks say, or an empty string."""
    if event.type.value != example.code:
        return f"type {event.type.value}, expected {example.code}"
    modes = {mode.value for mode in event.modes}
    if missing := set(example.modes) - modes:
        return f"modes {sorted(modes)}, expected {sorted(missing)}"
    for mark in example.marks:
        if mark.role in _ROLES:
            spans = [w for f in getattr(event, mark.role) for w in f.evidence]
            if not any(s.start < mark.end and mark.start < s.end for s in spans):
                named = [w.text for w in spans]
                return f"{mark.role} {named}, expected {example.text[mark.start : mark.end]!r}"
        elif mark.role in _STATUSES and event.status.value != mark.role:
            return f"status {event.status.value}, expected {mark.role}"
    return ""


def _fault_of_negative(frame: Frame, record: Record) -> str:
    fired = [event for event in record.events if event.trace.frame == frame.id]
    return f"the frame fired on {fired[0].triggers[0].text!r}" if fired else ""
