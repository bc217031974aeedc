"""The files of a knowledge folder, read row by row with the line each stands on.

Comes in: a folder of YAML and CSV; each kind of entry is one file (``bodies.yaml``) or a folder of files
(``bodies/africa.yaml``). Goes out: rows as they are written, and entries made of them. A later folder's row wins
over an earlier one with its id; offices add up. What is wrong is told with file and line, all faults at once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.data import marked_yaml
from dragoman.knowledge.days import is_date, surely_before
from dragoman.knowledge.rows import Row
from dragoman.model.entities import ActorKind
from dragoman.model.problems import KnowledgeFault

_BODY = (
    "id",
    ("name", "kind", "source"),
    ("country", "sectors[]", "aliases[]", "acronyms[]", "part_of", "from", "to", "ambiguous", "wikidata"),
)
#: Kind of entry → key of its id, keys that must be there, keys that may be; lists are marked by ``[]``.
FIELDS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "countries": (
        "code",
        ("name",),
        ("now", "from", "to", "names[]", "adjectives[]", "people[]", "capital", "metonyms[]", "cities[]",
         "elsewhere[]", "ambiguous", "wikidata"),
    ),
    "bodies": _BODY,
    "groups": _BODY,
    "agreements": (
        "id",
        ("name", "kind", "source"),
        ("aliases[]", "parties[]", "date", "place", "status", "wikidata"),
    ),
    "sources": ("key", ("title",), ("url", "licence", "note")),
}  # fmt: skip
#: The same for tables: every column must be there, those named last may be left out of a user's table.
COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "people": (("person_id", "name", "aliases", "country"), ("wikidata", "note")),
    "offices": (
        ("person_id", "title", "organization", "country", "sector", "start", "end", "source", "as_of"),
        (),
    ),
    "places": (("kind", "country", "latitude", "longitude", "names"), ("source",)),
}
PLACE_KINDS = ("city", "region", "facility", "area", "water")


@dataclass
class Tables:
    """Everything that one folder or several hold, by kind."""

    countries: dict[str, Row] = field(default_factory=dict)
    bodies: dict[str, Row] = field(default_factory=dict)  # groups among them
    agreements: dict[str, Row] = field(default_factory=dict)
    sources: dict[str, Row] = field(default_factory=dict)
    people: dict[str, Row] = field(default_factory=dict)
    offices: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)  # only a user's; ours are gathered with GeoNames'
    faults: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, *folders: Path) -> Tables:
        """Read folders, a later one over an earlier one; what is wrong is listed in ``faults``."""
        tables = cls()
        for folder in folders:
            for kind in FIELDS:
                tables._entries(folder, kind)
            tables._people(folder)
            tables._offices(folder)
            tables._places(folder)
        return tables

    def complain(self) -> None:
        """Raise KnowledgeFault with every fault of the files, if there is any."""
        if self.faults:
            raise KnowledgeFault("\n".join(self.faults))

    def _entries(self, folder: Path, kind: str) -> None:
        key, needed, allowed = FIELDS[kind]
        into = self.bodies if kind == "groups" else getattr(self, kind)
        here: dict[str, str] = {}
        for file in _files(folder, kind, ".yaml"):
            for row in self._yaml(file):
                id = row[key]
                fault = _shape_fault(row, (key, *needed), allowed)
                if id in here:
                    fault = f"the {key} {id!r} stands twice, also at {here[id]}"
                if fault:
                    self.faults.append(f"{row.location}: {fault}")
                else:
                    here[id] = row.location
                    into[id] = row

    def _yaml(self, file: Path) -> Iterator[Row]:
        try:
            content = marked_yaml.load(file)
        except KnowledgeFault as fault:
            self.faults.append(str(fault))
            return
        if content is not None and not isinstance(content, marked_yaml.Items):
            self.faults.append(f"{file}:1: the file is no list of entries; see ours for the form")
            return
        for entry, line in zip(content or (), content.lines if content else (), strict=True):
            if isinstance(entry, marked_yaml.Entry):
                values = {name: value for name, value in entry.items() if name != marked_yaml.LINE}
                yield Row(f"{file}:{line}", values)
            else:
                self.faults.append(f"{file}:{line}: no `key: value` pairs; see our files for the form")

    def _people(self, folder: Path) -> None:
        here: dict[str, str] = {}
        for row in self._csv(folder, "people"):
            id = row["person_id"]
            if not id or not row["name"]:
                self.faults.append(f"{row.location}: a person needs person_id and name")
            elif id in here:
                self.faults.append(f"{row.location}: the person_id {id!r} stands twice, also at {here[id]}")
            else:
                here[id] = row.location
                self.people[id] = row

    def _offices(self, folder: Path) -> None:
        for row in self._csv(folder, "offices"):
            wrong = [
                f"{name} {row[name]!r}" for name in ("start", "end", "as_of") if row[name] and not is_date(row[name])
            ]
            missing = [name for name in ("person_id", "title", "source") if not row[name]]
            if wrong:
                self.faults.append(f"{row.location}: {wrong[0]} is no date; write 2025, 2025-09 or 2025-09-17")
            elif missing:
                self.faults.append(f"{row.location}: {missing[0]} is empty")
            elif row["end"] and surely_before(row["end"], row["start"]):
                self.faults.append(f"{row.location}: the end {row['end']} is before the start {row['start']}")
            else:
                self.offices.append(row)

    def _places(self, folder: Path) -> None:
        for row in self._csv(folder, "places"):
            if row["kind"] not in PLACE_KINDS:
                self.faults.append(f"{row.location}: no kind {row['kind']!r}; use one of {', '.join(PLACE_KINDS)}")
            elif not row["names"]:
                self.faults.append(f"{row.location}: names is empty")
            elif not (_is_within(row["latitude"], 90) and _is_within(row["longitude"], 180)):
                where = f"{row['latitude']}, {row['longitude']}"
                self.faults.append(f"{row.location}: {where} is no point; write degrees, as 36.19, 37.16")
            else:
                self.places.append(row)

    def _csv(self, folder: Path, kind: str) -> Iterator[Row]:
        needed, optional = COLUMNS[kind]
        for file in _files(folder, kind, ".csv"):
            try:
                lines = file.read_text(encoding="utf-8-sig").splitlines()
            except UnicodeDecodeError as fault:
                self.faults.append(f"{file}: not UTF-8 at byte {fault.start}; save the file as UTF-8")
                continue
            comments = sum(1 for _ in _leading_comments(lines))
            reader = csv.DictReader(lines[comments:])
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                self.faults.append(
                    f"{file}:{comments + 1}: no column {missing[0]!r}; the columns are {', '.join(needed)}"
                )
                continue
            for row in reader:
                location = f"{file}:{comments + reader.line_num}"
                if None in row or None in row.values():
                    self.faults.append(f"{location}: {'more' if None in row else 'fewer'} cells than columns")
                else:
                    yield Row(location, {name: row.get(name, "") for name in (*needed, *optional)})


def _is_within(degrees: str, most: int) -> bool:
    try:
        return abs(float(degrees)) <= most
    except ValueError:
        return False


def _leading_comments(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("#"):
            return
        yield line


def _files(folder: Path, kind: str, suffix: str) -> Iterable[Path]:
    """The one file of a kind, then those in the folder of its name."""
    single = folder / f"{kind}{suffix}"
    return [*([single] if single.is_file() else []), *sorted((folder / kind).glob(f"*{suffix}"))]


def _shape_fault(row: Row, needed: tuple[str, ...], allowed: tuple[str, ...]) -> str | None:
    """The first thing that keeps a row from being an entry."""
    lists = {name.removesuffix("[]") for name in allowed if name.endswith("[]")}
    for name in needed:
        if not row[name]:
            return f"{name} is missing"
    for name, value in row.values.items():
        if name not in needed and name not in {option.removesuffix("[]") for option in allowed}:
            return f"there is no key {name!r}; the keys are {', '.join((*needed, *allowed)).replace('[]', '')}"
        if isinstance(value, list) != (name in lists):
            return f"{name} must be {'a list' if name in lists else 'one value'}"
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            return f"{name} must be a list of words"
    if "kind" in needed and "sectors" in lists and row["kind"] not in tuple(ActorKind):
        return f"no kind {row['kind']!r}; use one of {', '.join(ActorKind)}"
    return None
