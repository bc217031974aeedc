"""Which place each toponym of an article means.

Comes in: toponyms with their readings. Goes out: for each name the readings with probabilities, the best first, and
the rule that decided. A name means the same place throughout an article, unless the words beside one mention
("Paris, Texas", "Aleppo province") say otherwise; all follow the article's other places.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from dragoman.annotate.places.cues import Weights, total
from dragoman.annotate.places.descriptions import kilometres, lies_as_said, narrowed
from dragoman.annotate.places.surroundings import Neighbour
from dragoman.annotate.places.toponyms import Toponym
from dragoman.knowledge.gazetteer import Entry, Form, Reading, contains

_ROUNDS = 2  # how often the article's places are read again in the light of the others
_NEAR_KM = 200.0
_ITS_TOWN_KM = 120.0
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
    around: Entry | None = None  # where no entry is known: the place that the text says it lies in

    @property
    def lies_at(self) -> Entry | None:
        """Whose coordinates are the place's own, or nearly: a country's middle says too little of a village."""
        return self.entry or (self.around if self.around and self.around.kind != "country" else None)


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
    neighbours: tuple[Neighbour, ...]
    beside_the_point: tuple[Reading, ...]  # readings that a description ruled out
    around: Entry | None  # where no reading lies where the text says: the place said to hold it
    best: Entry | None
    confidence: float


class Resolver:
    """Resolves the toponyms of one article together."""

    def __init__(self, toponyms: list[Toponym], weights: Weights, of_actors: Mapping[str, float] | None = None) -> None:
        self._of_actors = of_actors or {}  # parts of the article's actors by country
        self._toponyms = toponyms
        self._weights = weights
        self._senses = self._first_senses()
        self._peers = _peers(toponyms)

    def resolve(self) -> list[Resolution]:
        """One resolution for each toponym, in order."""
        for _ in range(_ROUNDS):
            self._read_again()
        context = self.context()
        first = {sense_of(t): t for t in reversed(self._toponyms)}
        decided = {name: self._decide(name, toponym, context) for name, toponym in first.items()}
        return [replace(decided[sense_of(t)], toponym=t) for t in self._toponyms]

    def _first_senses(self) -> dict[SenseName, _Sense]:
        mentions: dict[SenseName, list[Toponym]] = defaultdict(list)
        containers: dict[str, dict[Entry, None]] = defaultdict(dict)
        neighbours: dict[str, list[Neighbour]] = defaultdict(list)
        for toponym in self._toponyms:
            mentions[sense_of(toponym)].append(toponym)
            containers[toponym.key].update(dict.fromkeys(c.entry for c in toponym.container))
            neighbours[toponym.key] += toponym.neighbours
        senses = {}
        for name, group in mentions.items():
            beside = tuple(c.entry for c in group[0].container)
            elsewhere = () if beside else tuple(containers[name[0]])
            around = tuple(n for t in group for n in t.neighbours) if beside else tuple(neighbours[name[0]])
            agreeing, outer = narrowed(group[0].readings, around)
            readings = _worth_weighing(agreeing, beside + elsewhere)
            best, confidence = (readings[0].entry, 1.0 / len(readings)) if readings else (outer, 1.0)
            ruled_out = tuple(r for r in group[0].readings if r not in agreeing)
            senses[name] = _Sense(
                readings, len(group), name[1], beside, elsewhere, around, ruled_out, outer, best, confidence
            )
        return senses

    def _read_again(self) -> None:
        context = self.context()
        for name, sense in self._senses.items():
            if not sense.readings:
                continue
            ranked = self._ranked(name, sense, context)
            sense.best, sense.confidence = ranked[0][0].entry, ranked[0][1]

    def context(self) -> _Context:
        return _Context.of(self._senses, self._peers, self._of_actors)

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

    def _decide(self, name: SenseName, toponym: Toponym, context: _Context) -> Resolution:
        sense = self._senses[name]
        ruled_out = tuple((r.entry, 0.0) for r in sense.beside_the_point)
        if not sense.readings:
            rule = "place.said-to-lie-there" if sense.around else "place.not-in-gazetteer"
            return Resolution(toponym, None, rule, ruled_out[:_MOST_LOSERS], around=sense.around)
        ranked = self._ranked(name, sense, context)
        losers = (*((r.entry, round(p, 3)) for r, p in ranked[1:] if p >= _LEAST), *ruled_out)[:_MOST_LOSERS]
        rule = "place.described" if ruled_out else self._rule(name, sense, context, ranked)
        return Resolution(toponym, ranked[0][0].entry, rule, losers)

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


def _peers(toponyms: list[Toponym]) -> dict[SenseName, set[SenseName]]:
    """The names that each name stands in a list with; "Paris, Texas" is none."""
    peers: dict[SenseName, set[SenseName]] = defaultdict(set)
    group: list[SenseName] = []
    for toponym, following in zip_longest(toponyms, toponyms[1:]):
        group.append(sense_of(toponym))
        if following is None or toponym.next_in_list != following.first or toponym.container:
            for name in group:
                peers[name].update(other for other in group if other != name)
            group = []
    return peers


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
    kinds_in_list: dict[SenseName, list[str]]  # of the other members of the lists that a name stands in
    of_actors: Mapping[str, float]  # parts of the article's actors by country

    @classmethod
    def of(
        cls,
        senses: dict[SenseName, _Sense],
        peers: dict[SenseName, set[SenseName]],
        of_actors: Mapping[str, float],
    ) -> _Context:
        by_country: dict[str, float] = defaultdict(float)
        by_admin1: dict[str, float] = defaultdict(float)
        weight_of = {}
        points = []
        for name, sense in senses.items():
            entry, weight = sense.best, sense.confidence * math.sqrt(sense.mentions)
            if entry is None:
                continue
            weight_of[name] = (entry.country, entry.admin1, weight)
            if entry.country:
                by_country[entry.country] += weight
            if entry.admin1:
                by_admin1[entry.admin1] += weight
            if entry.kind not in ("country", "water") and entry.country:
                points.append((name, entry.latitude, entry.longitude, sense.confidence))
        kinds = {name: sense.best.kind for name, sense in senses.items() if sense.best}
        listed = {name: [kinds[other] for other in others if other in kinds] for name, others in peers.items()}
        return cls(by_country, by_admin1, weight_of, points, listed, of_actors)

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
        if any(_is_its_town(r.entry, entry) for r in sense.readings):
            found["named-after-its-town"] = 1.0
    if entry.admin1:
        found["same-division"] = division
    if reading.form is not Form.NAME:
        found["other-name"] = 1.0
    if any(contains(c, entry) for c in sense.containers):
        found["containment"] = 1.0
    if any(contains(c, entry) for c in sense.containers_elsewhere):
        found["containment-elsewhere"] = 1.0
    if entry.country and entry.country in context.of_actors:
        found["country-of-actors"] = context.of_actors[entry.country]
    if kinds := context.kinds_in_list.get(name):
        found["like-others-in-list"] = kinds.count(entry.kind) / len(kinds)
    if lies_as_said(entry, sense.neighbours):
        found["distance-said"] = 1.0
    if sense.kind:
        found["kind-said"] = float(entry.kind == sense.kind or (entry.kind == "country" and sense.kind == "region"))
    return found


def _is_its_town(town: Entry, region: Entry) -> bool:
    """Whether a town of the region's name lies in it, or beside it as Kyiv does in a division of its own."""
    if town.kind != "city" or town.country != region.country or region.admin1 is None:
        return False
    return town.admin1 == region.admin1 or kilometres(town, region) < _ITS_TOWN_KM
