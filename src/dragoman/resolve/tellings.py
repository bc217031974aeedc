"""One event told twice in an article is one event with two pieces of evidence.

Two tellings are joined when their types are the same and nothing they say conflicts: persons, states,
date, place and status. Every join is written into the event's trace.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.annotate.annotation import Annotation
from dragoman.model.entities import ActorKind
from dragoman.model.events import Event, Status
from dragoman.model.text import Attested
from dragoman.ontology import Ontology
from dragoman.resolve.days import may_be_same_day

_TOLD_AS_DONE = frozenset({Status.ACTUAL, Status.ONGOING, Status.HISTORICAL})
_LIKE_WORDING = 0.5  # share of words two sentences have in common


@dataclass(frozen=True)
class Tellings:
    """Joins tellings of one annotated document."""

    annotation: Annotation
    ontology: Ontology

    def join(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """Events with their tellings joined, renumbered in text order."""
        joined: list[Event] = []
        for event in events:
            for position, earlier in enumerate(joined):
                reason = self._same(earlier, event)
                if reason:
                    joined[position] = self._union(earlier, event, reason)
                    break
            else:
                joined.append(event)
        return tuple(replace(event, id=f"e{n}") for n, event in enumerate(joined, start=1))

    # Sameness

    def _same(self, first: Event, second: Event) -> str | None:
        """Why two tellings are of one event, or None."""
        if first.type.value != second.type.value or not self._status_fits(first, second):
            return None
        if not (may_be_same_day(first.date, second.date) and self._places_fit(first, second)):
            return None
        if self.ontology.has(first.type.value, "meeting"):
            return "the same sides meet" if self._same_meeting(first, second) else None
        if not self._sides_fit(first.actor, second.actor) or not self._sides_fit(first.recipient, second.recipient):
            return None
        alike = self._likeness(first, second)
        if self.ontology.has(first.type.value, "speech"):  # only like words show that it is told again
            return "the same words to the same address" if alike >= _LIKE_WORDING else None
        named = first.actor and second.actor and first.recipient and second.recipient
        if named or (alike >= _LIKE_WORDING and first.trace.frame == second.trace.frame):
            return "the same deed by and to the same"
        return None

    def _status_fits(self, first: Event, second: Event) -> bool:
        a, b = first.status.value, second.status.value
        return a == b or (a in _TOLD_AS_DONE and b in _TOLD_AS_DONE and Status.HISTORICAL not in (a, b))

    def _places_fit(self, first: Event, second: Event) -> bool:
        if first.place is None or second.place is None or first.place.value == second.place.value:
            return True
        places = {place.id: place for place in self.annotation.places}
        a, b = places.get(first.place.value), places.get(second.place.value)
        if a is None or b is None:
            return True
        return a.country == b.country and "country" in (a.kind, b.kind)

    def _same_meeting(self, first: Event, second: Event) -> bool:
        """The same states take part, and no state is spoken for by different persons."""
        a, b = self._participants(first), self._participants(second)
        if not a or not b or not (a.keys() <= b.keys() or b.keys() <= a.keys()):
            return False
        if len(a.keys() & b.keys()) < 2 and not self._likeness(first, second) >= _LIKE_WORDING:
            return False
        return all(not (a[c] and b[c]) or a[c] & b[c] for c in a.keys() & b.keys())

    def _participants(self, event: Event) -> dict[str, set[str]]:
        """Country (or actor id) → the persons named for it."""
        found: dict[str, set[str]] = {}
        for attested in (*event.actor, *event.recipient):
            actor = self.annotation.actor_by_id.get(attested.value)
            country = actor.country.value if actor and actor.country else attested.value
            persons = found.setdefault(country, set())
            if actor is not None and actor.kind == ActorKind.PERSON:
                persons.add(actor.id)
        return found

    def _sides_fit(self, first: tuple[Attested[str], ...], second: tuple[Attested[str], ...]) -> bool:
        """One side is not named, or both name the same actor or one that acts for the other."""
        if not first or not second:
            return True
        a, b = {x.value for x in first}, {x.value for x in second}
        return bool(a & b) or bool(self._acting_for(a) & b) or bool(a & self._acting_for(b))

    def _acting_for(self, ids: set[str]) -> set[str]:
        actors = self.annotation.actor_by_id
        return {actor.acts_for for i in ids if (actor := actors.get(i)) and actor.acts_for}

    def _likeness(self, first: Event, second: Event) -> float:
        """Share of words that the sentences of two tellings have in common."""
        a, b = self._sentence_words(first), self._sentence_words(second)
        return len(a & b) / min(len(a), len(b)) if a and b else 0.0

    def _sentence_words(self, event: Event) -> set[str]:
        parse = self.annotation.parse
        trigger = event.triggers[0]
        tokens = parse.tokens_in(trigger.start, trigger.end)
        words = parse.sentence_tokens(tokens[0].sentence) if tokens else []
        return {t.lemma for t in words if t.pos in ("NOUN", "VERB", "PROPN", "ADJ", "NUM")}

    # Union

    def _union(self, first: Event, second: Event, reason: str) -> Event:
        """The first telling with what the second adds; a visit's roles win over a plain meeting's."""
        roles = second if self._is_visit(second) and not self._is_visit(first) else first
        other = first if roles is second else second
        actor = _with_new(roles.actor, () if self._is_visit(roles) else other.actor, ())
        met = (*roles.recipient, *other.recipient, *self._hosts(roles, other))
        return replace(
            first,
            triggers=(*first.triggers, *second.triggers),
            modes=_with_new(first.modes, second.modes, ()),
            contexts=_with_new(first.contexts, second.contexts, ()),
            actor=actor,
            recipient=_with_new((), met, actor),
            date=first.date or second.date,
            place=first.place or second.place,
            magnitudes=(*first.magnitudes, *(m for m in second.magnitudes if m not in first.magnitudes)),
            agenda=(*first.agenda, *(a for a in second.agenda if a not in first.agenda)),
            trace=replace(
                first.trace,
                merged=(*first.trace.merged, f"{second.triggers[0].text!r} ({second.trace.frame}): {reason}"),
            ),
        )

    def _is_visit(self, event: Event) -> bool:
        type = self.ontology.types[event.type.value]
        return any(mode.value in type.hosted for mode in event.modes)

    def _hosts(self, visit: Event, meeting: Event) -> tuple[Attested[str], ...]:
        """Those met on a visit who are not the visitor's own side."""
        if not self._is_visit(visit):
            return ()
        own = {self._country(a.value) for a in visit.actor}
        return tuple(a for a in meeting.actor if self._country(a.value) not in own)

    def _country(self, actor_id: str) -> str:
        actor = self.annotation.actor_by_id.get(actor_id)
        return actor.country.value if actor and actor.country else actor_id


def _with_new(
    known: tuple[Attested[str], ...], more: tuple[Attested[str], ...], barred: tuple[Attested[str], ...]
) -> tuple[Attested[str], ...]:
    """The known values and those of ``more`` that are new and not barred, each once."""
    seen = {a.value for a in (*known, *barred)}
    new: dict[str, Attested[str]] = {}
    for attested in more:
        if attested.value not in seen:
            new.setdefault(attested.value, attested)
    return (*known, *new.values())
