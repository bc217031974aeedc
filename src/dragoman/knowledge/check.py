"""Whether knowledge files agree with themselves, with each other and with the ontology.

Comes in: the rows of one folder or several. Goes out: every fault, as ``file:line: what is wrong, and what to do``.
Nothing is mended.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from dragoman import data, ontology
from dragoman.data import marked_yaml
from dragoman.knowledge.days import is_date, surely_before
from dragoman.knowledge.entries import Body, Country
from dragoman.knowledge.files import Tables
from dragoman.knowledge.forms import forms_of
from dragoman.knowledge.rows import Row, body, country
from dragoman.knowledge.spelling import fold, phrase_key

_QID = re.compile(r"Q[1-9]\d*")
_OURS = data.path("knowledge")
_SEVERAL_HOLDERS = ("co-", "deputy ", "member")  # titles that several people hold at one time


def faults(user_folder: Path | None = None) -> list[str]:
    """Every fault of our files, or of a folder of the user's together with ours."""
    tables = Tables.read(_OURS, *([user_folder] if user_folder else []))
    found = [*tables.faults, *_Check(tables).faults()]
    return [fault for fault in found if not user_folder or str(user_folder) in fault]


class _Check:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        codes = ontology.plover().codes
        suffixes = {
            entry["suffix"] for entry in marked_yaml.load(data.path("roles", "bodies.yaml")) if "suffix" in entry
        }
        self.codes = tables.countries.keys() | set(codes)
        self.made = {f"{code}-{suffix}" for code in tables.countries for suffix in suffixes}

    def faults(self) -> Iterator[str]:
        yield from self._ids()
        yield from self._references()
        yield from self._circles()
        yield from self._former_states()
        yield from self._years()
        yield from self._offices()
        yield from self._overlaps()
        yield from self._shared_names()
        yield from self._shared_identities()
        yield from self._sources()

    def _ids(self) -> Iterator[str]:
        """One id for each entry, whatever its kind."""
        seen: dict[str, str] = {}
        for table in (self.tables.countries, self.tables.bodies, self.tables.people):
            for id, row in table.items():
                if id in seen:
                    yield f"{row.location}: the id {id!r} is taken, at {seen[id]}; choose another"
                seen[id] = row.location

    def _references(self) -> Iterator[str]:
        sectors = ontology.plover().sectors
        for id, row in self.tables.bodies.items():
            yield from self._is_country(row, row["country"], id)
            for sector in row.list("sectors"):
                if sector not in sectors:
                    yield f"{row.location}: {id}: no sector {sector!r} in the ontology"
            if row["part_of"] and row["part_of"] not in self.tables.bodies:
                yield f"{row.location}: {id}: part_of {row['part_of']!r} is no body we know; add it first"
        for id, row in self.tables.people.items():
            yield from self._is_country(row, row["country"], id)
        for id, row in self.tables.agreements.items():
            for party in row.list("parties"):
                if party not in self.tables.countries and party not in self.tables.bodies:
                    yield f"{row.location}: {id}: the party {party!r} is no country or body we know"
            if row["date"] and not is_date(row["date"]):
                yield f"{row.location}: {id}: {row['date']!r} is no date; write 2025, 2025-09 or 2025-09-17"

        for row in self.tables.places:
            yield from self._is_country(row, row["country"], row["names"])

    def _is_country(self, row: Row, code: str, id: str) -> Iterator[str]:
        if code and code not in self.codes:
            yield f"{row.location}: {id}: no country {code!r}; use ISO 3166-1 alpha-3 or a code of the ontology"

    def _circles(self) -> Iterator[str]:
        parents = {id: row["part_of"] for id, row in self.tables.bodies.items() if row["part_of"]}
        for start in parents:
            seen, at = {start}, parents[start]
            while at in parents and at not in seen:
                seen.add(at)
                at = parents[at]
            if at == start:
                yield f"{self.tables.bodies[start].location}: {start} is part of itself"

    def _former_states(self) -> Iterator[str]:
        for code, row in self.tables.countries.items():
            now = row["now"]
            if now and (now not in self.tables.countries or self.tables.countries[now]["now"]):
                yield f"{row.location}: {code}: now {now!r} is no state of today"

    def _years(self) -> Iterator[str]:
        for table in (self.tables.countries, self.tables.bodies):
            for id, row in table.items():
                if row["from"] and row["to"] and row["to"] < row["from"]:
                    yield f"{row.location}: {id} ends in {row['to']}, before it begins in {row['from']}"

    def _offices(self) -> Iterator[str]:
        sectors = ontology.plover().sectors
        for row in self.tables.offices:
            who = f"{row['person_id']}, {row['title']}"
            if row["person_id"] not in self.tables.people:
                yield f"{row.location}: {who}: nobody in people.csv has this person_id"
            yield from self._is_country(row, row["country"], who)
            if not row["country"] and not row["organization"]:
                yield f"{row.location}: {who}: neither country nor organization"
            if row["organization"] and row["organization"] not in self.tables.bodies.keys() | self.made:
                yield f"{row.location}: {who}: no organization {row['organization']!r}"
            if row["sector"] and row["sector"] not in sectors:
                yield f"{row.location}: {who}: no sector {row['sector']!r} in the ontology"
            if not row["as_of"] and not row["end"]:
                yield f"{row.location}: {who}: as_of is empty; say up to when the row is known to be right"
            for name in ("start", "end"):
                if row[name] and row["as_of"] and surely_before(row["as_of"], row[name]):
                    yield f"{row.location}: {who}: {name} {row[name]} is after as_of {row['as_of']}"

    def _overlaps(self) -> Iterator[str]:
        """One holder of an office at a time; two may share the day on which one follows the other.

        An office without an end is claimed up to ``as_of`` only, so that a later row may follow it.
        """
        held: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in self.tables.offices:
            if row["start"] and not row["title"].startswith(_SEVERAL_HOLDERS):
                held[row["country"], row["title"], row["organization"]].append(row)
        for (state, title, organization), holders in held.items():
            holders.sort(key=lambda row: (row["start"], row["end"] or "9"))
            for one, other in pairwise(holders):
                if surely_before(other["start"], one["end"] or one["as_of"]):
                    office = " ".join(filter(None, (state, organization, title)))
                    yield (
                        f"{other.location}: {office}: {other['person_id']} from {other['start']} and"
                        f" {one['person_id']} until {one['end'] or one['as_of']} ({one.location}) overlap"
                    )

    def _sources(self) -> Iterator[str]:
        """A source of our own is a key of ``sources.yaml``; a user's may be told in any words."""
        rows = [*self.tables.bodies.values(), *self.tables.agreements.values(), *self.tables.offices]
        for row in rows:
            if row.location.startswith(str(_OURS)) and row["source"] not in self.tables.sources:
                yield f"{row.location}: no source {row['source']!r} in sources.yaml; add it there"

    def _shared_names(self) -> Iterator[str]:
        """A name that two entries bear must be marked, so that context decides and nobody is surprised."""
        owners: defaultdict[str, dict[str, Row]] = defaultdict(dict)
        rows = self.tables.countries | self.tables.bodies
        named: list[Country | Body] = [
            *map(country, self.tables.countries.values()),
            *map(body, self.tables.bodies.values()),
        ]
        for folded, forms in forms_of(named).items():
            owners[folded] |= {sense.entry: rows[sense.entry] for _, sense in forms}
        for id, row in self.tables.people.items():
            for name in {row["name"], *row["aliases"].split("|")}:
                if " " in name:
                    owners[phrase_key(name)][id] = row
        for folded, bearers in owners.items():
            unmarked = [id for id, row in bearers.items() if not _is_marked(row)]
            if len(bearers) > 1 and unmarked:
                last = unmarked[-1]
                others = ", ".join(sorted(bearers.keys() - {last}))
                how = "ambiguous in its note" if "person_id" in bearers[last].values else "ambiguous: true"
                yield f"{bearers[last].location}: {last} shares {folded!r} with {others}; write {how}"
        seen: dict[str, str] = {}
        for id, row in self.tables.agreements.items():
            for name in {row["name"], *row.list("aliases")}:
                if seen.setdefault(fold(name), id) != id:
                    yield f"{row.location}: {id} shares {name!r} with {seen[fold(name)]}; take it out of one"

    def _shared_identities(self) -> Iterator[str]:
        seen: dict[str, str] = {}
        tables = (self.tables.countries, self.tables.bodies, self.tables.people, self.tables.agreements)
        for id, row in ((id, row) for table in tables for id, row in table.items()):
            qid = row["wikidata"]
            if qid and not _QID.fullmatch(qid):
                yield f"{row.location}: {id}: {qid!r} is no id of Wikidata; write Q and a number"
            elif qid and seen.setdefault(qid, id) != id:
                yield f"{row.location}: {id} has the same id of Wikidata as {seen[qid]}: {qid}; one of them is wrong"


def _is_marked(row: Row) -> bool:
    return row["ambiguous"] == "true" or "ambiguous" in row["note"]
