"""The compiled knowledge file: one SQLite file, opened read-only, that ships with the program.

Comes in: entries and places, once, when the package is built. Goes out: the same at every start, in a tenth of a
second. The file is made anew from the files under ``data`` by ``make kb`` and is never written to afterwards.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from dragoman import data
from dragoman.knowledge.contents import Contents, FormsByKey
from dragoman.knowledge.entries import Body, Country, Facet, KnownAgreement, Person, Sense, Source
from dragoman.model.problems import KnowledgeFault

E = TypeVar("E", Country, Body, Person, KnownAgreement, Source)

SCHEMA = """
CREATE TABLE entry (id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT, content BLOB NOT NULL,
  PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE form (key TEXT NOT NULL, written TEXT NOT NULL, entry TEXT NOT NULL, facet TEXT NOT NULL);
CREATE INDEX form_key ON form (key);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, slug TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
  latitude REAL NOT NULL, longitude REAL NOT NULL, prominence REAL NOT NULL, listed INTEGER NOT NULL);
CREATE INDEX place_slug ON place (slug);
CREATE TABLE name (key TEXT, place INTEGER, form INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


class StoredForms(FormsByKey):
    """The forms of the file, each read when it is asked for: a text has few of them."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        rows = database.execute("SELECT DISTINCT key FROM form ORDER BY key")
        self._known: dict[str, tuple[tuple[str, Sense], ...] | None] = dict.fromkeys(row[0] for row in rows)

    def __getitem__(self, key: str) -> tuple[tuple[str, Sense], ...]:
        found = self._known[key]
        if found is None:
            rows = self._database.execute("SELECT written, entry, facet FROM form WHERE key = ? ORDER BY rowid", (key,))
            found = self._known[key] = tuple((w, Sense(entry, Facet(facet))) for w, entry, facet in rows)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


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
    return Contents(
        _entries(database, "country", Country),
        _entries(database, "body", Body),
        _entries(database, "person", Person),
        _entries(database, "agreement", KnownAgreement),
        _entries(database, "source", Source),
        StoredForms(database),
    )


def _entries(database: sqlite3.Connection, kind: str, type: type[E]) -> dict[str, E]:
    decode = msgspec.msgpack.Decoder(type).decode
    rows = database.execute("SELECT id, content FROM entry WHERE kind = ? ORDER BY id", (kind,))
    return {id: decode(content) for id, content in rows}


def write(database: sqlite3.Connection, contents: Contents) -> None:
    """Fill the tables of entries and forms of a new file."""
    kinds: dict[str, Iterable[Country | Body | Person | KnownAgreement | Source]] = {
        "country": contents.countries.values(),
        "body": contents.bodies.values(),
        "person": contents.people.values(),
        "agreement": contents.agreements.values(),
        "source": contents.sources.values(),
    }
    for kind, entries in kinds.items():
        database.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", _rows(kind, entries))
    rows = [
        (key, written, sense.entry, str(sense.facet))
        for key, forms in contents.forms.items()
        for written, sense in forms
    ]
    database.executemany("INSERT INTO form VALUES (?, ?, ?, ?)", rows)


def _rows(kind: str, entries: Iterable[Country | Body | Person | KnownAgreement | Source]) -> list[tuple[object, ...]]:
    encode = msgspec.msgpack.Encoder().encode
    return [
        (entry.id, kind, entry.name, getattr(entry, "country", None), encode(entry))
        for entry in sorted(entries, key=lambda entry: entry.id)
    ]
