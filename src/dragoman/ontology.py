"""The event ontology: types, modes, contexts, sectors and their scores, read from a YAML file.

The form of the file stands at the head of ``data/ontology/plover.yaml``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from dragoman import data
from dragoman.data import marked_yaml
from dragoman.data.marked_yaml import LINE, Entry
from dragoman.model.problems import KnowledgeFault

Trait = Literal["speech", "promise", "meeting", "mutual", "addressed", "request", "at-recipient"]

_KEYS = ("name", "roots", "types", "contexts", "sectors", "codes")
_TYPE_KEYS = ("gloss", "root", "quad", "recipient", "score", "modes", "hosted", "traits", "from")


@dataclass(frozen=True, slots=True)
class Origin:
    """Events of another ontology that a type takes over; every part given must hold."""

    type: str
    modes: frozenset[str] = frozenset()  # the event has them all
    contexts: frozenset[str] = frozenset()
    was: str = ""  # the type before the codebook's conventions changed it
    frame: str = ""  # id of the frame, or its beginning with a * after it
    line: int = 0

    @property
    def exactness(self) -> tuple[int, int]:
        """The more exact origin of two has the higher value: frames first, then the number of further parts."""
        return bool(self.frame), len(self.modes) + len(self.contexts) + bool(self.was)

    def __str__(self) -> str:
        """As it is written in the file."""
        parts = [f"mode:{mode}" for mode in sorted(self.modes)]
        parts += [f"context:{context}" for context in sorted(self.contexts)]
        parts += [f"was:{self.was}"] * bool(self.was) + [f"frame:{self.frame}"] * bool(self.frame)
        return " ".join([self.type, *parts])


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One event type with its modes; scores run from -10 (conflict) to +10 (cooperation)."""

    name: str
    gloss: str = ""
    root: str = ""
    quad: str = ""
    needs_recipient: bool = False
    score: float | None = None
    modes: dict[str, float | None]
    hosted: frozenset[str] = frozenset()  # modes in which the recipient is the host
    traits: frozenset[str] = frozenset()
    origins: tuple[Origin, ...] = ()

    def score_of(self, modes: Iterable[str]) -> float | None:
        """The score of an event: of its first mode that has one, else of the type."""
        return next((score for mode in modes if (score := self.modes.get(mode)) is not None), self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """What a coder may write."""

    name: str
    roots: dict[str, str]  # groups of types and what they mean
    types: dict[str, EventType]
    contexts: frozenset[str]
    sectors: frozenset[str]
    codes: dict[str, str]

    def has(self, type: str, trait: Trait) -> bool:
        """Whether events of a type behave in a certain way, e.g. ``has("CONSULT", "meeting")``."""
        return type in self.types and trait in self.types[type].traits

    @property
    def modes(self) -> set[str]:
        """The modes of all types."""
        return {mode for type in self.types.values() for mode in type.modes}


@cache
def plover() -> Ontology:
    """The ontology Dragoman codes by default."""
    return load(data.path("ontology", "plover.yaml"))


def load(path: Path) -> Ontology:
    """Read an ontology file.

    Raises KnowledgeFault listing each fault as ``file:line: what, and what to do``.
    """
    reader = _Reader(path, marked_yaml.load(path))
    ontology = reader.read()
    if reader.faults:
        raise KnowledgeFault("\n".join(reader.faults))
    return ontology


class _Reader:
    """A YAML file to an Ontology, noting every fault."""

    def __init__(self, path: Path, content: Any) -> None:
        self.path = path
        self.faults: list[str] = []
        self.content: Entry = self.mapping(content, 1, "an ontology")

    def fault(self, line: int, message: str) -> None:
        self.faults.append(f"{self.path}:{line}: {message}")

    def mapping(self, value: Any, line: int, what: str) -> Entry:
        """The value if it is a mapping, else nothing."""
        if isinstance(value, Entry):
            return value
        if value:
            self.fault(line, f"{what} is a list of `key: value`, see data/ontology/plover.yaml for the form")
        empty = Entry({LINE: line})
        empty.lines = {}
        return empty

    def known(self, entry: Entry, keys: Collection[str]) -> None:
        for key, line in entry.lines.items():
            if key not in keys:
                self.fault(line, f"unknown key {key!r}; known keys are {', '.join(keys)}")

    def words(self, entry: Entry, key: str) -> list[str]:
        value = entry.get(key) or []
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            self.fault(entry.lines[key], f"{key} is a list of names, like [one, two]")
            return []
        return found

    def number(self, entry: Entry, key: str) -> float | None:
        if not entry.get(key):
            return None
        try:
            return float(entry[key])
        except (TypeError, ValueError):
            self.fault(entry.lines[key], f"the score {entry[key]!r} is not a number; write one from -10 to 10")
            return None

    def read(self) -> Ontology:
        self.known(self.content, _KEYS)
        types = self.mapping(self.content.get("types"), 1, "types")
        if not types.lines:
            self.fault(1, "there are no types; name at least one under `types`")
        codes = self.mapping(self.content.get("codes"), 1, "codes")
        self.roots = self.mapping(self.content.get("roots"), 1, "roots")
        for root, line in self.roots.lines.items():
            self.known(self.root(root), ("gloss", "quad"))
            if root in types:
                self.fault(line, f"{root} is the name of a type as well as of a root; rename one")
        return Ontology(
            name=str(self.content.get("name") or self.path.parent.name),
            roots={root: self.root(root).get("gloss", "") for root in self.roots.lines},
            types={name: self.type(name, types, line) for name, line in types.lines.items()},
            contexts=frozenset(self.words(self.content, "contexts")),
            sectors=frozenset(self.words(self.content, "sectors")),
            codes={code: codes[code] for code in codes.lines},
        )

    def root(self, name: str) -> Entry:
        return self.mapping(self.roots.get(name), self.roots.lines.get(name, 1), f"the root {name}")

    def type(self, name: str, types: Entry, line: int) -> EventType:
        entry = self.mapping(types[name], line, f"the type {name}")
        self.known(entry, _TYPE_KEYS)
        modes = self.modes(entry)
        hosted = frozenset(self.words(entry, "hosted"))
        traits = frozenset(self.words(entry, "traits"))
        for mode in hosted - modes.keys():
            self.fault(entry.lines["hosted"], f"{name} has no mode {mode!r}; list it under `modes`")
        for trait in sorted(traits - set(get_args(Trait))):
            known = ", ".join(get_args(Trait))
            self.fault(entry.lines["traits"], f"unknown trait {trait!r}; known traits are {known}")
        root = entry.get("root", "")
        if root and self.roots.lines and root not in self.roots:
            self.fault(entry.lines["root"], f"there is no root {root!r}; {', '.join(self.roots.lines)}")
        if entry.get("recipient") not in (None, "needed", "optional"):
            self.fault(entry.lines["recipient"], "recipient is needed or optional")
        return EventType(
            name=name,
            gloss=entry.get("gloss", ""),
            root=root,
            quad=entry.get("quad") or self.root(root).get("quad", ""),
            needs_recipient=entry.get("recipient") == "needed",
            score=self.number(entry, "score"),
            modes=modes,
            hosted=hosted,
            traits=traits,
            origins=tuple(self.origin(text, entry.lines["from"]) for text in self.words(entry, "from")),
        )

    def modes(self, entry: Entry) -> dict[str, float | None]:
        """Modes with their scores, or a plain list of modes."""
        if isinstance(entry.get("modes"), list):
            return dict.fromkeys(self.words(entry, "modes"))
        modes = self.mapping(entry.get("modes"), entry.lines.get("modes", 0), "modes")
        return {mode: self.number(modes, mode) for mode in modes.lines}

    def origin(self, text: str, line: int) -> Origin:
        """``CONSULT mode:visit`` → the type and what else must hold."""
        type, *tests = text.split() or [""]
        given: dict[str, list[str]] = {"mode": [], "context": [], "was": [], "frame": []}
        for test in tests:
            kind, colon, value = test.partition(":")
            if not (colon and kind in given):
                known = ", ".join(f"{known}:..." for known in given)
                self.fault(line, f"{test!r} after {type} is not understood; write {known}")
                continue
            given[kind].append(value)
        return Origin(
            type=type,
            modes=frozenset(given["mode"]),
            contexts=frozenset(given["context"]),
            was="".join(given["was"]),
            frame="".join(given["frame"]),
            line=line,
        )
