"""Codebook rules that change a code after matching, kept in a scheme's ``conventions.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.coding.match import Match
from dragoman.coding.status import PLAIN
from dragoman.data import marked_yaml
from dragoman.data.marked_yaml import Entry, Items
from dragoman.model.events import Status
from dragoman.model.problems import KnowledgeFault
from dragoman.ontology import Ontology

_STATUSES = {*Status, *PLAIN}


@dataclass(frozen=True, slots=True)
class Coded:
    """Type, modes and status of an event, and the conventions that made them."""

    type: str
    modes: tuple[str, ...]
    status: str
    conventions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conventions:
    """The rules of a codebook, in order, and the modes that content gives."""

    rules: tuple[dict[str, Any], ...] = ()
    content_modes: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None, ontology: Ontology) -> Conventions:
        """Read the rules; without a file there are none.

        Raises KnowledgeFault listing the rules that lack a part or name a type the ontology does not have.
        """
        if path is None:
            return cls()
        content = marked_yaml.mapping(path)
        rules = content.get("conventions") or Items()
        tables = content.get("content-modes") or {}
        if not isinstance(rules, Items) or not isinstance(tables, dict):
            raise KnowledgeFault(f"{path}:1: `conventions` is a list of rules, `content-modes` a mapping; see ours")
        faults = [
            f"{path}:{line}: {fault}"
            for rule, line in zip(rules, rules.lines, strict=True)
            for fault in _faults(rule, ontology)
        ]
        if faults:
            raise KnowledgeFault("\n".join(faults))
        return cls(tuple(rules), tables)

    def apply(
        self, match: Match, content: list[Match], modes: tuple[str, ...], status: str, *, by_actor: bool
    ) -> Coded:
        """The final code of a match.

        ``by_actor``: the deed is told by its own actor, or by nobody in particular.
        """
        frame = match.frame
        if not modes and frame.code in self.content_modes and match.phrases.get("content"):
            mode = self._content_mode(frame.code, content)
            modes = (mode,) if mode else ()
        coded = Coded(frame.code, modes, status)
        for rule in self.rules:
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
                mode = self._mode_of_deed(code, coded.type, modes)
                new_modes = (mode,) if mode else ()
            return Coded(code, new_modes, then["status"], (rule["id"],))
        return Coded(coded.type, modes, PLAIN.get(status, status))

    def _content_mode(self, code: str, content: list[Match]) -> str | None:
        """The mode that deeds asked, refused or threatened give the outer event: the first that is not the usual."""
        table = self.content_modes[code]
        for inner in content:
            mode = table.get(inner.frame.id) or self._mode_of_deed(code, inner.frame.code, inner.frame.modes)
            if mode and mode != table.get("any"):
                return mode
        return table.get("any")

    def _mode_of_deed(self, code: str, deed: str, deed_modes: tuple[str, ...]) -> str | None:
        table = self.content_modes.get(code, {})
        for mode in deed_modes:
            if f"{deed}.{mode}" in table:
                return table[f"{deed}.{mode}"]
        return table.get(deed) or table.get("any")


def _faults(rule: Any, ontology: Ontology) -> Iterator[str]:
    """What is wrong with one rule."""
    when, then = (rule.get(part) if isinstance(rule, Entry) else None for part in ("when", "then"))
    if (
        not isinstance(when, Entry)
        or not isinstance(then, Entry)
        or not (rule.get("id") and when.get("types") and when.get("status") and then.get("status"))
    ):
        yield "a rule needs id, when: {types, status} and then: {status}, with a type if it changes"
        return
    for type in (*when["types"], *([then["type"]] if "type" in then else [])):
        if type not in ontology.types:
            yield f"{rule['id']}: the type {type!r} is not in the ontology: {', '.join(ontology.types)}"
    for status in (*when["status"], then["status"]):
        if status not in _STATUSES:
            yield f"{rule['id']}: no status {status!r}; use one of {', '.join(sorted(_STATUSES))}"
