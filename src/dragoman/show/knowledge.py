"""Entries of the knowledge base on a terminal and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.knowledge import lookup
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Body, Country, Entry, Facet, KnownAgreement, Person, Tenure
from dragoman.knowledge.lookup import Match

_UNBROKEN = ("id", "country", "from", "until", "known up to", "source")


def matches(found: Iterable[Match], console: Console) -> None:
    """Search results, one a line."""
    table = _table("id", "kind", "country", "name", "found by")
    for match in found:
        table.add_row(match.id, match.kind, match.country or "", match.name, match.words)
    console.print(table)


def entry(one: Entry | KnownAgreement, knowledge: Knowledge, console: Console, day: str | None = None) -> None:
    """Everything about an entry; offices only those of a day, if one is given."""
    console.print(Text(one.name, style="bold"))
    for label, value in _facts(one, knowledge):
        if value:
            console.print(Text.assemble((f"{label:<12}", "dim"), value))
    if isinstance(one, KnownAgreement):
        return
    held = lookup.offices(knowledge, one, day)
    if held:
        console.print(_offices(held, knowledge, day))
        for key in dict.fromkeys(tenure.source for tenure in held):
            if key in knowledge.sources:
                console.print(Text(f"{key}: {_source(knowledge, key)}", style="dim"))
    elif day is not None:
        console.print(f"no office is known for {day}")


def as_dict(one: Entry | KnownAgreement, knowledge: Knowledge, day: str | None = None) -> dict[str, Any]:
    """The same as plain values."""
    found: dict[str, Any] = msgspec.to_builtins(one)
    if not isinstance(one, KnownAgreement):
        found["offices"] = msgspec.to_builtins(lookup.offices(knowledge, one, day))
    return found


def _facts(one: Entry | KnownAgreement, knowledge: Knowledge) -> list[tuple[str, str]]:
    facts = [("id", one.id), ("kind", lookup.kind_of(one))]
    match one:
        case Country():
            former = f"{one.begin}-{one.end}" if one.end else ""
            facts += [("was there", former), ("counted for", one.now or "")]
            facts += [(str(facet), _forms(one, facet)) for facet in Facet]
            facts.append(("elsewhere", ", ".join(one.elsewhere)))
        case Body():
            facts += [
                ("country", one.country or ""),
                ("sectors", " ".join(one.sectors)),
                ("part of", _name(knowledge, one.part_of)),
                ("parts", ", ".join(part.id for part in lookup.parts(knowledge, one.id))),
                ("years", f"{one.begin}-{one.end}" if one.begin or one.end else ""),
            ]
            facts += [(str(facet), _forms(one, facet)) for facet in (Facet.NAME, Facet.ACRONYM)]
        case Person():
            facts += [("country", one.country or ""), ("names", ", ".join(one.aliases)), ("note", one.note)]
        case KnownAgreement():
            facts += [
                ("names", ", ".join(one.aliases)),
                ("parties", ", ".join(_name(knowledge, party) for party in one.parties)),
                ("date", one.date),
                ("place", one.place),
                ("status", one.status),
            ]
    source = _source(knowledge, one.source) if isinstance(one, Body | KnownAgreement) else ""
    return [*facts, ("ambiguous", "yes" if getattr(one, "ambiguous", False) else ""), ("wikidata", one.wikidata or ""),
            ("source", source)]  # fmt: skip


def _source(knowledge: Knowledge, key: str) -> str:
    source = knowledge.sources.get(key)
    return "; ".join(filter(None, (source.name, source.url, source.licence))) if source else key


def _forms(one: Country | Body, facet: Facet) -> str:
    return ", ".join(form for form, mine in one.forms if mine is facet)


def _name(knowledge: Knowledge, id: str | None) -> str:
    known = knowledge.entry(id) if id else None
    return f"{known.name} ({id})" if known else id or ""


def _offices(held: list[Tenure], knowledge: Knowledge, day: str | None) -> Table:
    table = _table("office", "of", "held by", "from", "until", "known up to", "source")
    for tenure in held:
        sure = day is None or tenure.surely_holds_on(day)
        table.add_row(
            tenure.title,
            tenure.organization or tenure.country or "",
            knowledge.people[tenure.person].name + ("" if sure else " (?)"),
            tenure.start or "?",
            tenure.end or "…",
            tenure.as_of,
            tenure.source,
        )
    return table


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in _UNBROKEN)
    return table
