"""What is different between two codings of the same articles, and how much of it there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from dragoman.model.text import Evidence

Kind = Literal["gained", "lost", "changed"]
KINDS: tuple[Kind, ...] = ("gained", "lost", "changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry that only one coding has, or a field that two codings of one entry fill otherwise."""

    document: str
    address: str
    title: str | None
    part: str  # article, event, statement, position, agreement, commitment, claim
    kind: Kind
    type: str = ""  # of the entry in the older coding that has it: an event's type, a statement's kind ...
    field: str = ""  # empty where the whole entry was gained or lost
    old: str | None = None
    new: str | None = None
    old_rule: str = ""  # rule or frame behind each side
    new_rule: str = ""
    why: str
    words: tuple[Evidence, ...] = ()  # those of the entry
    old_id: str | None = None  # of the entry in either record
    new_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How often one thing was gained, lost or changed."""

    name: tuple[str, ...]
    gained: int
    lost: int
    changed: int


@dataclass(slots=True)
class Summary:
    """Counts of changes; their number does not grow with that of the articles."""

    articles: int = 0  # compared
    differing: int = 0
    apart: int = 0  # coded by one of the two only, or not the same text: not compared
    fields: Counter[tuple[str, str, str, Kind]] = field(default_factory=Counter)  # part, type, field
    rules: Counter[tuple[str, str, Kind]] = field(default_factory=Counter)  # older rule, newer rule

    def add(self, changes: tuple[Change, ...]) -> None:
        """Count those of one more article that was compared."""
        self.articles += 1
        self.differing += bool(changes)
        for change in changes:
            self.fields[change.part, change.type, change.field, change.kind] += 1
            self.rules[change.old_rule, change.new_rule, change.kind] += 1

    def by_field(self) -> Iterator[Counted]:
        """By part, type and field, in that order."""
        names = sorted({(part, type, name) for part, type, name, _ in self.fields})
        return (_counted(name, {kind: self.fields[(*name, kind)] for kind in KINDS}) for name in names)

    def by_rule(self) -> Iterator[Counted]:
        """By the rules behind either side, the most frequent first."""
        totals: Counter[tuple[str, str]] = Counter()
        for (old, new, _), count in self.rules.items():
            totals[old, new] += count
        names = sorted(totals, key=lambda name: (-totals[name], name))
        return (_counted(name, {kind: self.rules[(*name, kind)] for kind in KINDS}) for name in names)


def _counted(name: tuple[str, ...], counts: dict[Kind, int]) -> Counted:
    return Counted(name=name, gained=counts["gained"], lost=counts["lost"], changed=counts["changed"])
