"""What CAMEO codes mean in PLOVER: event codes as types, role codes of actors as sectors."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from dragoman import data


@dataclass(frozen=True, slots=True)
class PloverCode:
    """The type, mode and contexts of a CAMEO code."""

    type: str
    mode: str
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """The sector of a role code, and the kind of actor that has it."""

    sector: str
    kind: str


@cache
def event_codes() -> dict[str, PloverCode]:
    """PLOVER codes by CAMEO code."""
    rows = _rows("to_plover.csv")
    return {row["code"]: PloverCode(row["type"], row["mode"], tuple(row["contexts"].split())) for row in rows}


@cache
def roles() -> dict[str, Role]:
    """Sectors by role code."""
    return {row["role"]: Role(row["sector"], row["kind"]) for row in _rows("roles.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with data.path("schemes", "cameo", name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))
