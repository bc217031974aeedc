"""Events coded in one ontology as events of a scheme that takes them over.

The most exact of a scheme's origins decides; an event that no type takes over is left out. What was
coded before stays in the rule and the trace.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.coding.frames import Frame
from dragoman.coding.lexicon import Lexicon
from dragoman.model.events import Event
from dragoman.model.text import Attested, Basis
from dragoman.ontology import EventType, Origin
from dragoman.scheme import Scheme


@dataclass(frozen=True)
class Recoding:
    """Puts events into the words of a scheme."""

    scheme: Scheme
    lexicon: Lexicon

    def recode(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events the scheme knows, each with its score, renumbered in text order."""
        found = (self._recoded(event) if self.scheme.recodes else event for event in events)
        scored = [self._scored(event) for event in found if event is not None]
        return tuple(replace(event, id=f"e{n}") for n, event in enumerate(scored, start=1))

    def _scored(self, event: Event) -> Event:
        type = self.scheme.ontology.types[event.type.value]
        return replace(event, gloss=type.gloss, score=type.score_of(mode.value for mode in event.modes))

    def _recoded(self, event: Event) -> Event | None:
        types = self.scheme.ontology.types
        frame = self.lexicon.frame_by_id.get(event.trace.frame)  # none where the learned model saw the event
        named = frame.codes.get(self.scheme.ontology.name) if frame else None
        if frame and named in types and event.type.value == frame.code:
            return self._as(types[named], event, f"the frame says {named}")
        fitting = [(origin, type) for type in types.values() for origin in type.origins if _fits(origin, event, frame)]
        if fitting:
            origin, type = max(fitting, key=lambda pair: pair[0].exactness)
            return self._as(type, event, f"{origin} is {type.name}")
        own = types.get(event.type.value)
        return event if own is not None and not own.origins else None

    def _as(self, type: EventType, event: Event, rule: str) -> Event:
        ontology = self.scheme.ontology
        code = Attested(
            value=type.name,
            basis=Basis.DERIVED,
            rule=f"{event.type.rule}+{ontology.name}",
            evidence=event.type.evidence,
        )
        return replace(
            event,
            type=code,
            modes=tuple(mode for mode in event.modes if mode.value in type.modes),
            contexts=tuple(context for context in event.contexts if context.value in ontology.contexts),
            trace=replace(event.trace, conventions=(*event.trace.conventions, f"{ontology.name}: {rule}")),
        )


def _fits(origin: Origin, event: Event, frame: Frame | None) -> bool:
    id, code = (frame.id, frame.code) if frame else (event.trace.frame, event.type.value)
    return (
        origin.type == event.type.value
        and origin.modes <= {mode.value for mode in event.modes}
        and origin.contexts <= {context.value for context in event.contexts}
        and origin.was in ("", code)
        and (not origin.of or origin.of in event.trace.content)
        and (origin.frame in ("", id) or (origin.frame.endswith("*") and id.startswith(origin.frame[:-1])))
    )
