"""By when something is due: the words that set a deadline, its last day, and the event it hangs on.

A deadline is a date ("by October 1", "next month"), a span that runs from now or from an event
("within 60 days of signing"), or an event ("before the next summit"). One that hangs on an event has a
date only where the text gives the event's; the words for the event are kept, so that it can be had later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.coding.circumstances import Circumstances, first_day
from dragoman.model.agreements import Term
from dragoman.model.dates import later
from dragoman.model.entities import Timex
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis

_LONGEST = 5  # words of a phrase in the file, at most
_CLAUSES = ("relcl", "ccomp", "parataxis")


@cache
def words() -> dict[str, Any]:
    """The word lists of ``data/coding/deadlines.yaml``."""
    return data.content("coding", "deadlines.yaml")  # type: ignore[no-any-return]


@cache
def event_nouns() -> frozenset[str]:
    """Lemmas of nouns for events that a deadline may hang on."""
    return frozenset(noun for nouns in words()["events"].values() for noun in nouns)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as read: its words, its date if known, and where its words begin."""

    term: Term
    deadline: Attested[str] | None
    first: int  # index of the first token


class Deadlines:
    """Finds deadlines in one annotated document."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.document = annotation.document
        self.circumstances = Circumstances(annotation)
        self._timex_at = {
            token.i: timex
            for timex in annotation.timexes
            for token in self.parse.tokens_in(timex.evidence.start, timex.evidence.end)[:1]
        }

    def of(self, action: Token, promise: Token, made: str | None = None) -> Due | None:
        """The deadline of an action that ``promise`` holds (the same token, if nothing does).

        ``made``: the ISO date of the agreement that the action is owed under, where known.
        """
        scope = [t for t in self._scope(action) if t.i > min(action.i, promise.i) or t.i < action.i]
        outside = self._scope(promise) if promise is not action else []
        places = [*scope, *(t for t in outside if t not in scope and t.i > promise.i)]
        for token in places:
            due = self._marked(token, made)
            if due is not None:
                return due
        return self._plain(scope)

    def _scope(self, verb: Token) -> list[Token]:
        """The words of a verb's own clause; a deed coordinated with it has its own."""
        found: list[Token] = []
        stack = [verb]
        while stack:
            current = stack.pop()
            found.append(current)
            for child in self.parse.children(current):
                apart = child.dep in _CLAUSES or (child.dep == "conj" and child.pos in ("VERB", "AUX"))
                if not apart:
                    stack.append(child)
        return sorted(found, key=lambda t: t.i)

    # Deadlines with a word that says so

    def _marked(self, token: Token, made: str | None) -> Due | None:
        """What begins at a token: a phrase of the file, and a date, a span or an event after it."""
        for length in range(_LONGEST, 0, -1):
            last = token.i + length
            if last >= len(self.parse.tokens) or self.parse.tokens[last].sentence != token.sentence:
                continue
            phrase = " ".join(t.lower for t in self.parse.tokens[token.i : last])
            due = self._after(phrase, token, self._past_article(last), made)
            if due is not None:
                return due
        return self._span_from_event(token, token, made)

    def _past_article(self, place: int) -> int:
        token = self.parse.tokens[place]
        following = self._timex_at.get(place)
        skip = following is None and token.lower in ("the", "a", "an", "this") and place + 1 < len(self.parse.tokens)
        return place + 1 if skip and place + 1 in self._timex_at else place

    def _after(self, phrase: str, first: Token, place: int, made: str | None) -> Due | None:
        timex = self._timex_at.get(place)
        if timex is not None and timex.type == "DURATION":
            if phrase not in words()["before-span"]:
                return None
            return self._span_from_event(first, self.parse.tokens[place], made) or self._span(first, timex, made)
        if timex is not None and phrase in words()["before-date"] and timex.type != "SET":
            return self._dated(first, timex, words()["before-date"][phrase])
        if timex is None and phrase in words()["before-event"]:
            return self._event(first, place, words()["before-event"][phrase], made)
        return None

    def _dated(self, first: Token, timex: Timex, kind: str) -> Due | None:
        if timex.begin is None or timex.end is None:
            value = None
        elif kind == "begin" and timex.mod != "END":
            opens = first_day(timex.begin)
            value = timex.begin
            if opens is not None and timex.begin != timex.end:
                value = (opens - timedelta(days=1)).isoformat()
        else:
            value = timex.end
        rule = "deadline.last-day" if kind == "end" else "deadline.before-it-begins"
        return self._due(first, timex.evidence.end, value, rule)

    def _span(self, first: Token, timex: Timex, made: str | None) -> Due | None:
        """ "Within 60 days": from the day the agreement was made, else from the day of the article."""
        start = first_day(made) if made is not None else self._today()
        value = later(start, timex.value or "") if start is not None else None
        rule = "deadline.span-from-agreement" if made is not None else "deadline.span-from-publication"
        return self._due(first, self._end_of_span(timex), value, rule, duration=timex.value)

    def _end_of_span(self, timex: Timex) -> int:
        after = self.document.text[timex.evidence.end : timex.evidence.end + 12].lower()
        for phrase in words()["from-now"]:
            if after.lstrip(" '’").startswith(phrase):
                return timex.evidence.end + after.index(phrase) + len(phrase)
        return timex.evidence.end

    def _span_from_event(self, first: Token, at: Token, made: str | None) -> Due | None:
        """ "60 days after the signing", with or without a word before it."""
        timex = self._timex_at.get(at.i)
        if timex is None or timex.type != "DURATION":
            return None
        following = self.parse.tokens_in(timex.evidence.end, timex.evidence.end + 30)
        following = [t for t in following if t.start >= timex.evidence.end]
        for length in (4, 1):
            phrase = " ".join(t.lower for t in following[:length])
            if phrase in words()["from-event"] and len(following) > length:
                anchor = self._anchor(following[length].i)
                if anchor is None:
                    continue
                start = self._day_of(anchor, made)
                value = later(start, timex.value or "") if start is not None else None
                end = self._anchor_end(anchor)
                return self._due(
                    first,
                    end,
                    value,
                    "deadline.span-from-event",
                    anchor=anchor,
                    duration=timex.value,
                )
        return None

    def _event(self, first: Token, place: int, order: str, made: str | None) -> Due | None:
        """ "Before the next summit", "after the elections": an event, with its own date where the text gives one."""
        anchor = self._anchor(place)
        if anchor is None:
            return None
        start = self._day_of(anchor, made)
        value = start.isoformat() if start is not None else None
        return self._due(
            first,
            self._anchor_end(anchor),
            value,
            f"deadline.{order}-event",
            anchor=anchor,
            before=order == "before",
        )

    def _anchor(self, place: int) -> Token | None:
        """The event that the phrase or clause at a place is about, if it may set a deadline."""
        token = self.parse.tokens[place]
        head = token
        while head.dep in ("det", "amod", "compound", "poss", "nmod", "nummod", "case") and head.head != head.i:
            head = self.parse.head(head)
        if head.lemma in event_nouns() and head.pos in ("NOUN", "PROPN", "VERB"):
            return head
        return None

    def _anchor_end(self, anchor: Token) -> int:
        """Where the words for an event end: with its clause, where it has a verb of its own."""
        verb = self.parse.head(anchor)
        if anchor.dep in ("nsubj", "nsubjpass") and verb.dep == "advcl":
            return self.parse.span(verb).end
        return self.parse.span(anchor).end

    def _day_of(self, anchor: Token, made: str | None) -> date | None:
        """The last day of an event, as dated by its own words, or by the agreement that was made then."""
        verb = self.parse.head(anchor)
        clause = verb if anchor.dep in ("nsubj", "nsubjpass") and verb.dep == "advcl" else anchor
        for token in self.parse.subtree(clause):
            timex = self._timex_at.get(token.i)
            if timex is not None and timex.type == "DATE" and timex.end:
                return first_day(timex.end)
        if made is not None and anchor.lemma in words()["making"]:
            return first_day(made)
        return None

    # Deadlines without one

    def _plain(self, scope: list[Token]) -> Due | None:
        """A day to come on which the deed is to be done: "on Monday", "next month", "in 2027"."""
        published = self.document.published
        since = first_day(published.value) if published is not None else None
        for token in scope:
            timex = self._timex_at.get(token.i)
            if timex is None or timex.type != "DATE" or self._names_a_thing(token):
                continue
            ends = first_day(timex.end) if timex.end else None
            if since is not None and (ends is None or ends < since):
                continue
            before = self.parse.tokens[token.i - 1] if token.i else token
            if before.lower in ("the", "this") and token.i > 1:
                before = self.parse.tokens[token.i - 2]
            if before.lower in words()["not-before"] or self._is_length(token):
                continue
            first = before if before.pos == "ADP" else token
            return self._due(first, timex.evidence.end, timex.end or None, "deadline.day-of-the-deed")
        return None

    def _is_length(self, token: Token) -> bool:
        """ "For parts of September and October": how long a thing lasts, not by when it is done."""
        for above in self.parse.ancestors(token)[:4]:
            if above.pos in ("VERB", "AUX"):
                return False
            if above.pos == "ADP" and above.lower != "of":
                return above.lower == "for"
        return False

    def _names_a_thing(self, token: Token) -> bool:
        """Whether a date is part of another thing's name ("the 2027 elections")."""
        while token.dep in ("compound", "nmod", "amod", "poss", "nummod") and token.head != token.i:
            token = self.parse.head(token)
            if token.pos in ("NOUN", "PROPN") and token.entity not in ("DATE", "TIME"):
                return True
        return False

    # Common to all

    def _today(self) -> date | None:
        published = self.document.published
        return first_day(published.value) if published is not None and len(published.value) == 10 else None

    def _due(
        self,
        first: Token,
        end: int,
        value: str | None,
        rule: str,
        *,
        anchor: Token | None = None,
        duration: str | None = None,
        before: bool = False,
    ) -> Due:
        said = self.document.evidence(first.start, end)
        about = None
        if anchor is not None:
            span = self.parse.span(anchor)
            about = self.document.evidence(span.start, min(span.end, end))
        deadline = None
        if value is not None:
            deadline = Attested(value=value, basis=Basis.DERIVED, rule=rule, evidence=(said,))
        return Due(Term(words=said, anchor=about, duration=duration, before=before), deadline, first.i)
