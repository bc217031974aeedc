"""The places that an article is about.

Comes in: the document, its places and its events. Goes out: ids of places, the main country first, each with the
rule that weighed most and the words. A place gains by standing in the headline, by what happened there, by being
named, and a little by the dateline; a country gains by the places in it. An article that names no place has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.model.entities import Place
from dragoman.model.events import Event, Status
from dragoman.model.text import Attested, Basis, Document, Evidence

_HEADLINE, _EVENT, _MENTION, _DATELINE = 3.0, 1.5, 1.0, 1.0
_MOST = {"focus.place-of-events": 6.0, "focus.most-mentioned": 5.0}  # what repetition can add
_ALIKE = 0.6  # a second country or place is in focus, too, if it weighs this much of the first
_COUNTRIES, _PLACES = 2, 3
_LEAST = 2.0  # what a place must weigh that is no country
_NEWS = (Status.ACTUAL, Status.ONGOING, Status.FUTURE)


@dataclass(slots=True)
class _Weight:
    """What speaks for one place, by rule, and the words that do."""

    place: Place
    by_rule: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    words: dict[str, list[Evidence]] = field(default_factory=lambda: defaultdict(list))

    def add(self, rule: str, weight: float, words: Iterable[Evidence]) -> None:
        self.by_rule[rule] = min(self.by_rule[rule] + weight, _MOST.get(rule, weight))
        self.words[rule] += words

    @property
    def total(self) -> float:
        return sum(self.by_rule.values())

    def attested(self) -> Attested[str]:
        rule = max(self.by_rule, key=lambda name: self.by_rule[name])
        words = tuple(dict.fromkeys(self.words[rule]))
        return Attested(value=self.place.id, basis=Basis.DERIVED, rule=rule, evidence=words or self.place.mentions)


def focus_of(document: Document, places: tuple[Place, ...], events: tuple[Event, ...]) -> tuple[Attested[str], ...]:
    """What the article is about: one or two countries, then the places in them that it is about most."""
    weights = {place.id: _weighed(place, document, events) for place in places}
    countries = {w.place.country: w for w in weights.values() if w.place.kind == "country"}
    totals: dict[str, float] = defaultdict(float)
    for weight in weights.values():
        if weight.place.country:
            totals[weight.place.country] += weight.total
    ranked = sorted(totals, key=lambda country: -totals[country])
    main = [c for c in ranked[:_COUNTRIES] if totals[c] >= _ALIKE * totals[ranked[0]]]
    named = [countries[c].attested() for c in main if c in countries]
    others = [w for w in weights.values() if w.place.kind != "country" and w.total >= _LEAST]
    others = [w for w in others if w.place.country in main or not main or w.place.country is None]
    others.sort(key=lambda w: -w.total)
    return (*named, *(w.attested() for w in others[:_PLACES] if w.total >= _ALIKE * others[0].total))


def _weighed(place: Place, document: Document, events: tuple[Event, ...]) -> _Weight:
    weight = _Weight(place)
    for mention in place.mentions:
        if _stands_in(mention, document.title):
            weight.by_rule["focus.headline"] = _HEADLINE
            weight.words["focus.headline"].append(mention)
        elif _stands_in(mention, document.dateline):
            weight.by_rule["focus.dateline"] = _DATELINE
            weight.words["focus.dateline"].append(mention)
        else:
            weight.add("focus.most-mentioned", _MENTION, [mention])
    for event in events:
        if event.place and event.place.value == place.id and event.status.value in _NEWS:
            weight.add("focus.place-of-events", _EVENT, event.place.evidence)
    return weight


def _stands_in(mention: Evidence, part: Attested[str] | None) -> bool:
    return part is not None and any(e.span.contains(mention.span) for e in part.evidence)
