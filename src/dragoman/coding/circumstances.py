"""When and where: the date and the place that belong to an event's own clause."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dragoman.annotate.annotation import Annotation
from dragoman.annotate.times import Interval
from dragoman.model.entities import Place, Timex
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis

_DEADLINE_PREPOSITIONS = frozenset({"by", "until", "before"})
_HISTORICAL_DAYS = 30  # coding guide, section 3: background older than this is historical
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "around", "inside", "from", "on", "of", "to", "into"})


@dataclass(frozen=True)
class Circumstances:
    """Dates and places of one annotated document, looked up by token."""

    annotation: Annotation

    def timexes_at(self, tokens: Iterable[Token]) -> list[tuple[Token, Timex]]:
        """Time expressions whose first word is among the tokens."""
        starts = self._timex_by_start
        return [(token, starts[token.start]) for token in tokens if token.start in starts]

    @cached_property
    def _timex_by_start(self) -> dict[int, Timex]:
        return {t.evidence.start: t for t in self.annotation.timexes}

    def places_at(self, tokens: Iterable[Token]) -> list[tuple[Token, Place]]:
        """Places named among the tokens."""
        starts = self._place_by_start
        return [(token, starts[token.start]) for token in tokens if token.start in starts]

    @cached_property
    def _place_by_start(self) -> dict[int, Place]:
        return {m.start: place for place in self.annotation.places for m in place.mentions}

    def scope(self, predicate: Token, carrier: Token | None, stops: set[int]) -> list[Token]:
        """Words of the predicate's own clause: its subtree and its carrier's, without other events' clauses."""
        parse = self.annotation.parse
        top = carrier or predicate
        found: list[Token] = []
        stack = [top]
        while stack:
            current = stack.pop()
            found.append(current)
            for child in parse.children(current):
                clause_of_another = child.i in stops and child.i not in (predicate.i, top.i)
                if not clause_of_another and child.dep not in ("ccomp", "relcl", "parataxis"):
                    stack.append(child)
        if top is predicate and predicate.pos == "NOUN":
            found += [w for w in _clause_words(predicate, self.annotation) if w.i not in stops and w not in found]
        found.sort(key=lambda t: abs(t.i - predicate.i))
        return found

    def date_of(self, scope: list[Token], content: Container[int] = ()) -> Attested[str] | None:
        """The nearest date in the event's clause, an interval where two dates bound one; that of a dateline last.

        ``content``: words that say what is agreed, asked or refused. A day to come among them is its day, not that of
        the agreement ("agreed to waive visas from August").
        """
        for token, timex in sorted(self.timexes_at(scope), key=lambda found: self._is_of_dateline(found[1])):
            if timex.type == "SET" or not timex.begin or self._is_deadline(token):
                continue
            if token.i in content and self._is_to_come(timex):
                continue
            if not self._names_another(token, scope[0]):
                interval = self._interval_by_start.get(timex.evidence.start)
                if interval is not None:
                    words = self.annotation.document.evidence(interval.start, interval.end)
                    value = f"{interval.begin}/{interval.until}"
                    return Attested(value=value, basis=Basis.DERIVED, rule="date.time.interval", evidence=(words,))
                return Attested(
                    value=iso_date(timex), basis=Basis.DERIVED, rule=f"date.{timex.rule}", evidence=(timex.evidence,)
                )
        return None

    def _is_to_come(self, timex: Timex) -> bool:
        """Whether a time begins after the day of the article."""
        published, begin = self.annotation.document.published, first_day(timex.begin or "")
        last = last_day(published.value) if published else None
        return begin is not None and last is not None and begin > last

    @cached_property
    def _interval_by_start(self) -> dict[int, Interval]:
        return {interval.start: interval for interval in self.annotation.intervals}

    def _is_of_dateline(self, timex: Timex) -> bool:
        """Whether it says when the article was written ("ANKARA, 8 October 2025 - ..."), not what happened then."""
        published = self.annotation.document.published
        if published is None or not published.rule.startswith("read."):
            return False
        return any(timex.evidence.span.overlaps(words.span) for words in published.evidence)

    def _is_deadline(self, token: Token) -> bool:
        """Whether a date is one by which something is due, not one on which it happened."""
        return token.i > 0 and self.annotation.parse.tokens[token.i - 1].lower in _DEADLINE_PREPOSITIONS

    def _names_another(self, token: Token, predicate: Token) -> bool:
        """Whether a date is part of another thing's name ("the March 10 agreement")."""
        head = self._phrase_head(token)
        return head is not predicate and head is not token and head.pos in ("NOUN", "PROPN") and head.entity == ""

    def place_of(self, scope: list[Token]) -> Attested[str] | None:
        """The most exact place in the event's clause that stands after a preposition of place."""
        parse = self.annotation.parse
        found: list[tuple[int, Token, Place]] = []
        for token, place in self.places_at(scope):
            head = self._phrase_head(token)
            preposition = parse.head(head)
            owner = preposition.lower == "of" and place.kind == "country"  # "representatives of the United States"
            if head.dep == "pobj" and preposition.lower in _PLACE_PREPOSITIONS and not owner:
                exact = 0 if place.kind not in ("country", "region", "area") else 1
                found.append((exact, token, place))
        if not found:
            return None
        _, token, place = min(found, key=lambda f: f[0])
        mention = next(m for m in place.mentions if m.start == token.start)
        return Attested(value=place.id, basis=Basis.STATED, rule="place.in-clause", evidence=(mention,))

    def _phrase_head(self, token: Token) -> Token:
        while token.dep in ("compound", "nmod", "amod", "poss", "nummod") and token.head != token.i:
            token = self.annotation.parse.head(token)
        return token

    def is_historical(self, when: Attested[str] | None) -> bool:
        """Whether the date lies more than 30 days before the article."""
        published = self.annotation.document.published
        if when is None or published is None:
            return False
        end = last_day(when.value)
        start = first_day(published.value)
        return end is not None and start is not None and (start - end).days > _HISTORICAL_DAYS


def _clause_words(noun: Token, annotation: Annotation) -> list[Token]:
    """Adjuncts of the verb that a bare event noun is subject or object of."""
    parse = annotation.parse
    verb = parse.head(noun)
    if verb.pos not in ("VERB", "AUX") or noun.dep not in ("nsubj", "nsubjpass", "dobj", "attr"):
        return []
    found: list[Token] = []
    for child in parse.children(verb):
        if child.dep in ("prep", "npadvmod", "advmod"):
            found += parse.subtree(child)
    return found


def iso_date(timex: Timex) -> str:
    """An event's date: a day, a month, a year, or an interval of days (ISO 8601)."""
    begin, end = timex.begin or "", timex.end or timex.begin or ""
    if begin == end:
        return begin
    value = timex.value or ""
    if len(value) in (4, 7) and value.replace("-", "").isdigit() and timex.mod is None:
        return value
    return f"{begin}/{end}"


def first_day(value: str) -> date | None:
    """First day of an ISO date, month, year or interval."""
    return _day(value.split("/")[0], last=False)


def last_day(value: str) -> date | None:
    """Last day of an ISO date, month, year or interval."""
    return _day(value.split("/")[-1], last=True)


def _day(value: str, *, last: bool) -> date | None:
    parts = value.split("-")
    try:
        year = int(parts[0])
        if len(parts) == 1:
            return date(year, 12, 31) if last else date(year, 1, 1)
        month = int(parts[1])
        if len(parts) == 2:
            following = date(year + month // 12, month % 12 + 1, 1)
            return following - timedelta(days=1) if last else date(year, month, 1)
        return date(year, month, int(parts[2]))
    except ValueError:
        return None
