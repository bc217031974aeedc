"""Load, check and index the verb-frame lexicon.

Comes in: YAML files of frames (see ``data/lexicon/README.md`` for the form). Goes out: a Lexicon
that gives the frames an anchor word may evoke. All faults are reported at once, with file and line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman import data
from dragoman import ontology as ontologies
from dragoman.coding.frame_reader import FrameReader
from dragoman.coding.frames import AnchorKind, Frame, Pattern
from dragoman.data import marked_yaml
from dragoman.data.marked_yaml import LINE, Items
from dragoman.model.problems import KnowledgeFault
from dragoman.ontology import Ontology

_NO_FRAMES = ("words.yaml", "defaults.yaml")


@dataclass(frozen=True)
class Lexicon:
    """All frames, indexed by anchor."""

    frames: tuple[Frame, ...]
    words: Words
    ontology: Ontology

    @classmethod
    def load(cls, *places: Path, ontology: Ontology | None = None) -> Lexicon:
        """Read lexicon files, each place a folder or one file; our folder by default.

        A frame of an earlier place replaces one of a later place with its id, and of frames that fit
        equally well the earlier one wins. ``ontology`` is what the frames are written in: PLOVER by default.

        Raises KnowledgeFault listing each fault as ``file:line: what, and what to do``.
        """
        places = places or (data.path("lexicon"),)
        ontology = ontology or ontologies.plover()
        words = Words.load(*places)
        faults: list[str] = []
        frames: dict[str, Frame] = {}
        for place in places:
            for id, frame in _frames(place, words, ontology, faults).items():
                frames.setdefault(id, frame)
        if faults:
            raise KnowledgeFault("\n".join(faults))
        return cls(tuple(frames.values()), words, ontology)

    @cached_property
    def _by_anchor(self) -> dict[tuple[AnchorKind, str], _Anchored]:
        patterns: dict[tuple[AnchorKind, str], list[tuple[Pattern, Frame]]] = defaultdict(list)
        for frame in self.frames:
            for pattern in frame.patterns:
                patterns[pattern.kind, pattern.anchor].append((pattern, frame))
        return {anchor: _Anchored(found) for anchor, found in patterns.items()}

    def candidates(self, kind: AnchorKind, lemma: str, around: set[str]) -> list[tuple[Pattern, Frame]]:
        """Frames that this word may evoke among the words ``around`` it, in the order of the lexicon."""
        anchored = self._by_anchor.get((kind, lemma))
        return anchored.among(around) if anchored else []

    def types(self, kind: AnchorKind, lemma: str) -> frozenset[str]:
        """Types of the events that this word may evoke among whatever words."""
        anchored = self._by_anchor.get((kind, lemma))
        return anchored.types if anchored else frozenset()

    @cached_property
    def frame_by_id(self) -> dict[str, Frame]:
        return {frame.id: frame for frame in self.frames}

    def conflicts(self) -> Iterator[tuple[Frame, Frame, Pattern]]:
        """Two frames with the same words and conditions but another code or mode: the second can never win."""
        seen: dict[tuple[Any, ...], Frame] = {}
        for frame in self.frames:
            for pattern in dict.fromkeys(frame.patterns):
                conditions = frozenset(frame.when), frozenset(frame.unless), frozenset(frame.needs), frame.reported
                first = seen.setdefault((pattern, *conditions), frame)
                if (first.code, first.modes) != (frame.code, frame.modes):
                    yield first, frame, pattern


class _Anchored:
    """Frames of one anchor by the word that must stand with it, so that a long list costs no time."""

    def __init__(self, patterns: list[tuple[Pattern, Frame]]) -> None:
        self._patterns = patterns
        self._bare: list[int] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, (pattern, _) in enumerate(patterns):
            word = pattern.telling
            (self._bare if word is None else self._by_word[word]).append(place)
        self.types = frozenset(frame.code for _, frame in patterns)

    def among(self, words: set[str]) -> list[tuple[Pattern, Frame]]:
        with_words = [place for word in self._by_word.keys() & words for place in self._by_word[word]]
        return [self._patterns[place] for place in sorted(self._bare + with_words)]


def _frames(place: Path, words: Words, ontology: Ontology, faults: list[str]) -> dict[str, Frame]:
    """The frames of one folder or file by id; what is wrong is added to ``faults``."""
    frames: dict[str, Frame] = {}
    for path in sorted(place.glob("*.yaml")) if place.is_dir() else [place]:
        if path.name in _NO_FRAMES:
            continue
        try:
            entries = marked_yaml.load(path)
        except KnowledgeFault as fault:
            faults.append(str(fault))
            continue
        if entries is None:
            continue
        if not isinstance(entries, Items):
            faults.append(f"{path.name}:1: a lexicon file is a list of frames; put a hyphen before each `id`")
            continue
        for entry, line in zip(entries, entries.lines, strict=True):
            reader = FrameReader(entry, line, path.name, words, ontology)
            frame = reader.read()
            if frame.id in frames:
                reader.fault(f"the id {frame.id!r} is already at {frames[frame.id].location}; choose another")
            faults += reader.faults
            frames[frame.id] = frame
    return frames


@dataclass(frozen=True)
class Words:
    """Word sets shared by frames, and the slots that each event type has by default."""

    sets: dict[str, frozenset[str]]
    verb_roles: dict[str, dict[str, str]]
    noun_roles: dict[str, dict[str, str]]
    fallback: dict[str, list[str]]  # type → slots whose phrases may hold the recipient
    actor_needed: frozenset[str]  # types

    @classmethod
    def load(cls, *places: Path) -> Words:
        """Read our word sets and defaults and, over them, those beside the user's frames.

        Raises KnowledgeFault if a file has not the form of ours.
        """
        ours = data.path("lexicon")
        folders = [ours, *(f for p in reversed(places) if (f := p if p.is_dir() else p.parent) != ours)]
        sets: dict[str, frozenset[str]] = {}
        parts: dict[str, dict[str, Any]] = {"verb-roles": {}, "noun-roles": {}, "fallback": {}}
        actor_needed: set[str] = set()
        for folder in folders:
            words, defaults = (_read(folder / name) for name in _NO_FRAMES)
            for name, members in words.items():
                if not isinstance(members, list):
                    raise KnowledgeFault(f"{folder / 'words.yaml'}: {name} is a list of words, like [one, two]")
                sets[name] = frozenset(members)
            actor_needed |= set(defaults.pop("actor-needed", ()))
            for part, by_type in defaults.items():
                if part not in parts or not isinstance(by_type, dict):
                    known = ", ".join((*parts, "actor-needed"))
                    raise KnowledgeFault(f"{folder / 'defaults.yaml'}: {part} is not understood; it holds {known}")
                for type, slots in by_type.items():
                    if not isinstance(slots, list if part == "fallback" else dict):
                        form = "[object, in]" if part == "fallback" else "{object: recipient}"
                        raise KnowledgeFault(f"{folder / 'defaults.yaml'}: {part}: write {type} like {form}")
                    ours_too = parts[part].get("any", {}) if type == "any" and part != "fallback" else {}
                    parts[part][type] = {**ours_too, **slots} if isinstance(slots, dict) else slots
        return cls(
            sets=sets,
            verb_roles=parts["verb-roles"],
            noun_roles=parts["noun-roles"],
            fallback=parts["fallback"],
            actor_needed=frozenset(actor_needed),
        )

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


def _read(path: Path) -> dict[str, Any]:
    """A YAML mapping without the marks of its lines; empty where there is no file."""
    return _without_lines(marked_yaml.mapping(path)) if path.is_file() else {}


def _without_lines(value: dict[str, Any]) -> dict[str, Any]:
    return {k: _without_lines(v) if isinstance(v, dict) else v for k, v in value.items() if k != LINE}
