"""Which place each toponym of an article means.

Comes in: toponyms with their readings. Goes out: for each name the readings with probabilities, the best first, and
the rule that decided. A name means the same place throughout an article, unless the words beside one mention
("Paris, Texas", "Aleppo province") say otherwise; all follow the article's other places.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from dragoman.annotate.places.cues import Weights, total
from dragoman.annotate.places.toponyms import Toponym
from dragoman.knowledge.gazetteer import Entry, Form, Reading, contains

_ROUNDS = 2  # how often the article's places are read again in the light of the others
_NEAR_KM = 200.0
_DEGREES = 6.0  # places further apart than this in latitude are never near
_LEAST, _MOST_LOSERS = 0.001, 5  # readings that lost and are kept: how likely at least, how many at most
_WEIGHED = 12  # readings of a name that are weighed against the article's other places


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entry a toponym means, the rule that says so and the readings that lost."""

    toponym: Toponym
    entry: Entry | None
    rule: str
    losers: tuple[tuple[Entry, float], ...] = ()


SenseName = tuple[str, str | None, frozenset[str]]  # key, kind said beside it, ids of the places said to hold it


def sense_of(toponym: Toponym) -> SenseName:
    """Mentions with the same sense name mean the same place."""
    kind = toponym.kind if any(r.entry.kind == toponym.kind for r in toponym.readings) else None
    return toponym.key, kind, frozenset(c.entry.id for c in toponym.container)


@dataclass(slots=True)
class _Sense:
    """A name of the article with what is known about it from all mentions that mean the same place."""

    readings: tuple[Reading, ...]
    mentions: int
    kind: str | None
    containers: tuple[Entry, ...]
    containers_elsewhere: tuple[Entry, ...]  # beside other mentions of the same name
    best: Entry
    confidence: float
    row: frozenset[SenseName] = frozenset()  # names it stands in a row with


class Resolver:
    """Resolves the toponyms of one article together."""

    def __init__(self, toponyms: list[Toponym], weights: Weights) -> None:
        self._toponyms = toponyms
        self._weights = weights
        self._senses = self._first_senses()

    def resolve(self) -> list[Resolution]:
        """One resolution for each toponym, in order."""
        for _ in range(_ROUNDS):
            self._read_again()
        decided = {name: self._decide(name) for name in self._senses}
        return [
            Resolution(t, *decided[sense_of(t)]) if t.readings else Resolution(t, None, "place.not-in-gazetteer")
            for t in self._toponyms
        ]

    def _first_senses(self) -> dict[SenseName, _Sense]:
        mentions: dict[SenseName, list[Toponym]] = defaultdict(list)
        containers: dict[str, dict[Entry, None]] = defaultdict(dict)
        for toponym in self._toponyms:
            if toponym.readings:
                mentions[sense_of(toponym)].append(toponym)
                containers[toponym.key].update(dict.fromkeys(c.entry for c in toponym.container))
        senses = {}
        names = {i: sense_of(t) for t in self._toponyms if t.readings for i in range(t.first, t.last)}
        for name, group in mentions.items():
            beside = tuple(c.entry for c in group[0].container)
            elsewhere = () if beside else tuple(containers[name[0]])
            readings = _worth_weighing(group[0].readings, beside + elsewhere)
            best = readings[0].entry
            row = frozenset(names[i] for t in group for i in t.row if i in names and names[i] != name)
            senses[name] = _Sense(readings, len(group), name[1], beside, elsewhere, best, 1.0 / len(readings), row)
        return senses

    def _read_again(self) -> None:
        context = self.context()
        for name, sense in self._senses.items():
            ranked = self._ranked(name, sense, context)
            sense.best, sense.confidence = ranked[0][0].entry, ranked[0][1]

    def context(self) -> _Context:
        return _Context.of(self._senses)

    def senses(self) -> dict[SenseName, _Sense]:
        return self._senses

    def _ranked(self, name: SenseName, sense: _Sense, context: _Context) -> list[tuple[Reading, float]]:
        """Readings with their probabilities, the best first."""
        scores = [total(features(r, name, sense, context), self._weights) for r in sense.readings]
        top = max(scores)
        powers = [math.exp(s - top) for s in scores]
        ranked = [(r, p / sum(powers)) for r, p in zip(sense.readings, powers, strict=True)]
        ranked.sort(key=lambda pair: -pair[1])
        return ranked

    def _decide(self, name: SenseName) -> tuple[Entry, str, tuple[tuple[Entry, float], ...]]:
        sense, context = self._senses[name], self.context()
        ranked = self._ranked(name, sense, context)
        winner = ranked[0][0]
        losers = tuple((r.entry, round(p, 3)) for r, p in ranked[1:] if p >= _LEAST)[:_MOST_LOSERS]
        return winner.entry, self._rule(name, sense, context, ranked), losers

    def _rule(self, name: SenseName, sense: _Sense, context: _Context, ranked: list[tuple[Reading, float]]) -> str:
        """The feature that set the winner apart from the runner-up."""
        winner = ranked[0][0]
        if winner.form is Form.DEMONYM:
            return "place.country-of-people"
        if len(ranked) == 1:
            return "place.only-reading"
        mine = features(winner, name, sense, context)
        theirs = features(ranked[1][0], name, sense, context)
        gains = {f: self._weights[f] * (mine.get(f, 0.0) - theirs.get(f, 0.0)) for f in mine}
        return f"place.{max(gains, key=lambda f: gains[f])}"


