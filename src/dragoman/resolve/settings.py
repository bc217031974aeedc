"""Dates and places that one event takes from another.

"During the meeting, Türkiye reaffirmed ..." happened when and where the meeting did; "the talks come
two days after the two met in Doha" dates the earlier meeting from the later one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from dragoman.annotate.annotation import Annotation
from dragoman.coding.circumstances import first_day
from dragoman.coding.clause import Grammar
from dragoman.coding.lexicon import Lexicon
from dragoman.model.events import Event, Status
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence

_DURATION = re.compile(r"P(\d+)([DW])$")
_DEFINITE = frozenset({"the", "this", "their", "that", "its", "his", "her"})


@dataclass(frozen=True)
class Settings:
    """Fills dates and places of one annotated document's events from each other."""

    annotation: Annotation
    lexicon: Lexicon

    def fill(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events, each with the date and place its clause points to."""
        filled: list[Event] = []
        for event in events:
            earlier = [e for e in filled if self._of_meeting(e.type.value) and e.status.value == Status.ACTUAL]
            filled.append(self._fill_one(event, earlier) if earlier else event)
        return self._with_agendas(filled)

    def _with_agendas(self, events: list[Event]) -> tuple[Event, ...]:
        """Meetings with the topics that sentences about them name: "the talks focused on ..."."""
        grammar = Grammar(self.annotation.parse, self.lexicon.words)
        for verb in self.annotation.parse.tokens:
            if verb.lemma not in self.lexicon.words["agenda-verbs"] or verb.pos != "VERB":
                continue
            meetings = [e for e in events if self._of_meeting(e.type.value) and e.triggers[0].start < verb.start]
            clause = grammar.clause(verb)
            if not meetings or not any(self._is_meeting(s, bare=True) for s in clause.get("subject")):
                continue
            phrases = [p for slot in ("object", "on", "with", "around") for p in clause.get(slot)]
            phrases = [p for p in phrases if p.pos != "VERB"]  # "with both sides stressing ..." is no topic
            deeds = [c for c in self.annotation.parse.children(verb) if c.dep == "advcl" and c.tag == "VBG"]
            for deed in deeds:  # "improving ... and facilitating ..."; grows while it is read
                deeds += [c for c in self.annotation.parse.children(deed) if c.dep == "conj"]
            heads = [p for phrase in phrases for p in grammar.coordinated(phrase)] + deeds
            agenda = tuple(self._phrase(head) for head in heads)
            position = events.index(meetings[-1])
            events[position] = replace(meetings[-1], agenda=(*meetings[-1].agenda, *agenda))
        return tuple(events)

    def _phrase(self, head: Token) -> Evidence:
        """The words of a phrase without what is coordinated with it."""
        parse = self.annotation.parse
        apart = {w.i for c in parse.children(head) if c.dep in ("conj", "cc", "punct") for w in parse.subtree(c)}
        words = [w for w in parse.subtree(head) if w.i not in apart]
        return self.annotation.document.evidence(words[0].start, words[-1].end)

    def _fill_one(self, event: Event, meetings: list[Event]) -> Event:
        for trigger in event.triggers:
            predicate = self._predicate(trigger)
            if predicate is None:
                continue
            if event.date is None and (dated := self._from_interval(predicate, meetings)):
                return replace(event, date=dated)
            words = self._named_meeting(predicate)
            if words is not None:
                return self._during(event, meetings[-1], words)
        return event

    def _predicate(self, trigger: Evidence) -> Token | None:
        """The word of the trigger that stands highest in the sentence."""
        parse = self.annotation.parse
        tokens = parse.tokens_in(trigger.start, trigger.end)
        return min(tokens, key=lambda t: len(parse.ancestors(t)), default=None)

    def _named_meeting(self, predicate: Token) -> Token | None:
        """A meeting told before that the clause names as its time: "during the meeting"."""
        parse = self.annotation.parse
        for preposition in parse.children(predicate):
            if preposition.dep == "prep" and preposition.lower in ("during", "at", "in"):
                for phrase in parse.children(preposition):
                    if phrase.dep == "pobj" and self._is_meeting(phrase):
                        return phrase
        return None

    def _of_meeting(self, type: str) -> bool:
        return self.lexicon.ontology.has(type, "meeting")

    def _is_meeting(self, noun: Token, *, bare: bool = False) -> bool:
        """A definite meeting noun ("the talks"; ``bare``: also "discussions") that names nobody itself."""
        if not any(self._of_meeting(code) for code in self.lexicon.types("noun", noun.lemma)):
            return False
        if bare and noun.tag == "NNS":
            return True
        return any(c.dep in ("det", "poss") and c.lower in _DEFINITE for c in self.annotation.parse.children(noun))

    def _during(self, event: Event, meeting: Event, words: Token) -> Event:
        evidence = self.annotation.document.evidence(words.start, words.end)

        def taken(value: Attested[str] | None) -> Attested[str] | None:
            if value is None:
                return None
            return Attested(
                value=value.value,
                basis=Basis.DERIVED,
                rule=f"setting.during-{meeting.triggers[0].text!r}",
                evidence=(evidence, *value.evidence),
            )

        return replace(event, date=event.date or taken(meeting.date), place=event.place or taken(meeting.place))

    def _from_interval(self, predicate: Token, meetings: list[Event]) -> Attested[str] | None:
        """The date of "X comes two days after [the two met]", counted from X."""
        parse = self.annotation.parse
        if predicate.dep != "advcl":
            return None
        mark = next((c for c in parse.children(predicate) if c.dep == "mark" and c.lower in ("after", "before")), None)
        governor = parse.head(predicate)
        subjects = Grammar(parse, self.lexicon.words).subjects(governor)
        base = meetings[-1].date
        if mark is None or base is None or not any(self._is_meeting(s) for s in subjects):
            return None
        anchor = first_day(base.value)
        for timex in self.annotation.timexes:
            duration = _DURATION.match(timex.value or "")
            if anchor and duration and timex.evidence.end <= mark.start and mark.start - timex.evidence.end <= 1:
                days = int(duration[1]) * (7 if duration[2] == "W" else 1)
                value = anchor + timedelta(days=-days if mark.lower == "after" else days)
                return Attested(
                    value=value.isoformat(),
                    basis=Basis.DERIVED,
                    rule=f"setting.{mark.lower}-the-meeting",
                    evidence=(timex.evidence, *base.evidence),
                )
        return None
