"""The compiled knowledge file: one SQLite file, opened read-only, that ships with the program.

Comes in: entries and places, once, when the package is built. Goes out: the same at every start, in a tenth of a
second. The file is made anew from the files under ``data`` by ``make kb`` and is never written to afterwards.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from dragoman import data
from dragoman.knowledge.entries import Body, Country, Facet, KnownAgreement, Person, Sense
from dragoman.knowledge.forms import Form
from dragoman.model.problems import KnowledgeFault

E = TypeVar("E", Country, Body, Person, KnownAgreement)

SCHEMA = """
CREATE TABLE entry (id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT, content BLOB NOT NULL,
  PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE form (folded TEXT NOT NULL, written TEXT NOT NULL, entry TEXT NOT NULL, facet TEXT NOT NULL);
CREATE INDEX form_folded ON form (folded);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, slug TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
  latitude REAL NOT NULL, longitude REAL NOT NULL, prominence REAL NOT NULL, listed INTEGER NOT NULL);
CREATE INDEX place_slug ON place (slug);
CREATE TABLE name (key TEXT, place INTEGER, form INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


class Contents(NamedTuple):
    """What the file holds beside places."""

    countries: dict[str, Country]
    bodies: dict[str, Body]
    people: dict[str, Person]
    agreements: dict[str, KnownAgreement]
    forms: list[Form]


def path() -> Path:
    """Where the file lies in the package."""
    return data.path("compiled", "knowledge.db")


def connect(file: Path | None = None) -> sqlite3.Connection:
    """The file, opened to be read by any thread.

    Raises KnowledgeFault, with the command that compiles it, where it is missing.
    """
    file = file or path()
    if not file.is_file():
        raise KnowledgeFault(f"{file}: the knowledge base is not compiled; run: make kb")
    return sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def load(file: Path | None = None) -> Contents:
    """Everything but places, which are looked up one by one. Raises as ``connect`` does."""
    database = connect(file)
    facets = {str(facet): facet for facet in Facet}
    forms = [
        (folded, written, Sense(entry, facets[facet]))
        for folded, written, entry, facet in database.execute("SELECT folded, written, entry, facet FROM form")
    ]
    return Contents(
        _entries(database, "country", Country),
        _entries(database, "body", Body),
        _entries(database, "person", Person),
        _entries(database, "agreement", KnownAgreement),
        forms,
    )


def _entries(database: sqlite3.Connection, kind: str, type: type[E]) -> dict[str, E]:
    decode = msgspec.msgpack.Decoder(type).decode
    rows = database.execute("SELECT id, content FROM entry WHERE kind = ? ORDER BY id", (kind,))
    return {id: decode(content) for id, content in rows}


def write(database: sqlite3.Connection, contents: Contents) -> None:
    """Fill the tables of entries and forms of a new file."""
    kinds: dict[str, Iterable[Country | Body | Person | KnownAgreement]] = {
        "country": contents.countries.values(),
        "body": contents.bodies.values(),
        "person": contents.people.values(),
        "agreement": contents.agreements.values(),
    }
    for kind, entries in kinds.items():
        database.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", _rows(kind, entries))
    rows = [(folded, written, sense.entry, str(sense.facet)) for folded, written, sense in contents.forms]
    database.executemany("INSERT INTO form VALUES (?, ?, ?, ?)", rows)


def _rows(kind: str, entries: Iterable[Country | Body | Person | KnownAgreement]) -> list[tuple[object, ...]]:
    encode = msgspec.msgpack.Encoder().encode
    return [
        (entry.id, kind, entry.name, getattr(entry, "country", None), encode(entry))
        for entry in sorted(entries, key=lambda entry: entry.id)
    ]
