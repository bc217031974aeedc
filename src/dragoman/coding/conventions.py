"""Codebook rules that change a code after matching, kept in ``data/coding/conventions.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman import data
from dragoman.coding.match import Match
from dragoman.coding.status import PLAIN
from dragoman.data import marked_yaml


@dataclass(frozen=True, slots=True)
class Coded:
    """Type, modes and status of an event, and the conventions that made them."""

    type: str
    modes: tuple[str, ...]
    status: str
    conventions: tuple[str, ...] = ()


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = marked_yaml.load(data.path("coding", "conventions.yaml"))
    return rules


def apply(match: Match, content: list[Match], modes: tuple[str, ...], status: str, *, by_actor: bool) -> Coded:
    """The final code of a match.

    ``by_actor``: the deed is told by its own actor, or by nobody in particular.
    """
    frame = match.frame
    if not modes and frame.code in _rules()["content-modes"] and match.phrases.get("content"):
        mode = content_mode(frame.code, content)
        modes = (mode,) if mode else ()
    coded = Coded(frame.code, modes, status)
    for rule in _rules()["conventions"]:
        when, then = rule["when"], rule["then"]
        if coded.type not in when["types"] or status not in when["status"]:
            continue
        if when.get("by") == "actor" and not by_actor:
            continue
        if "modes" in when and not set(when["modes"]) & set(modes):
            continue
        code = then.get("type", coded.type)
        new_modes = modes if code == coded.type else ()
        if then.get("modes") == "from-content":
            mode = _mode_of_deed(code, coded.type, modes)
            new_modes = (mode,) if mode else ()
        return Coded(code, new_modes, then["status"], (rule["id"],))
    return Coded(coded.type, modes, PLAIN.get(status, status))


def content_mode(code: str, content: list[Match]) -> str | None:
    """The mode that the deeds asked, refused or threatened give to the outer event: the first that is not the usual."""
    table = _rules()["content-modes"][code]
    for inner in content:
        mode = table.get(inner.frame.id) or _mode_of_deed(code, inner.frame.code, inner.frame.modes)
        if mode and mode != table.get("any"):
            return mode
    found: str | None = table.get("any")
    return found


def _mode_of_deed(code: str, deed: str, deed_modes: tuple[str, ...]) -> str | None:
    table: dict[str, str] = _rules()["content-modes"][code]
    for mode in deed_modes:
        if f"{deed}.{mode}" in table:
            return table[f"{deed}.{mode}"]
    return table.get(deed) or table.get("any")
