"""What a comparison of a record with an annotation gives, its figures, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One field of one expected entry: what it should hold and what was recorded."""

    field: str
    expected: str
    found: str
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An expected entry and the recorded entry that answers to it, if any."""

    part: str  # "actor", "event", "statement", "agreement", "commitment"
    id: str
    what: str
    found: str | None  # id in the record
    checks: tuple[Check, ...]
    optional: bool = False
    near: tuple[str, ...] = ()  # for a missing event, what else was recorded from its sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A recorded entry that the annotation does not hold."""

    part: str
    id: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many right, out of so many; or so many too many, where ``of`` is None."""

    label: str
    right: int
    of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A record measured against an annotation."""

    document: tuple[Check, ...]
    matches: tuple[Match, ...]
    extras: tuple[Extra, ...]

    def part(self, name: str) -> list[Match]:
        """The expected entries of one part that count."""
        return [match for match in self.matches if match.part == name and not match.optional]

    def counts(self) -> list[Count]:
        """The figures, part by part."""
        found = [Count(label=f"document: {c.field}", right=int(c.right), of=1) for c in self.document]
        for part in ("event", "statement", "agreement", "commitment", "actor"):
            found += self._counts_of(part)
        return found

    def _counts_of(self, part: str) -> Iterator[Count]:
        matches = self.part(part)
        yield Count(label=f"{part}s found", right=sum(m.found is not None for m in matches), of=len(matches))
        checks = [check for match in matches for check in match.checks]
        for field in dict.fromkeys(check.field for check in checks):
            judged = [check.right for check in checks if check.field == field]
            yield Count(label=f"{part}s with the right {field}", right=sum(judged), of=len(judged))
        if part != "actor":  # an annotator names the actors that matter, not every one
            extra = sum(one.part == part for one in self.extras)
            yield Count(label=f"{part}s not in the annotation", right=extra, of=None)


def as_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison with its counts as plain values, for JSON."""
    counts = msgspec.to_builtins(comparison.counts())
    return {"counts": counts, **msgspec.to_builtins(comparison)}


def report(comparison: Comparison, console: Console) -> None:
    """Print the figures, then every expected entry with what is wrong in it, then what is too much."""
    console.print(_figures(comparison.counts()))
    console.print()
    console.print(_entries(comparison.matches))
    for extra in comparison.extras:
        console.print(Text.assemble(("not in the annotation  ", "yellow"), f"{extra.id}  {extra.what}"))


def _figures(counts: list[Count]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    for count in counts:
        table.add_row(count.label, str(count.right) if count.of is None else f"{count.right} of {count.of}")
    return table


def _entries(matches: tuple[Match, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False, header_style="dim")
    for column, ratio in (("expected", None), ("what", 3), ("found", None), ("wrong", 4)):
        table.add_column(column, ratio=ratio, overflow="fold")
    for match in matches:
        name = f"{match.id} (optional)" if match.optional else match.id
        found = Text(match.found) if match.found else Text("missing", "red")
        table.add_row(Text(name), Text(match.what), found, Text(_faults(match)))
    return table


def _faults(match: Match) -> str:
    """What is wrong in one entry; for a missing one, what its sentences gave instead."""
    if match.found is None:
        return f"its sentences gave {'; '.join(match.near)}" if match.near else ""
    return "; ".join(
        f"{check.field}: {check.found or 'none'}, expected {check.expected or 'none'}"
        for check in match.checks
        if not check.right
    )