def _worth_weighing(readings: tuple[Reading, ...], containers: tuple[Entry, ...]) -> tuple[Reading, ...]:
    """The best known readings, and those that lie where the text says."""
    inside = tuple(r for r in readings[_WEIGHED:] if any(contains(c, r.entry) for c in containers))
    return readings[:_WEIGHED] + inside


@dataclass(frozen=True, slots=True)
class _Context:
    """The article's places so far: how much of it speaks of each country and division, and where it is."""

    by_country: dict[str, float]
    by_admin1: dict[str, float]
    weight_of: dict[SenseName, tuple[str | None, str | None, float]]  # each name's own part in the sums
    points: list[tuple[SenseName, float, float, float]]  # name, latitude, longitude, confidence
    best: dict[SenseName, Entry]

    @classmethod
    def of(cls, senses: dict[SenseName, _Sense]) -> _Context:
        by_country: dict[str, float] = defaultdict(float)
        by_admin1: dict[str, float] = defaultdict(float)
        weight_of = {}
        points = []
        for name, sense in senses.items():
            entry, weight = sense.best, sense.confidence * math.sqrt(sense.mentions)
            weight_of[name] = (entry.country, entry.admin1, weight)
            if entry.country:
                by_country[entry.country] += weight
            if entry.admin1:
                by_admin1[entry.admin1] += weight
            if entry.kind not in ("country", "water") and entry.country:
                points.append((name, entry.latitude, entry.longitude, sense.confidence))
        return cls(by_country, by_admin1, weight_of, points, {name: sense.best for name, sense in senses.items()})

    def share(self, name: SenseName, entry: Entry) -> tuple[float, float]:
        """Parts of the article's other places that lie in the entry's country and in its division."""
        country, admin1, weight = self.weight_of[name]
        rest = sum(self.by_country.values()) - (weight if country else 0.0)
        if rest < 1e-9:
            return 0.0, 0.0
        in_country = self.by_country.get(entry.country or "", 0.0) - (weight if country == entry.country else 0.0)
        in_admin1 = self.by_admin1.get(entry.admin1 or "", 0.0) - (weight if admin1 == entry.admin1 else 0.0)
        certain = rest / (rest + 1.0)
        return certain * in_country / rest, certain * in_admin1 / rest

    def like_row(self, row: frozenset[SenseName], entry: Entry) -> float:
        """The part of the names in a row with it that are the same kind of place in the same country."""
        alike = sum(self.best[n].kind == entry.kind and self.best[n].country == entry.country for n in row)
        return alike / len(row) if row else 0.0

    def nearness(self, name: SenseName, entry: Entry) -> float:
        """1 beside another place of the article, falling with the distance to the nearest."""
        best = 0.0
        for other, latitude, longitude, confidence in self.points:
            north = latitude - entry.latitude
            if other == name or abs(north) > _DEGREES:
                continue
            east = (longitude - entry.longitude) * math.cos(math.radians(entry.latitude))
            best = max(best, confidence * math.exp(-111.2 * math.hypot(north, east) / _NEAR_KM))
        return best


def features(reading: Reading, name: SenseName, sense: _Sense, context: _Context) -> dict[str, float]:
    """What speaks for a reading, by name of the weight."""
    entry = reading.entry
    country, division = context.share(name, entry)
    found = {"best-known": entry.prominence, "near-others": context.nearness(name, entry), "same-country": country}
    if entry.kind == "country":
        found["country-name"] = 1.0
    if entry.kind == "region":
        found["region"] = 1.0
        if any(r.entry.kind == "city" and r.entry.admin1 == entry.admin1 for r in sense.readings if entry.admin1):
            found["named-after-its-town"] = 1.0
    if entry.admin1:
        found["same-division"] = division
    if reading.form is not Form.NAME:
        found["other-name"] = 1.0
    if any(contains(c, entry) for c in sense.containers):
        found["containment"] = 1.0
    if any(c.country == entry.country for c in sense.containers):
        found["container-country"] = 1.0
    if any(contains(c, entry) for c in sense.containers_elsewhere):
        found["containment-elsewhere"] = 1.0
    if entry.kind != "country" and sense.row:
        found["like-its-row"] = context.like_row(sense.row, entry)
    if sense.kind:
        found["kind-said"] = float(entry.kind == sense.kind or (entry.kind == "country" and sense.kind == "region"))
    return found
