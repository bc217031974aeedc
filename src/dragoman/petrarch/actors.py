"""A PETRARCH actor dictionary to files for ``--knowledge``.

Actors with dated codes become people with offices; the others become bodies, their kind read from the
role code. Who is in our own files under the same name is left as he is there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dragoman import ontology
from dragoman.knowledge.base import Knowledge
from dragoman.petrarch.cameo import roles
from dragoman.petrarch.lines import Line, Report, write

_ENTRY = re.compile(r"^(?P<name>[^\[\]{}]+?)\s*(\{[^}]*\}\s*)?(\[(?P<code>[^\]]+)\])?$")
_RESTRICTION = re.compile(r"^\[(?P<code>\w+)(\s+(?P<dates>[^\]]+))?\]$")
_DATES = re.compile(r"^(?P<sign>[<>])?\s*(?P<first>\d{6}|\d{8})(\s*-\s*(?P<last>\d{6}|\d{8}))?$")
_SMALL = {"of", "the", "and", "for", "in", "on", "de", "la", "al", "bin", "van", "von"}
_ACRONYM = 5  # letters that a word in capitals may have to be one


@dataclass(frozen=True, slots=True)
class _Held:
    """A code and when it holds, ISO dates; empty where there is no limit."""

    code: str
    start: str
    end: str


@dataclass(slots=True)
class _Actor:
    line: Line
    names: list[str]
    code: str = ""
    held: list[_Held] = field(default_factory=list)


def convert(dictionary: Path, lines: list[Line], out: Path) -> Report:
    """Write the actors of a dictionary into a folder; see ``dragoman.petrarch.convert``."""
    report = Report()
    known = Knowledge.load()
    people: list[_Actor] = []
    bodies: list[dict[str, Any]] = []
    for actor in _read(lines, report):
        senses = known.candidates(actor.names[0])
        if senses:
            report.skipped[actor.line.number] = f"known already as {senses[0].entry}; its entry is left as it is"
        elif not actor.code and not actor.held:
            report.skipped[actor.line.number] = "it has no code"
        elif actor.held:
            people.append(actor)
        else:
            bodies.append(_body(actor, dictionary, known, report))
    report.entries = len(people) + len(bodies)
    source = f"{dictionary.name}, a dictionary in PETRARCH format"
    if bodies:
        text = yaml.dump(bodies, sort_keys=False, default_flow_style=None, allow_unicode=True, width=110)
        write(out / "groups.yaml", f"# Actors made from {source}. Look at each `kind`.\n{text}", report)
    if people:
        rows = [[_id(actor), actor.names[0], "|".join(actor.names[1:]), _country(actor, known, report), ""]
                for actor in people]  # fmt: skip
        write(out / "people.csv", _table(source, ["person_id", "name", "aliases", "country", "note"], rows), report)
        columns = ["person_id", "title", "organization", "country", "sector", "start", "end", "source", "as_of"]
        offices = [
            [_id(actor), f"holder of {held.code}", "", *_codes(held.code, actor.line, known, report), held.start,
             held.end, source, ""]
            for actor in people for held in actor.held
        ]  # fmt: skip
        write(out / "offices.csv", _table(source, columns, offices), report)
    return report


def _read(lines: list[Line], report: Report) -> Iterator[_Actor]:
    """Entries with their further names and dated codes."""
    actor: _Actor | None = None
    for line in lines:
        text = line.text
        if text.startswith("[") and actor is not None:
            _restrict(actor, line, report)
        elif text.startswith("+") and actor is not None:
            actor.names.append(_name(text[1:]))
        elif (entry := _ENTRY.match(text)) and not text.startswith(("[", "+")):
            if actor is not None:
                yield actor
            actor = _Actor(line, [_name(entry["name"])])
            code = entry["code"] or ""
            if " " in code:  # the code with its dates in one line
                _restrict(actor, Line(line.number, f"[{code}]", True), report)
            else:
                actor.code = code
        else:
            report.skipped[line.number] = "not understood as an actor, a further name or a dated code"
    if actor is not None:
        yield actor


def _restrict(actor: _Actor, line: Line, report: Report) -> None:
    """Add a code that holds for a time: ``[AFGGOV 780427-860504]``, ``[AFGELI <780427]``, ``[AFGREB]``."""
    found = _RESTRICTION.match(line.text)
    if found is None:
        report.skipped[line.number] = "not a code with dates"
        return
    if not found["dates"]:
        actor.code = found["code"]
        return
    dates = _DATES.match(found["dates"].strip())
    if dates is None:
        report.skipped[line.number] = f"the dates {found['dates']!r} are not <date, >date or date-date"
        return
    first, last = _iso(dates["first"]), _iso(dates["last"]) if dates["last"] else ""
    if first is None or last is None:
        report.skipped[line.number] = f"the dates {found['dates']!r} are not days"
        return
    start, end = ("", first) if dates["sign"] == "<" else (first, last)
    actor.held.append(_Held(found["code"], start, end))


def _iso(digits: str) -> str | None:
    """YYYYMMDD or YYMMDD as an ISO date; two-digit years over 30 are of the last century, as in PETRARCH."""
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) > 30 else "20") + digits
    year, month, day = digits[:4], digits[4:6], digits[6:]
    return f"{year}-{month}-{day}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else None


def _name(text: str) -> str:
    """``HAMID_KARZAI_`` as print writes it: "Hamid Karzai"; names that are not all in capitals stay as they are."""
    words = text.replace("_", " ").split()
    if not text.isupper():
        return " ".join(words)
    spelled = [word.lower() if i and word.lower() in _SMALL else word.title() for i, word in enumerate(words)]
    return " ".join(spelled).replace("'S", "'s")


def _codes(code: str, line: Line, known: Knowledge, report: Report) -> tuple[str, str]:
    """Country and sector of an actor code; what is unknown stays empty and is reported."""
    country, role = code[:3].upper(), code[3:6].upper()
    missing = []
    if country not in known.countries and country not in ontology.plover().codes:
        missing.append(f"the country {country} of [{code}] is not known")
        country = ""
    sector = ""
    if role and role not in roles():
        missing.append(f"the role {role} of [{code}] has no sector")
    elif role:
        sector = roles()[role].sector
    if len(code) > 6:
        missing.append(f"of [{code}] only the first role is kept")
    if missing:
        earlier = [report.changed[line.number]] if line.number in report.changed else []
        report.changed[line.number] = "; ".join(dict.fromkeys([*earlier, *missing]))
    return country, sector


def _country(actor: _Actor, known: Knowledge, report: Report) -> str:
    return _codes(actor.held[-1].code, actor.line, known, report)[0]


def _body(actor: _Actor, dictionary: Path, known: Knowledge, report: Report) -> dict[str, Any]:
    country, sector = _codes(actor.code, actor.line, known, report)
    role = roles().get(actor.code[3:6].upper())
    if role is not None:
        kind = role.kind
    elif country in ("IGO", "UNO", "EUR"):
        kind = "igo"
    else:
        kind = "armed_group" if country == "IMG" else "organization"
    acronyms = [name.upper() for name in actor.names if " " not in name and len(name) <= _ACRONYM]
    entry = {
        "id": _id(actor),
        "name": actor.names[0],
        "kind": kind,
        "country": country,
        "sectors": [sector] if sector else [],
        "aliases": actor.names[1:],
        "acronyms": acronyms,
        "source": f"{dictionary.name}, line {actor.line.number}",
    }
    return {key: value for key, value in entry.items() if value}


def _id(actor: _Actor) -> str:
    return re.sub(r"[^a-z0-9]+", "-", actor.names[0].lower()).strip("-") + f"-{actor.line.number}"


def _table(source: str, columns: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    out.write(f"# Made from {source}.\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
