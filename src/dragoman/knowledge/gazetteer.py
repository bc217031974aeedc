"""Place names to gazetteer entries, from the compiled knowledge file.

Comes in: a name as the news writes it. Goes out: every entry it may mean, the best known first. Which one an
article means is decided in ``annotate.places``.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from dragoman.knowledge import compiled, files
from dragoman.knowledge.rows import Row
from dragoman.knowledge.spelling import key

_EARTH_RADIUS_KM = 6371.0
_OWN_IDS = 1_000_000_000  # below it, ids are GeoNames' own
_AT_ONCE = 500  # keys in one question to the database


class Form(IntEnum):
    """How a name stands to the place, as the compiler wrote it."""

    NAME = 0
    ALTERNATIVE = 1  # an older, foreign or loosely spelled name
    ABBREVIATION = 2  # written in capitals or with points: "US", "Calif."
    DEMONYM = 3  # an adjective or people: "Israeli"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer."""

    id: str  # "geonames:170654", "division:SY.13", "place:bab-al-hawa"
    name: str
    kind: str  # country, region, city, facility, water, area
    country: str | None  # ISO 3166-1 alpha-3
    admin1: str | None  # GeoNames' code of the first-level division, e.g. "SY.13"
    latitude: float
    longitude: float
    prominence: float  # 0 to 1: how likely the news means this one
    listed: bool  # in our own tables: known from the news, not only from the map


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry that a name may mean."""

    entry: Entry
    form: Form


class Gazetteer:
    """Read-only access by name.

    >>> Gazetteer.load().lookup("Deir Ezzor")[0].name
    'Deir ez-Zor'
    """

    def __init__(self, database: sqlite3.Connection, own: Iterable[Row] = ()) -> None:
        self._database = database
        self._known: dict[str, tuple[Reading, ...]] = {}
        self._own: dict[str, list[Reading]] = {}
        for row in own:
            self._add(row)

    @classmethod
    def load(cls, user_folder: Path | None = None) -> Gazetteer:
        """Open the compiled file, with a user's ``places.csv`` over it.

        Raises KnowledgeFault where the file is missing or the user's is wrong.
        """
        own = files.Tables.read(user_folder) if user_folder else files.Tables()
        own.complain()
        return cls(compiled.connect(), own.places)

    def _add(self, row: Row) -> None:
        names = [name.strip() for name in row["names"].split(";")]
        entry = Entry(
            id=f"place:{key(names[0]).replace(' ', '-')}",
            name=names[0],
            kind=row["kind"],
            country=row["country"] or None,
            admin1=None,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            prominence=1.0,
            listed=True,
        )
        for name in names:
            self._own.setdefault(key(name), []).append(Reading(entry, Form.NAME))

    def lookup(self, name: str) -> list[Entry]:
        """Every place the name may mean, the best known first; peoples and adjectives left out."""
        return [r.entry for r in self.readings([name]).get(key(name), ()) if r.form is not Form.DEMONYM]

    def named(self, name: str) -> list[Entry]:
        """Every place with this id ("geonames:170654") or name, the best known first."""
        kind, colon, number = name.partition(":")
        if not (colon and kind == "geonames" and number.isdecimal()):
            return self.lookup(name)
        rows = self._database.execute("SELECT * FROM place WHERE id = ?", (int(number),))
        return [_entry(list(row)) for row in rows]

    def readings(self, names: Collection[str]) -> dict[str, tuple[Reading, ...]]:
        """Readings by key of each name that has any, the best known first."""
        keys = {key(name) for name in names}
        new = [k for k in keys if k not in self._known]
        if len(self._known) > 100_000:
            self._known.clear()
            new = list(keys)
        for start in range(0, len(new), _AT_ONCE):
            self._read(new[start : start + _AT_ONCE])
        return {k: self._known[k] for k in keys if self._known[k]}

    def _read(self, keys: list[str]) -> None:
        found: dict[str, list[Reading]] = {k: [] for k in keys}
        marks = ",".join("?" * len(keys))
        for k, form, *columns in self._database.execute(
            f"SELECT key, form, place.* FROM name JOIN place ON id = place WHERE key IN ({marks})", keys
        ):
            found[k].append(Reading(_entry(columns), Form(form)))
        for k, readings in found.items():
            readings += self._own.get(k, ())
            readings.sort(key=lambda r: (-r.entry.prominence, r.entry.id))
            self._known[k] = tuple(readings)

    @lru_cache(maxsize=4096)  # noqa: B019  one gazetteer lives as long as the program
    def division_name(self, code: str) -> str | None:
        """Name of a first-level division.

        >>> Gazetteer.load().division_name("US.TX")
        'Texas'
        """
        row = self._database.execute("SELECT name FROM place WHERE slug = ?", (code,)).fetchone()
        return row[0] if row else None


def _entry(columns: list[object]) -> Entry:
    number, slug, name, kind, country, admin1, latitude, longitude, prominence, listed = columns
    if isinstance(number, int) and number < _OWN_IDS:
        identifier = f"geonames:{number}"
    else:
        identifier = f"{'division' if '.' in str(slug) else 'place'}:{slug}"
    return Entry(identifier, name, kind, country, admin1, latitude, longitude, prominence, bool(listed))  # type: ignore[arg-type]


def haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points given as latitude and longitude.

    >>> round(haversine((33.51, 36.29), (39.93, 32.86)))
    776
    """
    latitude, longitude = math.radians(a[0]), math.radians(a[1])
    other_latitude, other_longitude = math.radians(b[0]), math.radians(b[1])
    half = (
        math.sin((other_latitude - latitude) / 2) ** 2
        + math.cos(latitude) * math.cos(other_latitude) * math.sin((other_longitude - longitude) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether one entry lies in another, by country and division."""
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    is_division = outer.admin1 is not None and outer.kind == "region"
    return is_division and inner.admin1 == outer.admin1 and inner.kind in ("city", "facility", "area")
